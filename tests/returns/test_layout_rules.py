"""The layout of a return: which tables there are, and which a manager may add."""

import invented
import pytest

from youthcase.errors import Refusal
from youthcase.returns import cells, layout
from youthcase.returns.layout import Layout, Table
from youthcase.returns.variables import of_people

PEOPLE = [v for v in of_people() if v != "priority_theme"]
INTERFACES = ["headline", "funnel", *(f"by_{v}" for v in (*PEOPLE, "priority_theme"))]
INTERFACES += ["age_band_x_sex", "primary_risk_x_age_band", "outcomes", "activity"]


def test_the_tables_are_those_of_the_interfaces_in_their_order():
    assert [table.name for table in layout.standard().tables] == INTERFACES


def test_a_manager_can_add_a_crossing():
    made = layout.standard().with_tables([("sex", "send")])
    assert made.has("sex_x_send")


@pytest.mark.parametrize(
    "by",
    [
        ("age_band", "sex", "send"),
        ("ward", "sex"),
        ("primary_risk", "priority_theme"),
        ("age_band",),
        ("sex", "age_band"),
        ("sex", "sex"),
        ("name",),
        (),
    ],
)
def test_what_breaks_a_rule_cannot_be_added(by):
    with pytest.raises(Refusal):
        layout.standard().with_tables([by])


def test_a_return_begins_with_its_headline():
    with pytest.raises(Refusal, match="headline"):
        Layout("own", (Table("funnel"),))


def test_cells_are_counted_as_a_person_with_a_pencil_would():
    facts = invented.facts(invented.year(80, 2))
    rows = [row for row in cells.rows(layout.standard(), facts) if row.key]
    true = cells.counts(facts, [row.key for row in rows])
    counted = [p for p in facts.people if p.counts]
    assert true[cells.Key("counted")] == len(counted) == facts.headline
    for table, variable in (("by_ward", "ward"), ("by_priority_theme", "priority_theme")):
        for row in rows:
            if row.table == table and row.category_1 != "TOTAL":
                own = [p for p in counted if p.category(variable) == row.category_1]
                assert true[row.key] == len(own)


def test_what_nobody_can_be_is_not_applicable():
    made = layout.standard().with_tables([("age_band", "care_status")])
    facts = invented.facts(invented.year(12, 1))
    rows = [r for r in cells.rows(made, facts) if r.table == "age_band_x_care_status"]
    impossible = {(r.category_1, r.category_2) for r in rows if r.key is None}
    assert impossible == {("10-12", "ADULT"), ("13-15", "ADULT"), ("16-17", "ADULT")}
