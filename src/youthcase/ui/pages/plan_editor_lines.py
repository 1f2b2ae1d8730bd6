"""How are the lines of one section written one after the other?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.plans import PlanPlace
from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import quiet, secondary
from youthcase.ui.kit.measure import column
from youthcase.ui.kit.toast import toast
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages.plan_blocks import Block, BlockButton
from youthcase.ui.pages.plan_editor_draft import blank_line, is_blank, moved
from youthcase.ui.pages.plan_editor_line import LineEditor
from youthcase.ui.pages.plan_words import item_block, place_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QLayout, QVBoxLayout

    from youthcase.domain.plan_sections import PlanSection
    from youthcase.domain.plans import PlanVersion
    from youthcase.ui.pages.plan_editor_draft import Line

_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_KINDS_THAT_ASK = {"feeling"}


class Lines(QWidget):
    """Lines that read as words until one is opened; Enter in the last one begins another.

    Only the open line has boxes, so that a long section stays calm and light.
    """

    edited = Signal()
    laid_out = Signal()

    def __init__(
        self,
        version: PlanVersion,
        part: PlanSection,
        lines: Sequence[Line],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._version, self._part = version, part
        self._lines = list(lines)
        self._open = -1
        self._editor: LineEditor | None = None
        self._cards: dict[int, LineCard] = {}
        self._removed: tuple[int, Line] | None = None
        outer = column(self, gap=8)
        self._list = column(gap=6)
        if part.kind in _KINDS_THAT_ASK:
            self._add_asks(outer)
        outer.addLayout(self._list)
        self.too_many = Banner(Tone.INFO, "")
        self.too_many.setObjectName("too_many_on_card")
        outer.addWidget(self.too_many)
        self.add = secondary(_("Add another"), "plus")
        self.add.setObjectName("add_line")
        self.add.setToolTip(_("Enter, in the last line"))
        self.add.clicked.connect(self.add_line)
        outer.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_ideas(outer)
        if not self._lines and part.kind not in {*_KINDS_THAT_ASK, "copies", "about"}:
            self._lines, self._open = [blank_line(version, part)], 0
        self._lay_out()

    def lines(self) -> list[Line]:
        """What is written, without lines that are still blank."""
        self._take()
        return [line for line in self._lines if not is_blank(line)]

    def check(self) -> bool:
        """Show what cannot be read in the open line; say whether all can."""
        return self._editor is None or self._editor.check()

    def focus_first(self) -> None:
        """Put the keyboard where one goes on writing."""
        if self._editor is not None:
            self._editor.focus_first()
        elif 0 in self._cards:
            self._cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_line(self) -> None:
        """Begin a new line at the end, or go to the blank one that is there."""
        self._insert(blank_line(self._version, self._part))

    def open_line(self, at: int) -> None:
        """Write on one of the lines."""
        if not self._close():
            return
        self._open = max(0, min(at, len(self._lines) - 1))
        self._lay_out()
        self.focus_first()

    def rows(self) -> list[QWidget]:
        """What stands for each line: its card, or its boxes."""
        items = (self._list.itemAt(at) for at in range(self._list.count()))
        return [widget for item in items if item and (widget := item.widget()) is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Alt and an arrow move the line at the keyboard; Delete removes it."""
        card = next((c for c in self._cards.values() if c.hasFocus()), None)
        keys, alt = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if card is not None and alt and keys in _ARROWS:
            self._shift(card.at, _ARROWS[keys])
            to = max(0, min(len(self._lines) - 1, card.at + _ARROWS[keys]))
            if to in self._cards:
                self._cards[to].setFocus(Qt.FocusReason.OtherFocusReason)
        elif card is not None and keys == Qt.Key.Key_Delete:
            self._remove(card.at)
        else:
            super().keyPressEvent(event)

    def _insert(self, line: Line) -> None:
        if not self._close():
            return
        self._lines = [kept for kept in self._lines if not is_blank(kept)]
        self._lines.append(line)
        self._open = len(self._lines) - 1
        self._lay_out()
        self.focus_first()
        if not is_blank(line):
            self.edited.emit()

    def _close(self) -> bool:
        """Be done with the open line, unless it cannot be read."""
        if not self.check():
            return False
        self._take()
        self._open = -1
        return True

    def _take(self) -> None:
        if self._editor is not None and 0 <= self._open < len(self._lines):
            self._lines[self._open] = self._editor.line()

    def _edit(self) -> None:
        self._take()
        self._say_too_many()
        self.edited.emit()

    def _enter(self) -> None:
        """Done with a line: the last one is followed by another, unless it was blank."""
        was_last, blank = self._open == len(self._lines) - 1, False
        if self._editor is not None:
            blank = is_blank(self._editor.line())
        if was_last and not blank:
            self.add_line()
        elif self._close():
            self._lines = [kept for kept in self._lines if not is_blank(kept)]
            self._lay_out()
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move_open(self, by: int) -> None:
        at = self._open
        self._take()
        self._shift(at, by)

    def _shift(self, at: int, by: int) -> None:
        to = at + by
        if not 0 <= to < len(self._lines) or not self.check():
            return
        self._take()
        was_open = self._open
        self._lines = moved(self._lines, at, by)
        if was_open in {at, to}:
            self._open = to if was_open == at else at
        self._lay_out()
        announce(
            _("Now line {n} of {count}").format(n=to + 1, count=len(self._lines)), source=self
        )
        if was_open == at:
            self.focus_first()
        self.edited.emit()

    def _remove_open(self) -> None:
        self._take()
        self._remove(self._open)

    def _remove(self, at: int) -> None:
        line = self._lines.pop(at)
        if self._open == at:
            self._open = -1
        elif self._open > at:
            self._open -= 1
        self._removed = (at, line)
        self._editor = None if self._open < 0 else self._editor
        self._lay_out()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        if is_blank(line):
            return
        toast(self.window(), _("Line removed"), undo=True).undone.connect(self._put_back)
        self.edited.emit()

    def _put_back(self) -> None:
        if self._removed is not None and self.check():
            self._take()
            at, line = self._removed
            self._removed = None
            self._lines.insert(min(at, len(self._lines)), line)
            self._open = self._open + 1 if self._open >= at else self._open
            self._lay_out()
            self.edited.emit()

    def _lay_out(self) -> None:
        """Show every line anew; a section has few."""
        self.setUpdatesEnabled(False)
        _clear(self._list)
        self._editor = None
        self._cards.clear()
        for at, line in enumerate(self._lines):
            if at == self._open:
                self._list.addWidget(self._make_editor(line))
            else:
                card = LineCard(at, line, self._part)
                card.chosen.connect(self.open_line)
                self._cards[at] = card
                self._list.addWidget(card)
        self.add.setText(_("Add another") if self._lines else _("Add a line"))
        self._say_too_many()
        self.setUpdatesEnabled(True)
        self.laid_out.emit()

    def _make_editor(self, line: Line) -> LineEditor:
        made = LineEditor(line, self._part, self)
        made.set_neighbours(above=self._open > 0, below=self._open < len(self._lines) - 1)
        made.edited.connect(self._edit)
        made.entered.connect(self._enter)
        made.shifted.connect(self._move_open)
        made.removed.connect(self._remove_open)
        self._editor = made
        return made

    def _say_too_many(self) -> None:
        most = self._part.max_on_card
        ticked = sum("CARD" in line.audience for line in self._lines)
        words = _(
            "{ticked} lines are ticked for the card, and {most} fit on it: the first ones."
        )
        self.too_many.say(words.format(ticked=ticked, most=most))
        self.too_many.setVisible(bool(most) and ticked > most)

    def _add_asks(self, outer: QVBoxLayout) -> None:
        """What to ask stands on the page, above the answers."""
        for words in self._part.asks:
            ask = Idea(words, asks=True)
            ask.chosen.connect(self._take_idea)
            outer.addWidget(ask)

    def _add_ideas(self, outer: QVBoxLayout) -> None:
        """Suggestions wait behind a button until somebody is stuck."""
        self.ideas = QWidget()
        self.ideas.setObjectName("ideas")
        inner = column(self.ideas, gap=2)
        # Those of the first section are names for the plan, offered beside its box.
        offered = () if self._part.kind == "about" else self._part.suggestions
        for words in offered:
            idea = Idea(words)
            idea.chosen.connect(self._take_idea)
            inner.addWidget(idea)
        self.stuck = quiet(_("Stuck? See ideas"), "sprout")
        self.stuck.setObjectName("stuck")
        self.stuck.clicked.connect(self._show_ideas)
        self.ideas.hide()
        outer.addWidget(self.stuck, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self.ideas)
        self.stuck.setVisible(bool(offered))

    def _show_ideas(self) -> None:
        shown = self.ideas.isHidden()
        self.ideas.setVisible(shown)
        self.stuck.setText(_("Hide ideas") if shown else _("Stuck? See ideas"))
        said = _("Choose one to copy its words into a new line.")
        announce(said if shown else "", source=self.stuck)

    def _take_idea(self, words: str) -> None:
        """Copy the words of an idea into a line of its own, to be made theirs."""
        line = blank_line(self._version, self._part)
        self._insert(_filled(line, words, self._part))


