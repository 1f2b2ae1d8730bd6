"""How is the page of the plan's editor laid out around the section that is asked?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import measure
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, quiet, secondary
from youthcase.ui.kit.choice_fields import Combo
from youthcase.ui.kit.form import SavedMark, Scrolled
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.reflow import Turning
from youthcase.ui.kit.tasklist import Task, TaskList
from youthcase.ui.kit.text import Rule, heading, label
from youthcase.ui.kit.tokens import MEASURE_WIDTH, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout

NARROW = 720
_LIST_WIDTH = 256


class Shell:
    """The fixed parts: the list of sections, the question, the footer, the banners."""

    def __init__(self, page: QWidget) -> None:
        outer = column(page, gap=10, margins=(24, 14, 24, 14))
        self._add_head(outer)
        self._add_banners(outer)
        line = row(gap=20)
        outer.addLayout(line, 1)
        line.addWidget(self._make_list())
        right = column(gap=10)
        line.addLayout(right, 1)
        self._add_question(right)
        self._add_footer(right)
        self._body: QWidget | None = None

    def fold(self, *, narrow: bool) -> None:
        """Where the page is narrow, a drop-down stands for the list of sections."""
        self.card.setVisible(not narrow)
        self.chooser.setVisible(narrow)

    def ask(self, step: str, question: str, hint: str, *, risky: bool) -> None:
        """Show what is asked, with the warning where somebody may be in danger now."""
        self.step.setText(step)
        self.question.setText(question)
        self.hint.setText(hint)
        self.warning.setVisible(risky)

    def offer(self, words: str, *, is_first: bool) -> None:
        """Name what the main button does."""
        self.go_on.setText(words)
        self.previous.setEnabled(not is_first)

    def show_body(self, body: QWidget) -> None:
        """Put the boxes of another section below the question."""
        if self._body is not None:
            self._body.hide()
            for named in (self._body, *self._body.findChildren(QWidget)):
                named.setObjectName("")
            self._inner.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        self._inner.insertWidget(self._inner.count() - 1, body)
        self.show_top()

    def show_top(self) -> None:
        """Scroll up to the question."""
        self.area.verticalScrollBar().setValue(0)

    def show_tasks(self, tasks: Sequence[Task], key: str, about: str) -> None:
        """Show how far each section is."""
        self.progress.setText(about)
        if tuple(tasks) != tuple(self.tasks.tasks.items):
            self.tasks.set_tasks(tasks)
            self.chooser.clear()
            self.chooser.addItems([f"{t.words} ({t.status})" for t in tasks])
        self.mark(key)

    def mark(self, key: str) -> None:
        """Mark the section that is asked."""
        self.tasks.set_current(key)
        self.tasks.scrollTo(self.tasks.currentIndex())
        keys = [task.key for task in self.tasks.tasks.items]
        if key in keys:
            self.chooser.setCurrentIndex(keys.index(key))

    def offer_draft(self, words: str, again: str) -> None:
        """Ask whether to go on with a draft."""
        self.draft.say(words)
        self.start_again.setText(again)
        self.draft.show()

    def _add_head(self, outer: QVBoxLayout) -> None:
        line = row(gap=10)
        self.name = heading("", 2)
        self.about = label("", tone="muted")
        self.back = quiet(_("Back to the file"), "arrow-left")
        self.back.setObjectName("to_file")
        line.addWidget(self.name)
        line.addWidget(self.about)
        line.addStretch(1)
        line.addWidget(self.back)
        outer.addLayout(line)

    def _add_banners(self, outer: QVBoxLayout) -> None:
        go_on = _("Go on with it")
        self.draft = Banner(Tone.INFO, "")
        self.draft.setObjectName("draft")
        self.keep_draft = quiet(go_on)
        self.keep_draft.setObjectName("keep_draft")
        self.start_again = quiet("")
        self.start_again.setObjectName("start_again")
        inside = self.draft.layout()
        if isinstance(inside, QHBoxLayout):
            inside.addWidget(self.keep_draft)
            inside.addWidget(self.start_again)
        self.returned = Banner(Tone.WARN, "", icon="corner-up-left")
        self.returned.setObjectName("returned")
        self.trouble = Banner(Tone.DANGER, "")
        self.trouble.setObjectName("not_saved")
        for banner in (self.draft, self.returned, self.trouble):
            banner.hide()
            outer.addWidget(banner)

    def _make_list(self) -> QFrame:
        self.card = QFrame()
        self.card.setProperty("role", "card")
        measure.fit(self.card, width=_LIST_WIDTH)
        inner = column(self.card, gap=4, margins=(10, 12, 10, 10))
        top = column(gap=0, margins=(8, 0, 0, 4))
        top.addWidget(heading(_("Safety plan"), 3))
        self.progress = label("", "cap", tone="muted", wrap=True)
        top.addWidget(self.progress)
        inner.addLayout(top)
        self.tasks = TaskList(_("Sections of the plan"))
        self.tasks.setObjectName("sections")
        inner.addWidget(self.tasks, 1)
        return self.card

    def _add_question(self, right: QVBoxLayout) -> None:
        self.chooser = Combo(_("Section"))
        self.chooser.setObjectName("section_chooser")
        right.addWidget(self.chooser)
        holder = QWidget()
        self._inner = column(holder, gap=14, margins=(2, 2, 14, 20))
        top = column(gap=4)
        self.step = label("", "caps", tone="muted")
        self.question = heading("", 2, wrap=True)
        self.question.setObjectName("question")
        self.hint = label("", tone="muted", wrap=True)
        for part in (self.step, self.question, self.hint):
            top.addWidget(part)
        self._inner.addLayout(top)
        danger = _("If you think they are in danger now, call 999 first.")
        self.warning = Banner(Tone.WARN, "", lead=danger)
        self.warning.setObjectName("warning")
        self._inner.addWidget(self.warning)
        self._inner.addStretch(1)
        measure.fit(holder, max_width=MEASURE_WIDTH + 120)
        self.area = Scrolled(holder)
        right.addWidget(self.area, 1)

    def _add_footer(self, right: QVBoxLayout) -> None:
        right.addWidget(Rule())
        self.go_on = primary(_("Save and continue"))
        self.go_on.setObjectName("go_on")
        self.go_on.setToolTip(_("Ctrl and Enter"))
        self.previous = secondary(_("Previous"))
        self.previous.setObjectName("previous")
        self.saved = SavedMark()
        self.saved.setObjectName("saved")
        self.preview = quiet(_("Preview"), "eye")
        self.preview.setObjectName("preview")
        moves, about = QWidget(), QWidget()
        for holder, parts in (
            (moves, (self.go_on, self.previous)),
            (about, (self.saved, self.preview)),
        ):
            line = row(holder, gap=10)
            for part in parts:
                line.addWidget(part)
            line.addStretch(1)
        right.addWidget(Turning([moves, about], narrow=540, stretches=(1, 0), gap=6))
