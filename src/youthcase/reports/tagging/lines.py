"""How do the lines of a paragraph stay one text when it is read aloud?

Words are drawn without the space at which a line ends, and read as one word: so each line
gets it back, where there was one. A paragraph is cut where a link begins and ends.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from youthcase.reports.tagging.quick import QuickText
from youthcase.reports.tagging.tree import Element

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from youthcase.reports.tagging.tree import Tree

_Spread = tuple[tuple[tuple[object, float], float, float], float]
# A no-break space is part of its word.
_WORD = re.compile(r"[\S\xa0]+")


class Leads(str):
    """Where a run of words leads to. To the library it is an empty address: it draws none."""

    __slots__ = ("address", "element", "words")

    def __new__(cls, address: str, words: str) -> Leads:  # noqa: D102
        made = super().__new__(cls)
        made.address = address
        made.words = words
        made.element = Element("Link")  # shared by all lines of the run
        return made


_NOT_YET = Element("")


class Reading:
    """How far a paragraph has been painted; its halves on two pages share it."""

    __slots__ = ("_ends", "_text", "drawn", "element", "label")

    def __init__(self, text: str) -> None:
        self.element = _NOT_YET  # until it is first painted
        self.label: Element | None = None
        self.drawn = 0  # letters, without spaces
        self._text = text
        self._ends: dict[int, None] = {}  # of words, counted the same way

    @property
    def is_begun(self) -> bool:
        """Whether it is known to which element the words belong."""
        return self.element is not _NOT_YET

    def go_on(self) -> None:
        """Be ready for more of the text, or for all of it again."""
        if not self._ends:
            text = self._text
            words = _WORD.findall(text) if "\xa0" in text else text.split()
            self._ends = dict.fromkeys(accumulate(map(len, words)))
        if self.drawn == next(reversed(self._ends), 0):
            self.drawn = 0

    def is_gap(self) -> bool:
        """Whether a space follows in the text after all that is drawn so far."""
        return self.drawn in self._ends and self.drawn != next(reversed(self._ends))


class Placed(NamedTuple):
    """One line of a link, with its box in the coordinates of the moment."""

    leads: Leads
    box: tuple[float, float, float, float]


class Lines(QuickText):
    """A text object that knows where its element is cut by links."""

    XtraState: Any

    def __init__(self, canvas: Canvas, x: float, y: float, reading: Reading) -> None:
        super().__init__(canvas, x, y)
        reading.go_on()
        self.reading = reading
        self.element = reading.element
        self.links: list[Placed] = []
        self._cuts: list[tuple[int, Element]] = []
        self._before = 0
        self._ends_in_space = True

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803
        reading = self.reading
        self._before = len(self._code)
        reading.drawn += len(text) - text.count(" ")
        if text:
            self._ends_in_space = text.endswith(" ")
        if TStar and not self._ends_in_space and reading.is_gap():
            text += " "
            self._ends_in_space = True
        super()._textOut(text, TStar)  # pyright: ignore[reportAttributeAccessIssue]

    def _linkRecord(self, link: tuple[int, Leads], what: str) -> None:  # noqa: N802
        """Called after the first run of a link on a line, and after its last one."""
        leads = link[1]
        if what == "start":
            self._cuts.append((self._before, leads.element))
            return
        self._cuts.append((len(self._code), self.element))
        y: float = self.XtraState.cur_y
        spread: _Spread = self.XtraState.links[link]
        ((_, left), low, high), right = spread
        box = (left, y + low, right, y + high)
        self.links.append(Placed(leads, box))

    def all_is(self, leads: Leads, box: tuple[float, float, float, float]) -> None:
        """All of the words are one link."""
        self._cuts.append((1, leads.element))
        self.links.append(Placed(leads, box))

    def cut(self, tree: Tree) -> None:
        """Put the marks of the element and its links into the operators."""
        cuts = [(1, self.element), *self._cuts, (len(self._code), self.element)]
        made = self._code[:1]
        opened: Element | None = None
        for (start, element), (end, _next) in pairwise(cuts):
            piece = self._code[start:end]
            if element is not opened and any("Tj" in one for one in piece):
                made += ("EMC",) if opened else ()
                if element is not self.element:
                    element.parent = self.element
                made.append(tree.mark(element))
                opened = element
            made += piece
        made += ("EMC",) if opened else ()
        self._code = made
