"""Which lines did the safety check hold back, why, and what can be done about each?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.plan_sections import section
from youthcase.i18n import _, plural
from youthcase.ui.kit.buttons import primary, quiet, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import LongText
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.plan_blocks import Block
from youthcase.ui.pages.plan_reading import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.domain.carried_check import Hit
    from youthcase.errors import Refusal


class Stopped(Card):
    """What the check met, line by line; a supervisor may let the chosen one stand."""

    change = Signal(int)  # the section to go to in the plan
    passed = Signal(object, str)  # Hit, reason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Stopped by the safety check"), gap=8, parent=parent)
        self.setObjectName("stopped")
        self._hits: tuple[Hit, ...] = ()
        self._may_pass = False
        self.words = label("", "cap", tone="muted", wrap=True)
        self.list = Reading(_("Stopped by the safety check"), grows=True, side=6)
        self.list.setObjectName("stopped_lines")
        self.edit = secondary(_("Change it in the plan"), "pencil-line")
        self.edit.setObjectName("change_line")
        self.let = quiet(_("Let it stand …"))
        self.let.setObjectName("let_stand")
        foot = QWidget()
        flow = Flow(foot, gap=6)
        flow.addWidget(self.edit)
        flow.addWidget(self.let)
        self.reason = LongText(
            "pass_reason",
            _("Why may it stand?"),
            hint=_("At least 20 letters. It is kept with the plan and in the audit."),
            least=2,
        )
        self.sure = primary(_("Let this line stand"))
        self.sure.setObjectName("let_stand_now")
        self.what = label("", "cap", wrap=True)
        self.what.setObjectName("chosen_line")
        for part in (self.words, self.list, self.what, foot, self.reason):
            self.body.addWidget(part)
        self.body.addWidget(self.sure, 0, Qt.AlignmentFlag.AlignLeft)
        self.edit.clicked.connect(self._edit)
        self.let.clicked.connect(self._ask)
        self.sure.clicked.connect(self._pass)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.show_hits((), may_pass=False)

    def show_hits(self, hits: Sequence[Hit], *, may_pass: bool) -> None:
        """Show what was met; those that were let through already are not shown."""
        self._hits = tuple(hit for hit in hits if not hit.is_passed)
        self._may_pass = may_pass
        self.list.show_blocks([hit_block(hit) for hit in self._hits])
        lines = len({hit.line for hit in self._hits})
        self.words.setText(
            plural(
                "{n} line stays off this copy until it is changed.",
                "{n} lines stay off this copy until they are changed.",
                lines,
            )
        )
        self.let.setVisible(may_pass)
        self._begin()
        self.setVisible(bool(self._hits))

    def show_refusal(self, refusal: Refusal) -> None:
        """Show what is missing at the reason."""
        self.reason.show_error(str(refusal))
        self.reason.focus_first()

    def _chosen(self) -> Hit | None:
        at = self.list.currentIndex().row()
        return self._hits[at] if 0 <= at < len(self._hits) else None

    def _choose(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._begin()

    def _begin(self) -> None:
        hit = self._chosen()
        self.what.setText(
            _("Chosen: {line}").format(line=hit.text.partition("\n")[0]) if hit else ""
        )
        self.what.setVisible(len(self._hits) > 1)
        self.reason.set_value(None)
        self.reason.show_error(None)
        self.reason.hide()
        self.sure.hide()

    def _ask(self) -> None:
        if self._chosen() is not None:
            self.reason.show()
            self.sure.show()
            self.reason.focus_first()

    def _edit(self) -> None:
        if (hit := self._chosen()) is not None:
            self.change.emit(hit.section)

    def _pass(self) -> None:
        if (hit := self._chosen()) is not None:
            self.passed.emit(hit, str(self.reason.value() or ""))


def hit_block(hit: Hit) -> Block:
    """One line that was stopped: where, what was met, why, and what to change."""
    return Block(
        hit.text.replace("\n", " \N{MIDDLE DOT} "),
        lead=section(hit.section).title,
        more=(_("“{found}”. {why}").format(found=hit.found, why=hit.why),),
        note=hit.change,
        icon="shield-alert",
        tone=Tone.WARN,
        is_strong=True,
    )
