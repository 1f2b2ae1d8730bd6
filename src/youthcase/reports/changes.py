"""How does the short list read of what has changed since a copy that somebody holds?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, Spacer

from youthcase.domain.plan_diff import Kind
from youthcase.i18n import _
from youthcase.reports import letters
from youthcase.reports.page import Properties, make_pdf
from youthcase.reports.type import carried
from youthcase.reports.words import Bold, Soft, text

if TYPE_CHECKING:
    from datetime import datetime

    from reportlab.platypus import Flowable

    from youthcase.domain.plan_diff import Difference

_WORDS = {Kind.ADDED: _("New"), Kind.REMOVED: _("No longer"), Kind.CHANGED: _("Now")}


def paper(
    differences: tuple[Difference, ...], held: int, current: int, made_at: datetime
) -> bytes:
    """The file of one list: no name, no reference, only what is new, gone and changed.

    Raises: Refusal for characters that cannot be drawn.
    """
    letters.check(differences)
    styles = carried()
    versions = _("Version {held} to version {current}").format(held=held, current=current)
    blocks: list[Flowable] = [
        text(styles.title, _("What has changed"), role="H1"),
        text(styles.lead, versions),
        Spacer(1, 6),
    ]
    for title in dict.fromkeys(one.title for one in differences):
        heading = text(styles.heading, title, role="H2")
        heading.keepWithNext = 1
        blocks += [CondPageBreak(90), Spacer(1, 8), heading]
        for one in differences:
            if one.title == title:
                blocks.append(text(styles.item, *_runs(one), role="LI", bullet="•"))
    if not differences:
        blocks.append(text(styles.body, _("Nothing has changed.")))
    return make_pdf(
        blocks, styles, Properties(title=_("What has changed"), made_at=made_at), foot=versions
    )


def _runs(one: Difference) -> list[str]:
    runs: list[str] = [Bold(f"{_WORDS[one.kind]}: "), one.after or one.before]
    if one.kind is Kind.CHANGED:
        runs += ["\n", Soft(_("Before: {words}").format(words=one.before))]
    return runs
