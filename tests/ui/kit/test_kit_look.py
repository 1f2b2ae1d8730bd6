"""Do colours, sizes and icons hold together in every dress?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtWidgets import QWidget

from youthcase import resources
from youthcase.ui.kit import a11y, buttons, icons, measure, text, theme
from youthcase.ui.kit.tokens import CONTRAST, DARK, LIGHT, Tone, contrast, weak_pairs

UI = Path(__file__).parents[3] / "src" / "youthcase" / "ui"


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST], ids=lambda t: t.name)
def test_every_pair_of_colours_is_clear_enough(palette):
    assert weak_pairs(palette) == []


def test_contrast_is_measured_as_wcag_measures_it():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_high_contrast_keeps_ten_to_one_for_words():
    inks = [CONTRAST.text, CONTRAST.link, *(CONTRAST.ink(tone) for tone in Tone)]
    assert min(contrast(ink, CONTRAST.surface) for ink in inks) >= 10


def test_the_style_sheet_names_only_known_colours_and_leaves_nothing_unfilled():
    named = set(re.findall(r"@(\w+)", resources.text("style.qss")))
    assert named <= set(LIGHT.colours())
    filled = theme.sheet(DARK, 1.5)
    assert "@" not in filled
    assert not re.search(r"\b(em|pt)\(", filled)


def test_a_change_of_dress_reaches_an_open_window_at_once(qtbot, show):
    box = QWidget()
    layout = measure.column(box, gap=8, margins=(10, 10, 10, 10))
    title = text.heading("Caseload")
    button = buttons.primary("Add", "plus")
    layout.addWidget(title)
    layout.addWidget(measure.fit(button, width=100))
    show(box)
    worn = theme.current()
    before, size, picture = title.font().pointSizeF(), button.width(), button.icon().cacheKey()
    with qtbot.waitSignal(worn.changed):
        worn.dress(theme.Mode.DARK, 150)
    assert title.font().pointSizeF() == pytest.approx(before * 1.5, rel=0.01)
    assert (button.width(), size) == (150, 100)
    assert layout.spacing() == 12
    assert button.icon().cacheKey() != picture
    assert box.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.canvas


def test_text_size_stays_between_90_and_200_per_cent():
    worn = theme.current()
    worn.set_percent(500)
    assert worn.percent == 200
    worn.set_percent(10)
    assert worn.percent == 90
    worn.larger()
    assert worn.percent == 100
    worn.smaller()
    assert worn.percent == 90


def test_following_the_system_in_high_contrast_uses_only_its_colours():
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, "#102030")
    system.setColor(QPalette.ColorRole.WindowText, "#FFFF00")
    made = theme.tokens_of(system)
    assert made.canvas.upper() == "#102030"
    assert {made.danger, made.warn, made.edge, made.text2} == {"#ffff00"}
    assert made.is_outlined


def test_system_mode_dresses_and_can_be_left_again():
    worn = theme.start(theme.Mode.SYSTEM)
    assert worn.tokens in {LIGHT, DARK}
    worn.set_mode(theme.Mode.CONTRAST)
    assert theme.tokens() is CONTRAST


def test_the_bundled_font_is_in_use(qapp):
    assert qapp.font().family() == theme.FAMILY
    worn = theme.current()
    worn.use_system_font(True)
    assert qapp.font().family() != theme.FAMILY
    worn.use_system_font(False)


def test_an_icon_is_drawn_in_the_colour_asked_for():
    image = icons.pixmap("check", "danger", 24).toImage()
    pixels = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
    solid = [p for p in pixels if p.alpha() == 255]
    assert solid
    assert {p.name().upper() for p in solid} == {LIGHT.danger}


def test_an_icon_is_drawn_once():
    assert icons.pixmap("plus", "text").cacheKey() == icons.pixmap("plus", "text").cacheKey()


def test_an_unknown_icon_is_a_fault():
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "text")


# Where the icon stands in the calls that take one.
_ICON_AT = {
    **dict.fromkeys(("Icon", "IconField", "icon_button", "StatTile", "EmptyState"), 0),
    **dict.fromkeys(("pixmap", "icon", "show_icon", "set_icon"), 0),
    **dict.fromkeys(("primary", "secondary", "quiet", "link", "danger", "NavItem", "Hit"), 1),
    **dict.fromkeys(("Button", "Chip"), 2),
    "Task": 3,
    "Entry": 5,
}


def _named_icons(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else None
        called = node.func.id if isinstance(node.func, ast.Name) else called
        at = _ICON_AT.get(called or "")
        given = [node.args[at]] if at is not None and len(node.args) > at else []
        given += [k.value for k in node.keywords if k.arg == "icon"]
        yield from (g.value for g in given if isinstance(g, ast.Constant) and g.value)


def test_every_icon_named_in_the_window_is_on_disk():
    found = {
        (path.name, name)
        for path in UI.rglob("*.py")
        for name in _named_icons(ast.parse(path.read_text()))
    }
    assert ("text_fields.py", "arrow-big-up-dash") in found
    assert {(p, n) for p, n in found if n not in icons.known()} == set()


def test_a_heading_is_one_for_a_screen_reader(show):
    title = show(text.heading("Caseload"))
    interface = QAccessible.queryAccessibleInterface(title)
    assert interface.role() == QAccessible.Role.Heading
    title.setText("Approvals")
    assert a11y.accessible_name(title) == "Approvals"
