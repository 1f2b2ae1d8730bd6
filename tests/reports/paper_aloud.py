"""How does a file read to somebody who hears it: by its tags, and by nothing else?

Text is taken from the operators by each font's own map from codes to letters, and put in the
order of the structure tree. Validators let pass words that are joined, links before their
words and headings that are ornaments; whoever knows what was printed hears them here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_INLINE = {"Link", "Span"}
_SHOWS = {"Tj", "TJ", "'", '"'}


@dataclass(frozen=True)
class Spoken:
    """One block as it is heard: its role, its words, and the roles that it stands in."""

    role: str
    text: str
    path: tuple[str, ...] = field(compare=False)
    node: int = field(compare=False)  # the object that it is in the file

    @property
    def said(self) -> tuple[str, str]:
        return self.role, self.text


@dataclass(frozen=True)
class Aloud:
    """All that is heard of a file, what is not heard, and what is wrong with its tags."""

    blocks: tuple[Spoken, ...]
    unheard: tuple[tuple[str, str], ...]  # kind of artifact, or "" outside all marks; words
    faults: tuple[str, ...]
    attributes: dict[int, dict[str, object]]

    @property
    def said(self) -> list[tuple[str, str]]:
        return [block.said for block in self.blocks]

    @property
    def words(self) -> str:
        """Every word of the file, heard or not."""
        return "\n".join((*(b.text for b in self.blocks), *(t for _, t in self.unheard)))


def read_aloud(data: bytes) -> Aloud:
    """Follow the tags of a file."""
    with pikepdf.open(BytesIO(data)) as document:
        pages = [_Page(page) for page in document.pages]
        return _Reader(document, pages).read()


class _Letters:
    """A font's own map from codes to letters."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.width = 2 if font.get("/Subtype") == "/Type0" else 1
        self.map: dict[int, str] = {}
        if "/ToUnicode" in font:
            for block in re.findall(
                rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.DOTALL
            ):
                for code, letters in _PAIR.findall(block):
                    self.map[int(code, 16)] = bytes.fromhex(letters.decode()).decode(
                        "utf-16-be"
                    )

    def of(self, codes: bytes) -> str:
        steps = range(0, len(codes), self.width)
        numbers = (int.from_bytes(codes[n : n + self.width], "big") for n in steps)
        return "".join(self.map.get(number, "\ufffd") for number in numbers)


