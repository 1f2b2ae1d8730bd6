"""The test vectors of the counting rule, one by one and together (domain.md 7.4)."""

from __future__ import annotations

from datetime import date

import pytest

from youthcase.domain.benefit import (
    Agreement,
    Contact,
    Episode,
    History,
    PlanVersion,
    count,
    judge,
)
from youthcase.domain.periods import parse

Q2 = parse("2026-27-Q2")
AS_AT = date(2026, 10, 31)
MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


def on(text):
    """`6 Jul` of 2026."""
    day, month = text.split()
    return date(2026, MONTHS.index(month) // 3 + 1, int(day))


def seen(text, **changes):
    values = {"attended": True, "with_young_person": True, "mode": "F2F_COMMUNITY"}
    return Contact(day=on(text), **{**values, **changes})


def rang(text, minutes=20):
    return seen(text, mode="PHONE", minutes=minutes)


def plan(text, review="31 Dec", number=1):
    return PlanVersion(
        number=number,
        status="ACTIVE",
        agreed_on=on(text),
        participation="AGREED",
        approved_on=on(text),
        review_due=on(review),
    )


def worked(*records, number=1, start=None, end=None, **changes):
    contacts = tuple(r for r in records if isinstance(r, Contact))
    plans = tuple(r for r in records if isinstance(r, PlanVersion))
    begun = start or date(2026, 1, 1)
    values = {
        "number": number,
        "referral_type": "INTERVENTION",
        "decision": "ACCEPTED",
        "referral_received": begun,
        "start": begun,
        "end": end,
        "agreements": (Agreement(answer="Y", day=begun),),
        "contacts": contacts,
        "plans": plans,
    }
    return Episode(**{**values, **changes})


VECTORS = {
    1: ([worked(seen("6 Jul"), seen("13 Jul"), plan("20 Jul"))], "2026-07-20"),
    2: (
        [worked(seen("6 May"), seen("13 May"), plan("20 May", "20 Aug"), rang("8 Jul"))],
        "2026-07-08",
    ),
    3: ([worked(seen("6 Jan"), seen("13 Jan"), plan("20 Jan", "20 Feb"), seen("3 Aug"))], None),
    4: ([worked(seen("6 Jul"), seen("13 Jul"), plan("2 Oct"))], None),
    5: ([worked(seen("6 Jul"), plan("20 Jul"))], None),
    6: ([worked(rang("6 Jul"), rang("13 Jul"), plan("20 Jul"))], None),
    7: (
        [
            worked(
                seen("6 Jul"),
                seen("13 Jul", attended=False),
                seen("14 Jul", mode="TEXT_MSG"),
                plan("20 Jul"),
            )
        ],
        None,
    ),
    8: ([worked(seen("6 Apr"), seen("13 Apr"), plan("20 Apr", "20 Sep"))], None),
    9: ([worked(seen("6 Jul"), rang("6 Jul"), plan("20 Jul"))], None),
    10: ([worked(seen("25 Jun"), seen("15 Jul"), plan("16 Jul"))], "2026-07-16"),
    11: (
        [
            worked(seen("1 Jul"), seen("2 Jul"), plan("3 Jul"), end=on("31 Jul")),
            worked(
                seen("1 Sep"), seen("2 Sep"), plan("3 Sep"), number=2, start=date(2026, 8, 20)
            ),
        ],
        "2026-07-03",
    ),
    12: (
        [
            worked(seen("6 Jul"), plan("7 Jul"), end=on("31 Jul")),
            worked(seen("3 Sep"), plan("4 Sep"), number=2, start=date(2026, 8, 20)),
        ],
        None,
    ),
    13: ([worked(seen("6 Jul"), seen("13 Jul"), plan("5 Aug"), end=on("31 Jul"))], None),
    14: ([worked(seen("6 Jul"), seen("13 Aug"), plan("20 Aug"))], "2026-08-20"),
    15: ([worked(seen("6 Jul"), seen("13 Aug"), plan("20 Aug"))], None),
    16: ([worked(seen("6 Jul"), seen("13 Jul"), plan("20 Jul"))], "2026-07-20"),
    17: (
        [
            worked(
                seen("6 Jul"),
                seen("13 Jul"),
                plan("20 Jul"),
                referral_type="INTELLIGENCE",
                decision="INTEL_ONLY",
            )
        ],
        None,
    ),
}
BORN = {14: date(2008, 8, 1), 15: date(2000, 8, 1), 16: date(2000, 8, 1)}


def person(number):
    return History(
        ref=f"YP-{number:04d}",
        date_of_birth=BORN.get(number, date(2010, 5, 5)),
        episodes=tuple(VECTORS[number][0]),
    )


@pytest.mark.parametrize("number", VECTORS)
def test_each_vector_gives_its_count_date(number):
    found = judge(person(number), Q2, AS_AT).count_date
    assert (found.isoformat() if found else None) == VECTORS[number][1]


def test_the_headline_of_the_seventeen_vectors_is_six():
    found = count([person(n) for n in VECTORS], Q2, AS_AT)
    assert found.headline == 6
    assert found.counted == tuple(f"YP-{n:04d}" for n in (1, 2, 10, 11, 14, 16))


def test_the_other_figures_of_the_seventeen_vectors():
    found = count([person(n) for n in VECTORS], Q2, AS_AT, plan_span=parse("2026-27"))
    # Vector 2 counted in May already, so only five are new; 8 in April, 4 in October.
    assert found.new == 5
    assert found.over_plan == 8
    assert found.casework_only == 4  # vectors 3, 4, 8 and 13
    funnel = found.funnel
    # Nobody's referral arrived in the quarter except the second ones of 11 and 12.
    assert (funnel.referred, funnel.accepted, funnel.engaged) == (16, 16, 16)
    assert funnel.casework == 6 + 4 + 1  # vector 15 had casework, at 26
    assert funnel.plan_in_force == 6 + 1 + 1  # vectors 8 and 15
    assert funnel.benefited == 6
    assert (funnel.closed, funnel.paired, funnel.improved) == (1, 0, 0)
    # With one contact enough, 5, 7, 9 and 12 count too; only vector 2 has a third contact.
    assert found.sensitivity == ((1, 10), (2, 6), (3, 1), (4, 0), (5, 0), (6, 0))


@pytest.mark.parametrize(
    ("number", "clause", "reason"),
    [
        (3, 5, "plan_lapsed"),
        (4, 5, "plan_later"),
        (5, 4, "too_few_contacts"),
        (6, 4, "no_face_to_face"),
        (7, 4, "too_few_contacts"),
        (8, 6, "nothing_done"),
        (9, 4, "too_few_contacts"),
        (12, 4, "too_few_contacts"),
        (13, 5, "plan_later"),
        (15, 2, "too_old"),
    ],
)
def test_each_vector_that_lacks_one_thing_says_which(number, clause, reason):
    (miss,) = count([person(number)], Q2, AS_AT).near_misses
    assert (miss.ref, miss.clause, miss.reason.value) == (f"YP-{number:04d}", clause, reason)
    assert miss.sentence
    assert miss.remedy


def test_intelligence_only_lacks_more_than_one_thing():
    assert count([person(17)], Q2, AS_AT).near_misses == ()


def test_the_trace_of_a_vector_reads_as_the_interface_says():
    found = count([person(2)], Q2, AS_AT).as_trace()
    assert found == {
        "period": "2026-27-Q2",
        "from": "2026-07-01",
        "to": "2026-09-30",
        "as_at": "2026-10-31",
        "headline": 1,
        "people": [
            {
                "ref": "YP-0002",
                "count_date": "2026-07-08",
                "clauses": [
                    {"clause": 1, "met": True, "date": "2026-07-01"},
                    {"clause": 2, "met": True, "date": "2026-07-01"},
                    {"clause": 3, "met": True, "date": "2026-07-01"},
                    {"clause": 4, "met": True, "date": "2026-07-01"},
                    {"clause": 5, "met": True, "date": "2026-07-01"},
                    {"clause": 6, "met": True, "date": "2026-07-08"},
                ],
            }
        ],
    }
