"""Does the seal of a month stand on one page, with all that its reader compares and signs?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from youthcase.domain.seals import Check, Seal, digits_of, grouped
from youthcase.errors import Refusal
from youthcase.reports.seal import render

HEAD = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
MADE = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
KINDS = (
    *("Looked at", "Written or changed", "Printed or saved", "Came and went"),
    *("Passwords and keys", "Backups and restoring", "Checks and seals", "Other"),
)


@pytest.fixture
def seal():
    checks = tuple(
        Check(at=MADE - timedelta(days=30 - n), who="Sam Patel", is_sound=n != 1)
        for n in range(9)
    )
    return Seal(
        month="2026-10",
        by_kind=tuple((kind, 1000 * n + 7) for n, kind in enumerate(KINDS)),
        before=40_100,
        length=68_156,
        head=HEAD,
        head_at=MADE - timedelta(days=2),
        checks=checks,
        service="Northgate Youth Service",
        who="Sam Patel",
        made_at=MADE,
        is_over=True,
    )


def test_the_whole_seal_stands_on_one_page(seal, read):
    paper = read(render(seal))
    assert len(paper.pages) == 1
    for words in (
        "Seal of the audit, October 2026",
        "Northgate Youth Service",
        "68,156",
        "31 October 2026, 09:30",
        "28,056",
        "40,100",
        "Sam Patel, supervisor",
        "Signature",
        *grouped(HEAD),
        *KINDS,
    ):
        assert paper.holds(words), words
    assert paper.holds("6 checks before these. One was not sound.")


def test_the_head_can_be_typed_back_from_the_paper(seal, read):
    words = read(render(seal)).words
    panel = words.partition("The head of the log")[2].partition("Entry")[0]
    assert digits_of(panel) == HEAD


def test_a_month_that_goes_on_says_so_and_one_without_a_check_too(seal, read):
    paper = read(render(replace(seal, is_over=False, checks=(), by_kind=(), head_at=None)))
    assert paper.holds("NOT OVER")
    assert paper.holds("Nobody checked the log in this month.")
    assert not read(render(seal)).holds("NOT OVER")


def test_the_same_seal_gives_the_same_bytes(seal):
    assert render(seal) == render(seal)


def test_a_check_that_found_something_is_loud(seal, read):
    checks = (Check(at=MADE, who="Ruth Achebe", is_sound=False),)
    assert read(render(replace(seal, checks=checks))).holds("Ruth Achebe: NOT SOUND")


def test_a_name_that_cannot_be_drawn_is_refused(seal):
    with pytest.raises(Refusal):
        render(replace(seal, who="Sam \N{SNOWMAN WITHOUT SNOW}\U0010fffd"))
