"""Do the bytes of a PDF reach a printer from memory, under a neutral title?"""

from __future__ import annotations

import io
import os
import sys

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from youthcase.errors import Refusal
from youthcase.ui import printing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not on Windows")


def paper(*sizes):
    """A page of each size, with a black square."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for size in sizes:
        canvas.setPageSize(size)
        canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def pdf():
    """Two pages of A4 and A5."""
    return paper((595, 842), (420, 595))


@pytest.fixture
def cups(tmp_path, monkeypatch):
    """A computer whose print commands are ours; answers what `lp` was given."""
    tools = tmp_path / "tools"
    tools.mkdir()

    def tool(name, script):
        path = tools / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin")
    tool.folder = tmp_path
    return tool


def test_printers_are_listed_with_the_usual_one_first(cups):
    cups(
        "lpstat",
        'if [ "$1" = "-e" ]; then printf "Back_office\\nFront_desk\\n"; '
        'else echo "system default destination: Front_desk"; fi',
    )
    assert printing.printers() == (
        printing.Printer("Front_desk", is_usual=True),
        printing.Printer("Back_office"),
    )


def test_a_computer_without_print_commands_has_no_printers(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printing.printers() == ()
    with pytest.raises(Refusal, match="did not take it"):
        printing.send(paper((595, 842)), "Front_desk", "plan-v1-1")


def test_a_print_service_that_fails_has_no_printers(cups):
    cups("lpstat", "exit 1")
    assert printing.printers() == ()


def test_the_bytes_arrive_on_standard_input_under_the_neutral_title(cups, pdf):
    got = cups.folder / "got"
    cups("lp", f'cat > {got}.pdf; echo "$@" > {got}.txt')
    printing.send(pdf, "Front_desk", "plan-v1-1")
    assert (cups.folder / "got.pdf").read_bytes() == pdf
    assert (cups.folder / "got.txt").read_text().split() == [
        *("-s", "-d", "Front_desk", "-t", "plan-v1-1"),
        *("-o", "print-scaling=none", "-"),
    ]


def test_paper_of_a4_is_asked_for_where_all_pages_have_that_size(cups):
    got = cups.folder / "got"
    cups("lp", f'cat > /dev/null; echo "$@" > {got}.txt')
    printing.send(paper((595.28, 841.89), (841.89, 595.28)), "Front_desk", "card-v1-1")
    assert "-o media=A4" in (cups.folder / "got.txt").read_text()


def test_a_printer_that_says_no_is_a_refusal(cups, pdf):
    cups("lp", "cat > /dev/null; exit 1")
    with pytest.raises(Refusal, match="paper"):
        printing.send(pdf, "Front_desk", "plan-v1-1")


def test_pages_are_measured_and_drawn_in_memory(pdf):
    assert printing.page_sizes(pdf) == ((595, 842), (420, 595))
    page = printing.page_image(pdf, 0, 1.0)
    assert (page.width, page.height) == (595, 842)
    at = (842 - 200) * page.stride + 200 * 4
    assert page.pixels[at : at + 3] == b"\0\0\0"
    assert page.pixels[:3] == b"\xff\xff\xff"


def test_every_page_is_painted_at_its_own_size(qapp, pdf):
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.ReadWrite)
    device = QPdfWriter(out)
    device.setResolution(100)
    printing.paint_pages(pdf, device)
    made = bytes(out.data().data())
    sizes = printing.page_sizes(made)
    assert [(round(w), round(h)) for w, h in sizes] == [(595, 842), (420, 595)]
    whole = printing.page_image(made, 0, 1.0)
    at = (842 - 150) * whole.stride + 150 * 4
    assert whole.pixels[at] < 60  # a margin of the device may shift it a little


def test_a_printer_of_the_windows_way_gets_known_paper_turned_and_a_neutral_title(
    qapp, tmp_path
):
    """The code of Windows on a printer that prints to a file: sizes, edges and title."""
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "out.pdf"))
    device.setResolution(100)
    printing.prepare(device, "card-v1-1")
    printing.paint_pages(paper((841.89, 595.28), (595.28, 841.89)), device)
    assert device.docName() == "card-v1-1"
    assert device.pageLayout().pageSize().id() is QPageSize.PageSizeId.A4
    made = (tmp_path / "out.pdf").read_bytes()
    sizes = [(round(w), round(h)) for w, h in printing.page_sizes(made)]
    assert sizes == [(842, 595), (595, 842)]
    for page in range(2):
        whole = printing.page_image(made, page, 1.0)
        for x, y in ((105, 105), (295, 295)):  # the square is where it was, and as large
            at = (whole.height - y) * whole.stride + x * 4
            assert whole.pixels[at] < 60
        for x, y in ((96, 96), (304, 304)):
            at = (whole.height - y) * whole.stride + x * 4
            assert whole.pixels[at] > 200


def test_a_printer_of_windows_that_is_gone_is_a_refusal(qapp, pdf):
    with pytest.raises(Refusal, match="did not take it"):
        printing._print_windows(pdf, "A printer that nobody has", "plan-v1-1")
