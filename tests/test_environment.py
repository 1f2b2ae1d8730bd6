"""Is this an environment that the program can live in?"""

import sys

from PySide6.QtCore import QObject


def test_qt_does_not_eat_references_to_none():
    # PYSIDE-3474: PySide6 6.12.0 on Python below 3.12 aborts after some thousand calls.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        thing.setObjectName("a")
    assert sys.getrefcount(None) > before - 100
