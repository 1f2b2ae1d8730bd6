"""What was released, and where are its files?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from youthcase.domain.dates import plain
from youthcase.i18n import _
from youthcase.ui.kit.announce import announce
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import primary, secondary
from youthcase.ui.kit.cards import Card, Facts
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.tall import Tall
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import release_words as words_of
from youthcase.ui.pages.copies_preview import Preview
from youthcase.ui.pages.release_save import Saver
from youthcase.ui.pages.release_stack import PREVIEW_LEAST, Steps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from youthcase.services.releasing import Released
    from youthcase.ui.pages.release_desk import ReleaseDesk

_WIDE = 760


class DoneView(QWidget):
    """One release: its files to save and its paper to look at."""

    left = Signal()

    def __init__(self, desk: ReleaseDesk, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_done")
        self._desk = desk
        self._released: Released | None = None
        self._made: Mapping[str, bytes] = {}
        self.saver = Saver(desk, self)
        self.saver.saved.connect(self._say_saved)
        self.saver.refused.connect(self._say_refused)
        outer = column(self, gap=10)
        self.title = heading("", 2, wrap=True)
        self.title.setObjectName("release_done_title")
        outer.addWidget(self.title)
        buttons = QWidget()
        line = Flow(buttons, gap=10)
        self.save = primary(_("Save the files…"), "download")
        self.save.setObjectName("release_save")
        self.save.clicked.connect(self._ask_folder)
        self.look = secondary(_("Look at the paper"), "file-text")
        self.look.setObjectName("release_paper")
        self.look.clicked.connect(self._turn)
        self.back = secondary(back, "arrow-left")
        self.back.setObjectName("release_done_back")
        self.back.clicked.connect(self.left)
        for button in (self.save, self.look, self.back):
            line.addWidget(button)
        outer.addWidget(buttons)
        self.said = Banner(Tone.OK, "")
        self.said.setObjectName("release_saved")
        self.problem = Banner(Tone.DANGER, "")
        self.problem.setObjectName("release_not_saved")
        for banner in (self.said, self.problem):
            banner.hide()
            outer.addWidget(banner)
        self.stack = Steps()
        self.stack.addWidget(self._make_facts())
        self.preview = Preview(desk.background)
        fit(self.preview, min_height=PREVIEW_LEAST)
        self.stack.addWidget(self.preview)
        outer.addWidget(self.stack, 1)

    def show_release(self, released: Released, made: Mapping[str, bytes], *, new: bool) -> None:
        """Show a release; `new` when it was made just now."""
        self._released, self._made = released, made
        title = _("Released: number {n}") if new else _("Release {n}")
        self.title.setText(title.format(n=released.number))
        self.problem.hide()
        self.said.setVisible(new)
        self.said.say(
            _("It is kept in the vault. Now save its files where they can be sent from.")
        )
        facts = [
            (_("Period"), words_of.period_of(released.period)),
            (_("As known on"), plain(released.as_at)),
            (_("Made"), words_of.audience(released.audience)),
            (_("Headline"), words_of.headline(released.headline)),
            (_("Approved by"), _("a {role}").format(role=released.by_role)),
        ]
        if released.restates is not None:
            facts.append((_("Restates"), _("release {n}").format(n=released.restates)))
        self._put(Facts(facts))
        self.preview.clear()
        self._show_part(0)

    def forget(self) -> None:
        """Keep nothing of it."""
        self._made = {}
        self.preview.clear()

    def add_below(self, part: QWidget) -> None:
        """Show something more about the release."""
        self._body.insertWidget(self._body.count() - 1, part)

    def _make_facts(self) -> Scrolled:
        holder = Tall()
        self._body = column(holder, gap=12, margins=(2, 2, 14, 12))
        about = Card(gap=8)
        self._facts = column()
        about.body.addLayout(self._facts)
        fit(about, max_width=_WIDE)
        files = Card(_("The files"), gap=8)
        fit(files, max_width=_WIDE)
        files.body.addWidget(Facts(list(words_of.FILES)))
        files.body.addWidget(
            label(
                _(
                    "They hold published figures only. Whoever gets them can prove with "
                    "“Check a folder” that nothing was changed."
                ),
                "cap",
                tone="muted",
                wrap=True,
            )
        )
        self._body.addWidget(about)
        self._body.addWidget(files)
        self._body.addStretch()
        return Scrolled(holder)

    def _put(self, part: QWidget) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._facts.addWidget(part)

    def _ask_folder(self) -> None:
        if self._released is not None:
            self.problem.hide()
            self.saver.ask(self._released, self._made)

    def _say_saved(self, folder: Path) -> None:
        words = _("The files are in {folder}.").format(folder=folder)
        self.said.say(words, lead=_("Saved."))
        self.said.show()
        announce(words, source=self)

    def _say_refused(self, words: str) -> None:
        self.said.hide()
        self.problem.say(words)
        self.problem.show()
        announce(words, assertive=True, source=self)

    def _turn(self) -> None:
        self._show_part(1 - self.stack.currentIndex())

    def _show_part(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self.look.setText(_("About this release") if at else _("Look at the paper"))
        paper = self._made.get("return.pdf")
        if at and paper is not None and not self.preview.page_count:
            self.preview.wait()
            self.preview.show_paper(paper)
