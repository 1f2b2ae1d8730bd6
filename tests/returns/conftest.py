"""What the tests of the returns share: invented people, a key, and the long form."""

import sys
from pathlib import Path

import pytest

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)

import invented  # noqa: E402 - found by the path above

from youthcase.returns import layout  # noqa: E402
from youthcase.returns.ledger import Ledger  # noqa: E402
from youthcase.returns.protection import protect  # noqa: E402

KEY = bytes(range(32))


@pytest.fixture(scope="session")
def key():
    """The team's key."""
    return KEY


@pytest.fixture(scope="session")
def protected():
    """Protects facts beside a ledger, by default as a first return."""

    def made(facts, known=None, profile="mirror5"):
        return protect(
            facts,
            known or Ledger(),
            KEY,
            layout=layout.standard(),
            audience="public",
            profile=profile,
        )

    return made


@pytest.fixture(scope="session")
def first(protected):
    """A first return of 200 people, with its facts."""
    facts = invented.one_quarter(200, 1)
    return facts, protected(facts)


@pytest.fixture(scope="session")
def two_quarters(protected):
    """A quarter, the next one and the year to date, on one ledger, with their facts."""
    people = invented.year(150, 4)
    made, known = [], Ledger()
    for code in ("Q1", "Q2", "Q2-ytd"):
        facts = invented.facts(people, code, seed=4)
        made.append((facts, protected(facts, known)))
        known = made[-1][1].ledger
    return made
