"""Who was given which copy of a plan, as the register says?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.domain.dates import plain
from youthcase.domain.plan_copy import Form
from youthcase.i18n import _
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.text import label
from youthcase.ui.pages.plan_blocks import Block
from youthcase.ui.pages.plan_reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from youthcase.domain.plans import PlanCopyGiven
    from youthcase.services.people import CaseFile
    from youthcase.ui.kit.lists import PaintedList

_HOW = {"printed": _("printed"), "saved": _("saved as a file")}


class Register(Card):
    """The copies that left the vault, the newest first; nobody can change this list."""

    def __init__(
        self,
        copies: Sequence[PlanCopyGiven],
        file: CaseFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Copies that were given"), parent=parent)
        self.setObjectName("register")
        self.list: PaintedList | None = None
        if not copies:
            words = _(
                "None so far. Every copy that is printed or saved is added here by itself."
            )
            self.body.addWidget(label(words, tone="muted", wrap=True))
            return
        self.list = Reading(_("Copies that were given"), grows=True)
        self.list.setObjectName("register_list")
        self.list.show_blocks([copy_block(copy, file) for copy in copies])
        self.body.addWidget(self.list)


def copy_block(copy: PlanCopyGiven, file: CaseFile) -> Block:
    """One copy: which, for whom, when, how and by whom."""
    number = next((v.number for v in file.versions if v.id == copy.version), 0)
    form = next((f.label for f in Form if f.value == copy.form), copy.form)
    who = file.staff.get(copy.given_by) if copy.given_by else None
    whom = _("for {whom}").format(whom=copy.for_whom) if copy.for_whom else ""
    words = _("{form}, version {version}, copy {number}").format(
        form=form, version=number, number=copy.number
    )
    told = [whom, _HOW.get(copy.how, copy.how), plain(copy.given_on), who or ""]
    return Block(words, more=(", ".join(p for p in told if p),))
