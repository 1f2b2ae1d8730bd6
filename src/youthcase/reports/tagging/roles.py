"""To which element do words of a role belong?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from youthcase.reports.tagging.tree import Element

if TYPE_CHECKING:
    from youthcase.reports.tagging.lines import Reading

_IN_ITS_CELL = frozenset({"TH", "TD", "Lbl", "LBody"})
_NUMBERED = "/O/List/ListNumbering/{}"


def begin(reading: Reading, role: str, bullet: str | None, current: Element) -> None:
    """Make the element of these words, which a first half hands on to the second."""
    if role in _IN_ITS_CELL:
        reading.element = current
    elif role == "LI":
        item = Element("LI", attributes=(_NUMBERED.format(_numbering(bullet)),))
        reading.label = Element("Lbl", parent=item) if bullet else None
        reading.element = Element("LBody", parent=item)
    else:
        reading.element = Element(role)


def _numbering(bullet: str | None) -> str:
    if not bullet:
        return "None"
    return "Decimal" if bullet[:1].isdigit() else "Disc"
