"""Where do lines of plain words end? As the library would end them, in fewer steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfmetrics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.styles import ParagraphStyle

Line = tuple[float, list[str]]


def is_simple(frags: Sequence[Any], style: ParagraphStyle, bullet: str | None) -> bool:
    """Whether words of one look are to be set from the left, without anything before them."""
    return (
        len(frags) == 1
        and not bullet
        and not isinstance(frags[0], list)
        and hasattr(frags[0], "text")
        and "\xa0" not in frags[0].text
        and not style.wordWrap
    )


def broken(frag: Any, widths: Sequence[float], style: ParagraphStyle) -> list[Line] | None:
    """The lines, each with the room that is left; None when a word is wider than a line."""
    measure = pdfmetrics.getFont(frag.fontName).stringWidth
    size: float = frag.fontSize
    space: float = measure(" ", size)
    shrinks = style.spaceShrinkage * space
    room, later = widths[0], widths[-1]
    lines: list[Line] = []
    line: list[str] = []
    used = -space
    for word in frag.text.split():
        width: float = measure(word, size)
        longer = used + space + width
        if longer <= room + shrinks * len(line):
            line.append(word)
            used = longer
            continue
        if width > min(room, later) or not line:
            return None
        lines.append((room - used, line))
        line, used, room = [word], width, later
    return [*lines, (room - used, line)] if line else None
