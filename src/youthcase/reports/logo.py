"""How is a logo taken in, so that only its pixels are kept, and how does it stand on paper?"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.reports.tagging import figure
from youthcase.reports.voice import mirrored

if TYPE_CHECKING:
    from youthcase.domain.plan_copy import Logo
    from youthcase.reports.words import Words

LARGEST_FILE = 5_000_000  # bytes
_MOST_PIXELS = 40_000_000
_FORMATS = ("PNG", "JPEG")
_WIDEST, _HIGHEST = 720, 288  # pixels; 300 dots an inch in its place on paper
_LARGEST_KEPT = 200_000  # bytes; every change of it stays in the journal
_SMALLEST = 16  # pixels
_WIDE, _HIGH, _GAP = 170.0, 54.0, 18.0  # points


def taken_in(raw: bytes) -> bytes:
    """The picture as a new PNG on white, without anything that its file said beside it.

    Raises: Refusal for what is no PNG or JPEG, or is too large or too small.
    """
    if len(raw) > LARGEST_FILE:
        raise Refusal(
            _(
                "This file is too large: up to {n} MB can be read. Make the picture smaller."
            ).format(n=LARGEST_FILE // 1_000_000),
            field="file",
        )
    picture = _on_white(_opened(raw))
    picture.thumbnail((_WIDEST, _HIGHEST), Image.Resampling.LANCZOS)
    if min(picture.size) < _SMALLEST:
        raise Refusal(_("This picture is too small or too narrow for a logo."), field="file")
    made = _packed(picture)
    while len(made) > _LARGEST_KEPT:
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))
        made = _packed(picture)
    return made


def headed(title: Words, logo: Logo | None) -> Flowable:
    """A title, with the logo where there is one."""
    return title if logo is None else Headed(title, logo)


class Headed(Flowable):
    """A title with the logo at the far side of the page, level with its first line."""

    def __init__(self, title: Words, logo: Logo) -> None:
        super().__init__()
        self.title, self.logo = title, logo
        self.image = ImageReader(BytesIO(logo.png))
        wide, high = self.image.getSize()
        scale = min(_WIDE / wide, _HIGH / high)
        self.size = wide * scale, high * scale
        self.spaceAfter = title.getSpaceAfter()

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """All the width, and as high as the taller of the two."""
        self.beside = aW - self.size[0] - _GAP
        self.tall = self.title.wrap(self.beside, aH)[1]
        self.width, self.height = aW, max(self.tall, self.size[1])
        return self.width, self.height

    def draw(self) -> None:
        """Paint the title, then the logo."""
        canvas = self.canv
        left = mirrored(0, self.beside, self.width)
        self.title.drawOn(canvas, left, (self.height - self.tall) / 2)
        wide, high = self.size
        canvas.saveState()
        canvas.translate(
            mirrored(self.width - wide, wide, self.width), (self.height - high) / 2
        )
        with figure(canvas, self.logo.alt, wide, high):
            canvas.drawImage(self.image, 0, 0, wide, high)
        canvas.restoreState()


def _opened(raw: bytes) -> Image.Image:
    """The picture as it is to be seen; what else is in the file is left behind."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(BytesIO(raw), formats=_FORMATS)
            if picture.width * picture.height > _MOST_PIXELS:
                raise Refusal(
                    _("This picture has too many pixels. Make it smaller and choose it again."),
                    field="file",
                )
            return ImageOps.exif_transpose(picture)
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
        Warning,
    ) as problem:
        raise Refusal(
            _("This file is no PNG or JPEG picture that can be read. Nothing was changed."),
            field="file",
        ) from problem


def _on_white(picture: Image.Image) -> Image.Image:
    """Paper has no transparency: what is see-through becomes white."""
    seen = picture.convert("RGBA")
    ground = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(ground, seen).convert("RGB")


def _packed(picture: Image.Image) -> bytes:
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
