"""How are the pages of a paper looked at before it is printed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from youthcase.i18n import _
from youthcase.ui.kit import theme
from youthcase.ui.kit.lists import paint_focus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_GAP, _EDGE, _KEPT = 16, 16, 8


class PdfView(QAbstractScrollArea):
    """Pages below each other, drawn when they come into sight.

    `page(i, scale)` gives page i as an image at `scale` device pixels a point. No page is
    kept on disk.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sizes: Sequence[tuple[float, float]] = ()
        self._page: Callable[[int, float], QImage] | None = None
        self._drawn: dict[tuple[int, float], QPixmap] = {}
        self._wanted: list[int] = []
        self._zoom = 0.0
        self._shown_page = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_next)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.follow(self._lay_out)
        self._say_where()

    def show_pages(
        self, sizes: Sequence[tuple[float, float]], page: Callable[[int, float], QImage]
    ) -> None:
        """Show a paper: the size of each page in points, and how to draw one."""
        self._sizes, self._page = tuple(sizes), page
        self._drawn.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def current_page(self) -> int:
        """The page at the top of the view, from 0."""
        return self._shown_page

    @property
    def zoom(self) -> float:
        """Logical pixels a point; fitted to the width unless chosen."""
        return self._zoom or self._fitting()

    def set_zoom(self, zoom: float) -> None:
        """Choose a zoom; 0 fits the width."""
        self._zoom = zoom
        self._lay_out()
        self.zoom_changed.emit(self.zoom)

    def zoom_in(self) -> None:
        """Go one step nearer."""
        self.set_zoom(next((z for z in ZOOMS if z > self.zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Go one step away."""
        self.set_zoom(next((z for z in reversed(ZOOMS) if z < self.zoom - 0.01), ZOOMS[0]))

    def go_to(self, page: int) -> None:
        """Bring the top of a page into sight."""
        self.verticalScrollBar().setValue(round(self._frame(page).y()) - _EDGE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802, D102
        keys, bar = Qt.Key, self.verticalScrollBar()
        match event.key():
            case keys.Key_PageDown | keys.Key_Space:
                bar.setValue(bar.value() + bar.pageStep())
            case keys.Key_PageUp:
                bar.setValue(bar.value() - bar.pageStep())
            case keys.Key_Home:
                bar.setValue(0)
            case keys.Key_End:
                bar.setValue(bar.maximum())
            case keys.Key_Plus | keys.Key_Equal:
                self.zoom_in()
            case keys.Key_Minus:
                self.zoom_out()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802, D102
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802, D102
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802, D102
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), theme.colour("neutral_bg"))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._wanted.clear()
        for at in range(self.page_count):
            frame = self._frame(at).translated(-left, -top)
            if frame.intersects(QRectF(self.viewport().rect())):
                self._paint_page(painter, at, frame)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, QRectF(self.viewport().rect()), 4)
        painter.end()
        if self._wanted:
            self._timer.start()

    def _paint_page(self, painter: QPainter, at: int, frame: QRectF) -> None:
        painter.fillRect(frame, Qt.GlobalColor.white)
        drawn = self._drawn.get((at, self._sharpness()))
        if drawn is None:
            self._wanted.append(at)
        else:
            painter.drawPixmap(frame, drawn, QRectF(drawn.rect()))
        painter.setPen(QPen(theme.colour("edge_soft"), 1))
        painter.drawRect(frame)

    def _draw_next(self) -> None:
        if not self._wanted or self._page is None:
            return
        at = self._wanted.pop(0)
        while len(self._drawn) >= _KEPT:
            del self._drawn[next(iter(self._drawn))]
        sharpness = self._sharpness()
        self._drawn[at, sharpness] = QPixmap.fromImage(self._page(at, sharpness))
        self.viewport().update()

    def _sharpness(self) -> float:
        return round(self.zoom * self.devicePixelRatioF(), 3)

    def _fitting(self) -> float:
        widest = max((width for width, _height in self._sizes), default=595.0)
        room = self.viewport().width() - 2 * _EDGE
        return min(1.6 * theme.current().scale, max(0.25, room / widest))

    def _frame(self, page: int) -> QRectF:
        zoom = self.zoom
        top = _EDGE + sum(height * zoom + _GAP for _width, height in self._sizes[:page])
        width, height = self._sizes[page]
        left = max(_EDGE, (self.viewport().width() - width * zoom) / 2)
        return QRectF(round(left), round(top), round(width * zoom), round(height * zoom))

    def _lay_out(self) -> None:
        high = self._frame(self.page_count - 1).bottom() + _EDGE if self._sizes else 0
        wide = max((w for w, _h in self._sizes), default=0) * self.zoom + 2 * _EDGE
        port = self.viewport()
        self.verticalScrollBar().setRange(0, max(0, round(high) - port.height()))
        self.verticalScrollBar().setPageStep(max(1, port.height() - 40))
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, round(wide) - port.width()))
        self.horizontalScrollBar().setPageStep(port.width())
        port.update()

    def _scrolled(self) -> None:
        top = self.verticalScrollBar().value() + self.viewport().height() // 3
        pages = range(self.page_count)
        self._shown_page = next((at for at in pages if self._frame(at).bottom() >= top), 0)
        self._say_where()
        self.page_changed.emit(self._shown_page)
        self.viewport().update()

    def _say_where(self) -> None:
        where = _("{name}, page {page} of {count}").format(
            name=self._name, page=self._shown_page + 1, count=self.page_count
        )
        self.setAccessibleName(where if self.page_count else self._name)