class LineCard(BlockButton):
    """One line as it reads; pressing it opens it."""

    chosen = Signal(int)

    def __init__(self, at: int, line: Line, part: PlanSection) -> None:
        block = place_block(line) if isinstance(line, PlanPlace) else item_block(line)
        says = _("Line {n}: {words}. Change it.").format(n=at + 1, words=block.spoken())
        super().__init__(block, role="quote" if part.kind == "words" else "card", says=says)
        self.at = at
        self.setObjectName(f"line_{at}")
        self.setToolTip(_("Enter changes it, Alt and an arrow move it, Delete removes it"))
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self.at)


class Idea(BlockButton):
    """Words for somebody who is stuck; pressing copies them into a new line."""

    chosen = Signal(str)

    def __init__(self, words: str, *, asks: bool = False) -> None:
        said = _("Ask: {words}") if asks else _("Use: {words}")
        block = Block(words, icon="message-circle" if asks else "plus")
        super().__init__(block, role="idea", says=said.format(words=words))
        self._words = words
        self.setObjectName("idea")
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._words)


def _filled(line: Line, words: str, part: PlanSection) -> Line:
    if isinstance(line, PlanPlace):
        return replace(line, name=words)
    if words in part.asks:
        return replace(line, detail=words)
    return replace(line, text=words)


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            for named in (widget, *widget.findChildren(QWidget)):
                named.setObjectName("")
            widget.deleteLater()
