"""How does the full copy of a plan read, from who to call down to the signatures?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, KeepTogether

from youthcase.domain.codes import code_list
from youthcase.domain.phrases import ENGLISH
from youthcase.domain.plan_sections import section as plan_section
from youthcase.domain.plans import TOOK_PART
from youthcase.reports.blocks import Columns, IconHeading, Panel
from youthcase.reports.logo import headed
from youthcase.reports.page import WIDTH
from youthcase.reports.plan_looks import (
    CALL_TONE,
    after,
    checked_on,
    icon_of,
    look_of,
    own_lines,
    to_press,
    unchecked,
    untranslated,
    written,
)
from youthcase.reports.tables import TickBox, facts, sign_rows, table
from youthcase.reports.type import AMBER, CALM, GREEN, OWN_WORDS, professional
from youthcase.reports.voice import say, say_day, spoken, together
from youthcase.reports.words import Bold, Marked, Regular, Soft, Words, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from reportlab.platypus import Flowable

    from youthcase.domain.plan_copy import CopyItem, CopyPlace, CopySection, PlanCopy
    from youthcase.domain.plan_sections import Helpline

_FIRST_TO_CALL = 3
_CARD_LINES = 5
_CARD_LETTERS = 80
_ROOM_TO_BEGIN = 96  # a heading, and two or three lines under it
_ROOM_FOR_ROWS = 150  # a heading, and the first rows or panels under it

# What somebody needs on a bad day stands first, what is read once stands last.
_ORDER = (4, 5, 6, 7, 8, 11, 13, 14, 12, 9, 10, 3, 1, 15, 17, 16)
_AGREEMENT = 16
_CARDS = (4, 5, 6, 7)
_TONES = {4: AMBER, 5: GREEN}


def foot(copy: PlanCopy) -> str:
    """What every page says of its copy: version, number, for whom, when, from which record."""
    number = say("Copy {n}").format(n=copy.copy_number)
    whom = say("{copy}, for {whom}").format(copy=number, whom=copy.for_whom)
    first = [
        say("Version {n}").format(n=copy.version),
        whom if copy.for_whom else number,
        say("Printed {day}").format(day=say_day(copy.printed_on)),
    ]
    second = [copy.service] if copy.service else []
    if copy.reference:
        second.append(say("Reference {reference}").format(reference=copy.reference))
    if copy.audit_head:
        second.append(say("Audit {head}").format(head=copy.audit_head))
    lines = [together(line) for line in (first, second) if line]
    return "\n".join([*lines, *unchecked(is_checked=copy.translation_checked)])


def story(copy: PlanCopy) -> list[Flowable]:
    """The blocks of the copy in reading order; what holds nothing is left out."""
    styles = professional()
    ordered = sorted(copy.sections, key=_place_in_order)
    cards = [s for s in ordered if s.number in _CARDS and _is_short(s)]
    listed = [s for s in ordered if s not in cards or len(cards) == 1]
    title = say("{who}\N{RIGHT SINGLE QUOTATION MARK}s safety plan").format(who=copy.who)
    blocks: list[Flowable] = [
        headed(text(styles.title, title, role="H1"), copy.logo),
        *_lead(copy),
        *_call_panel(copy.call),
        *_own_words(copy.words, copy.words_title),
        *(_pairs([_card(s) for s in cards]) if len(cards) > 1 else ()),
    ]
    for section in listed:
        if section.number != _AGREEMENT:
            blocks += _section(section)
    agreed = next((s for s in listed if s.number == _AGREEMENT), None)
    return [*blocks, *_more_numbers(copy.call), *_agreement(copy, agreed), *_signing(copy)]


def _place_in_order(section: CopySection) -> int:
    return _ORDER.index(section.number) if section.number in _ORDER else len(_ORDER)


def _is_short(section: CopySection) -> bool:
    lines = [i.text + (i.detail or "") for i in section.items]
    plain = all(i.owner is None and i.due is None and i.context is None for i in section.items)
    return (
        plain
        and len(lines) <= _CARD_LINES
        and all(len(line) <= _CARD_LETTERS for line in lines)
    )


def _lead(copy: PlanCopy) -> Iterator[Words]:
    said: list[str] = []
    if copy.agreed_on and copy.participation in TOOK_PART:
        day = say_day(copy.agreed_on)
        said.append(say("Made with {who} on {day}.").format(who=copy.who, day=day))
    if copy.review_due:
        day = say_day(copy.review_due)
        said.append(say("We will look at it together again on {day}.").format(day=day))
    if said:
        yield text(professional().lead, " ".join(said))


def _call_panel(call: Sequence[Helpline]) -> Iterator[Panel]:
    if not call:
        return
    styles = professional()
    first = call[:_FIRST_TO_CALL]
    is_apart = not _checked_together(first)
    cells = [
        Panel(
            [
                text(styles.call, line.name),
                text(styles.number, to_press(line)),
                text(styles.call, line.words),
                text(styles.call, "\n".join(_about(line, day=is_apart))),
            ],
            CALL_TONE,
            padding=0,
        )
        for line in first
    ]
    title = say("Who to call")
    heading = text(styles.call_heading, title, role="H2", bookmark=title)
    note = untranslated(styles.call, own_lines(call))
    below = [text(styles.call, checked)] if (checked := _checked_together(first)) else []
    columns = Columns(cells, len(cells), gap=14)
    yield Panel([heading, *note, columns, *below], CALL_TONE, icon="phone")


def _checked_together(lines: Sequence[Helpline]) -> str:
    """When all of these were found to be right, if that was one day."""
    days = {line.last_checked for line in lines}
    return checked_on(lines[0]) if len(days) == 1 else ""


def _about(line: Helpline, *, day: bool = True) -> list[str]:
    """When somebody answers, and when the number was last found to be right."""
    said = (line.hours, checked_on(line) if day else "")
    return [words for words in said if words]


def _more_numbers(call: Sequence[Helpline]) -> Iterator[Flowable]:
    """The less urgent numbers, two beside each other."""
    more = call[_FIRST_TO_CALL:]
    if not more:
        return
    styles = professional()
    yield from _heading(say("More numbers to call"), "phone", _ROOM_FOR_ROWS)
    cards = [
        Panel(
            [
                text(styles.subheading, line.name, colour=CALM.ink),
                text(styles.cell, to_press(line)),
                text(styles.cell, line.words, "\n", Soft("\n".join(_about(line)))),
            ],
            CALM,
            padding=9,
        )
        for line in more
    ]
    yield from _pairs(cards)


def _own_words(words: Sequence[str], own_title: str | None) -> Iterator[Panel]:
    if not words:
        return
    styles = professional()
    title = own_title or say("What matters to me")
    heading = text(styles.subheading, title, role="H2", bookmark=title, colour=OWN_WORDS.ink)
    quotes = [text(styles.quote, f"“{said}”") for said in words]
    yield Panel(
        [heading, *untranslated(styles.lead, (own_title, *words)), *quotes],
        OWN_WORDS,
        icon="message-circle",
        bar=True,
    )


def _heading(title: str, icon: str, room: float = _ROOM_TO_BEGIN) -> list[Flowable]:
    words = text(professional().heading, title, role="H2", bookmark=title)
    return [CondPageBreak(room), IconHeading(words, icon)]


def _pairs(cards: Sequence[Panel]) -> Iterator[Flowable]:
    """Two beside each other, so that the lines are wide enough to read; a last one alone."""
    for n in range(0, len(cards), 2):
        pair = cards[n : n + 2]
        yield Columns(pair, len(pair))


def _card(section: CopySection) -> Panel:
    styles = professional()
    tone = _TONES.get(section.number, CALM)
    title = section.title
    heading = text(styles.subheading, title, role="H2", bookmark=title, colour=tone.ink)
    return Panel(
        [
            heading,
            *untranslated(styles.lead, written(section)),
            *(_line(item, section) for item in section.items),
        ],
        tone,
        icon=icon_of(section.number),
        bar=True,
        padding=10,
        narrow=True,
    )


def _line(item: CopyItem, section: CopySection) -> Words:
    """One item as one line of a list: its words, then more about it."""
    runs: list[str] = [Bold(item.text) if section.kind == "people" else item.text]
    if item.detail:
        runs += ["\n", item.detail]
    return text(professional().item, *runs, *_who_and_when(item), role="LI", bullet="•")


def _where(item: CopyItem) -> list[str]:
    return ["\n", Soft(item.context)] if item.context else []


def _who_and_when(item: CopyItem) -> list[str]:
    said = [say("Who: {owner}").format(owner=item.owner)] if item.owner else []
    if item.due:
        said.append(say("By {day}").format(day=say_day(item.due)))
    return ["\n", Soft(together(said))] if said else []


def _section(section: CopySection) -> list[Flowable]:
    layouts: dict[str, Callable[[CopySection], list[Flowable]]] = {
        "places": _places,
        "actions": _actions,
        "contingency": _contingency,
    }
    blocks = layouts.get(section.kind, _lines)(section)
    room = _ROOM_FOR_ROWS if section.kind in {"places", "actions"} else _ROOM_TO_BEGIN
    heading = _heading(section.title, icon_of(section.number), room)
    note = untranslated(professional().lead, written(section))
    return [*heading, *note, *blocks] if blocks else []


def _lines(section: CopySection) -> list[Flowable]:
    """A list; where items belong to a part of the day, a list under each part."""
    blocks: list[Flowable] = []
    for context in dict.fromkeys(item.context for item in section.items):
        if context:
            blocks += [
                CondPageBreak(50),
                text(professional().subheading, context, role="H3"),
            ]
        blocks += [_line(i, section) for i in section.items if i.context == context]
    return blocks


def _contingency(section: CopySection) -> list[Flowable]:
    blocks: list[Flowable] = []
    for n, item in enumerate(section.items, start=1):
        runs = after(say("If"), item.text, or_else=say("When|before what may happen"))
        if item.detail:
            runs += ["\n", *after(say("then"), item.detail)]
        runs += _where(item) + _who_and_when(item)
        blocks.append(text(professional().numbered, *runs, role="LI", bullet=f"{n}."))
    return blocks


def _actions(section: CopySection) -> list[Flowable]:
    styles = professional()
    with_due = any(item.due for item in section.items)
    rows: list[list[Flowable]] = []
    for item in section.items:
        more = ["\n", Regular(item.detail)] if item.detail else []
        more += _where(item)
        row: list[Flowable] = [
            text(styles.row_heading, item.text, *more, role="TH"),
            text(styles.cell, item.owner or "", role="TD"),
        ]
        if with_due:
            day = _short(item.due) if item.due else ""
            row.append(text(styles.cell, day, role="TD"))
        rows.append([*row, TickBox()])
    columns = (say("What"), say("Who"), *([say("By when")] if with_due else []), say("Done"))
    shares = (80, 46, 32, 17) if with_due else (100, 60, 18)
    return [table(styles, columns, rows, shares, WIDTH)]


def _short(day: date) -> str:
    """The month in three letters where it is an English one; others are not cut."""
    return f"{day.day} {day:%b %Y}" if spoken().tag == ENGLISH else say_day(day)


def _places(section: CopySection) -> list[Flowable]:
    """A table without the columns in which nothing is said; plain items come after it."""
    styles = professional()
    places = section.places
    when, why = any(p.days_times for p in places), any(p.reason for p in places)
    rows: list[list[Flowable]] = []
    for place in places:
        row: list[Flowable] = [text(styles.row_heading, place.name, role="TH"), _status(place)]
        row += [text(styles.cell, place.days_times or "", role="TD")] if when else []
        row += [text(styles.cell, place.reason or "", role="TD")] if why else []
        rows.append(row)
    columns = [say("Place"), say("How safe")]
    columns += ([say("When")] if when else []) + ([say("Why")] if why else [])
    shares = [46, 40] + ([42] if when else []) + ([52] if why else [])
    made: list[Flowable] = [table(styles, columns, rows, shares, WIDTH)] if rows else []
    return [*made, *_lines(section)]


def _status(place: CopyPlace) -> Words:
    """A place's status as picture and word."""
    look = look_of(place)
    words = text(professional().status, Bold(place.label), role="TD", colour=look.tone.ink)
    return Marked.like(words, look.icon)


