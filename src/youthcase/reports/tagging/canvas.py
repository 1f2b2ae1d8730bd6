"""How does painting keep the document's tree?

Blocks say what they paint: `painted` and `figure` for content, `within` for what groups it,
`ornament` for what only the eye needs. Words outside all of these are refused.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc

from youthcase.reports.tagging.file import TaggedFile
from youthcase.reports.tagging.lines import Lines
from youthcase.reports.tagging.quick import QuickCanvas
from youthcase.reports.tagging.tree import Element, Tree
from youthcase.reports.tagging.writing import hexed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

    from youthcase.reports.tagging.metadata import Properties

_ARTIFACT = "/Artifact BMC"
_PAINTS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "EI"})

Box = tuple[float, float, float, float]


class UntaggedWordsError(RuntimeError):
    """Words were painted of which nobody said what they are: a mistake in a block."""


class TaggedCanvas(QuickCanvas):
    """A canvas whose file is PDF/UA-1 and PDF/A-2a, and says only what it is told to say."""

    _doc: TaggedFile
    _absRect: Callable[[Box, int], Box]  # noqa: N815
    _addAnnotation: Callable[[pdfdoc.PDFDictionary, str], None]  # noqa: N815

    def __init__(
        self, filename: str | IO[bytes], *, properties: Properties, **settings: Any
    ) -> None:
        settings["lang"] = properties.language
        super().__init__(filename, **settings, pdfVersion=(1, 7))
        self.tree = Tree()
        self._label: Element | None = None
        self._doc.__class__ = TaggedFile
        self._doc.begin(properties, self.tree)
        self.setViewerPreference("DisplayDocTitle", "true")
        if properties.right_to_left:
            self.setViewerPreference("Direction", "R2L")

    def _make_preamble(self) -> None:
        # The library's own preamble names a Helvetica that is not in the file.
        self._preamble = "1 0 0 1 0 0 cm"

    def begin_marked(self, operator: str) -> None:
        """Open a stretch of marked content; within another one it is left out."""
        if not self.tree.inside:
            self._code.append(operator)
        self.tree.inside += 1

    def end_marked(self) -> None:
        """Close the stretch that was opened last."""
        self.tree.inside -= 1
        if self.tree.inside:
            return
        if self._code and self._code[-1] == _ARTIFACT:
            self._code.pop()
        else:
            self._code.append("EMC")

    def drawText(self, aTextObject: PDFTextObject) -> None:  # noqa: N802, N803
        """Paint words as content of the element that they belong to."""
        if self.tree.inside:
            super().drawText(aTextObject)
        elif isinstance(aTextObject, Lines):
            aTextObject.cut(self.tree)
            super().drawText(aTextObject)
            for leads, box in aTextObject.links:
                self.add_link(leads.element, box, leads.address, leads.words)
        elif self._label is not None:
            with painted(self, self._label):
                super().drawText(aTextObject)
        else:
            raise UntaggedWordsError

    @contextmanager
    def labels(self, label: Element | None) -> Generator[None]:
        """Let words that the library paints of itself meanwhile, its bullets, be `label`."""
        self._label = label
        yield
        self._label = None

    def add_link(self, element: Element, box: Box, address: str, words: str) -> None:
        """Make `box`, in the coordinates of the moment, a link; its words are painted."""
        name = f"link-{len(self.tree.noted)}"
        note = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Annot"),
                "Subtype": pdfdoc.PDFName("Link"),
                "Rect": pdfdoc.PDFArray(list(self._absRect(box, 1))),
                "Border": pdfdoc.PDFArray([0, 0, 0]),
                "F": 4,
                "Contents": hexed(words),
                "A": pdfdoc.PDFDictionary(
                    {"S": pdfdoc.PDFName("URI"), "URI": pdfdoc.PDFString(address)}
                ),
            }
        )
        self._addAnnotation(note, name)
        self.tree.note(element, name)

    def showPage(self) -> None:  # noqa: N802
        """End the page; what was painted outside all marks is an ornament."""
        self._code[:] = _with_ornaments(self._code)
        self._doc.updateSignature("\n".join(self._code))
        super().showPage()
        self.tree.pages.append([])

    def save(self) -> None:
        """Write the file; it has a page even if nothing was painted."""
        if self._code or not self.tree.is_begun:
            self.showPage()
        self._doc.finish()
        super().save()


def _with_ornaments(code: list[str]) -> list[str]:
    made: list[str] = []
    depth = begins = 0
    for entry in code:
        depth += entry.endswith((" BDC", " BMC")) - (entry == "EMC")
        # A path may be several entries, and no mark may stand within it.
        if entry == "n" or entry.startswith("n "):
            begins = len(made)
        if not depth and entry.rpartition(" ")[2] in _PAINTS:
            made.insert(begins if entry in _PAINTS else len(made), _ARTIFACT)
            made += (entry, "EMC")
        else:
            made.append(entry)
    return made


def tagged(canvas: Canvas) -> TaggedCanvas:
    """The canvas as the one that every document of ours is painted on."""
    if not isinstance(canvas, TaggedCanvas):
        raise TypeError(canvas)
    return canvas


@contextmanager
def within(canvas: Canvas, element: Element) -> Generator[None]:
    """Let what is painted meanwhile be part of `element`."""
    tree = tagged(canvas).tree
    outer = tree.current
    if element.parent is None and not tree.inside:
        element.parent = outer
    tree.current = element
    yield
    tree.current = outer


@contextmanager
def painted(canvas: Canvas, element: Element) -> Generator[None]:
    """Let everything painted meanwhile, words too, be the content of `element`."""
    on = tagged(canvas)
    on.begin_marked("" if on.tree.inside else on.tree.mark(element))
    yield
    on.end_marked()


@contextmanager
def ornament(canvas: Canvas, kind: str | None = None) -> Generator[None]:
    """Draw what only the eye needs; the canvas is afterwards as it was.

    `kind` is Header or Footer for what comes again on every page.
    """
    on = tagged(canvas)
    repeated = f"/Artifact <</Type/Pagination/Subtype/{kind}>> BDC"
    on.begin_marked(repeated if kind else _ARTIFACT)
    on.saveState()
    yield
    on.restoreState()
    on.end_marked()


@contextmanager
def figure(canvas: Canvas, alt: str, width: float, height: float) -> Generator[None]:
    """Let what is painted meanwhile, from 0, 0 to `width`, `height`, be a picture."""
    corners = (canvas.absolutePosition(0, 0), canvas.absolutePosition(width, height))
    (left, right), (bottom, top) = (sorted(one) for one in zip(*corners, strict=True))
    box = f"/O/Layout/Placement/Block/BBox[{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]"
    with painted(canvas, Element("Figure", alt=alt, attributes=(box,))):
        yield


@contextmanager
def part_of_ornament(canvas: Canvas) -> Generator[None]:
    """Fill in a form that is drawn only where an ornament is open."""
    tree = tagged(canvas).tree
    tree.inside += 1
    yield
    tree.inside -= 1
