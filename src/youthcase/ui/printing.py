"""How does a PDF in memory reach a printer, without a file in between?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from youthcase.errors import Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtPrintSupport import QPrinter

_LIST_SECONDS, _PRINT_SECONDS = 5, 60
_POINTS_AN_INCH = 72
_A4 = (595, 842)  # points, the short side first
_SHARPEST = 300  # dots an inch: a page of A4 then takes 35 MB while it is drawn


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer of this computer, by the name that its system gives it."""

    name: str
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels: four bytes each, blue, green, red and one unused."""

    width: int
    height: int
    stride: int
    pixels: bytes


def printers() -> tuple[Printer, ...]:
    """The printers of this computer, the usual one first; none when there is no way to ask.

    Asks a service of the computer that may be slow to answer: call it on the worker.
    """
    found = _windows_printers() if sys.platform == "win32" else _cups_printers()
    return tuple(sorted(found, key=lambda p: not p.is_usual))


def send(pdf: bytes, printer: str, title: str) -> None:
    """Give a PDF to a printer as a job called `title`, which must be neutral.

    Takes seconds: call it on the worker. Raises: Refusal when the printer does not take it.
    """
    if sys.platform == "win32":
        _print_windows(pdf, printer, title)
    else:
        _print_cups(pdf, printer, title)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points."""
    import pypdfium2  # noqa: PLC0415  75 ms that only paper needs

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(document.get_page_size(at) for at in range(len(document)))


def page_image(pdf: bytes, page: int, scale: float) -> PageImage:
    """One page drawn at `scale` pixels a point."""
    import pypdfium2  # noqa: PLC0415  as above

    with pypdfium2.PdfDocument(pdf) as document:
        whole = cast("Any", document[page])
        drawn = whole.render(scale=scale, prefer_bgrx=True)
        return PageImage(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))


def paint_pages(pdf: bytes, device: QPagedPaintDevice) -> None:
    """Draw every page of a PDF onto the pages of a printer.

    Raises: Refusal when the printer cannot be started or breaks off.
    """
    from PySide6.QtCore import QRectF  # noqa: PLC0415  only where it is needed
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415  as above

    sizes = page_sizes(pdf)
    painter = QPainter()
    for at, (wide, high) in enumerate(sizes):
        _lay(device, wide, high)
        if not (painter.begin(device) if at == 0 else device.newPage()):
            raise Refusal(_refused())
        dots = min(_SHARPEST, device.logicalDpiX())
        page = page_image(pdf, at, dots / _POINTS_AN_INCH)
        image = QImage(
            page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32
        )
        dots_x, dots_y = device.logicalDpiX(), device.logicalDpiY()
        room = QRectF(0, 0, wide * dots_x / _POINTS_AN_INCH, high * dots_y / _POINTS_AN_INCH)
        painter.drawImage(room, image, QRectF(image.rect()))
    if not painter.end():
        raise Refusal(_refused())


def prepare(device: QPrinter, title: str) -> None:
    """Let a printer take pages as large as its paper, as a job called `title`."""
    from PySide6.QtCore import QMarginsF  # noqa: PLC0415  only where it is needed

    device.setDocName(title)
    device.setFullPage(True)
    device.setPageMargins(QMarginsF(0, 0, 0, 0))


def _lay(device: QPagedPaintDevice, wide: float, high: float) -> None:
    """Choose the paper of a page: a known size, turned, since printers know no wide A4."""
    from PySide6.QtCore import QSizeF  # noqa: PLC0415  only where it is needed
    from PySide6.QtGui import QPageLayout, QPageSize  # noqa: PLC0415  as above

    ways = QPageLayout.Orientation
    upright = QSizeF(min(wide, high), max(wide, high))
    device.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    device.setPageOrientation(ways.Landscape if wide > high else ways.Portrait)


def _cups_printers() -> list[Printer]:
    tool = shutil.which("lpstat")
    if tool is None:
        return []
    names = _answer([tool, "-e"]).split()
    usual = _answer([tool, "-d"]).rpartition(":")[2].strip()
    return [Printer(name, name == usual) for name in names]


def _answer(command: list[str]) -> str:
    """What a command prints; nothing when it fails or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603  the tool found on the path, no words of a person
            command,
            capture_output=True,
            text=True,
            timeout=_LIST_SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _print_cups(pdf: bytes, printer: str, title: str) -> None:
    """Hand the bytes to `lp` on its standard input: no file is written by this program."""
    tool = shutil.which("lp")
    if tool is None:
        raise Refusal(_refused())
    # A card is folded and cut by its measures: nothing may be made smaller to fit.
    wanted = ["-o", "print-scaling=none"]
    if all(_is_a4(size) for size in page_sizes(pdf)):
        wanted += ["-o", "media=A4"]
    command = [tool, "-s", "-d", printer, "-t", title, *wanted, "-"]
    try:
        done = subprocess.run(  # noqa: S603  a printer of the list and a neutral title
            command, input=pdf, capture_output=True, timeout=_PRINT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise Refusal(_refused()) from problem
    if done.returncode != 0:
        raise Refusal(_refused())


def _is_a4(size: tuple[float, float]) -> bool:
    return all(abs(is_ - a4) < 1 for is_, a4 in zip(sorted(size), _A4, strict=True))


def _windows_printers() -> list[Printer]:
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415  on Windows only

    usual = QPrinterInfo.defaultPrinterName()
    return [Printer(name, name == usual) for name in QPrinterInfo.availablePrinterNames()]


def _print_windows(pdf: bytes, printer: str, title: str) -> None:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415  on Windows only

    info = QPrinterInfo.printerInfo(printer)
    if info.isNull():
        raise Refusal(_refused())
    device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    prepare(device, title)
    paint_pages(pdf, device)


def _refused() -> str:
    return _("The printer did not take it. See that it is switched on and has paper.")
