"""Which copy is it, for whom, and what does it leave out?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.plan_copy import Form
from youthcase.i18n import _, plural
from youthcase.ui.kit.buttons import Button
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import Choice, RadioField, TextField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import label, set_tone
from youthcase.ui.pages.plan_blocks import Block
from youthcase.ui.pages.plan_column import SideColumn
from youthcase.ui.pages.plan_reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from youthcase.domain.plan_copy import Removed

WIDTH = 340
_USUAL = (_("Our own paper file"), _("Social care"), _("School"), _("Police"))


class Choose(QWidget):
    """The column beside the preview."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_typing = False
        self._why: dict[Form, str] = {}
        holder = QWidget()
        self._inner = column(holder, gap=12, margins=(0, 0, 4, 8))
        card = Card(gap=12)
        self._inner.addWidget(card)
        self.form = RadioField("form", _("Which copy?"), [Choice(f, f.label) for f in Form])
        self.why_not = label("", "cap", tone="muted", wrap=True)
        self.why_not.setObjectName("why_not")
        self.whom = TextField(
            "for_whom",
            _("For whom?"),
            hint=_("Stands on the paper and in the register."),
            missing=_("Say for whom this copy is"),
            required=True,
            longest=80,
        )
        card.body.addWidget(self.form)
        card.body.addWidget(self.why_not)
        card.body.addWidget(self.whom)
        self.usual = QWidget()
        flow = Flow(self.usual, gap=4)
        for words in _USUAL:
            one = Usual(words)
            one.chosen.connect(self._take)
            flow.addWidget(one)
        card.body.addWidget(self.usual)
        self.removed_card = Card(_("Left out for safety"), gap=2)
        self.nothing = label(_("Nothing is left out of the professional copy."), wrap=True)
        set_tone(self.nothing, "muted")
        self.removed = Reading(_("Left out for safety"), grows=True, side=6)
        self.removed.setObjectName("removed")
        self.removed_card.body.addWidget(self.nothing)
        self.removed_card.body.addWidget(self.removed)
        self._inner.addWidget(self.removed_card)
        self._inner.addStretch(1)
        self._outer = column(self, gap=12)
        self._outer.addWidget(SideColumn(holder, WIDTH), 1)
        self.form.changed.connect(self._choose)
        self.whom.changed.connect(self._type)

    def add(self, part: QWidget) -> None:
        """Put something below the choice, where it stays in sight."""
        self._outer.addWidget(part)

    def ask(self, forms: Mapping[Form, str], *, unapproved: bool, is_draft: bool) -> None:
        """Offer the forms; those that are forbidden say why."""
        self._why = dict(forms)
        if unapproved and not is_draft and not self._why[Form.YOUNG_PERSON]:
            self._why[Form.YOUNG_PERSON] = _(
                "The young person's copy can be made once this plan is approved, "
                "or within 72 hours of sending it for approval."
            )
        for radio, form in zip(self.form.radios, Form, strict=True):
            radio.setEnabled(not self._why[form])
        words = " ".join(why for why in self._why.values() if why)
        self.why_not.setText(words)
        self.why_not.setVisible(bool(words))
        quiet = self.form.blockSignals(True)
        self.form.set_value(Form.FULL)
        self.form.blockSignals(quiet)
        quiet = self.whom.blockSignals(True)
        self.whom.set_value(None)
        self.whom.blockSignals(quiet)
        self.whom.show_error(None)
        self._show_whom(asks=not is_draft)

    def chosen(self) -> Form | None:
        """The form that is wanted."""
        value = self.form.value()
        return value if isinstance(value, Form) else None

    def for_whom(self) -> str | None:
        """For whom a professional copy is; a young person's own copy never says."""
        return self.whom.value() if self.chosen() is Form.FULL else None

    def check(self) -> bool:
        """Show what is missing; say whether nothing is."""
        if self.chosen() is not Form.FULL or self.whom.isHidden():
            return True
        wrong = self.whom.check()
        if wrong:
            self.whom.focus_first()
        return not wrong

    def show_removed(self, removed: Sequence[Removed]) -> None:
        """Show how many lines of each section are left out, and why."""
        blocks = [
            Block(
                part.section,
                more=(plural("{n} line", "{n} lines", part.count),),
                note=part.why,
                icon="eye-off",
            )
            for part in removed
        ]
        self.removed.show_blocks(blocks)
        self.removed.setVisible(bool(blocks))
        full = self.chosen() is Form.FULL
        self.nothing.setText(
            _("Nothing is left out of the professional copy.")
            if full
            else _("Nothing had to be left out.")
        )
        self.nothing.setVisible(not blocks)

    def _choose(self) -> None:
        self.is_typing = False
        self._show_whom(asks=True)
        self.changed.emit()

    def _show_whom(self, *, asks: bool) -> None:
        full = self.chosen() is Form.FULL and asks
        self.whom.setVisible(full)
        self.usual.setVisible(full)

    def _type(self) -> None:
        self.is_typing = True
        self.whom.show_error(None)
        self.changed.emit()

    def _take(self, words: str) -> None:
        self.whom.set_value(words)


class Usual(Button):
    """Somebody for whom a copy often is; pressing puts it into the box."""

    chosen = Signal(str)

    def __init__(self, words: str) -> None:
        super().__init__(words, "link")
        self.setObjectName("usual")
        self.setAccessibleName(_("For: {whom}").format(whom=words))
        self._words = words
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._words)
