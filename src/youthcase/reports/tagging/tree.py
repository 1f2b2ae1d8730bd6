"""Of what is a document made, in the order in which it is read?

An `Element` comes into the tree when something of it is painted, never before: elements
that were put in while a page was laid out stood before the words that precede them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Mark(NamedTuple):
    """A stretch of a page's content: the number that its operator carries."""

    page: int
    number: int


class Noted(NamedTuple):
    """An annotation on a page, by its name in the file."""

    page: int
    name: str


@dataclass(slots=True, eq=False)
class Element:
    """One node: a standard PDF role, what a reader is told of it, and what it holds.

    Halves of a block that goes on on the next page share one element. A `parent` given
    beforehand is placed together with its first kid. `attributes` are dictionaries without
    their brackets, such as `/O/Table/Scope/Row`.
    """

    role: str
    parent: Element | None = None
    language: str | None = None
    alt: str | None = field(default=None, repr=False)
    actual_text: str | None = field(default=None, repr=False)
    attributes: tuple[str, ...] = ()
    id: str | None = None
    kids: list[Element | Mark | Noted] = field(
        default_factory=list["Element | Mark | Noted"], repr=False
    )
    is_placed: bool = False

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        waiting: list[Element] = [self]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(kid for kid in reversed(one.kids) if isinstance(kid, Element))


class Tree:
    """The elements of one document and the marks on its pages, while it is painted."""

    def __init__(self) -> None:
        self.root = Element("Document", is_placed=True)
        self.last = Element("Div", is_placed=True)  # read after everything else
        self.current = self.root
        self.pages: list[list[Element]] = [[]]  # whose each mark is, page by page
        self.noted: list[tuple[str, Element]] = []
        self.inside = 0  # how many stretches of marked content are open

    @property
    def is_begun(self) -> bool:
        """Whether a page has been finished."""
        return len(self.pages) > 1

    def mark(self, element: Element) -> str:
        """The operator that opens content of `element` on this page; EMC closes it."""
        self.place(element)
        owners = self.pages[-1]
        owners.append(element)
        element.kids.append(Mark(len(self.pages) - 1, len(owners) - 1))
        return f"/{element.role} <</MCID {len(owners) - 1}>> BDC"

    def note(self, element: Element, name: str) -> None:
        """Let `element` hold the annotation of that name, after what it holds already."""
        self.place(element)
        element.kids.append(Noted(len(self.pages) - 1, name))
        self.noted.append((name, element))

    def place(self, element: Element) -> None:
        """Put `element`, if it is not in the tree, after all that its parent holds."""
        if element.is_placed:
            return
        if element.parent is None:
            element.parent = self._list_of(element) if element.role == "LI" else self.current
        self.place(element.parent)
        element.parent.kids.append(element)
        element.is_placed = True

    def _list_of(self, item: Element) -> Element:
        """The list that stood here last, or a new one; the item says how it is numbered."""
        said, item.attributes = item.attributes, ()
        newest = self.current.kids[-1] if self.current.kids else None
        if isinstance(newest, Element) and (newest.role, newest.attributes) == ("L", said):
            return newest
        return Element("L", parent=self.current, attributes=said)

    def close(self) -> None:
        """Add what is read last; nothing is painted after it."""
        if self.last.kids:
            self.last.parent = self.root
            self.root.kids.append(self.last)