def _agreement(copy: PlanCopy, section: CopySection | None) -> list[Flowable]:
    """Who made, agreed and approved this version: what the record knows, then what was said."""
    known = [
        (say("Part in the plan"), _participation(copy.participation)),
        (say("Agreed on"), say_day(copy.agreed_on) if copy.agreed_on else None),
        (say("Worker"), copy.worker),
        (say("Approved by"), copy.approved_by),
        (say("Approved on"), say_day(copy.approved_on) if copy.approved_on else None),
        (say("Next review"), say_day(copy.review_due) if copy.review_due else None),
    ]
    pairs = [(name, value) for name, value in known if value]
    lines = _lines(section) if section else []
    if not pairs and not lines:
        return []
    default = say(plan_section(_AGREEMENT).title)
    title = section.title if section else copy.agreement_title or default
    heading = _heading(title, icon_of(_AGREEMENT))
    if pairs:
        heading = [KeepTogether([*heading, facts(professional(), pairs, WIDTH)])]
    return [*heading, *lines]


def _participation(code: str | None) -> str | None:
    known = code_list("participation")
    return say(known.label(code)) if code and known.has(code) else code


def _signing(copy: PlanCopy) -> list[Flowable]:
    """The heading stays with the first rows; many rows go on on the next page."""
    if not copy.signs:
        return []
    signed = sign_rows(professional(), [sign.who for sign in copy.signs], WIDTH)
    title = say("Signed")
    heading = IconHeading(
        text(professional().heading, title, role="H2", bookmark=title), "pencil-line"
    )
    return [KeepTogether([heading, signed])]
