"""Can everybody use this window: named, reachable, visible, large and clear enough?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from youthcase.ui.kit.tokens import SMALLEST_TARGET, contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_CONTRAST = 4.5
LARGEST_MINIMUM = (1280, 720)
MOST_WIDGETS = 120
_MOST_STOPS = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: its kind, the widget it is in, and what was measured."""

    kind: str
    widget: str
    detail: str = ""


def audit(window: QWidget) -> list[Finding]:
    """Every fault of a shown window. Source: WCAG 2.2 AA as EN 301 549 asks of software.

    Kinds: no-name, small-target, clipped, low-contrast, unreachable, focus-not-visible,
    no-reflow, too-many-widgets. It moves the focus about, so call it on a window of a test.
    """
    QApplication.processEvents()
    shown = _shown(window)
    stops = tab_stops(window)
    return [
        *_unnamed_and_small(shown),
        *_clipped(shown),
        *_faint(window, shown),
        *_unreachable(shown, stops),
        *_unlit(window, stops),
        *_unfolding(window),
        *_crowded(shown),
    ]


def accessible_name(widget: QWidget) -> str:
    """What a screen reader calls the widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def tab_stops(window: QWidget) -> list[QWidget]:
    """The widgets that real presses of Tab visit, in order."""
    window.activateWindow()
    QApplication.processEvents()
    visited: list[QWidget] = []
    for _step in range(_MOST_STOPS):
        focus = QApplication.focusWidget()
        if focus is not None:
            if focus in visited:
                break
            visited.append(focus)
        _press_tab(focus or window)
    return visited


def _press_tab(widget: QWidget) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "\t")
        QApplication.sendEvent(widget, event)
    QApplication.processEvents()


def _shown(window: QWidget) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if w.isVisible()]


def _takes_tab(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return (widget.focusPolicy() & tab) == tab and widget.isEnabled()


def _unnamed_and_small(shown: list[QWidget]) -> Iterator[Finding]:
    for widget in shown:
        if not _takes_tab(widget) or widget.focusProxy() is not None:
            continue
        if not accessible_name(widget):
            yield Finding("no-name", _said(widget))
        if min(widget.width(), widget.height()) < SMALLEST_TARGET:
            yield Finding("small-target", _said(widget), _size(widget))


def _clipped(shown: list[QWidget]) -> Iterator[Finding]:
    for widget in shown:
        needed = _needed(widget)
        if needed and (widget.width() < needed[0] or widget.height() < needed[1]):
            yield Finding("clipped", _said(widget), f"{_size(widget)}, needs {needed}")


def _needed(widget: QWidget) -> tuple[int, int] | None:
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return 0, widget.heightForWidth(widget.width()) - 1
        return widget.sizeHint().width() - 1, widget.sizeHint().height() - 1
    if isinstance(widget, QAbstractButton) and widget.text():
        hint = widget.minimumSizeHint()
        return hint.width(), hint.height()
    return None


def _faint(window: QWidget, shown: list[QWidget]) -> Iterator[Finding]:
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    for widget in shown:
        if not isinstance(widget, (QLabel, QAbstractButton)) or not widget.text():
            continue
        if not widget.isEnabled() or not _is_in_sight(widget):
            continue
        ratio = _rendered_contrast(window, widget, picture)
        if ratio is not None and ratio < LEAST_CONTRAST:
            yield Finding("low-contrast", _said(widget), f"{ratio:.2f}")


def _is_in_sight(widget: QWidget) -> bool:
    """Whether most of it shows; words scrolled half away cannot be judged."""
    return widget.visibleRegion().boundingRect().height() > 0.8 * widget.height()


def _rendered_contrast(window: QWidget, widget: QWidget, picture: QImage) -> float | None:
    """The commonest colour against the one in it that stands out most."""
    ratio = picture.devicePixelRatio()
    seen = widget.visibleRegion().boundingRect().translated(widget.mapTo(window, QPoint(0, 0)))
    seen = seen.adjusted(2, 2, -2, -2)
    corner = QPoint(round(seen.x() * ratio), round(seen.y() * ratio))
    part = picture.copy(
        QRect(corner.x(), corner.y(), round(seen.width() * ratio), round(seen.height() * ratio))
    )
    if part.width() < 4 or part.height() < 4:
        return None
    counts = Counter(memoryview(part.constBits()).cast("I"))
    ground = _hex(counts.most_common(1)[0][0])
    return max((contrast(_hex(c), ground) for c, n in counts.items() if n >= 3), default=None)


def _unreachable(shown: list[QWidget], stops: list[QWidget]) -> Iterator[Finding]:
    radio_homes = {id(w.parentWidget()) for w in stops if isinstance(w, QRadioButton)}
    for widget in shown:
        if not _takes_tab(widget) or widget in stops or widget.focusProxy() is not None:
            continue
        # Tab visits one radio button of a group; the arrow keys visit the others.
        if isinstance(widget, QRadioButton) and id(widget.parentWidget()) in radio_homes:
            continue
        yield Finding("unreachable", _said(widget))


def _unlit(window: QWidget, stops: list[QWidget]) -> Iterator[Finding]:
    for widget in stops:
        if not widget.isVisible():
            continue
        _scroll_to(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        around = _around(window, widget)
        lit = window.grab(around).toImage()
        widget.clearFocus()
        QApplication.processEvents()
        if widget.visibleRegion().isEmpty() or lit == window.grab(around).toImage():
            yield Finding("focus-not-visible", _said(widget))


def _around(window: QWidget, widget: QWidget) -> QRect:
    """The widget and the frame it may light up, which is all that need be drawn."""
    frame = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return frame.adjusted(-60, -24, 60, 24).intersected(window.rect())


def _scroll_to(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None:
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(widget)
        area = area.parentWidget()


def _unfolding(window: QWidget) -> Iterator[Finding]:
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    if least.width() > LARGEST_MINIMUM[0] or least.height() > LARGEST_MINIMUM[1]:
        yield Finding("no-reflow", _said(window), f"{least.width()}x{least.height()}")


def _crowded(shown: list[QWidget]) -> Iterator[Finding]:
    own = [w for w in shown if not w.objectName().startswith("qt_")]
    if len(own) > MOST_WIDGETS:
        yield Finding("too-many-widgets", "window", str(len(own)))


def _hex(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06X}"


def _size(widget: QWidget) -> str:
    return f"{widget.width()}x{widget.height()}"


def _said(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
    named = widget.objectName() or words or accessible_name(widget)
    return f"{type(widget).__name__}({named})"
