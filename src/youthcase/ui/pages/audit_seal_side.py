"""What can be done with a seal: choose its month, print or save it, compare an earlier one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from youthcase.domain import seals
from youthcase.domain.dates import plain
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.fields import Choice, ChoiceField, TextField
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from youthcase.domain.seals import Seal
    from youthcase.services.sealing import Answer, Sealed
    from youthcase.ui.printing import Printer


class PrintSeal(Card):
    """The month, the printer, and what happened."""

    chosen = Signal()
    print_wanted = Signal(str)
    save_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=10, parent=parent)
        self.setObjectName("print_seal")
        self._name = ""
        self.month = ChoiceField("seal_month", _("Month"), [])
        self.facts = label("", tone="muted", wrap=True)
        self.facts.setObjectName("seal_facts")
        self.printer = ChoiceField("seal_printer", _("Printer"), [])
        self.no_printer = label(
            _("This computer has no printer that can be seen. Save the page instead."),
            tone="muted",
            wrap=True,
        )
        self.no_printer.setObjectName("no_printer")
        self.print = primary(_("Print"), "printer")
        self.print.setObjectName("print_page")
        self.save = secondary(_("Save as PDF …"), "download")
        self.save.setObjectName("save_page")
        self.done = Banner(Tone.OK, "")
        self.done.setObjectName("seal_done")
        foot = QWidget()
        flow = Flow(foot, gap=8)
        flow.addWidget(self.print)
        flow.addWidget(self.save)
        for part in (self.month, self.facts, self.printer, self.no_printer, foot, self.done):
            self.body.addWidget(part)
        self.no_printer.hide()
        self.printer.hide()
        self.forget()
        self.month.combo.currentIndexChanged.connect(self.chosen)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._ask_where)

    def offer_months(self, months: Sequence[str], printed: Collection[str]) -> None:
        """Offer months, the first one chosen unless another was; say which were printed."""
        kept = self.chosen_month()
        choices = [
            Choice(
                month,
                _("{month} (printed)").format(month=seals.named(month))
                if month in printed
                else seals.named(month),
            )
            for month in months
        ]
        blocked = self.month.combo.blockSignals(True)
        self.month.set_choices(choices)
        self.month.set_value(kept if kept in months else months[0])
        self.month.combo.blockSignals(blocked)

    def chosen_month(self) -> str | None:
        """The month, as `2026-10`."""
        value = self.month.value()
        return value if isinstance(value, str) else None

    def offer_printers(self, found: tuple[Printer, ...]) -> None:
        """The printers, the usual one chosen; without any, only saving is offered."""
        self.printer.set_choices([Choice(p.name, p.name) for p in found])
        if found:
            self.printer.set_value(found[0].name)
        self.printer.setVisible(bool(found))
        self.no_printer.setVisible(not found)
        self.print.setVisible(bool(found))
        self.set_busy(busy=not self._name)

    def show_seal(self, seal: Seal) -> None:
        """Say in a line what the page says."""
        self._name = f"seal-{seal.month}.pdf"
        words = _("{n} entries in this month, {length} in all.").format(
            n=f"{seal.entries:,}", length=f"{seal.length:,}"
        )
        if not seal.is_over:
            words += " " + _("The month is not over: print its seal when it is.")
        elif not seal.checks:
            words += " " + _("Nobody checked the log in this month: check it before you sign.")
        self.facts.setText(words)
        self.set_busy(busy=False)

    def forget(self) -> None:
        """Another month is looked at."""
        self._name = ""
        self.done.hide()
        self.facts.setText("")
        self.set_busy(busy=True)

    def set_busy(self, *, busy: bool) -> None:
        """Whether nothing can be handed over now."""
        self.save.setEnabled(not busy)
        self.print.setEnabled(not busy and self.printer.value() is not None)

    def say(self, words: str) -> None:
        """Say what happened."""
        self.done.say(words)
        self.done.show()
        announce(words, source=self)

    def _print(self) -> None:
        printer = self.printer.value()
        if isinstance(printer, str):
            self.print_wanted.emit(printer)

    def _ask_where(self) -> None:
        places = QStandardPaths.StandardLocation
        folder = QStandardPaths.writableLocation(places.DocumentsLocation)
        dialog = QFileDialog(self.window(), _("Save the seal"), folder)
        dialog.setObjectName("save_seal")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("PDF file (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._name)
        dialog.fileSelected.connect(self.save_wanted)
        dialog.open()


class Compare(Card):
    """The head on a paper, and whether the log of today still holds it."""

    wanted = Signal(str, object)  # what was typed, and the entry beside it or None
    answered = Signal(object)  # the last line of the answer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Compare a paper"), gap=10, parent=parent)
        self.setObjectName("compare")
        self._earlier: tuple[Sealed, ...] = ()
        words = _(
            "This finds out what nothing else can: that the folder of the vault was put back "
            "to an earlier day."
        )
        self.body.addWidget(label(words, tone="muted", wrap=True))
        self.earlier = ChoiceField(
            "earlier_seal",
            _("A seal printed before"),
            [],
            hint=_("Or type what stands on the paper."),
        )
        self.head = TextField(
            "head",
            _("Head of the log"),
            hint=_("At least 8 signs. At a plan's foot it stands after “Audit”."),
            longest=120,
        )
        self.entry = TextField("entry", _("Entry"), hint=_("If it is given."), longest=12)
        self.button = secondary(_("Compare"), "search")
        self.button.setObjectName("compare_head")
        self.answer = Banner(Tone.OK, "")
        self.answer.setObjectName("answer_ok")
        self.bad = Banner(Tone.DANGER, "")
        self.bad.setObjectName("answer_bad")
        self.advice = label("", wrap=True)
        self.advice.setObjectName("answer_advice")
        for part in (self.earlier, self.head, self.entry):
            self.body.addWidget(part)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.answer, self.bad, self.advice):
            part.hide()
            self.body.addWidget(part)
        self.earlier.hide()
        self.earlier.combo.currentIndexChanged.connect(self._pick)
        self.head.edit.returnPressed.connect(self._send)
        self.entry.edit.returnPressed.connect(self._send)
        self.button.clicked.connect(self._send)

    def offer(self, earlier: tuple[Sealed, ...]) -> None:
        """Offer the seals that were printed, the newest first."""
        self._earlier = earlier
        blocked = self.earlier.combo.blockSignals(True)
        self.earlier.set_choices([Choice(at, _told(one)) for at, one in enumerate(earlier)])
        self.earlier.combo.blockSignals(blocked)
        self.earlier.setVisible(bool(earlier))

    def show_answer(self, answer: Answer) -> None:
        """Say whether the log holds what stands on the paper."""
        self.button.setEnabled(True)
        good, other = (self.answer, self.bad) if answer.holds else (self.bad, self.answer)
        good.say(answer.sentence)
        good.show()
        other.hide()
        self.advice.setText(answer.advice)
        self.advice.setVisible(bool(answer.advice))
        announce(answer.sentence, assertive=not answer.holds, source=self)
        self.answered.emit(self.advice if answer.advice else good)

    def show_refusal(self, problem: Exception) -> None:
        """Say at its box what cannot be a head."""
        self.button.setEnabled(True)
        if not isinstance(problem, Refusal):
            raise problem
        self._hide_answer()
        self.head.show_error(str(problem))
        self.head.focus_first()

    def _pick(self) -> None:
        at = self.earlier.value()
        if not isinstance(at, int):
            return
        one = self._earlier[at]
        self.head.set_value(" ".join(seals.grouped(one.head)))
        self.entry.set_value(f"{one.length:,}")
        self._hide_answer()

    def _send(self) -> None:
        self.head.show_error(None)
        self.entry.show_error(None)
        typed = (self.entry.value() or "").replace(",", "").replace(" ", "")
        if typed and not (typed.isascii() and typed.isdigit()):
            self.entry.show_error(_("The entry is a whole number"))
            self.entry.focus_first()
            return
        self._hide_answer()
        self.button.setEnabled(False)
        self.wanted.emit(self.head.value() or "", int(typed) if typed else None)

    def _hide_answer(self) -> None:
        for part in (self.answer, self.bad, self.advice):
            part.hide()


def _told(one: Sealed) -> str:
    words = _("{month}, printed {day}").format(
        month=seals.named(one.month), day=plain(one.at.date())
    )
    return words if one.holds else _("{seal}: no longer in the log").format(seal=words)
