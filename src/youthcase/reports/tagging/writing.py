"""How does the tree stand in the file?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from reportlab.pdfbase import pdfdoc

from youthcase.reports.tagging.tree import Element, Mark, Noted

if TYPE_CHECKING:
    from youthcase.reports.tagging.tree import Tree


def hexed(words: str) -> str:
    """`words` as a PDF text string in any alphabet."""
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


def spelled(words: str) -> str:
    """The operator that opens glyphs which together are `words`; EMC closes it."""
    return f"/Span <</ActualText {hexed(words)}>> BDC"


class _Written(pdfdoc.PDFObject):
    """An object of the file whose text is made when the file is."""

    __RefOnly__ = 1
    text = ""

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        return self.text.encode("ascii")


def write(tree: Tree, document: pdfdoc.PDFDocument) -> _Written:
    """The root of the structure, with every element added to `document`."""
    tree.close()
    elements = list(tree.root.walk())
    objects = [_Written() for _ in elements]
    root = _Written()
    refs = _Refs(document, dict(zip(elements, objects, strict=True)), root)
    for element, made in zip(elements, objects, strict=True):
        made.text = _element(element, refs)
    root.text = _root(tree, elements, refs)
    return root


class _Refs:
    """How each object is referred to."""

    def __init__(
        self,
        document: pdfdoc.PDFDocument,
        objects: dict[Element, _Written],
        root: _Written,
    ) -> None:
        self._document = document
        self.root = self._of(root)
        self._elements = {element: self._of(made) for element, made in objects.items()}

    def _of(self, written: _Written) -> str:
        reference = cast("pdfdoc.PDFObjectReference", self._document.Reference(written))
        return self._named(str(reference.name))

    def _named(self, name: str) -> str:
        return f"{self._document.idToObjectNumberAndVersion[name][0]} 0 R"

    def element(self, element: Element | None) -> str:
        return self._elements[element] if element else self.root

    def page(self, number: int) -> str:
        return self._named(f"Page{number + 1}")

    def note(self, name: str) -> str:
        return self._named(self._document.annotationName(name))


def _element(element: Element, refs: _Refs) -> str:
    page = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
    kids = " ".join(_kid(kid, page, refs) for kid in element.kids)
    entries = [f"/Type/StructElem/S/{element.role}/P {refs.element(element.parent)}"]
    if page is not None:
        entries.append(f"/Pg {refs.page(page)}")
    if kids:
        entries.append(f"/K[{kids}]")
    if element.language:
        entries.append(f"/Lang({element.language})")
    if element.alt is not None:
        entries.append(f"/Alt{hexed(element.alt)}")
    if element.actual_text is not None:
        entries.append(f"/ActualText{hexed(element.actual_text)}")
    if element.attributes:
        entries.append(f"/A[{''.join(f'<<{one}>>' for one in element.attributes)}]")
    if element.id:
        entries.append(f"/ID{hexed(element.id)}")
    return f"<<{''.join(entries)}>>"


def _kid(kid: Element | Mark | Noted, page: int | None, refs: _Refs) -> str:
    if isinstance(kid, Element):
        return refs.element(kid)
    if isinstance(kid, Noted):
        return f"<</Type/OBJR/Obj {refs.note(kid.name)}/Pg {refs.page(kid.page)}>>"
    if kid.page == page:
        return str(kid.number)
    return f"<</Type/MCR/Pg {refs.page(kid.page)}/MCID {kid.number}>>"


def _root(tree: Tree, elements: list[Element], refs: _Refs) -> str:
    numbers = [
        f"{n}[{' '.join(refs.element(one) for one in owners)}]"
        for n, owners in enumerate(tree.pages)
        if owners
    ]
    first = len(tree.pages)
    numbers += [f"{first + n} {refs.element(one)}" for n, (_, one) in enumerate(tree.noted)]
    named = sorted((hexed(one.id), refs.element(one)) for one in elements if one.id)
    ids = " ".join(f"{name} {ref}" for name, ref in named)
    return (
        f"<</Type/StructTreeRoot/K[{refs.element(tree.root)}]"
        f"/ParentTree<</Nums[{' '.join(numbers)}]>>"
        f"/ParentTreeNextKey {first + len(tree.noted)}"
        f"{f'/IDTree<</Names[{ids}]>>' if ids else ''}>>"
    )
