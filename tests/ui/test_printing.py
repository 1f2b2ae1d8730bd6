"""Do the bytes of a PDF reach a printer from memory, under a neutral title?"""

from __future__ import annotations

import io
import os
import sys

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter
from reportlab.pdfgen.canvas import Canvas

from youthcase.errors import Refusal
from youthcase.ui import printing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not on Windows")


@pytest.fixture
def pdf():
    """Two pages of A4 and A5."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.rect(100, 100, 200, 200, fill=1)
    canvas.showPage()
    canvas.setPageSize((420, 595))
    canvas.drawString(50, 50, "Second")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


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
        printing.send(b"%PDF", "Front_desk", "plan-v1-1")


def test_a_print_service_that_fails_has_no_printers(cups):
    cups("lpstat", "exit 1")
    assert printing.printers() == ()


def test_the_bytes_arrive_on_standard_input_under_the_neutral_title(cups, pdf):
    got = cups.folder / "got"
    cups("lp", f'cat > {got}.pdf; echo "$@" > {got}.txt')
    printing.send(pdf, "Front_desk", "plan-v1-1")
    assert (cups.folder / "got.pdf").read_bytes() == pdf
    assert (cups.folder / "got.txt").read_text().split() == [
        *("-s", "-d", "Front_desk", "-t", "plan-v1-1", "-"),
    ]


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
