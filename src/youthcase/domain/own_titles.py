"""May the organisation call a section so, and offer such a suggestion?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.carried_rules import rules, words_met
from youthcase.domain.carried_shapes import shapes
from youthcase.domain.carried_words import holds, readings, tokens
from youthcase.domain.plan_copy_rules import check_title as check_cover
from youthcase.domain.plan_sections import section, sections
from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_TITLE, LONGEST_SUGGESTION, MOST_SUGGESTIONS = 60, 160, 20


def telling(words: str, service: str = "") -> str:
    """Why somebody who finds these words on carried paper would learn something, or nothing.

    Source: domain, 2.3. `service` is what the organisation is called.
    """
    ways = readings(words)
    called = tokens(service)
    if called and any(holds(way, called) for way in ways):
        return rules()["SERVICE"].why
    met = next((code for way in ways for code, _found in words_met(way)), None)
    met = met or next((code for code, _found in shapes(words)), None)
    if met is not None:
        return rules()[met].why
    try:
        check_cover(words)
    except Refusal:
        return rules()["TELLING"].why
    return ""


def own_titles(titles: Mapping[int, str], service: str = "") -> dict[int, str]:
    """The titles that differ from the program's; those that may be carried tell nothing.

    Raises: Refusal for a title that may not stand on the copies that its section reaches.
    """
    made: dict[int, str] = {}
    for part in sections():
        title = " ".join(titles.get(part.number, "").split())
        if not title or title == part.title:
            continue
        if len(title) > LONGEST_TITLE:
            raise Refusal(
                _("This title is too long for paper: it has room for {n} letters.").format(
                    n=LONGEST_TITLE
                ),
                field=str(part.number),
            )
        if is_carried(part.number) and (why := telling(title, service)):
            raise Refusal(
                _(
                    "This section can be carried, and so can its title. {why} Choose a "
                    "plainer one."
                ).format(why=why),
                field=str(part.number),
            )
        made[part.number] = title
    every = [made.get(part.number, part.title).casefold() for part in sections()]
    for number, title in made.items():
        if every.count(title.casefold()) > 1:
            raise Refusal(_("Another section has this title already."), field=str(number))
    return made


def is_carried(number: int) -> bool:
    """Whether lines of a section may reach paper that a young person carries."""
    part = section(number)
    return part.may_reach("YOUNG_PERSON") or part.may_reach("CARD")


def own_suggestions(number: int, said: Sequence[str]) -> tuple[str, ...] | None:
    """The suggestions of a section, each once; None when they are the program's.

    Raises: Refusal when there are too many, or one is too long.
    """
    tidied = (" ".join(words.split()) for words in said)
    made = tuple(dict.fromkeys(words for words in tidied if words))
    if len(made) > MOST_SUGGESTIONS:
        raise Refusal(
            _("There is room for {n} suggestions in a section. Take some away.").format(
                n=MOST_SUGGESTIONS
            ),
            field="suggestions",
        )
    if any(len(words) > LONGEST_SUGGESTION for words in made):
        raise Refusal(
            _("A suggestion has room for {n} letters. Shorten the long one.").format(
                n=LONGEST_SUGGESTION
            ),
            field="suggestions",
        )
    return None if made == section(number).suggestions else made
