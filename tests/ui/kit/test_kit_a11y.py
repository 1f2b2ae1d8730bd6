"""Does the audit find each kind of fault, and none in the kit itself?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from youthcase.ui.kit import a11y, theme
from youthcase.ui.kit.theme import Mode


@pytest.fixture
def window(show):
    made = QWidget()
    QVBoxLayout(made)
    return made


def kinds(window, show, size=(400, 300)):
    show(window, size)
    return {finding.kind for finding in a11y.audit(window)}


def named(words="Name"):
    edit = QLineEdit()
    edit.setAccessibleName(words)
    return edit


def test_a_sound_window_has_no_findings(window, show):
    window.layout().addWidget(named())
    window.layout().addWidget(named("Reference"))
    window.layout().addWidget(QLabel("Some words"))
    assert kinds(window, show) == set()


def test_a_box_without_a_name_is_found(window, show):
    window.layout().addWidget(QLineEdit())
    assert kinds(window, show) == {"no-name"}


def test_a_small_target_is_found(window, show):
    dot = QWidget()
    dot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    dot.setAccessibleName("Dot")
    dot.setFixedSize(120, 20)
    window.layout().addWidget(dot)
    assert "small-target" in kinds(window, show)


@pytest.mark.parametrize("wrap", [False, True])
def test_clipped_words_are_found(window, show, wrap):
    words = QLabel("A long line of words that has no room here")
    words.setWordWrap(wrap)
    words.setFixedSize(60, 12)
    window.layout().addWidget(words)
    assert "clipped" in kinds(window, show)


def test_faint_words_are_found(window, show):
    words = QLabel("Hardly to be read")
    words.setStyleSheet("color: #c8c8c4")
    window.layout().addWidget(words)
    assert kinds(window, show) == {"low-contrast"}


class Trap(QLineEdit):
    """Tab never leaves it."""

    def focusNextPrevChild(self, _forward):  # noqa: N802
        return True


def test_what_tab_cannot_reach_is_found(window, show):
    trap = Trap()
    trap.setAccessibleName("Trap")
    window.layout().addWidget(trap)
    window.layout().addWidget(named("After"))
    assert "unreachable" in kinds(window, show)


def test_a_focus_nobody_sees_is_found(window, show):
    blank = QWidget()
    blank.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    blank.setAccessibleName("Blank")
    blank.setMinimumSize(40, 40)
    window.layout().addWidget(blank)
    assert kinds(window, show) == {"focus-not-visible"}


def test_a_window_too_large_for_a_small_screen_is_found(window, show):
    window.setMinimumSize(1400, 300)
    window.layout().addWidget(named())
    assert kinds(window, show, (1400, 300)) == {"no-reflow"}


def test_too_many_widgets_are_found(window, show):
    for number in range(a11y.MOST_WIDGETS + 1):
        QLabel(parent=window).setObjectName(f"n{number}")
    assert "too-many-widgets" in kinds(window, show)


def test_a_button_that_is_clipped_is_found(window, show):
    button = QPushButton("A button with many words")
    button.setFixedWidth(40)
    window.layout().addWidget(button)
    assert "clipped" in kinds(window, show)


@pytest.mark.parametrize("page", range(5))
@pytest.mark.parametrize(
    ("mode", "percent"), [(Mode.LIGHT, 100), (Mode.DARK, 150), (Mode.CONTRAST, 200)]
)
def test_the_kit_is_open_to_everybody(show, gallery, page, mode, percent):
    theme.current().dress(mode, percent)
    window = gallery.gallery()
    window.show_page(page)
    show(window, (1366, 720))
    assert a11y.audit(window) == []
