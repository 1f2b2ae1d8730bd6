"""How long does one safety plan take to become a PDF, beside bare canvas calls?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, cast

import data
import pypdfium2
from measure import beside, timed, within
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from youthcase.domain.plan_copy import Form
from youthcase.reports.type import REGULAR, SEMIBOLD
from youthcase.services.people import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measure import Figure

    from youthcase.domain.plans import PlanVersion
    from youthcase.services.house import Services

_PEOPLE = 12  # among so many invented ones, somebody has a whole plan


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one font at one place."""

    font: str
    size: float
    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on one page: runs of words, and boxes where anything else is drawn."""

    runs: tuple[Run, ...]
    boxes: tuple[tuple[float, float, float, float], ...]


def figures(folder: Path, sizes: data.Sizes) -> Iterator[Figure]:
    """The longest plan of a small vault, as both copies."""
    vault = data.make_vault(folder / "plan", data.whole(_PEOPLE))
    with data.unlocked(vault) as (_opened, services):
        content = services.plans.content(_longest(services).id)
        for form in (Form.FULL, Form.YOUNG_PERSON):
            paper = partial(services.copies.preview, content, form)
            sheets = taken_apart(paper().pdf)
            assert any(run.words.strip() for sheet in sheets for run in sheet.runs)
            yield beside(
                f"plan as PDF, {form.value} copy, {len(sheets)} pages",
                timed(paper),
                timed(partial(drawn, sheets)),
                limit_is="bare canvas calls",
                rounds=sizes.rounds,
                aim=within(0.100),
            )


def taken_apart(pdf: bytes) -> tuple[Sheet, ...]:
    """The words with their fonts and places, and the boxes, as they stand in a file."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(_sheet(page) for page in document)


def drawn(sheets: tuple[Sheet, ...]) -> bytes:
    """The same pages by nothing but canvas calls; fonts are embedded as ours are."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1)
    for sheet in sheets:
        for x, y, right, top in sheet.boxes:
            canvas.rect(x, y, right - x, top - y)
        for run in sheet.runs:
            canvas.setFont(run.font, run.size)
            canvas.drawString(run.x, run.y, run.words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    words = page.get_textpage()
    runs: list[Run] = []
    boxes: list[tuple[float, float, float, float]] = []
    for found in cast("Iterator[pypdfium2.PdfObject]", page.get_objects(textpage=words)):
        if not isinstance(found, pypdfium2.PdfTextObj):
            boxes.append(found.get_bounds())
            continue
        font = SEMIBOLD if "SemiBold" in found.get_font().get_base_name() else REGULAR
        at = found.get_matrix()
        runs.append(Run(font, found.get_font_size(), at.e, at.f, found.extract()))
    return Sheet(tuple(runs), tuple(boxes))


def _longest(services: Services) -> PlanVersion:
    """The plan with most lines that the young person may also carry."""
    people = services.people
    lines = people.page(Wanted(), offset=0, limit=_PEOPLE)
    versions = [v for line in lines for v in people.file(line.person).versions]
    refused = [services.copies.forms(version) for version in versions]
    both = (Form.FULL, Form.YOUNG_PERSON)
    may_carry = [
        v for v, why in zip(versions, refused, strict=True) if not any(why[f] for f in both)
    ]
    return max(may_carry, key=lambda v: len(services.plans.content(v.id).items))
