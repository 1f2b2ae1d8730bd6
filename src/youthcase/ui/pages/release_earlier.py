"""Which returns were released, and what did a restatement change?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from youthcase.domain.dates import local_day, plain
from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.services import return_changes
from youthcase.services.releasing import Released
from youthcase.services.return_changes import Change
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.measure import column, fit
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import release_words as words_of
from youthcase.ui.pages.release_done import DoneView
from youthcase.ui.pages.release_stack import Steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from youthcase.services.releasing import Releasing
    from youthcase.ui.pages.release_desk import ReleaseDesk

_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    released: Released
    made: Mapping[str, bytes]
    changed: tuple[Change, ...]


class EarlierView(QWidget):
    """All releases, the newest first; Enter opens one with its files, byte by byte."""

    def __init__(self, desk: ReleaseDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("release_earlier")
        self._desk = desk
        self._releases: Sequence[Released] = ()
        self.stack = Steps()
        self.stack.addWidget(self._make_list())
        self.one = DoneView(desk, _("All releases"))
        self.one.left.connect(self._close)
        self.changes = ChangesCard()
        self.one.add_below(self.changes)
        self.stack.addWidget(self.one)
        column(self).addWidget(self.stack)

    def open(self) -> None:
        """Look again what was released."""
        releasing = self._desk.releasing

        def look() -> Sequence[Released]:
            return releasing().earlier()

        self._desk.background.run(self, look, done=self._show, failed=self._fail)

    def first_focus(self) -> QWidget:
        """The list, or the release that is open."""
        return self.table if self.stack.currentIndex() == 0 else self.one.save

    def _make_list(self) -> QWidget:
        holder = QWidget()
        outer = column(holder, gap=10)
        self.problem = Banner(Tone.DANGER, "")
        self.problem.setObjectName("release_earlier_problem")
        self.problem.hide()
        outer.addWidget(self.problem)
        self.lines = PagedTable[Released](
            (
                Column("period", _("Period"), _period_cell, 300, stretches=True),
                Column("number", _("Release"), _number_cell, 96),
                Column("as_at", _("As known on"), _as_at_cell, 160, folds=2),
                Column("audience", _("Made"), _audience_cell, 120, folds=1),
                Column("headline", _("Headline"), _headline_cell, 120),
                Column("at", _("Released"), _released_cell, 250, folds=3),
            ),
            self._count,
            self._page,
            row_name=_row_name,
            parent=self,
        )
        self.table = DataTable(_("Earlier releases"), self.lines)
        self.table.setObjectName("release_list")
        self.table.opened.connect(self._open)
        self.table.set_empty(
            EmptyState(
                "file-text",
                _("Nothing is released yet"),
                _("The returns that leave are kept here, byte by byte."),
            )
        )
        outer.addWidget(self.table, 1)
        about = _("Enter or a double click opens a release: its paper, its files, its changes.")
        outer.addWidget(label(about, "cap", tone="muted", wrap=True))
        return holder

    def _show(self, releases: Sequence[Released]) -> None:
        self._releases = releases
        self.problem.hide()
        self.lines.refresh()

    def _open(self, released: object) -> None:
        if isinstance(released, Released):
            self._desk.background.run(
                self,
                _Opening(self._desk.releasing, released),
                done=self._show_one,
                failed=self._fail,
            )

    def _show_one(self, opened: _Opened) -> None:
        self.one.show_release(opened.released, opened.made, new=False)
        self.changes.show_changes(opened.released, opened.changed)
        self.stack.setCurrentIndex(1)
        self.one.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self.one.forget()
        self.stack.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.open()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self.problem.say(str(error))
        self.problem.show()

    def _count(self) -> int:
        return len(self._releases)

    def _page(self, offset: int, limit: int) -> Sequence[Released]:
        return self._releases[offset : offset + limit]


class ChangesCard(Card):
    """Which published figures a restatement changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=6, parent=parent)
        self.setObjectName("release_changes")
        fit(self, max_width=760)
        self.title = heading("", 3, wrap=True)
        self.body.addWidget(self.title)
        self._lines = column(gap=4)
        self.body.addLayout(self._lines)

    def show_changes(self, released: Released, changed: Sequence[Change]) -> None:
        """Show them; a release that restates nothing has no such card."""
        self.setVisible(released.restates is not None)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.title.setText(
            _("What differs from release {n}").format(n=released.restates)
            if released.restates is not None
            else ""
        )
        told = [_change(change) for change in changed[:_MOST_SHOWN]]
        rest = len(changed) - len(told)
        if rest:
            told.append(plural("and {n} more figure", "and {n} more figures", rest))
        if not changed:
            told.append(_("No published figure differs."))
        for words in told:
            self._lines.addWidget(label(words, wrap=True))
        about = _("Both sides are published figures: each may be within 4 of the true one.")
        self._lines.addWidget(label(about, "cap", tone="muted", wrap=True))


class _Opening:
    """The files of a release and what they changed, read on the worker."""

    def __init__(self, releasing: Callable[[], Releasing], released: Released) -> None:
        self._releasing, self._released = releasing, released

    def __call__(self) -> _Opened:
        releasing = self._releasing()
        made = releasing.files_of(self._released.number)
        before = self._released.restates
        changed = (
            return_changes.between(releasing.files_of(before), made)
            if before is not None
            else ()
        )
        return _Opened(released=self._released, made=made, changed=changed)


def _change(change: Change) -> str:
    return _("{table}, {what}: {before}, now {after}").format(
        table=change.table,
        what=change.what,
        before=change.before or _("not published"),
        after=change.after or _("not published"),
    )


def _row_name(released: Released) -> str:
    return _("Release {n}").format(n=released.number)


def _number_cell(released: Released) -> Cell:
    return Cell(words=str(released.number), strong=True)


def _period_cell(released: Released) -> Cell:
    second = (
        _("restates release {n}").format(n=released.restates)
        if released.restates is not None
        else ""
    )
    return Cell(words=words_of.period_of(released.period), second=second)


def _as_at_cell(released: Released) -> Cell:
    return Cell(words=plain(released.as_at))


def _audience_cell(released: Released) -> Cell:
    return Cell(words=words_of.audience(released.audience))


def _headline_cell(released: Released) -> Cell:
    return Cell(words=words_of.headline(released.headline), strong=True)


def _released_cell(released: Released) -> Cell:
    words = _("{day} by a {role}")
    return Cell(words=words.format(day=plain(local_day(released.at)), role=released.by_role))
