"""Does a copy give away anything that its audience may not see?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from youthcase.domain.ids import EpisodeId, PersonId, PlanItemId, PlanPlaceId, PlanVersionId
from youthcase.domain.plan_copy import Form, Sign
from youthcase.domain.plan_copy_parts import choose, full_sections, numbers_to_call, words_of
from youthcase.domain.plans import PlanContent, PlanItem, PlanPlace, PlanVersion
from youthcase.reports.safety_plan import render

PERSON, VERSION = PersonId("p"), PlanVersionId("v")
AUDIENCES = ((), ("CARD",), ("FAMILY", "SCHOOL"), ("YOUNG_PERSON",), ("YOUNG_PERSON", "CARD"))


def mark(kind, section, n):
    return f"Zq{kind}{section:02}{n}x"


def item(section, n, audience):
    return PlanItem(
        id=PlanItemId(f"i{section}-{n}"),
        person=PERSON,
        version=VERSION,
        section=section,
        position=n,
        text=mark("Text", section, n),
        detail=mark("Detail", section, n),
        context="HOME" if section == 10 else None,
        owner=mark("Owner", section, n),
        due=date(2026, 11, 16),
        audience=audience,
    )


def place(n, status, audience):
    return PlanPlace(
        id=PlanPlaceId(f"p{n}"),
        person=PERSON,
        version=VERSION,
        position=n,
        name=mark("Name", 11, n),
        status=status,
        days_times=mark("Times", 11, n),
        reason=mark("Reason", 11, n),
        audience=audience,
    )


@pytest.fixture(scope="module")
def content():
    statuses = ("SAFE", "OK_WITH_SOMEONE", "AVOID", "UNSURE")
    kinds = [(status, audience) for status in statuses for audience in AUDIENCES]
    return PlanContent(
        version=PlanVersion(
            id=VERSION,
            person=PERSON,
            episode=EpisodeId("e"),
            number=3,
            recorded_at=datetime(2026, 11, 16, tzinfo=UTC),
        ),
        items=tuple(
            item(section, n, audience)
            for section in range(1, 18)
            for n, audience in enumerate(AUDIENCES)
        ),
        places=tuple(place(n, *kind) for n, kind in enumerate(kinds)),
    )


@pytest.fixture(scope="module")
def copies(content, full_copy, as_carried):
    """A file for each form, made as the program makes it, and its marks."""
    kept = {
        "reference": "ZqReference",
        "worker": "ZqWorker",
        "service": "ZqService",
        "approved_by": "ZqApprover",
        "for_whom": "ZqWhom",
        "participation": "AGREED_PART",
        "audit_head": "ZqAudit",
        "signs": (Sign(who="ZqSigner"),),
    }
    made = {
        form: replace(
            full_copy,
            **kept,
            call=numbers_to_call(form),
            words=words_of(choose(content, form).content),
            sections=full_sections(choose(content, form).content),
        )
        for form in (Form.FULL, Form.YOUNG_PERSON)
    }
    return {
        Form.FULL: render(made[Form.FULL]),
        Form.YOUNG_PERSON: render(as_carried(made[Form.YOUNG_PERSON])),
    }


# Written down here again, so that a slip in the list of sections is found. Domain, 2.3.
NEVER_CARRIED = frozenset({1, 3, 9, 12, 14, 15, 16, 17})


def may_be_carried(one):
    return one.section not in NEVER_CARRIED and "YOUNG_PERSON" in one.audience


def test_the_search_finds_every_mark_where_it_stands(content, copies, read):
    paper = read(copies[Form.FULL])
    for one in content.items:
        assert paper.hides(one.text)
        assert one.section == 2 or paper.hides(one.detail)
    for one in content.places:
        assert paper.hides(one.name)
        assert paper.hides(one.reason)
    for word in (
        "ZqReference",
        "ZqWorker",
        "ZqService",
        "ZqWhom",
        "ZqSigner",
        "Agreed in part",
    ):
        assert paper.hides(word)


def test_the_search_finds_what_is_hidden_in_properties_outline_and_hex(copies, read):
    paper = read(copies[Form.FULL])
    assert paper.properties["Author"] == "ZqService"
    assert "How I notice that things are getting bad" in paper.outline
    hidden = replace(paper, data=paper.data + "ZqHidden".encode("utf-16-be").hex().encode())
    assert hidden.hides("ZqHidden")
    assert not paper.hides("ZqHidden")


def test_the_carried_copy_holds_what_is_ticked_for_it(content, copies, read):
    paper = read(copies[Form.YOUNG_PERSON])
    ticked = [one.text for one in content.items if may_be_carried(one)]
    assert len(ticked) > 10
    assert not [text for text in ticked if not paper.hides(text)]


def test_nothing_that_was_withheld_is_anywhere_in_the_carried_file(content, copies, read):
    paper = read(copies[Form.YOUNG_PERSON])
    withheld = [
        text
        for one in content.items
        if not may_be_carried(one)
        for text in (one.text, one.detail)
    ]
    withheld += [one.owner for one in content.items]
    withheld += [t for one in content.places for t in (one.reason, one.days_times)]
    withheld += [
        one.name
        for one in content.places
        if "YOUNG_PERSON" not in one.audience or one.status in {"AVOID", "UNSURE"}
    ]
    assert len(withheld) > 150
    assert not [text for text in withheld if paper.hides(text)]


@pytest.mark.parametrize(
    "word",
    [
        "ZqReference",
        "ZqWorker",
        "ZqService",
        "ZqApprover",
        "ZqWhom",
        "Agreed in part",
        "ZqAudit",
        "ZqSigner",
        "Jordan",
        "safety plan",
        "Safety",
        "16 November",
        "12 December",
        "Youthcase",
        "ReportLab",
        "Copy 2",
    ],
)
def test_the_carried_file_names_no_service_worker_reference_or_day(copies, read, word):
    assert not read(copies[Form.YOUNG_PERSON]).hides(word)
