"""The words of the counting rule are made from its numbers."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from youthcase.domain.benefit import Rule
from youthcase.errors import Refusal

OTHER = {
    "version": "2",
    "min_age": 11,
    "max_age": 24,
    "min_contacts": 3,
    "min_face_to_face": 2,
    "min_minutes": 20,
    "grace_days": 14,
    "participation": ("AGREED",),
    "goal_start_days": 30,
    "goal_gap_days": 60,
    "goal_end_days": 10,
}


@pytest.mark.parametrize("name", [f.name for f in fields(Rule)])
def test_a_changed_number_changes_the_sentence(name):
    changed = replace(Rule(), **{name: OTHER[name]})
    before, after = Rule().definition(), changed.definition()
    assert len([1 for one, other in zip(before, after, strict=True) if one != other]) == 1


def test_the_definition_has_a_head_six_numbered_clauses_and_the_readings():
    text = Rule().definition()
    assert text[0].startswith("Counting rule, version 1.")
    assert [sentence[:2] for sentence in text[1:7]] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert text[1:7] == Rule().clauses()
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in text)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (2, "aged 10 to 25"),
        (2, "before they turn 26"),
        (4, "at least 2 different days"),
        (4, "at least 1 of them face to face"),
        (4, "at least 15 minutes"),
        (5, "not more than 28 days past its review date"),
    ],
)
def test_each_clause_says_its_number(clause, words):
    assert words in Rule().clauses()[clause - 1]


@pytest.mark.parametrize(
    "changes",
    [
        {"min_age": 26},
        {"min_age": -1},
        {"max_age": 121},
        {"min_contacts": 0},
        {"min_face_to_face": 3},
        {"min_face_to_face": -1},
        {"min_minutes": -1},
        {"grace_days": -1},
        {"grace_days": 10**9},
        {"goal_gap_days": -1},
        {"participation": ()},
    ],
)
def test_a_rule_that_would_count_by_accident_is_refused(changes):
    with pytest.raises(Refusal) as refusal:
        Rule(**changes)
    assert refusal.value.field == "rule"
