"""How are the typefaces in `resources/fonts/` made that draw other scripts than Latin?

Run by hand when a typeface is renewed, never in CI; the files it makes are committed, so that
neither the program nor its tests need what it needs: fontTools and brotli. Give it two
archives, fetched with the ordinary clients of their registries:

    pip download --no-deps manimgx-fonts      (Noto, variable: a wheel)
    npm pack @fontsource/vazirmatn            (Vazirmatn, static WOFF2: a .tgz)
    python packaging/make_fonts.py WHEEL TGZ

Both are under the SIL Open Font License 1.1, which goes beside the files as `OFL.txt`.
"""

# ruff: noqa: INP001 - run by hand, a part of no package
from __future__ import annotations

import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}

# What the last resort draws: Latin, Greek and Cyrillic with their marks, punctuation,
# currencies, arrows. The other typefaces keep all they have.
LAST_RESORT = [
    *range(0x20, 0x250),
    *range(0x2B0, 0x530),
    *range(0x1C80, 0x1C89),
    *range(0x1E00, 0x2070),
    *range(0x20A0, 0x20D0),
    *range(0x2100, 0x2150),
    *range(0x2190, 0x2200),
    0x2212,
    *range(0x2C60, 0x2C80),
    *range(0xA640, 0xA6A0),
    *range(0xA720, 0xA78D),
]
NOTO = {"NotoSans": LAST_RESORT, "NotoSansEthiopic": None, "NotoSansBengali": None}
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]


def main(wheel: Path, archive: Path) -> None:
    """Write every typeface in both weights, with its licence."""
    with zipfile.ZipFile(wheel) as noto:
        licence = next(n for n in noto.namelist() if n.endswith("/LICENSE"))
        for family, kept in NOTO.items():
            variable = noto.read(f"manimgx_fonts/{family}[wght].ttf")
            for weight, value in WEIGHTS.items():
                font = TTFont(BytesIO(variable))
                notice = str(font["name"].getDebugName(0))
                keep(instantiateVariableFont(font, {"wght": value}), family, weight, kept)
            text = noto.read(licence).decode()
            body = text[text.index("This Font Software is licensed") :]
            folder(family).joinpath("OFL.txt").write_text(f"{notice}\n\n{body}")
    with tarfile.open(archive) as vazirmatn:
        for weight, value in WEIGHTS.items():
            name = f"package/files/vazirmatn-arabic-{value}-normal.woff2"
            font = TTFont(BytesIO(member(vazirmatn, name)))
            font.flavor = None
            keep(font, "Vazirmatn", weight, None)
        licence_text = member(vazirmatn, "package/LICENSE")
        folder("Vazirmatn").joinpath("OFL.txt").write_bytes(licence_text)


def keep(font: TTFont, family: str, weight: str, code_points: list[int] | None) -> None:
    """Name the font, drop what paper has no use for, and write it."""
    names = font["name"]
    spaced = str(names.getDebugName(1))
    # Both weights of a variable font carry the same PostScript name, and a PDF library that
    # goes by it would draw the wrong one without a word.
    for number, name in ((2, weight), (4, f"{spaced} {weight}"), (6, f"{family}-{weight}")):
        names.setName(name, number, 3, 1, 0x409)
    options = Options()
    options.hinting = False
    options.name_IDs = NAMES
    options.notdef_outline = True
    options.layout_features = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "rlig", "calt"]
    options.layout_features += ["init", "medi", "fina", "isol", "rclt", "curs", "dist", "abvm"]
    options.layout_features += ["blwm", "akhn", "rphf", "blwf", "half", "pstf", "vatu", "cjct"]
    options.layout_features += ["nukt", "pres", "abvs", "blws", "psts", "haln", "rkrf", "pref"]
    options.drop_tables += ["STAT", "meta", "DSIG", "gasp", "vhea", "vmtx", "VVAR"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points or list(font.getBestCmap()))
    subsetter.subset(font)
    font.save(folder(family) / f"{family}-{weight}.ttf", reorderTables=True)


def folder(family: str) -> Path:
    """Where a family lives, by its name in small letters with hyphens."""
    apart = "".join(f"-{c.lower()}" if c.isupper() else c for c in family).lstrip("-")
    where = FONTS / apart
    where.mkdir(exist_ok=True)
    return where


def member(archive: tarfile.TarFile, name: str) -> bytes:
    """One file of an archive, by its name."""
    found = archive.extractfile(name)
    if found is None:
        raise FileNotFoundError(name)
    return found.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
