"""A released return on paper: valid, heard in order, and nothing on it but the release."""

from datetime import date

import pytest

from youthcase.domain import periods
from youthcase.domain.rule import Rule
from youthcase.reports.return_report import render
from youthcase.returns.cells import rows
from youthcase.returns.facts import Facts
from youthcase.returns.layout import standard
from youthcase.returns.released import MIRROR5, PARTNER, PublishedCell, Release
from youthcase.services.return_paper import paper_of

PERIOD = periods.parse("2026-27-Q2")
AS_AT = date(2026, 10, 31)


@pytest.fixture(scope="module")
def release():
    lines = rows(standard(), Facts(period=PERIOD, as_at=AS_AT))
    cells = tuple(
        PublishedCell(
            r.table,
            r.dimension_1,
            r.category_1,
            r.dimension_2,
            r.category_2,
            None if r.key is None else 5 * (n % 9),
            "z" if r.key is None else "r" if n % 50 == 0 else "",
        )
        for n, r in enumerate(lines)
    )
    return Release(
        period=PERIOD.code,
        first=PERIOD.first,
        last=PERIOD.last,
        as_at=AS_AT,
        audience=PARTNER,
        profile=MIRROR5,
        rule_version=1,
        contacts_asked=2,
        cohort=0,
        layout="standard",
        cells=cells,
        headline=203,
        headline_is_exact=True,
        breakdown_total=200,
        within=4,
        withheld=0,
        facts_digest="00" * 32,
    )


@pytest.fixture(scope="module")
def paper(release):
    return paper_of(release, service="Northgate Youth Service", definition=Rule().definition())


def test_the_paper_is_valid_and_says_every_figure_of_every_table(valid, paper):
    heard = valid(render(paper))
    said = " ".join(heard.words.split())
    for table in paper.tables:
        assert table.title in said
        for line in table.lines:
            assert line.label in said
    for words in (*paper.reading, *paper.signs, *paper.definition):
        assert words in said


def test_each_chart_says_its_figures_in_words_and_has_its_table(paper):
    drawn = [t for t in paper.tables if t.sentence]
    assert {t.name for t in drawn} >= {"funnel", "by_age_band", "by_ward", "by_priority_theme"}
    for table in drawn:
        for line in table.lines:
            if not line.is_total:
                assert f"{line.label}: {line.shown[0]}" in table.sentence


def test_the_same_release_gives_the_same_paper(paper):
    assert render(paper) == render(paper)


def test_every_published_figure_stands_on_the_paper(release, paper):
    shown = sum(len(line.shown) for table in paper.tables for line in table.lines)
    repeated = len([t for t in paper.tables if t.name == "outcomes"]) - 2  # the total, twice
    assert shown == len(release.cells) + repeated
