"""A period's code says exactly which days it has."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youthcase.domain.periods import (
    Period,
    financial_year_of,
    parse,
    quarter_of,
    year_start,
    year_to_date,
)
from youthcase.errors import Refusal

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2120, 12, 31))


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026-27", date(2026, 4, 1), date(2027, 3, 31)),
        ("2026-27-Q1", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026-27-Q2", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-27-Q3", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-27-Q4", date(2027, 1, 1), date(2027, 3, 31)),
        ("2026-27-Q1-ytd", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026-27-Q2-ytd", date(2026, 4, 1), date(2026, 9, 30)),
        ("2026-27-Q4-ytd", date(2026, 4, 1), date(2027, 3, 31)),
        ("1999-00-Q4", date(2000, 1, 1), date(2000, 3, 31)),
        ("2022-04-01..2025-03-31", date(2022, 4, 1), date(2025, 3, 31)),
        ("2024-02-29..2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_each_way_of_writing_a_period_gives_its_days(code, first, last):
    assert parse(code) == Period(code, first, last)
    assert parse(f" {code}\n") == parse(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2026",
        "2026-28",
        "2026-2027",
        "2026-27-Q0",
        "2026-27-Q5",
        "2026-27-q2",
        "2026-27-Q2-YTD",
        "2026-27-ytd",
        "2026-27-Q2-ytd-",
        "٢٠٢٦-٢٧",
        "0000-01",
        "9999-00",
        "0001-01-01..2026-01-01",
        "2026-01-01..9999-12-31",
        "2026-02-30..2026-03-01",
        "2026-04-01...2026-04-02",
        "20260401..20260402",
        "2026-04-01..2026-03-31",
        "last year",
    ],
)
def test_anything_else_is_refused_with_what_to_write_instead(code):
    with pytest.raises(Refusal, match=r"2022-04-01\.\.2025-03-31") as refusal:
        parse(code)
    assert refusal.value.field == "period"


@given(
    st.text(max_size=25) | st.from_regex(r"[0-9]{4}-[0-9]{2}(-Q[0-9](-ytd)?)?", fullmatch=True)
)
def test_any_text_is_a_period_or_refused(text):
    with suppress(Refusal):
        found = parse(text)
        assert found.code == text.strip()
        assert found.first <= found.last


@given(days)
def test_a_day_lies_in_its_year_and_its_quarter_and_the_code_finds_them_again(day):
    year, quarter = financial_year_of(day), quarter_of(day)
    assert day in year
    assert day in quarter
    assert quarter in year.quarters()
    assert parse(year.code) == year
    assert parse(quarter.code) == quarter
    assert parse(year_to_date(quarter).code) == year_to_date(quarter)
    assert year_start(day) == year.first


@given(days)
def test_the_four_quarters_are_the_days_of_the_year_each_once(day):
    year = financial_year_of(day)
    quarters = year.quarters()
    assert len(quarters) == 4
    assert quarters[0].first == year.first
    assert quarters[-1].last == year.last
    for one, following in pairwise(quarters):
        assert following.first == one.last + timedelta(days=1)
    assert sum(q.days for q in quarters) == year.days


def test_year_to_date_is_made_of_its_quarters_and_any_days_of_none():
    assert [q.code for q in parse("2026-27-Q3-ytd").quarters()] == [
        "2026-27-Q1",
        "2026-27-Q2",
        "2026-27-Q3",
    ]
    assert parse("2026-27-Q3").quarters() == (parse("2026-27-Q3"),)
    assert len(parse("2022-04-01..2025-03-31").quarters()) == 12
    assert parse("2022-04-02..2025-03-31").quarters() == ()
    assert parse("2022-04-01..2025-03-30").quarters() == ()


def test_a_year_with_a_29_february_has_366_days():
    assert parse("2023-24").days == 366
    assert parse("2024-25").days == 365


def test_a_count_sees_a_period_only_up_to_the_as_at_date():
    period = parse("2026-27-Q2")
    assert period.known_by(date(2026, 6, 30)) is None
    assert period.known_by(date(2026, 7, 1)) == (date(2026, 7, 1), date(2026, 7, 1))
    assert period.known_by(date(2026, 10, 31)) == (date(2026, 7, 1), date(2026, 9, 30))


def test_only_a_period_within_one_financial_year_has_newcomers():
    assert parse("2026-27").is_within_one_financial_year
    assert not parse("2026-03-31..2026-04-01").is_within_one_financial_year
