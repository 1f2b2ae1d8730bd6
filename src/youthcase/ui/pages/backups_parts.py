"""Of which parts is the page of backups made: the places, the list of copies?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from youthcase.i18n import _
from youthcase.services.backup_copies import Copy
from youthcase.ui.kit.buttons import quiet, secondary
from youthcase.ui.kit.cards import Card
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.icons import Icon
from youthcase.ui.kit.measure import column, fit, row
from youthcase.ui.kit.table import Cell, Column, DataTable, PagedTable
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.pages import backups_words as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from youthcase.services.backups import Status

_ROW, _HEAD, _MOST_ROWS, _LEAST_ROWS = 40, 48, 12, 4


class Places(Card):
    """Where copies lie: on this computer, and in a second place."""

    choose_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, *, supervises: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("Where copies are kept"), gap=14, parent=parent)
        self.setObjectName("backup_places")
        self._supervises = supervises
        self._here = _PlaceLine("hard-drive-upload", _("This computer"))
        self._second = _PlaceLine("shield-check", _("Second place"))
        self.body.addWidget(self._here)
        self.body.addWidget(self._second)
        self.choose = secondary(_("Choose a second place…"))
        self.choose.setObjectName("second_place.choose")
        self.choose.clicked.connect(self.choose_wanted)
        self.stop = quiet(_("Use no second place"))
        self.stop.setObjectName("second_place.stop")
        self.stop.clicked.connect(self.stop_wanted)
        doing = QWidget()
        line = Flow(doing, gap=12)
        line.addWidget(self.choose)
        line.addWidget(self.stop)
        doing.setVisible(supervises)
        self.body.addWidget(doing)

    def show_status(self, status: Status, folder: str) -> None:
        """Show both places as they are now."""
        self._here.show_place(
            folder,
            _(
                "One copy a day. Kept: the newest of 7 days and of 4 weeks, and each one "
                "made before an update or new keys."
            ),
        )
        if not status.second_place:
            chosen = _("None chosen yet")
            why = _("Copies on this computer do not survive a lost or stolen laptop.")
            if not self._supervises:
                why = f"{why} {_('A supervisor chooses the place.')}"
        elif status.is_second_there:
            chosen = status.second_place
            why = status.advice or _("Connected. Each new copy goes there too.")
        else:
            chosen = status.second_place
            why = _("Not there now. Connect the drive: the newest copy goes there by itself.")
        is_well = status.is_second_there and not status.advice
        self._second.show_place(
            chosen,
            why,
            icon="shield-check" if is_well else "triangle-alert",
            ink="ok" if is_well else "warn",
        )
        is_chosen = bool(status.second_place)
        self.choose.setText(
            _("Choose another place…") if is_chosen else _("Choose a second place…")
        )
        self.stop.setVisible(is_chosen)


class _PlaceLine(QWidget):
    """One place: what it is, where it is, and how it is with it."""

    def __init__(self, icon: str, title: str) -> None:
        super().__init__()
        line = row(self, gap=12)
        self._icon = Icon(icon, "primary", 22)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said = column(gap=2)
        self._title = title
        self._where = label(title, "strong", wrap=True)
        self._how = label("", tone="muted", wrap=True)
        said.addWidget(self._where)
        said.addWidget(self._how)
        line.addLayout(said, 1)

    def show_place(self, where: str, how: str, *, icon: str = "", ink: str = "primary") -> None:
        if icon:
            self._icon.show_icon(icon, ink)
        self._where.setText(f"{self._title}: {where}")
        self._how.setText(how)


@dataclass(frozen=True, slots=True)
class Line:
    """One copy as it is listed; `places` are the files that it lies in."""

    copies: tuple[Copy, ...]
    where: str
    when: str
    answer: str | None  # what reading to the end has found; None if nobody has looked

    @property
    def copy(self) -> Copy:
        """The one that is taken first: on this computer if it is there."""
        return self.copies[0]


class Copies(Card):
    """The copies that there are, and what can be done with the chosen one."""

    restore_wanted = Signal(object)  # Copy
    verify_wanted = Signal(object)  # Copies

    def __init__(self, *, supervises: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("Copies"), gap=10, parent=parent)
        self.setObjectName("backup_copies")
        self._lines: tuple[Line, ...] = ()
        self.lines = PagedTable[Line](
            (
                Column("when", _("Made"), _when, 150, stretches=True),
                Column("kind", _("Kind"), _kind, 140, folds=2),
                Column("size", _("Size"), _size, 80, folds=3),
                Column("where", _("Where"), _where, 220, folds=1),
                Column("state", _("Checked"), _state, 150),
            ),
            self._count,
            self._page,
            row_name=_spoken,
            parent=self,
        )
        self.table = DataTable(
            _("Copies of this vault"), self.lines, row_height=_ROW, ground="surface"
        )
        self.table.setObjectName("copies.table")
        self.table.set_empty(
            EmptyState(
                "hard-drive-upload",
                _("No copy yet"),
                _("The first one is made by itself after unlocking, or by “Back up now”."),
            )
        )
        doing = QWidget()
        line = Flow(doing, gap=12)
        self.restore = secondary(_("Restore this copy…"), "history")
        self.restore.setObjectName("copies.restore")
        self.restore.clicked.connect(self._restore)
        self.restore.setVisible(supervises)
        self.verify = secondary(_("Read it to its end"), "shield-check")
        self.verify.setObjectName("copies.verify")
        self.verify.clicked.connect(self._verify)
        line.addWidget(self.restore)
        line.addWidget(self.verify)
        self.body.addWidget(doing)
        self.body.addWidget(self.table)
        self._fit()

    def show_copies(
        self, status: Status, answers: Mapping[Path, str], today: date, *, is_busy: bool
    ) -> None:
        """List the copies of both places, each once."""
        self._lines = _merged(status, answers, today)
        self.lines.refresh()
        self._fit()
        for button in (self.restore, self.verify):
            button.setEnabled(bool(self._lines) and not is_busy)

    def _fit(self) -> None:
        shown = min(max(len(self._lines), _LEAST_ROWS), _MOST_ROWS)
        fit(self.table, height=_HEAD + _ROW * shown)

    def _restore(self) -> None:
        line = self.table.current_record()
        if line is not None:
            self.restore_wanted.emit(line.copy)

    def _verify(self) -> None:
        line = self.table.current_record()
        if line is not None:
            self.verify_wanted.emit(line.copies)

    def _count(self) -> int:
        return len(self._lines)

    def _page(self, offset: int, limit: int) -> Sequence[Line]:
        return self._lines[offset : offset + limit]


def _merged(status: Status, answers: Mapping[Path, str], today: date) -> tuple[Line, ...]:
    by_name: dict[str, list[Copy]] = {}
    for copy in (*status.copies, *status.second_copies):
        by_name.setdefault(copy.file.name, []).append(copy)
    here = {copy.file for copy in status.copies}
    lines: list[Line] = []
    for copies in by_name.values():
        places = [
            _("this computer") if copy.file in here else _("second place") for copy in copies
        ]
        where = _(" and ").join(places)
        known = [answers[copy.file] for copy in copies if copy.file in answers]
        lines.append(
            Line(
                copies=tuple(copies),
                where=where[0].upper() + where[1:],
                when=words.when(copies[0].at, today),
                answer=" ".join(dict.fromkeys(filter(None, known))) if known else None,
            )
        )
    return tuple(sorted(lines, key=lambda line: line.copy.at, reverse=True))


def _when(line: Line) -> Cell:
    return Cell(line.when, strong=True)


def _kind(line: Line) -> Cell:
    return Cell(words.kind(line.copy))


def _size(line: Line) -> Cell:
    return Cell(words.size(line.copy.megabytes))


def _where(line: Line) -> Cell:
    return Cell(line.where)


def _state(line: Line) -> Cell:
    if line.answer or not all(copy.is_whole for copy in line.copies):
        return Cell(_("Not whole"), icon="circle-alert", tone=Tone.DANGER)
    if line.answer == "":
        return Cell(_("Just now: whole"), icon="circle-check", tone=Tone.OK)
    return Cell(_("When it was made"), muted=True)


def _spoken(line: Line) -> str:
    return f"{line.when}, {line.where}"
