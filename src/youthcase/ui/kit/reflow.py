"""How does a page rearrange itself when the window is narrow or the text is large?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from youthcase.ui.kit import measure, theme
from youthcase.ui.kit.flow import Flow
from youthcase.ui.kit.form import Scrolled
from youthcase.ui.kit.text import heading, label
from youthcase.ui.kit.tokens import SIDE_COLUMN_WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent


def em_width(widget: QWidget) -> float:
    """The width of a widget as if the text were at 100 %."""
    return widget.width() / theme.current().scale


class Turning(QWidget):
    """Parts side by side while there is room for `narrow` units, else one below the other.

    `stretches` says, by part, how much of the spare width it takes.
    """

    def __init__(
        self,
        parts: Sequence[QWidget],
        *,
        narrow: int,
        stretches: Sequence[int] = (),
        gap: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._parts = tuple(parts)
        self._line = measure.row(self, gap=gap)
        for at, part in enumerate(parts):
            self._line.addWidget(part, stretches[at] if at < len(stretches) else 0)
        theme.current().changed.connect(self._turn)

    @property
    def is_narrow(self) -> bool:
        """Whether the parts stand below each other."""
        return self._line.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:  # noqa: N802, D102
        hints = [part.minimumSizeHint() for part in self._parts if not part.isHidden()]
        wide = max((max(h.width(), p.minimumWidth()) for h, p in self._pairs(hints)), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._turn()

    def _pairs(self, hints: Sequence[QSize]) -> zip[tuple[QSize, QWidget]]:
        return zip(hints, (p for p in self._parts if not p.isHidden()), strict=True)

    def _turn(self) -> None:
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if em_width(self) < self._narrow else ways.LeftToRight
        if way != self._line.direction():
            self._line.setDirection(way)
            self.updateGeometry()


class PageHeader(Turning):
    """A page's title and a line about it, with what can be done here on the right."""

    def __init__(
        self,
        title: str,
        about: str = "",
        actions: Sequence[QWidget] = (),
        *,
        narrow: int = 760,
        parent: QWidget | None = None,
    ) -> None:
        words = QWidget()
        stack = measure.column(words, gap=2)
        self.title = heading(title, 1, wrap=True)
        self.about = label(about, tone="muted", wrap=True)
        stack.addWidget(self.title)
        stack.addWidget(self.about)
        self.about.setVisible(bool(about))
        doing = QWidget()
        line = Flow(doing, gap=12)
        for action in actions:
            line.addWidget(action)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        doing.setSizePolicy(policy)
        super().__init__([words, doing], narrow=narrow, stretches=(1, 0), parent=parent)
        self._line.setAlignment(doing, Qt.AlignmentFlag.AlignVCenter)

    def say_about(self, about: str) -> None:
        """Show another line below the title."""
        self.about.setText(about)
        self.about.setVisible(bool(about))


class SideBySide(Scrolled):
    """A main part with a side column that moves below or above it on a narrow page."""

    def __init__(
        self,
        main: QWidget,
        side: QWidget,
        *,
        narrow: int = 760,
        side_width: int = SIDE_COLUMN_WIDTH,
        main_height: int = 280,
        side_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._narrow, self._side_width = narrow, side_width
        self._side = side
        parts, stretches = ((side, main), (0, 1)) if side_first else ((main, side), (1, 0))
        self._holder = Turning(parts, narrow=narrow, stretches=stretches, gap=20)
        measure.fit(main, min_height=main_height)
        measure.fit(side, width=side_width)
        super().__init__(self._holder, parent)
        theme.current().changed.connect(self._widen)

    @property
    def is_narrow(self) -> bool:
        """Whether the side column stands below."""
        return self._holder.is_narrow

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._widen()

    def _widen(self) -> None:
        """Below, the side column takes the whole width."""
        if em_width(self) < self._narrow:
            self._side.setProperty("em_fit", None)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            measure.fit(self._side, width=self._side_width)


class Tiles(Flow):
    """Widgets of equal width, as many to a line as their least width allows."""

    def __init__(
        self, parent: QWidget | None = None, *, least: int = 180, gap: int = 12
    ) -> None:
        super().__init__(parent, gap=gap)
        self._least = least

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802, D102
        return Qt.Orientation.Horizontal

    def _place(self, rect: QRect, *, move: bool) -> int:
        shown = [item for item in self._items if not item.isEmpty()]
        if not shown:
            return 0
        gap, least = self.spacing(), theme.em(self._least)
        across = max(1, min(len(shown), (rect.width() + gap) // (least + gap)))
        # Even lines look calmer than a full one and a single tile.
        lines = -(-len(shown) // across)
        across = -(-len(shown) // lines)
        wide = (rect.width() - gap * (across - 1)) // across
        high = max(item.sizeHint().height() for item in shown)
        for at, item in enumerate(shown):
            if move:
                x = rect.x() + (at % across) * (wide + gap)
                item.setGeometry(QRect(x, rect.y() + (at // across) * (high + gap), wide, high))
        return lines * high + (lines - 1) * gap
