"""Who may say that a language is checked, and how long does that hold?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from youthcase.domain.plan_copy import Form
from youthcase.errors import NotAllowed, Refusal


def of(town, tag):
    return next(one for one in town.services.languages.all() if one.tag == tag)


def test_at_first_nothing_but_english_is_checked(town):
    town.as_("Maya Adeyemi")
    states = town.services.languages.all()
    assert [one.tag for one in states if one.is_checked] == ["en"]
    assert of(town, "ar").label == "Arabic (العربية)"
    assert "Not yet checked" in of(town, "ar").state


def test_a_supervisor_marks_a_table_and_everybody_sees_by_whom_and_when(town):
    sam = town.as_("Sam Patel")
    sam.languages.mark_checked("so", "  Hodan   Warsame, interpreter ")
    town.as_("Maya Adeyemi")
    found = of(town, "so")
    assert found.is_checked
    assert found.checked_by == "Hodan Warsame, interpreter"
    assert found.checked_on == sam.sitting.today
    assert "Hodan Warsame" in found.state
    assert not of(town, "ti").is_checked


def test_a_caseworker_marks_nothing(town):
    maya = town.as_("Maya Adeyemi")
    for act in (
        lambda: maya.languages.mark_checked("so", "H"),
        lambda: maya.languages.unmark("so"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not of(town, "so").is_checked


def test_a_check_without_a_name_is_refused(town):
    sam = town.as_("Sam Patel")
    for name in ("", "   ", "x" * 81):
        with pytest.raises(Refusal) as caught:
            sam.languages.mark_checked("so", name)
        assert caught.value.field == "checked_by"


def test_a_check_can_be_taken_back_and_given_again(town):
    sam = town.as_("Sam Patel")
    sam.languages.mark_checked("so", "Hodan Warsame")
    sam.languages.unmark("so")
    assert not of(town, "so").is_checked
    assert not of(town, "so").has_lapsed
    sam.languages.mark_checked("so", "Another Person")
    assert of(town, "so").checked_by == "Another Person"


def test_a_check_lapses_when_a_word_of_the_table_changes(town):
    sam = town.as_("Sam Patel")
    older = "0" * 64
    sam.languages._keep("so", f"{older} 2026-01-05 Hodan Warsame")
    found = of(town, "so")
    assert not found.is_checked
    assert found.has_lapsed
    assert found.checked_by is None
    assert "changed since" in found.state


def test_the_words_are_shown_to_whoever_checks_them(town):
    town.as_("Sam Patel")
    words = dict(town.services.languages.words("fr"))
    assert words["Who to call"] == "Qui appeler"
    assert "\u2068" not in "".join(words.values())


def test_no_other_language_is_known(town):
    sam = town.as_("Sam Patel")
    for act in (
        lambda: sam.languages.words("xx"),
        lambda: sam.languages.mark_checked("../x", "H"),
        lambda: sam.languages.unmark("zz"),
    ):
        with pytest.raises(Refusal, match="language"):
            act()


def test_a_full_copy_loses_its_mark_when_the_table_is_checked(town):
    maya = town.as_("Maya Adeyemi")
    person = maya.people.blank()
    person = replace(person, first_name="Amara", last_name="Okonedo")
    episode = replace(
        maya.episodes.blank(person.id), referral_source="2A", primary_risk="KNIFE", reason="x"
    )
    maya.episodes.refer(episode, person)
    maya.episodes.accept(maya.people.file(person.id).current, start=maya.sitting.today)
    content = maya.plans.begin(person.id)
    before = maya.copies.preview(content, Form.FULL, language="cy").pdf
    sam = town.as_("Sam Patel")
    assert sam.copies.preview(content, Form.FULL, language="cy").pdf != b""
    sam.languages.mark_checked("cy", "Cyfieithydd")
    after = sam.copies.preview(content, Form.FULL, language="cy").pdf
    assert len(after) < len(before)


def test_a_preview_in_an_unknown_language_is_refused(town):
    maya = town.as_("Maya Adeyemi")
    person = replace(maya.people.blank(), first_name="Amara", last_name="Okonedo")
    episode = replace(
        maya.episodes.blank(person.id), referral_source="2A", primary_risk="KNIFE", reason="x"
    )
    maya.episodes.refer(episode, person)
    maya.episodes.accept(maya.people.file(person.id).current, start=maya.sitting.today)
    content = maya.plans.begin(person.id)
    with pytest.raises(Refusal, match="language"):
        maya.copies.preview(content, Form.FULL, language="ur")
