"""Set up what every test needs before Qt is imported, and the houses that tests live in."""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from datetime import UTC, datetime

import pytest

from youthcase.domain.staff import Role
from youthcase.services.session import Session
from youthcase.vault.keys import Kdf

CHEAP = Kdf(memory_kib=19_456, passes=1)
PASSWORD = "velvet-walnut-harbour-signal"  # noqa: S105  of vaults in tests
WORKER_PASSWORD = "ribbon-cactus-meadow-thimble"  # noqa: S105  of vaults in tests


MUCH = 50_000  # objects made since the last collection


@pytest.fixture(autouse=True)
def _garbage_stays_on_this_thread():
    """As in the program: widgets in cycles may only be thrown away on the window's thread."""
    gc.disable()
    yield
    if gc.get_count()[0] > MUCH:
        gc.collect()


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def session(clock):
    return Session(clock=clock, kdf=CHEAP)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "vault"


@pytest.fixture
def sam(session, folder):
    """A supervisor at a new vault."""
    services = session.create(folder, "Sam Patel", PASSWORD, "Northgate Youth Service").services
    yield services
    services.sitting.lock()


class Town:
    """One vault and the people who take turns at it."""

    def __init__(self, session, folder) -> None:
        self.session = session
        self.folder = folder
        self.services = session.create(
            folder, "Sam Patel", PASSWORD, "Northgate Youth Service"
        ).services
        for name, role in (
            ("Ruth Achebe", Role.SUPERVISOR),
            ("Maya Adeyemi", Role.CASEWORKER),
            ("Tom Brennan", Role.CASEWORKER),
        ):
            self.services.colleagues.let_in(name, role, WORKER_PASSWORD)

    def as_(self, name):
        """Lock, and unlock as somebody else."""
        self.services.sitting.lock()
        password = PASSWORD if name == "Sam Patel" else WORKER_PASSWORD
        self.services = self.session.unlock(self.folder, name, password)
        return self.services

    def close(self) -> None:
        self.services.sitting.lock()


@pytest.fixture
def town(session, folder):
    town = Town(session, folder)
    yield town
    town.close()
