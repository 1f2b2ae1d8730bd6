"""How is the window dressed: which palette, which text size, which font?"""

from __future__ import annotations

import re
import sys
from enum import Enum
from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from youthcase import resources
from youthcase.ui.kit.tokens import CONTRAST, DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "Atkinson Hyperlegible Next"
BASE_POINTS = 10.5
SIZES = {"cap": 0.88, "body": 1.0, "note": 1.05, "h3": 1.14, "h2": 1.34, "h1": 1.8}
SMALLEST, NORMAL, LARGEST = 90, 100, 200
_STEPS = (90, 100, 110, 125, 150, 175, 200)


class Mode(Enum):
    """What a person can choose under Appearance."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Theme(QObject):
    """The dress in use; `changed` tells painters and icons to look again."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.tokens: Tokens = LIGHT
        self.mode = Mode.LIGHT
        self.percent = NORMAL
        self.family = FAMILY
        self._system_family = app.font().family()
        _load_fonts()
        app.setStyle("Fusion")
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    @property
    def scale(self) -> float:
        """The text size as a factor."""
        return self.percent / 100

    def set_mode(self, mode: Mode) -> None:
        """Dress every open window in `mode` at once."""
        self.mode = mode
        self._dress()

    def set_percent(self, percent: int) -> None:
        """Set the text size, kept between 90 and 200 per cent."""
        self.percent = min(LARGEST, max(SMALLEST, percent))
        self._dress()

    def larger(self) -> None:
        """Go one step up in text size."""
        self.set_percent(next((s for s in _STEPS if s > self.percent), LARGEST))

    def smaller(self) -> None:
        """Go one step down in text size."""
        self.set_percent(next((s for s in reversed(_STEPS) if s < self.percent), SMALLEST))

    def use_system_font(self, wanted: bool) -> None:
        """Use the computer's own font instead of the bundled one."""
        self.family = self._system_family if wanted else FAMILY
        self._dress()

    def dress(self, mode: Mode, percent: int) -> None:
        """Set mode and text size in one go."""
        self.mode = mode
        self.percent = min(LARGEST, max(SMALLEST, percent))
        self._dress()

    def _follow_system(self) -> None:
        if self.mode is Mode.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        self._tell_platform()
        self.tokens = self._tokens_for(self.mode)
        self._app.setFont(_app_font(self.family, self.scale))
        self._app.setPalette(palette_of(self.tokens))
        self._app.setStyleSheet(sheet(self.tokens, self.scale))
        self.changed.emit()

    def _tell_platform(self) -> None:
        """Let title bars and file dialogs follow, without answering our own signal."""
        hints = self._app.styleHints()
        hints.blockSignals(True)
        match self.mode:
            case Mode.SYSTEM:
                hints.unsetColorScheme()
            case Mode.LIGHT:
                hints.setColorScheme(Qt.ColorScheme.Light)
            case Mode.DARK | Mode.CONTRAST:
                hints.setColorScheme(Qt.ColorScheme.Dark)
        hints.blockSignals(False)

    def _tokens_for(self, mode: Mode) -> Tokens:
        if mode is not Mode.SYSTEM:
            return {Mode.LIGHT: LIGHT, Mode.DARK: DARK, Mode.CONTRAST: CONTRAST}[mode]
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            self._app.setPalette(QPalette())
            return tokens_of(self._app.palette())
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


_current: list[Theme] = []


def current() -> Theme:
    """The one theme, made and put on when first asked for."""
    return _current[0] if _is_made() else start(Mode.LIGHT)


def start(mode: Mode = Mode.SYSTEM, percent: int = NORMAL) -> Theme:
    """Dress the application and answer the theme that changes it later."""
    if not _is_made():
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a theme needs a QApplication")
        _current[:] = [Theme(app)]
    _current[0].dress(mode, percent)
    return _current[0]


def _is_made() -> bool:
    return bool(_current) and shiboken6.isValid(_current[0])


def follow(look_again: Callable[[], None]) -> None:
    """Call a bound method of a QObject now and whenever the theme changes."""
    current().changed.connect(look_again)
    look_again()


def tokens() -> Tokens:
    """The palette in use."""
    return current().tokens


def colour(value: str) -> QColor:
    """A colour by token name or `#RRGGBB`."""
    return QColor(value if value.startswith("#") else getattr(current().tokens, value))


