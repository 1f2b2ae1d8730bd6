"""How does a month's seal become paper, and is what stands on an earlier one still so?"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.seals import Seal
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui import printing
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import quiet
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.reflow import PageHeader, SideBySide
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.audit_seal_side import Compare, PrintSeal
from youthcase.ui.pages.copies_preview import Preview
from youthcase.ui.pages.plan_column import SideColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from youthcase.services.sealing import Answer, Sealed
    from youthcase.ui.frame import Frame

WIDTH = 340
_AROUND = 24


@dataclass(frozen=True, slots=True)
class _Made:
    asked: int
    seal: Seal = field(repr=False)
    pdf: bytes = field(repr=False)


class SealFace(QWidget):
    """The page of a month beside what can be done with it."""

    went_back = Signal()
    sealed = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._made: _Made | None = None
        self._asked = 0  # the newest page asked for; older answers are dropped
        self._line: QWidget = self
        outer = column(self, gap=12, margins=(24, 16, 24, 16))
        self.back = quiet(_("Back to the log"), "arrow-left")
        self.back.setObjectName("back_to_log")
        self.back.clicked.connect(self.went_back)
        about = _("One page a month, signed and kept on paper, away from the computer.")
        self.head = PageHeader(_("Monthly seal"), about, [self.back], narrow=480)
        outer.addWidget(self.head)
        self.trouble = Banner(Tone.DANGER, "")
        self.trouble.setObjectName("seal_trouble")
        self.trouble.hide()
        outer.addWidget(self.trouble)
        self.preview = Preview(frame.background)
        self.side = PrintSeal()
        self.side.chosen.connect(self._look)
        self.side.print_wanted.connect(self._print)
        self.side.save_wanted.connect(self._save)
        self.compare = Compare()
        self.compare.wanted.connect(self._compare)
        holder = QWidget()
        inner = column(holder, gap=12, margins=(0, 0, 4, 8))
        inner.addWidget(self.side)
        inner.addWidget(self.compare)
        inner.addStretch(1)
        self._side = SideColumn(holder, WIDTH)
        self.compare.answered.connect(self._bring_into_sight)
        parts = SideBySide(
            self.preview,
            self._side,
            narrow=760,
            side_width=WIDTH,
            side_first=True,
        )
        outer.addWidget(parts, 1)

    def start(self) -> None:
        """Offer the months, look at the newest that is over, and ask for printers."""
        self.trouble.hide()
        sealing, run = self._frame.services.sealing, self._frame.background.run

        def read() -> tuple[tuple[str, ...], tuple[Sealed, ...]]:
            return sealing.months(), sealing.earlier()

        run(self, read, done=self._offer, failed=self._fail)
        run(self, printing.printers, done=self.side.offer_printers, failed=self._fail)

    def leave(self) -> None:
        """Forget the paper that was shown."""
        self._asked += 1
        self._made = None
        self.preview.clear()

    def first_focus(self) -> QWidget:
        """The month."""
        return self.side.month.combo

    def _offer(self, answer: tuple[tuple[str, ...], tuple[Sealed, ...]]) -> None:
        months, earlier = answer
        self.compare.offer(earlier)
        self.side.offer_months(months, printed={one.month for one in earlier})
        self._look()

    def _look(self) -> None:
        month = self.side.chosen_month()
        if month is None:
            return
        self._asked += 1
        asked, sealing = self._asked, self._frame.services.sealing
        self.side.forget()
        self.preview.wait()

        def make() -> _Made:
            seal = sealing.seal(month)
            return _Made(asked, seal, sealing.paper(seal))

        self._frame.background.run(self, make, done=self._show, failed=self._fail)

    def _show(self, made: _Made) -> None:
        if made.asked != self._asked:
            return
        self._made = made
        self.trouble.hide()
        self.side.show_seal(made.seal)
        self.preview.show_paper(made.pdf)
        announce(_("Preview is ready"), source=self)

    def _print(self, printer: str) -> None:
        made = self._made
        if made is None:
            return
        title = seal_name(made.seal)

        def hand() -> None:
            printing.send(made.pdf, printer, title)

        self._hand_over(made, hand, _("Sent to {printer}").format(printer=printer))

    def _save(self, file: str) -> None:
        made = self._made
        if made is None:
            return
        path = Path(file)

        def hand() -> None:
            try:
                path.write_bytes(made.pdf)
            except OSError as error:
                path.unlink(missing_ok=True)
                raise Refusal(_("The file could not be written there.")) from error

        self._hand_over(made, hand, _("Saved as {name}").format(name=path.name))

    def _hand_over(self, made: _Made, hand: Callable[[], None], said: str) -> None:
        """First the paper, then the word that there is one: else nobody is reminded."""
        self.side.set_busy(busy=True)
        sealing = self._frame.services.sealing

        def leave() -> tuple[str, tuple[Sealed, ...]]:
            hand()
            sealing.printed(made.seal)
            return said, sealing.earlier()

        self._frame.background.run(self, leave, done=self._handed_over, failed=self._fail)

    def _handed_over(self, answer: tuple[str, tuple[Sealed, ...]]) -> None:
        said, earlier = answer
        self.side.set_busy(busy=False)
        self.trouble.hide()
        self.side.say(_("{said}. Sign it and put it away.").format(said=said))
        self.compare.offer(earlier)
        self.sealed.emit()

    def _compare(self, typed: str, length: int | None) -> None:
        sealing = self._frame.services.sealing

        def look() -> Answer:
            return sealing.look_up(typed, length)

        self._frame.background.run(
            self, look, done=self.compare.show_answer, failed=self.compare.show_refusal
        )

    def _bring_into_sight(self, line: QWidget) -> None:
        """The answer stands below the button, which may be the last thing in sight."""
        self._line = line
        QTimer.singleShot(0, self._scroll)

    def _scroll(self) -> None:
        self._side.ensureWidgetVisible(self._line, 0, _AROUND)

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, Refusal):
            raise problem
        self.side.set_busy(busy=False)
        self.trouble.say(str(problem))
        self.trouble.show()
        announce(str(problem), assertive=True, source=self)


def seal_name(seal: Seal) -> str:
    """What the print job and the file are called: nothing that names anybody."""
    return f"seal-{seal.month}"
