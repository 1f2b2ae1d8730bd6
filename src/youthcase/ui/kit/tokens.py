"""Which colours and measures is everything drawn with?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum

GAP_XS, GAP_S, GAP_M, GAP_L, GAP_XL, GAP_XXL = 4, 8, 12, 16, 24, 32
RADIUS, RADIUS_CARD, RADIUS_OVERLAY = 8, 10, 12
CONTROL_HEIGHT, ROW_HEIGHT, ROW_HEIGHT_COMPACT = 36, 52, 40
SIDEBAR_WIDTH, SIDE_COLUMN_WIDTH, MEASURE_WIDTH = 214, 272, 720
SMALLEST_TARGET = 24


class Tone(Enum):
    """What a colour means; a word and an icon always say it too."""

    PLAIN = "plain"
    NEUTRAL = "neutral"
    DANGER = "danger"
    WARN = "warn"
    CARE = "care"
    INFO = "info"
    OK = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One palette: every colour of the window by the work it does."""

    name: str
    canvas: str
    sidebar: str
    surface: str
    sunken: str
    hover: str
    selected: str
    marked: str
    text: str
    text2: str
    text3: str
    line: str
    edge: str
    edge_soft: str
    primary: str
    primary_hover: str
    on_primary: str
    link: str
    focus: str
    danger: str
    danger_hover: str
    on_danger: str
    danger_bg: str
    warn: str
    warn_bg: str
    ok: str
    ok_bg: str
    info: str
    info_bg: str
    care: str
    care_bg: str
    neutral: str
    neutral_bg: str

    def ink(self, tone: Tone) -> str:
        """The colour of words and icons in `tone`."""
        return self.text2 if tone is Tone.PLAIN else getattr(self, tone.value)

    def wash(self, tone: Tone) -> str:
        """The ground behind words in `tone`."""
        return self.surface if tone is Tone.PLAIN else getattr(self, f"{tone.value}_bg")

    def colours(self) -> dict[str, str]:
        """Every colour by name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "name"}

    @property
    def is_outlined(self) -> bool:
        """Whether shapes need an outline because their grounds do not differ."""
        return self.name in {"contrast", "system-contrast"}


LIGHT = Tokens(
    name="light",
    canvas="#F6F5F1",
    sidebar="#ECEBE5",
    surface="#FFFFFF",
    sunken="#F8F7F4",
    hover="#F3F6F5",
    selected="#E0EEEC",
    marked="#FFFFFF",
    text="#1A2426",
    text2="#4C585B",
    text3="#5E6A6C",
    line="#DDDBD3",
    edge="#7A8587",
    edge_soft="#C9CCC8",
    primary="#0E5A60",
    primary_hover="#0A474C",
    on_primary="#FFFFFF",
    link="#0E5A60",
    focus="#0B57D0",
    danger="#A3251C",
    danger_hover="#831C15",
    on_danger="#FFFFFF",
    danger_bg="#FBEAE7",
    warn="#774700",
    warn_bg="#FCF0D6",
    ok="#1F6438",
    ok_bg="#E5F3E8",
    info="#1D528F",
    info_bg="#E6EFF9",
    care="#64378F",
    care_bg="#F2EAF9",
    neutral="#46535A",
    neutral_bg="#ECEEEE",
)

DARK = Tokens(
    name="dark",
    canvas="#14191B",
    sidebar="#101416",
    surface="#1C2326",
    sunken="#192022",
    hover="#232C2F",
    selected="#1F3A3C",
    marked="#1F3A3C",
    text="#E9EEED",
    text2="#B4C0C0",
    text3="#9DABAC",
    line="#2F3A3D",
    edge="#7C8B8E",
    edge_soft="#455255",
    primary="#7CCFCB",
    primary_hover="#9ADEDA",
    on_primary="#06282A",
    link="#7CCFCB",
    focus="#9CC2FF",
    danger="#FFB0A6",
    danger_hover="#FFC8C1",
    on_danger="#3A0E0A",
    danger_bg="#4A1F1B",
    warn="#F6CC7A",
    warn_bg="#40300F",
    ok="#9BD9AC",
    ok_bg="#1B3A26",
    info="#A5CBF5",
    info_bg="#1B324C",
    care="#D9BCF5",
    care_bg="#392650",
    neutral="#C3CDD0",
    neutral_bg="#2B3538",
)

CONTRAST = Tokens(
    name="contrast",
    canvas="#000000",
    sidebar="#000000",
    surface="#000000",
    sunken="#000000",
    hover="#1A1A1A",
    selected="#003A5C",
    marked="#003A5C",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#FFFFFF",
    line="#FFFFFF",
    edge="#FFFFFF",
    edge_soft="#FFFFFF",
    primary="#FFE600",
    primary_hover="#FFF27A",
    on_primary="#000000",
    link="#6FD3FF",
    focus="#FFE600",
    danger="#FF9C94",
    danger_hover="#FFC2BD",
    on_danger="#000000",
    danger_bg="#000000",
    warn="#FFD75E",
    warn_bg="#000000",
    ok="#7CF29A",
    ok_bg="#000000",
    info="#8FD0FF",
    info_bg="#000000",
    care="#E3C0FF",
    care_bg="#000000",
    neutral="#FFFFFF",
    neutral_bg="#000000",
)

_TONES = ("danger", "warn", "ok", "info", "care", "neutral")

# (foreground, ground, least ratio). Source: WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(
        ("text", ground, 7.0)
        for ground in ("canvas", "surface", "sidebar", "selected", "marked")
    ),
    *(("text", ground, 7.0) for ground in ("hover", "sunken")),
    *(("text", f"{tone}_bg", 7.0) for tone in _TONES),
    *(("text2", ground, 4.5) for ground in ("canvas", "surface", "sidebar", "sunken")),
    *(("text2", ground, 4.5) for ground in ("hover", "selected", "marked")),
    *(("text3", ground, 4.5) for ground in ("canvas", "surface", "selected", "hover")),
    *(("link", ground, 4.5) for ground in ("canvas", "surface", "hover", "selected")),
    ("on_primary", "primary", 4.5),
    ("on_primary", "primary_hover", 4.5),
    ("on_danger", "danger", 4.5),
    ("on_danger", "danger_hover", 4.5),
    *(("edge", ground, 3.0) for ground in ("canvas", "surface")),
    *(("focus", ground, 3.0) for ground in ("canvas", "surface", "sidebar", "selected")),
    *(("primary", ground, 3.0) for ground in ("canvas", "surface", "selected", "marked")),
    *((tone, f"{tone}_bg", 4.5) for tone in _TONES),
    *((tone, "surface", 4.5) for tone in _TONES),
    *((tone, "canvas", 4.5) for tone in _TONES),
)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#RRGGBB` colours. Source: WCAG 2.2, relative luminance."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def weak_pairs(tokens: Tokens) -> list[tuple[str, str, float]]:
    """The pairs of a palette whose contrast is too low, with the ratio they reach."""
    colours = tokens.colours()
    reached = [(a, b, contrast(colours[a], colours[b]), least) for a, b, least in PAIRS]
    return [(a, b, ratio) for a, b, ratio, least in reached if ratio < least]


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
