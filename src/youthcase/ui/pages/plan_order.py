"""In which order does Tab go through a page whose parts are built anew?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout


def chain(*parts: QWidget) -> None:
    """Let Tab go to the stops of each part after the last stop of the part before.

    Name the last part that stands where it was made, then those that Tab must visit after
    it. Within a part the order of making stays: a field and its box must not be parted, or
    Tab would leap from anywhere to the box by way of the field.
    """
    before: QWidget | None = None
    for part in parts:
        stops = list(stops_of(part))
        for stop in stops if before is not None else stops[-1:]:
            if before is not None:
                QWidget.setTabOrder(before, stop)
            before = stop


def stops_of(widget: QWidget) -> Iterator[QWidget]:
    """The stops of Tab in `widget`, in reading order."""
    tab = Qt.FocusPolicy.TabFocus
    if (widget.focusPolicy() & tab) == tab and widget.focusProxy() is None:
        yield widget
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if inside is not None:
        yield from stops_of(inside)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = item.widget() if item else None
        inner = item.layout() if item else None
        if widget is not None:
            yield from stops_of(widget)
        elif inner is not None:
            yield from _stops_in(inner)