class _Page:
    """What is painted on one page, by the number of its mark."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.key = page.obj.objgen
        self.owners = page.obj.get("/StructParents")
        self.marked: dict[int, str] = {}
        self.unheard: list[tuple[str, str]] = []
        self.faults: list[str] = []
        self.notes = list(page.obj.get("/Annots", []))
        self._open: list[tuple[str, object]] = []
        self._fonts: dict[object, _Letters] = {}
        self._paint(page.obj, page.obj.Resources)
        if self._open:
            self.faults.append("marks are left open at the end of a page")

    def _paint(self, content: pikepdf.Object, resources: pikepdf.Object) -> None:
        font: _Letters | None = None
        for operands, operator in pikepdf.parse_content_stream(content):
            name = str(operator)
            if name in {"BDC", "BMC"}:
                self._begin(operands)
            elif name == "EMC":
                self._end()
            elif name == "Tf":
                font = self._letters(resources.Font[operands[0]])
            elif name == "Do":
                form = resources.XObject[operands[0]]
                if form.Subtype == "/Form":  # a picture has pixels, no words
                    self._paint(form, form.get("/Resources", resources))
            elif name in _SHOWS and font:
                shown = _listed(operands[-1])
                strings = [one for one in shown if isinstance(one, pikepdf.String)]
                self._say("".join(font.of(bytes(one)) for one in strings))

    def _letters(self, font: pikepdf.Object) -> _Letters:
        if font.objgen not in self._fonts:
            self._fonts[font.objgen] = _Letters(font)
        return self._fonts[font.objgen]

    def _begin(self, operands: list[pikepdf.Object]) -> None:
        details = operands[1] if len(operands) > 1 else {}
        outer = {kind for kind, _ in self._open}
        if str(operands[0]) == "/Artifact":
            if "marked" in outer:
                self.faults.append("an artifact within content")
            self._open.append(("artifact", str(details.get("/Type", "ornament"))))
        elif "/MCID" in details:
            if outer & {"marked", "artifact"}:
                self.faults.append("marked content within other marks")
            number = int(details["/MCID"])
            if number in self.marked:
                self.faults.append(f"mark {number} comes twice on a page")
            self.marked[number] = ""
            self._open.append(("marked", number))
        elif "/ActualText" in details:
            self._open.append(("spelled", str(details["/ActualText"])))
        else:
            self._open.append(("other", ""))

    def _end(self) -> None:
        if not self._open:
            self.faults.append("more marks are closed than opened")
            return
        kind, what = self._open.pop()
        if kind == "spelled":
            self._say(str(what))

    def _say(self, words: str) -> None:
        for kind, what in reversed(self._open):
            if kind == "spelled":
                return  # its own spelling is said when it ends
            if kind == "artifact":
                self.unheard.append((str(what), words))
                return
            if kind == "marked":
                assert isinstance(what, int)
                self.marked[what] += words
                return
        if words.strip():
            self.unheard.append(("", words))


class _Reader:
    """Walks the tree and checks it against the pages."""

    def __init__(self, document: pikepdf.Pdf, pages: list[_Page]) -> None:
        self.root = document.Root.StructTreeRoot
        self.pages = {page.key: page for page in pages}
        self.blocks: list[Spoken] = []
        self.faults = [fault for page in pages for fault in page.faults]
        self.heard: Counter[tuple[tuple[int, int], int]] = Counter()
        self.owner_of: dict[tuple[tuple[int, int], int], tuple[int, int]] = {}
        self.noted: dict[tuple[int, int], tuple[int, int]] = {}
        self.attributes: dict[int, dict[str, object]] = {}

    def read(self) -> Aloud:
        for one in _listed(self.root.get("/K")):
            self._walk(one, ())
        self.faults += [] if self.pages else ["a file without a page"]
        self._check_marks()
        self._check_parents()
        self._check_headings()
        unheard = tuple(one for page in self.pages.values() for one in page.unheard)
        self.faults += [
            f"words that nobody hears: {kind or 'no mark'}"
            for kind, _ in unheard
            if kind != "/Pagination"
        ]
        return Aloud(tuple(self.blocks), unheard, tuple(self.faults), self.attributes)

    def _walk(self, node: pikepdf.Object, path: tuple[str, ...]) -> None:
        role = str(node.S)[1:]
        inner = [kid for kid in _listed(node.get("/K")) if _is_node(kid)]
        groups = [kid for kid in inner if str(kid.S)[1:] not in _INLINE]
        has_own = any(not _is_node(kid) for kid in _listed(node.get("/K")))
        if groups and not has_own:
            self._note(node)
            for kid in groups:
                self._walk(kid, (*path, role))
            if len(groups) < len(inner):
                self.faults.append(f"{role} mixes groups and words")
            return
        if groups:
            self.faults.append(f"{role} mixes groups and words")
        words = self._words(node)
        spelled = next((str(node[k]) for k in ("/ActualText", "/Alt") if k in node), words)
        self.blocks.append(Spoken(role, spelled, path, node.objgen[0]))

    def _note(self, node: pikepdf.Object) -> None:
        said: dict[str, object] = {}
        for one in _listed(node.get("/A")):
            said.update((key, value) for key, value in one.items())
        self.attributes[node.objgen[0]] = said

    def _words(self, node: pikepdf.Object) -> str:
        self._note(node)
        said: list[str] = []
        for kid in _listed(node.get("/K")):
            if _is_node(kid):
                words = self._words(kid)
                said.append(str(kid["/ActualText"]) if "/ActualText" in kid else words)
            elif isinstance(kid, int):
                said.append(self._content(node, node.Pg.objgen, kid))
            elif kid.Type == "/MCR":
                said.append(self._content(node, kid.Pg.objgen, int(kid.MCID)))
            else:
                self.noted[kid.Obj.objgen] = node.objgen
                if not any(part.strip() for part in said):
                    self.faults.append("a link comes before its words")
        return "".join(said)

    def _content(self, node: pikepdf.Object, page: tuple[int, int], number: int) -> str:
        self.heard[page, number] += 1
        self.owner_of[page, number] = node.objgen
        return self.pages[page].marked.get(number, "\ufffd")

    def _check_marks(self) -> None:
        painted = Counter((key, n) for key, page in self.pages.items() for n in page.marked)
        for (_, number), count in (painted - self.heard).items():
            self.faults.append(f"mark {number} is painted {count} times and not read")
        for (_, number), count in (self.heard - painted).items():
            self.faults.append(f"mark {number} is read {count} times too often")

    def _check_parents(self) -> None:
        """Both ways between page and tree agree; a validator may not look at this one."""
        numbers = _listed(self.root.ParentTree.get("/Nums"))
        owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for key, page in self.pages.items():
            known = _listed(owners.get(int(page.owners))) if page.owners is not None else []
            for number in page.marked:
                owner = known[number].objgen if number < len(known) else None
                if owner != self.owner_of.get((key, number)):
                    self.faults.append(f"mark {number} has another owner than its element")
            for note in page.notes:
                owner = owners.get(int(note.get("/StructParent", -1)))
                if owner is None or owner.objgen != self.noted.get(note.objgen):
                    self.faults.append("an annotation has another owner than its element")

    def _check_headings(self) -> None:
        level = 0
        for block in self.blocks:
            if re.fullmatch("H[1-6]", block.role):
                if int(block.role[1]) > level + 1:
                    self.faults.append(f"{block.role} comes after level {level}")
                level = int(block.role[1])


def _listed(value: object) -> list:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _is_node(kid: object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid
