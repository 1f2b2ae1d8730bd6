"""A stand-in for a birthday counts as the birthday does."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from youthcase.domain import benefit, periods
from youthcase.domain.counting_facts import without_birthday
from youthcase.domain.history import Agreement, Contact, Episode, History, PlanVersion
from youthcase.domain.rule import Rule

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2025, 4, 1), TODAY)
BIRTHDAYS = st.one_of(
    st.dates(date(2014, 1, 1), date(2018, 12, 31)),  # about to turn 10
    st.dates(date(1998, 1, 1), date(2002, 12, 31)),  # about to turn 26
    st.dates(date(2002, 1, 1), date(2015, 12, 31)),
)


@st.composite
def histories(draw):
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=8)))
    agreed = draw(DAYS)
    episode = Episode(
        number=1,
        referral_type="INTERVENTION",
        decision="ACCEPTED",
        referral_received=days[0],
        decided_on=days[0],
        start=days[0],
        agreements=(Agreement(answer="Y"),),
        contacts=tuple(
            Contact(day=d, attended=True, with_young_person=True, mode="F2F_HOME") for d in days
        ),
        plans=(
            PlanVersion(
                number=1,
                agreed_on=agreed,
                participation="AGREED",
                approved_on=agreed,
                review_due=agreed + timedelta(days=60),
            ),
        ),
    )
    return History(ref="A", date_of_birth=draw(BIRTHDAYS), episodes=(episode,))


@settings(max_examples=200, deadline=None)
@given(histories(), st.integers(1, 4))
def test_a_stand_in_decides_every_quarter_as_the_true_birthday_does(history, contacts):
    rule = replace(Rule(), min_contacts=contacts)
    told = without_birthday(history, TODAY, rule)
    for code in ("2025-26-Q1", "2025-26-Q4", "2026-27-Q1", "2026-27-Q2", "2026-27-Q3-ytd"):
        period = periods.parse(code)
        true, stood_in = (benefit.count([h], period, TODAY, rule) for h in (history, told))
        assert stood_in.headline == true.headline
        assert stood_in.funnel == true.funnel
        assert stood_in.casework_only == true.casework_only
        assert stood_in.verdicts[0].count_date == true.verdicts[0].count_date


def test_a_birthday_far_from_every_limit_does_not_stay():
    born = date(2011, 7, 9)
    history = History(ref="A", date_of_birth=born)
    assert without_birthday(history, TODAY, Rule()).date_of_birth == date(2011, 1, 1)


def test_a_birthday_that_decides_stays():
    history = History(ref="A", date_of_birth=date(2000, 12, 9))
    assert without_birthday(history, TODAY, Rule()) == history