def em(px: float) -> int:
    """A measure drawn for 100 % at the text size in use."""
    return round(px * current().scale)


def font(kind: str = "body", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """A font for painting, by kind of text."""
    made = QFont(QApplication.font())
    made.setPointSizeF(BASE_POINTS * SIZES[kind] * current().scale)
    made.setWeight(weight)
    return made


def sheet(colours: Tokens, scale: float) -> str:
    """The style sheet with its colours, measures and type sizes filled in."""
    by_name = colours.colours()
    words = resources.text("style.qss")
    words = re.sub(r"@(\w+)", lambda m: by_name[m[1]], words)
    words = re.sub(
        r"\bem\((\d+)(?:-(\d))?\)",
        lambda m: f"{round(int(m[1]) * scale) - int(m[2] or 0)}px",
        words,
    )
    return re.sub(
        r"\bpt\((\w+)\)", lambda m: f"{BASE_POINTS * SIZES[m[1]] * scale:.2f}pt", words
    )


def palette_of(colours: Tokens) -> QPalette:
    """The base roles, for whatever the style sheet does not name."""
    roles = QPalette.ColorRole
    chosen = {
        roles.Window: colours.canvas,
        roles.WindowText: colours.text,
        roles.Base: colours.surface,
        roles.AlternateBase: colours.sunken,
        roles.Text: colours.text,
        roles.Button: colours.surface,
        roles.ButtonText: colours.text,
        roles.BrightText: colours.danger,
        roles.ToolTipBase: colours.text,
        roles.ToolTipText: colours.surface,
        roles.Highlight: colours.primary,
        roles.HighlightedText: colours.on_primary,
        roles.PlaceholderText: colours.text3,
        roles.Link: colours.link,
        roles.LinkVisited: colours.link,
        roles.Light: colours.surface,
        roles.Midlight: colours.line,
        roles.Mid: colours.line,
        roles.Dark: colours.edge,
        roles.Shadow: colours.line,
        roles.Accent: colours.primary,
    }
    made = QPalette()
    for role, value in chosen.items():
        made.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.text3))
    return made


def tokens_of(system: QPalette) -> Tokens:
    """A palette made only of the computer's own colours. Source: EN 301 549, 11.7."""

    def role(which: QPalette.ColorRole) -> str:
        return system.color(which).name()

    roles = QPalette.ColorRole
    window, words, base = role(roles.Window), role(roles.WindowText), role(roles.Base)
    mark, on_mark = role(roles.Highlight), role(roles.HighlightedText)
    grounds = dict.fromkeys(
        ("canvas", "sidebar", "sunken", "neutral_bg", "danger_bg", "warn_bg", "ok_bg"), window
    ) | dict.fromkeys(("info_bg", "care_bg", "hover", "selected", "marked"), window)
    inks = dict.fromkeys(
        ("text", "text2", "text3", "line", "edge", "edge_soft", "danger", "danger_hover"), words
    ) | dict.fromkeys(("warn", "ok", "info", "care", "neutral"), words)
    return Tokens(
        name="system-contrast",
        surface=base,
        primary=mark,
        primary_hover=mark,
        on_primary=on_mark,
        on_danger=window,
        link=role(roles.Link),
        focus=mark,
        **grounds,
        **inks,
    )


def system_text_percent() -> int:
    """Windows' "Make text bigger", which Qt does not read; 100 elsewhere."""
    if sys.platform != "win32":
        return NORMAL
    import winreg  # noqa: PLC0415 - exists on Windows only

    place = r"Software\Microsoft\Accessibility"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:
            return int(cast("int", winreg.QueryValueEx(key, "TextScaleFactor")[0]))
    except OSError:
        return NORMAL


def _app_font(family: str, scale: float) -> QFont:
    made = QFont(family)
    made.setPointSizeF(BASE_POINTS * scale)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


# The last three are for words of other alphabets, on computers that have no letters for them.
_FAMILIES = (
    "atkinson-hyperlegible-next",
    "vazirmatn",
    "noto-sans-ethiopic",
    "noto-sans-bengali",
)


def _load_fonts() -> None:
    for family in _FAMILIES:
        for file in sorted(resources.path("fonts", family).glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
