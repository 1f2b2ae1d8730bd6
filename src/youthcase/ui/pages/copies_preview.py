"""What will the paper look like? Shown from memory, drawn on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from youthcase.errors import Refusal
from youthcase.i18n import _, plural
from youthcase.ui import printing
from youthcase.ui.kit.banner import Banner
from youthcase.ui.kit.buttons import quiet
from youthcase.ui.kit.empty import EmptyState
from youthcase.ui.kit.measure import column, row
from youthcase.ui.kit.pdf_view import PdfView
from youthcase.ui.kit.text import label
from youthcase.ui.kit.tokens import Tone
from youthcase.ui.printing import PageImage

if TYPE_CHECKING:
    from youthcase.ui.kit.background import Background

_FIRST_SCALE = 1.6  # pixels a point: sharp at the width that the page usually has
_SHARPER = 1.25


@dataclass(frozen=True, slots=True)
class _Drawn:
    asked: int
    scale: float
    sizes: tuple[tuple[float, float], ...]
    pages: tuple[PageImage, ...]


class Preview(QWidget):
    """The pages of one PDF; nothing of it is ever on disk."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._pdf = b""
        self._asked, self._scale = 0, _FIRST_SCALE
        self._images: list[QImage] = []
        outer = column(self, gap=8)
        self.stopped = Banner(Tone.WARN, "", action=_("See why"))
        self.stopped.setObjectName("some_stopped")
        self.stopped.hide()
        outer.addWidget(self.stopped)
        self.stack = QStackedWidget()
        self.wait_words = EmptyState("file-text", _("Making the preview …"))
        self.view = PdfView(_("Preview"))
        self.view.setObjectName("preview_pages")
        self.stack.addWidget(self.wait_words)
        self.stack.addWidget(self.view)
        outer.addWidget(self.stack, 1)
        foot = row(gap=8)
        self.where = label("", "cap", tone="muted")
        self.where.setObjectName("preview_page")
        self.smaller = quiet(_("Smaller"))
        self.smaller.setObjectName("zoom_out")
        self.larger = quiet(_("Larger"))
        self.larger.setObjectName("zoom_in")
        foot.addWidget(self.where)
        foot.addStretch(1)
        foot.addWidget(self.smaller)
        foot.addWidget(self.larger)
        outer.addLayout(foot)
        self.smaller.clicked.connect(self.view.zoom_out)
        self.larger.clicked.connect(self.view.zoom_in)
        self.view.page_changed.connect(self._say_page)
        self._may_zoom(may=False)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._images)

    def wait(self) -> None:
        """Say that a preview is being made, unless one is shown that it will replace."""
        if not self._images:
            self.wait_words.say(_("Making the preview …"))
            self.stack.setCurrentIndex(0)

    def clear(self) -> None:
        """Forget the paper."""
        self._pdf, self._images = b"", []
        self._asked += 1
        self.view.show_pages((), self._image)
        self.wait_words.say(_("No preview"))
        self.where.setText("")
        self.stopped.hide()
        self.stack.setCurrentIndex(0)
        self._may_zoom(may=False)

    def say_stopped(self, lines: int) -> None:
        """Say above the paper that the safety check stopped some lines."""
        self.stopped.say(
            plural(
                "The safety check stopped {n} line.",
                "The safety check stopped {n} lines.",
                lines,
            )
        )
        self.stopped.setVisible(lines > 0)

    def show_paper(self, pdf: bytes) -> None:
        """Show another paper, from its first page."""
        self._pdf = pdf
        self._images = []
        self._draw(max(_FIRST_SCALE, self._scale))

    def _draw(self, scale: float) -> None:
        self._asked += 1
        self._scale = scale
        asked, pdf = self._asked, self._pdf

        def draw() -> _Drawn:
            sizes = printing.page_sizes(pdf)
            pages = tuple(printing.page_image(pdf, at, scale) for at in range(len(sizes)))
            return _Drawn(asked, scale, sizes, pages)

        self._background.run(self, draw, done=self._show, failed=self._fail)

    def _show(self, drawn: _Drawn) -> None:
        if drawn.asked != self._asked:
            return
        fresh = not self._images
        bar = self.view.verticalScrollBar()
        place = 0 if fresh else bar.value()
        self._images = [_image_of(page) for page in drawn.pages]
        self.stack.setCurrentIndex(1)
        self.view.show_pages(drawn.sizes, self._image)
        bar.setValue(place)
        self._may_zoom(may=True)
        self._say_page(self.view.current_page)

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, Refusal):
            raise problem
        self.clear()

    def _image(self, page: int, scale: float) -> QImage:
        """A page as it was drawn; drawn anew on the worker when much more is wanted."""
        if scale > self._scale * _SHARPER:
            self._draw(scale)
        return self._images[page] if page < len(self._images) else QImage()

    def _say_page(self, page: int) -> None:
        count = self.view.page_count
        words = _("Page {page} of {count}").format(page=page + 1, count=count)
        self.where.setText(words if count else "")

    def _may_zoom(self, *, may: bool) -> None:
        self.smaller.setEnabled(may)
        self.larger.setEnabled(may)


def _image_of(page: PageImage) -> QImage:
    form = QImage.Format.Format_RGB32
    return QImage(page.pixels, page.width, page.height, page.stride, form).copy()
