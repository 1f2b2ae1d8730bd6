"""Does a plan have its seventeen sections, and only numbers that are right?"""

import re
from datetime import date

import pytest

from youthcase.domain.codes import code_list
from youthcase.domain.plan_sections import helplines, section, sections

KINDS = {
    "about",
    "words",
    "list",
    "people",
    "places",
    "contingency",
    "actions",
    "feeling",
    "agreement",
    "copies",
}
# Words that give a young person away to whoever finds the paper. Source: domain, 2.3.
GIVES_AWAY = re.compile(
    r"gang|exploit|\bnrm\b|victim|inform|kni[fv]e|weapon|grass|police|debt|safety plan"
    r"|code ?word",
    re.IGNORECASE,
)


def test_the_sections_are_numbered_one_to_seventeen():
    assert [s.number for s in sections()] == list(range(1, 18))


def test_every_section_has_a_title_a_question_a_hint_and_a_few_suggestions():
    for s in sections():
        assert s.title
        assert s.question.endswith((".", "?"))
        assert s.hint.endswith(".")
        assert s.kind in KINDS
        assert len(s.suggestions) >= 2
        assert len(set(s.suggestions)) == len(s.suggestions)
    assert len({s.title for s in sections()}) == 17


def test_a_plan_without_its_contingency_is_not_complete():
    assert section(13).kind == "contingency"
    assert [s.number for s in sections() if s.needed] == [1, 4, 7, 8, 13, 16]


def test_only_words_help_places_to_go_and_people_may_stand_on_the_card():
    on_card = [s for s in sections() if s.may_reach("CARD")]
    assert [s.number for s in on_card] == [2, 5, 6, 7, 8]
    assert [s.max_on_card for s in on_card] == [1, 3, 3, 3, 1]
    assert all(s.max_on_card == 0 for s in sections() if not s.may_reach("CARD"))


def test_what_others_worry_about_agree_and_keep_never_reaches_the_young_persons_paper():
    closed = [s.number for s in sections() if not s.may_reach("YOUNG_PERSON")]
    assert closed == [1, 3, 9, 12, 14, 15, 16, 17]
    assert section(12).title == "Our signal"


def test_nothing_is_ticked_beforehand_that_is_closed_or_goes_to_family_or_school():
    audiences = code_list("plan_audience")
    for s in sections():
        assert all(audiences.has(a) for a in (*s.audiences, *s.never_for))
        assert all(s.may_reach(a) for a in s.audiences)
        assert not {"FAMILY", "SCHOOL"} & set(s.audiences)


def test_suggestions_for_carried_paper_give_nothing_away():
    for s in sections():
        if s.may_reach("YOUNG_PERSON") or s.number == 1:
            for words in (s.title, *s.suggestions):
                assert not GIVES_AWAY.search(words), words


def test_the_check_for_words_that_give_away_can_fail():
    assert GIVES_AWAY.search("Hand in the knife.")


def test_the_young_person_is_asked_whether_the_plan_is_right():
    assert section(15).kind == "feeling"
    assert len(section(15).asks) == 4
    assert section(10).by_context


def test_an_unknown_section_is_not_answered_with_a_guess():
    with pytest.raises(KeyError):
        section(18)


def test_childline_is_0800_1111():
    assert {h.number for h in helplines() if h.name == "Childline"} == {"0800 1111"}


def test_the_first_number_is_999():
    assert helplines()[0].number == "999"


def test_every_number_has_the_shape_of_a_real_line():
    shape = re.compile(
        r"999|101|111|116 \d{3}|85258|0800 1111|0800 555 111|0808 \d{3} \d{4}|0300 \d{3} \d{4}"
    )
    for line in helplines():
        assert shape.fullmatch(line.number), line.number
    assert len({line.number for line in helplines()}) == len(helplines())


def test_no_helpline_is_from_a_range_kept_for_stories():
    for line in helplines():
        digits = line.number.replace(" ", "")
        assert not digits.startswith(
            ("07700900", "02079460", "0808157", "09098790", "01632960")
        )


def test_only_999_101_and_childline_are_carried():
    assert {h.number for h in helplines() if h.carried} == {"999", "101", "0800 1111"}


def test_every_helpline_says_when_and_against_what_it_was_checked():
    for line in helplines():
        assert line.words.endswith(".")
        assert line.hours
        assert line.source
        assert line.last_checked is not None
        assert line.last_checked >= date(2026, 11, 23)


def test_carried_helplines_give_nothing_away_but_the_polices_own_numbers():
    for line in helplines():
        if line.carried and line.number not in {"999", "101"}:
            assert not GIVES_AWAY.search(f"{line.name} {line.words}")
