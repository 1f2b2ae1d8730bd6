"""How large are gaps and fixed sizes once the text size is taken into account?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from youthcase.ui.kit import theme

if TYPE_CHECKING:
    from collections.abc import Callable

Margins = tuple[int, int, int, int]
L = TypeVar("L", bound=QLayout)
W = TypeVar("W", bound=QWidget)
_NONE: Margins = (0, 0, 0, 0)
_GAP, _MARGINS, _FIT = "em_gap", "em_margins", "em_fit"


def column(
    parent: QWidget | None = None, *, gap: int = 0, margins: Margins = _NONE
) -> QVBoxLayout:
    """A column whose gaps follow the text size."""
    return space(QVBoxLayout(parent) if parent else QVBoxLayout(), gap=gap, margins=margins)


def row(
    parent: QWidget | None = None, *, gap: int = 0, margins: Margins = _NONE
) -> QHBoxLayout:
    """A row whose gaps follow the text size."""
    return space(QHBoxLayout(parent) if parent else QHBoxLayout(), gap=gap, margins=margins)


def space(layout: L, *, gap: int = 0, margins: Margins = _NONE) -> L:
    """Give `layout` its gap and margins (left, top, right, bottom), at any text size."""
    _watch()
    layout.setProperty(_GAP, gap)
    layout.setProperty(_MARGINS, list(margins))
    _space(layout)
    return layout


def fit(
    widget: W,
    *,
    width: int | None = None,
    height: int | None = None,
    min_width: int | None = None,
    max_width: int | None = None,
    min_height: int | None = None,
    max_height: int | None = None,
) -> W:
    """Hold `widget` to sizes drawn for 100 %, at any text size."""
    _watch()
    wanted = {
        "setFixedWidth": width,
        "setFixedHeight": height,
        "setMinimumWidth": min_width,
        "setMaximumWidth": max_width,
        "setMinimumHeight": min_height,
        "setMaximumHeight": max_height,
    }
    widget.setProperty(_FIT, {name: px for name, px in wanted.items() if px is not None})
    _fit(widget)
    return widget


def _watch() -> None:
    """Measure everything again when the theme changes; connected once for each theme."""
    dress = theme.current()
    if not dress.property("measured"):
        dress.setProperty("measured", True)
        dress.changed.connect(_measure_again)


def _measure_again() -> None:
    for widget in QApplication.allWidgets():
        if widget.property(_FIT) is not None:
            _fit(widget)
        outer = widget.layout()
        if outer is not None:
            for layout in (outer, *outer.findChildren(QLayout)):
                _space(layout)


def _space(layout: QLayout) -> None:
    gap = layout.property(_GAP)
    if gap is None:
        return
    layout.setSpacing(theme.em(cast("int", gap)))
    left, top, right, bottom = (
        theme.em(m) for m in cast("list[int]", layout.property(_MARGINS))
    )
    layout.setContentsMargins(left, top, right, bottom)


def _fit(widget: QWidget) -> None:
    for name, px in cast("dict[str, int]", widget.property(_FIT)).items():
        setter = cast("Callable[[int], None]", getattr(widget, name))
        setter(theme.em(px))
