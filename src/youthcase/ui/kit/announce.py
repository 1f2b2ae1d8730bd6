"""How is something said to a screen reader without moving the focus?"""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget


def announce(words: str, *, assertive: bool = False, source: QWidget | None = None) -> None:
    """Say `words`; assertive interrupts, so keep it for errors and time running out."""
    speaker = source or QApplication.activeWindow()
    if speaker is None or not words:
        return
    politeness = QAccessible.AnnouncementPoliteness
    event = QAccessibleAnnouncementEvent(speaker, words)
    event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
    QAccessible.updateAccessibility(event)
