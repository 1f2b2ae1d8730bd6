"""How does the sheet read on which somebody practises by hand?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, Spacer

from youthcase.reports import letters
from youthcase.reports.blocks import IconHeading, Panel
from youthcase.reports.page import WIDTH, Properties, make_pdf
from youthcase.reports.plan_looks import CALL_TONE
from youthcase.reports.small_type import said_number
from youthcase.reports.tables import side_by_side
from youthcase.reports.type import carried
from youthcase.reports.voice import say
from youthcase.reports.words import Bold, text
from youthcase.reports.writing_room import Room

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from youthcase.domain.plan_copy import BlankCopy

_NUMBER, _PADDING = 130, 14
_ASKED = (
    ("eye", "I notice it because …", 2),
    ("smile", "First I can …", 2),
    ("map-pin", "Then I can go to …", 2),
    ("users", "I can ask …", 2),
    ("footprints", "If that does not work, I …", 2),
)


def paper(copy: BlankCopy) -> bytes:
    """The file of one sheet: beginnings of sentences, and room to finish them."""
    letters.check(copy.call)
    styles = carried()
    blocks: list[Flowable] = [
        text(styles.title, say("In my own words"), role="H1"),
        text(
            styles.lead,
            say("Practise saying it without looking. Then tear this sheet up."),
        ),
        Spacer(1, 4),
    ]
    for icon, words, rows in _ASKED:
        heading = text(styles.heading, say(words), role="H2")
        blocks += [CondPageBreak(80), IconHeading(heading, icon), Room(rows, 22)]
    rows = [
        (
            text(styles.number, said_number(who), role="Lbl"),
            text(styles.call, Bold(who.name), role="LBody"),
        )
        for who in copy.call
    ]
    if rows:
        heading = text(styles.call_heading, say("Numbers that always work"), role="H2")
        numbers = side_by_side(rows, _NUMBER, WIDTH - 2 * _PADDING)
        blocks.append(Panel([heading, numbers], CALL_TONE, icon="phone", padding=_PADDING))
    return make_pdf(
        blocks,
        styles,
        Properties(title=say("In my own words"), made_at=copy.made_at),
        foot=say("For practising"),
    )
