"""How does a table show thousands of records while it holds a few hundred?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.ui.kit.chips import Chip
from youthcase.ui.kit.lists import NOWHERE, Index
from youthcase.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE, PAGES_KEPT = 100, 50
T = TypeVar("T")
CELL = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows; `spoken` replaces its words for a screen reader."""

    words: str = ""
    second: str = ""
    chips: tuple[Chip, ...] = ()
    initials: str = ""
    icon: str = ""
    tone: Tone = Tone.PLAIN
    strong: bool = False
    muted: bool = False
    spoken: str = ""

    def plain(self) -> str:
        """All words of the cell in one line."""
        return ", ".join(
            p for p in (self.words, self.second, *(c.words for c in self.chips)) if p
        )


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: how a record becomes its cell.

    `width` is for 100 % text; a `stretches` column takes what is left over. When the table
    is narrow the columns with the highest `folds` go first and join the first column's
    second line; 0 never folds.
    """

    key: str
    title: str
    cell: Callable[[T], Cell]
    width: int = 120
    stretches: bool = False
    sortable: bool = False
    folds: int = 0


class PagedTable(QAbstractTableModel, Generic[T]):
    """Rows are records, fetched a page at a time as they come into sight.

    `sorter(column key, descending)` tells the source of the pages how to sort; the table
    then looks again.
    """

    def __init__(
        self,
        columns: Sequence[Column[T]],
        count: Callable[[], int],
        page: Callable[[int, int], Sequence[T]],
        *,
        row_name: Callable[[T], str] | None = None,
        sorter: Callable[[str, bool], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._count, self._page = count, page
        self._row_name, self._sorter = row_name, sorter
        self._sorted: tuple[str, bool] | None = None
        self._pages: dict[int, Sequence[T]] = {}
        self._total = count()

    def refresh(self) -> None:
        """Forget what was fetched and look again."""
        self.beginResetModel()
        self._pages.clear()
        self._total = self._count()
        self.endResetModel()

    def record(self, row: int) -> T:
        """The record shown in `row`.

        Raises:
            IndexError: there is none; the records became fewer since the last refresh.
        """
        number, offset = divmod(row, PAGE)
        if number not in self._pages:
            while len(self._pages) >= PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[number] = self._page(number * PAGE, PAGE)
        return self._pages[number][offset]

    def sort_key(self) -> tuple[str, bool] | None:
        """The column sorted by and whether downwards."""
        return self._sorted

    def mark_sorted(self, key: str, *, descending: bool = False) -> None:
        """Show in the heading how the records come sorted from their source."""
        self._sorted = (key, descending)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def sort(  # noqa: D102
        self,
        column: int,
        order: Qt.SortOrder = Qt.SortOrder.AscendingOrder,  # noqa: ARG002 - see the key
    ) -> None:
        if not 0 <= column < len(self.columns) or not self.columns[column].sortable:
            return
        if self._sorter is None:
            return
        key = self.columns[column].key
        downwards = self._sorted == (key, False)
        self._sorter(key, downwards)
        self.mark_sorted(key, descending=downwards)
        self.refresh()

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802, D102
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802, D102
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        if not index.isValid():
            return None
        found = self._find(index.row())
        if found is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return found
        column = self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.cell(found).plain()
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(column, column.cell(found), index.column())
            case _:
                return column.cell(found) if role == CELL else None

    def headerData(  # noqa: N802, D102
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_heading(section) if _is_words(role) else None
        if not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return self._heading(self.columns[section], role) if _is_words(role) else None

    def _find(self, row: int) -> T | None:
        try:
            return self.record(row)
        except IndexError:
            return None
        except Refusal:  # painting cannot answer it; the row stays empty until a refresh
            self._pages[row // PAGE] = ()
            return None

    def _spoken(self, column: Column[T], cell: Cell, at: int) -> str:
        words = cell.spoken or cell.plain() or _("none")
        return words if at == 0 else f"{column.title}: {words}"

    def _row_heading(self, row: int) -> str:
        found = self._find(row) if self._row_name and row < self._total else None
        return self._row_name(found) if self._row_name and found is not None else ""

    def _heading(self, column: Column[T], role: int) -> str:
        if self._sorted is None or self._sorted[0] != column.key:
            return column.title
        downwards = self._sorted[1]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column.title} {'↓' if downwards else '↑'}"
        said = _("{title}, sorted downwards") if downwards else _("{title}, sorted upwards")
        return said.format(title=column.title)


def _is_words(role: int) -> bool:
    roles = Qt.ItemDataRole
    return role in {roles.DisplayRole, roles.AccessibleTextRole}
