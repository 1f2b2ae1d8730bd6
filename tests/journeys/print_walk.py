"""Make a copy of a marked plan, look at it and print it, as the window does.

Reads from standard input the marker's parts and which way to print: `memory`, or, for the
control, through a file that is deleted at once, as other programs do.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import UTC, date, datetime

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QGuiApplication, QPdfWriter

from youthcase.domain.plan_copy import CopyItem, CopySection, PlanCopy
from youthcase.reports import locking, safety_plan
from youthcase.ui import printing


def main() -> None:
    asked = json.load(sys.stdin)
    name, words = asked["marker"]
    application = QGuiApplication([])
    pdf = safety_plan.render(copy_of(name, words))
    look_at(pdf)
    (printer,) = printing.printers()
    if asked["way"] == "file":
        with tempfile.TemporaryFile() as file:
            file.write(pdf)
            file.seek(0)
            pdf = file.read()
    printing.send(pdf, printer.name, "plan-v1-1")
    paint_as_for_windows(pdf)
    locking.locked(pdf, "velvet-walnut-harbour-signal")
    QCoreApplication.processEvents()
    del application
    os.write(1, b"done")


def copy_of(name: str, words: str) -> PlanCopy:
    line = CopySection(number=3, title="About", kind="list", items=(CopyItem(text=words),))
    return PlanCopy(
        title="Plan",
        who=name,
        version=1,
        standing="APPROVED",
        sections=(line,),
        copy_number=1,
        printed_on=date(2026, 11, 24),
        made_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    )


def look_at(pdf: bytes) -> None:
    """Every page as the preview draws it."""
    for page, _size in enumerate(printing.page_sizes(pdf)):
        printing.page_image(pdf, page, 1.5)


def paint_as_for_windows(pdf: bytes) -> None:
    """The way by which pages reach a printer of Windows, onto paper in memory."""
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.ReadWrite)
    printing.paint_pages(pdf, QPdfWriter(out))
    assert out.data().startsWith(b"%PDF")


main()
