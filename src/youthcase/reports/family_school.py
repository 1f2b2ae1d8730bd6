"""How does the copy read that goes to family or school: what they have to know and to do?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak

from youthcase.domain.plan_copy import Form
from youthcase.reports import letters
from youthcase.reports.blocks import Columns, IconHeading, Panel
from youthcase.reports.logo import headed
from youthcase.reports.page import WIDTH, Band, Properties, make_pdf
from youthcase.reports.plan_looks import (
    CALL_TONE,
    after,
    icon_of,
    look_of,
    number_of,
    own_lines,
    unchecked,
    untranslated,
    written,
)
from youthcase.reports.tables import TickBox, table
from youthcase.reports.type import OWN_WORDS, professional
from youthcase.reports.voice import say, say_day, together
from youthcase.reports.words import Bold, Marked, Regular, Soft, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportlab.platypus import Flowable

    from youthcase.domain.plan_copy import CopyItem, SharedCopy, SharedSection
    from youthcase.domain.plan_sections import Helpline
    from youthcase.reports.words import Words

_FIRST_TO_CALL = 3
_ROOM_TO_BEGIN, _ROOM_FOR_ROWS = 96, 150
# What is to be done comes before what is to be known.
_ORDER = (14, 13, 4, 5, 6, 7, 8, 11, 10, 9, 12, 3, 1, 15, 16)


def paper(copy: SharedCopy, band: Band | None) -> bytes:
    """The file of one copy.

    Raises: Refusal for characters that cannot be drawn and for names longer than a page.
    """
    letters.check(copy)
    return make_pdf(
        _story(copy),
        professional(),
        Properties(
            title=say("Copy to share, version {n}").format(n=copy.version), made_at=copy.made_at
        ),
        foot=_foot(copy),
        band=band,
    )


def _foot(copy: SharedCopy) -> str:
    number = say("Copy {n}").format(n=copy.copy_number)
    whom = say("{copy}, for {whom}").format(copy=number, whom=copy.for_whom)
    parts = [
        say("Version {n}").format(n=copy.version),
        whom if copy.for_whom else number,
        say("Printed {day}").format(day=say_day(copy.printed_on)),
    ]
    if copy.audit_head:
        parts.append(say("Audit {head}").format(head=copy.audit_head))
    mark = unchecked(is_checked=copy.translation_checked)
    return "\n".join([together(parts), *mark])


def _story(copy: SharedCopy) -> list[Flowable]:
    styles = professional()
    school = copy.form is Form.SCHOOL
    about = say("What school does with {who}") if school else say("What we do with {who}")
    blocks: list[Flowable] = [
        headed(text(styles.title, about.format(who=copy.who), role="H1"), copy.logo),
        *_lead(copy),
        text(
            styles.lead,
            say("This copy is for you alone. Please keep it safe, and do not copy it."),
        ),
        *_call_panel(copy.call),
    ]
    if copy.words:
        title = copy.words_title or say("What matters to {who}").format(who=copy.who)
        heading = text(
            styles.subheading, title, role="H2", bookmark=title, colour=OWN_WORDS.ink
        )
        quotes = [text(styles.quote, f"“{said}”") for said in copy.words]
        quotes = [*untranslated(styles.lead, (copy.words_title, *copy.words)), *quotes]
        blocks.append(Panel([heading, *quotes], OWN_WORDS, icon="message-circle", bar=True))
    for section in sorted(copy.sections, key=_place):
        blocks += _section(section)
    return blocks


def _place(section: SharedSection) -> int:
    return _ORDER.index(section.number) if section.number in _ORDER else len(_ORDER)


def _lead(copy: SharedCopy) -> Iterator[Words]:
    said: list[str] = []
    if copy.worker:
        said.append(say("Ask {worker} if anything is unclear.").format(worker=copy.worker))
    if copy.review_due:
        day = say_day(copy.review_due)
        said.append(say("We will look at it together again on {day}.").format(day=day))
    if said:
        yield text(professional().lead, " ".join(said))


def _call_panel(call: Sequence[Helpline]) -> Iterator[Panel]:
    styles = professional()
    first = call[:_FIRST_TO_CALL]
    if not first:
        return
    cells = [
        Panel(
            [
                text(styles.call, line.name),
                text(styles.number, number_of(line)),
                text(styles.call, line.words),
            ],
            CALL_TONE,
            padding=0,
        )
        for line in first
    ]
    title = say("Who to call")
    heading = text(styles.call_heading, title, role="H2", bookmark=title)
    note = untranslated(styles.call, own_lines(first))
    yield Panel([heading, *note, Columns(cells, len(cells), gap=14)], CALL_TONE, icon="phone")


def _section(section: SharedSection) -> list[Flowable]:
    layouts: dict[str, Callable[[SharedSection], list[Flowable]]] = {
        "places": _places,
        "actions": _actions,
        "contingency": _contingency,
    }
    blocks = layouts.get(section.kind, _lines)(section)
    if not blocks:
        return []
    is_table = section.kind in {"places", "actions"}
    words = text(professional().heading, section.title, role="H2", bookmark=section.title)
    room = CondPageBreak(_ROOM_FOR_ROWS if is_table else _ROOM_TO_BEGIN)
    note = untranslated(professional().lead, written(section))
    return [room, IconHeading(words, icon_of(section.number)), *note, *blocks]


def _lines(section: SharedSection) -> list[Flowable]:
    blocks: list[Flowable] = []
    for context in dict.fromkeys(item.context for item in section.items):
        if context:
            blocks += [
                CondPageBreak(50),
                text(professional().subheading, context, role="H3"),
            ]
        for item in section.items:
            if item.context == context:
                runs: list[str] = [Bold(item.text) if section.kind == "people" else item.text]
                runs += ["\n", item.detail] if item.detail else []
                runs += _who_and_when(item)
                blocks.append(text(professional().item, *runs, role="LI", bullet="•"))
    return blocks


def _contingency(section: SharedSection) -> list[Flowable]:
    blocks: list[Flowable] = []
    for n, item in enumerate(section.items, start=1):
        runs = after(say("If"), item.text, or_else=say("When|before what may happen"))
        runs += ["\n", *after(say("then"), item.detail)] if item.detail else []
        runs += _who_and_when(item)
        blocks.append(text(professional().numbered, *runs, role="LI", bullet=f"{n}."))
    return blocks


def _who_and_when(item: CopyItem) -> list[str]:
    said = [say("Who: {owner}").format(owner=item.owner)] if item.owner else []
    if item.due:
        said.append(say("By {day}").format(day=say_day(item.due)))
    return ["\n", Soft(together(said))] if said else []


def _actions(section: SharedSection) -> list[Flowable]:
    styles = professional()
    rows: list[list[Flowable]] = []
    for item in section.items:
        more = ["\n", Regular(item.detail)] if item.detail else []
        more += ["\n", Soft(item.context)] if item.context else []
        rows.append(
            [
                text(styles.row_heading, item.text, *more, role="TH"),
                text(styles.cell, item.owner or "", role="TD"),
                text(styles.cell, say_day(item.due) if item.due else "", role="TD"),
                TickBox(),
            ]
        )
    columns = (say("What"), say("Who"), say("By when"), say("Done"))
    return [table(styles, columns, rows, (76, 42, 40, 17), WIDTH)] if rows else []


def _places(section: SharedSection) -> list[Flowable]:
    styles = professional()
    rows: list[list[Flowable]] = []
    for place in section.places:
        look = look_of(place)
        status = text(styles.status, Bold(place.label), role="TD", colour=look.tone.ink)
        rows.append(
            [
                text(styles.row_heading, place.name, role="TH"),
                Marked.like(status, look.icon),
                text(styles.cell, place.days_times or "", role="TD"),
            ]
        )
    columns = (say("Place"), say("How safe"), say("When"))
    made: list[Flowable] = [table(styles, columns, rows, (60, 50, 60), WIDTH)] if rows else []
    return [*made, *_lines(section)]
