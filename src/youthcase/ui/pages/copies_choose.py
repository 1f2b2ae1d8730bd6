"""Which copy is it, for whom, and what does it leave out?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.plan_copy import ENGLISH, Form
from youthcase.domain.plan_copy_rules import SHORTEST_REASON
from youthcase.i18n import _, plural
from youthcase.services.copies_make import Order
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import Button
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import Choice, ChoiceField, LongText, RadioField, TextField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.text import label, set_tone
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.copies_sections import SectionTicks
from youthcase.ui.pages.copies_stopped import Stopped
from youthcase.ui.pages.plan_blocks import Block
from youthcase.ui.pages.plan_column import SideColumn
from youthcase.ui.pages.plan_reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from youthcase.domain.carried_check import Hit
    from youthcase.domain.plan_copy_parts import Removed
    from youthcase.domain.plans import PlanContent
    from youthcase.services.languages import Language

WIDTH = 340
_USUAL = {
    Form.FULL: (_("Our own paper file"), _("Social care"), _("School"), _("Police")),
    Form.FAMILY: (_("Mum"), _("Dad"), _("Carer")),
    Form.SCHOOL: (_("The school"), _("The college")),
}
_MOST_USUAL = 4


class Choose(QWidget):
    """The column beside the preview."""

    changed = Signal()
    change = Signal(int)  # the section of a line that was stopped
    passed = Signal(object, str)  # Hit, reason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_typing = False
        self._why: dict[Form, str] = {}
        self._above: frozenset[Form] = frozenset()
        self._content: PlanContent | None = None
        self._asks = True
        holder = QWidget()
        self._inner = column(holder, gap=12, margins=(0, 0, 4, 8))
        card = Card(gap=12)
        self._inner.addWidget(card)
        self.form = RadioField("form", _("Which copy?"), [Choice(f, f.label) for f in Form])
        self.why_not = label("", "cap", tone="muted", wrap=True)
        self.why_not.setObjectName("why_not")
        self.above = Banner(
            Tone.WARN,
            _("It would be carried. Say why; that stands in the register and in the audit."),
            lead=_("Above the carry decision."),
        )
        self.above.setObjectName("above")
        self.reason = LongText(
            "override_reason",
            _("Why is it made all the same?"),
            hint=_("At least 20 letters."),
            least=2,
        )
        self.whom = TextField(
            "for_whom",
            _("For whom?"),
            hint=_("Stands on the paper and in the register."),
            missing=_("Say for whom this copy is"),
            required=True,
            longest=80,
        )
        self.usual = QWidget()
        flow = Flow(self.usual, gap=4)
        self._usual = [Usual() for _n in range(_MOST_USUAL)]
        for one in self._usual:
            one.chosen.connect(self._take)
            flow.addWidget(one)
        self.language = ChoiceField(
            "language",
            _("In which language?"),
            [],
            hint=_("Headings and stock phrases only. What was written is not translated."),
        )
        self.unchecked = label("", "cap", tone="warn", wrap=True)
        self.unchecked.setObjectName("unchecked")
        self.unchecked.hide()
        self._languages: dict[str, Language] = {}
        self.ticks = SectionTicks()
        for part in (
            self.form,
            self.why_not,
            self.above,
            self.reason,
            self.whom,
            self.usual,
            self.language,
            self.unchecked,
            self.ticks,
        ):
            card.body.addWidget(part)
        self.stopped = Stopped()
        self.stopped.change.connect(self.change)
        self.stopped.passed.connect(self.passed)
        self._inner.addWidget(self.stopped)
        self._add_removed()
        self._inner.addStretch(1)
        self._outer = column(self, gap=12)
        self._column = _Column(holder, WIDTH)
        self._outer.addWidget(self._column, 1)
        self.form.changed.connect(self._choose)
        self.whom.changed.connect(self._type)
        self.ticks.changed.connect(self._tick)
        self.language.changed.connect(self._speak)

    def add(self, part: QWidget) -> None:
        """Put something below the choice, where it stays in sight."""
        self._outer.addWidget(part)

    def offer(self, languages: Sequence[Language]) -> None:
        """Offer the languages of copies; English is the usual one."""
        self._languages = {one.tag: one for one in languages}
        quiet = self.language.blockSignals(True)
        self.language.set_choices([Choice(one.tag, one.label) for one in languages])
        self.language.set_value(self.language.value() or ENGLISH)
        self.language.blockSignals(quiet)
        self._show_check()

    def ask(
        self,
        content: PlanContent,
        forms: Mapping[Form, str],
        above: frozenset[Form],
        *,
        is_draft: bool,
    ) -> None:
        """Offer the forms; those that are forbidden say why.

        `above` are those that a supervisor may make all the same, with a reason.
        """
        self._content, self._asks = content, not is_draft
        self._why, self._above = dict(forms), above
        for radio, form in zip(self.form.radios, Form, strict=True):
            radio.setEnabled(not self._why[form] or form in above)
        told = [why for form, why in self._why.items() if why and form not in above]
        words = " ".join(dict.fromkeys(told))
        self.why_not.setText(words)
        self.why_not.setVisible(bool(words))
        quiet = self.form.blockSignals(True)
        self.form.set_value(Form.FULL)
        self.form.blockSignals(quiet)
        self._forget()
        self.show_removed((), (), may_pass=False)
        self.nothing.hide()
        self._show_parts()

    def show_stopped(self) -> None:
        """Go to the lines that the safety check stopped."""
        self._column.ensureWidgetVisible(self.stopped)
        self.stopped.list.setFocus()

    def chosen(self) -> Form | None:
        """The form that is wanted."""
        value = self.form.value()
        return value if isinstance(value, Form) else None

    def for_whom(self) -> str | None:
        """For whom a copy is that does not stay with the young person."""
        return self.whom.value() if self.chosen() in _USUAL else None

    def order(self) -> Order | None:
        """The copy that is wanted, with a supervisor's reason where one is needed."""
        form = self.chosen()
        if form is None:
            return None
        return Order(
            form=form,
            for_whom=self.for_whom(),
            without=self.ticks.without() if form.is_shared else frozenset(),
            language=self._tag(),
            override=str(self.reason.value() or "") if form in self._above else None,
        )

    def _tag(self) -> str:
        value = self.language.value()
        return value if isinstance(value, str) else ENGLISH

    def check(self) -> bool:
        """Show what is missing; say whether nothing is."""
        form = self.chosen()
        if form in self._above:
            words = str(self.reason.value() or "").strip()
            short = len(words) < SHORTEST_REASON
            self.reason.show_error(
                _("Say why, in at least {n} letters.").format(n=SHORTEST_REASON)
                if short
                else None
            )
            if short:
                self.reason.focus_first()
                return False
        if form not in _USUAL or self.whom.isHidden():
            return True
        wrong = self.whom.check()
        if wrong:
            self.whom.focus_first()
        return not wrong

    def show_removed(
        self, removed: Sequence[Removed], hits: Sequence[Hit], *, may_pass: bool
    ) -> None:
        """Show how many lines of each section are left out and why, and what was stopped."""
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
        self.nothing.setText(
            _("Nothing is left out of the professional copy.")
            if self.chosen() is Form.FULL
            else _("Nothing had to be left out.")
        )
        self.nothing.setVisible(not blocks)
        self.stopped.show_hits(hits, may_pass=may_pass)

    def _add_removed(self) -> None:
        self.removed_card = Card(_("Left out for safety"), gap=2)
        self.nothing = label("", wrap=True)
        set_tone(self.nothing, "muted")
        self.removed = Reading(_("Left out for safety"), grows=True, side=6)
        self.removed.setObjectName("removed")
        # Empty until the first preview: the keyboard has nothing to do here before.
        self.removed.hide()
        self.removed_card.body.addWidget(self.nothing)
        self.removed_card.body.addWidget(self.removed)
        self._inner.addWidget(self.removed_card)

    def _forget(self) -> None:
        for field in (self.whom, self.reason):
            quiet = field.blockSignals(True)
            field.set_value(None)
            field.blockSignals(quiet)
            field.show_error(None)

    def _choose(self) -> None:
        self.is_typing = False
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        form = self.chosen()
        usual = _USUAL.get(form, ()) if form is not None and self._asks else ()
        self.whom.setVisible(bool(usual))
        self.usual.setVisible(bool(usual))
        for n, one in enumerate(self._usual):
            one.say(usual[n] if n < len(usual) else "")
        is_above = form in self._above
        self.above.setVisible(is_above)
        self.reason.setVisible(is_above)
        self.ticks.ask(self._content, form)

    def _type(self) -> None:
        self.is_typing = True
        self.whom.show_error(None)
        self.changed.emit()

    def _speak(self) -> None:
        self.is_typing = False
        self._show_check()
        self.changed.emit()

    def _show_check(self) -> None:
        """Say that nobody has checked the words; carried paper does not say it itself."""
        one = self._languages.get(self._tag())
        words = "" if one is None or one.is_checked else one.state
        self.unchecked.setText(words)
        self.unchecked.setVisible(bool(words))

    def _tick(self) -> None:
        self.is_typing = False
        self.changed.emit()

    def _take(self, words: str) -> None:
        self.whom.set_value(words)


class _Column(SideColumn):
    """Beside the preview it asks for no height of its own, so that the page never scrolls."""

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()


class Usual(Button):
    """Somebody for whom a copy often is; pressing puts it into the box."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("", "link")
        self.setObjectName("usual")
        self._words = ""
        self.clicked.connect(self._choose)

    def say(self, words: str) -> None:
        """Offer somebody, or nobody."""
        self._words = words
        self.setText(words)
        self.setAccessibleName(_("For: {whom}").format(whom=words))
        self.setVisible(bool(words))

    def _choose(self) -> None:
        self.chosen.emit(self._words)
