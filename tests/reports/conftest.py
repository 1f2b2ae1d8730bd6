"""Give the tests of paper copies of a plan to print, and eyes to read what was printed."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import zlib
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import page
import pypdfium2
import pytest

from youthcase.domain.plan_copy import (
    CarriedCopy,
    CarriedItem,
    CarriedPlace,
    CarriedSection,
    CopyItem,
    CopyPlace,
    CopySection,
    Form,
    PlanCopy,
    Sign,
)
from youthcase.domain.plan_sections import Helpline, section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)

from paper_aloud import Aloud, read_aloud  # noqa: E402  beside this file


@dataclass(frozen=True)
class Paper:
    """What can be read in a file: as a person, and as somebody who takes it apart."""

    data: bytes
    pages: tuple[str, ...]
    properties: dict[str, str]
    outline: tuple[str, ...]
    boxes: tuple[tuple[float, float, float, float], ...]  # of runs: left, bottom, right, top
    packed: str  # all words without the spaces between them
    inside: bytes  # all streams and strings, taken apart

    @property
    def words(self) -> str:
        return "".join(self.pages)

    def holds(self, text: str) -> bool:
        """Whether all of `text` can be read, wherever its lines are broken.

        A text of several pages has feet in it, so each of its words is looked for.
        """
        parts = text.split() if len(text) > 1000 else [text]
        return all(_packed(part) in self.packed for part in parts)

    def hides(self, text: str) -> bool:
        """Whether `text` stands anywhere in the file, in any of the ways a file can say it."""
        spelled = [text.encode("latin-1", "replace"), text.encode(), text.encode("utf-16-be")]
        wanted = [*spelled, *(s.hex().encode() for s in spelled)]
        wanted += [s.hex().upper().encode() for s in spelled]
        return any(w in self.data or w in self.inside for w in wanted)


def _packed(text: str) -> str:
    return re.sub(r"[\s\u2010]+", "", text.replace("\u2011", ""))


def _streams(data: bytes) -> Iterator[bytes]:
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        yield zlib.decompressobj().decompress(found[1]) if found[1][:1] == b"x" else found[1]


def _read(data: bytes) -> Paper:
    with pypdfium2.PdfDocument(data) as document:
        pages: list[str] = []
        boxes: list[tuple[float, float, float, float]] = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            boxes += [text.get_rect(n) for n in range(text.count_rects())]
        outline = tuple(mark.get_title() for mark in document.get_toc())
        properties = document.get_metadata_dict()
    # What the eye finds, and what only ears or a copy by hand would.
    said = "\n".join((*pages, *properties.values(), *outline, read_aloud(data).words)).encode()
    packed = _packed("".join(pages))
    inside = b"\n".join((*_streams(data), said))
    return Paper(data, tuple(pages), properties, outline, tuple(boxes), packed, inside)


@pytest.fixture(scope="session")
def aloud() -> Callable[[bytes], Aloud]:
    """How a file reads by its tags, and what is wrong with them."""
    return read_aloud


PROFILES = ("ua1", "2a")
# The validator's own limits refuse a flat outline of 900 entries.
LIMITS = page.SafetyLimits.unlimited()
KEEP = os.environ.get("YOUTHCASE_KEEP_PAPER")


def _valid(data: bytes) -> Aloud:
    broken = [
        (profile, one.rule_id, one.message)
        for profile in PROFILES
        for one in page.validate_pdf_bytes(data, profile=profile, limits=LIMITS).failures
    ]
    assert not broken
    heard = read_aloud(data)
    assert not heard.faults
    if KEEP:
        Path(KEEP, f"{hashlib.sha256(data).hexdigest()[:16]}.pdf").write_bytes(data)
    return heard


@pytest.fixture(scope="session")
def valid() -> Callable[[bytes], Aloud]:
    """Insist that a file is PDF/UA-1 and PDF/A-2a with sound tags; answers how it is heard.

    Every kind of document goes through here once. `packaging/check_paper.py` has the files
    kept and asks veraPDF about them too.
    """
    return _valid


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], Paper]:
    return _read


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        skipped = {"participation", "kind", "status", "standing", "source", "carried", "title"}
        for one in fields(value):
            if one.name not in skipped or (
                one.name == "title" and isinstance(value, CopySection)
            ):
                yield from _texts(getattr(value, one.name))


@pytest.fixture(scope="session")
def texts() -> Callable[[object], Iterator[str]]:
    """Every string of a record that a reader of the paper has to find."""
    return _texts


def _of(number: int, *items: CopyItem, places: tuple[CopyPlace, ...] = ()) -> CopySection:
    known = section(number)
    return CopySection(
        number=number, title=known.title, kind=known.kind, items=items, places=places
    )


@pytest.fixture(scope="session")
def made_section() -> Callable[..., CopySection]:
    return _of


def _line(name: str, number: str, *, by_text: bool = False) -> Helpline:
    return Helpline(
        name=name,
        number=number,
        words=f"For {name.lower()}",
        hours="Every day",
        source="invented",
        carried=True,
        by_text=by_text,
    )


@pytest.fixture(scope="session")
def full_copy() -> PlanCopy:
    """A realistic copy for a professional, with something in every section."""
    due = date(2026, 11, 16)
    return PlanCopy(
        form=Form.FULL,
        title="My stuff",
        who="Jordan",
        reference="YC-2026-0042",
        version=4,
        standing="APPROVED",
        agreed_on=date(2026, 11, 12),
        participation="AGREED_PART",
        review_due=date(2026, 12, 12),
        approved_on=date(2026, 11, 14),
        approved_by="Amal Reyes",
        worker="Priya Nair",
        service="Harbour Youth Service",
        call=(
            _line("Emergency", "999"),
            _line("Somebody to talk to", "020 7946 0111"),
            _line("The duty desk", "020 7946 0222"),
            _line("By message", "07700 900 333", by_text=True),
        ),
        words=("I want people to tell me before things change.",),
        sections=(
            _of(1, CopyItem(text="Made with Jordan, Dad and Priya")),
            _of(3, CopyItem(text="Jordan was threatened on the bus", detail="Dad said so")),
            _of(4, CopyItem(text="I go quiet"), CopyItem(text="I stay in my room")),
            _of(5, CopyItem(text="Music and a walk")),
            _of(6, CopyItem(text="Football on Tuesdays")),
            _of(7, CopyItem(text="Sam", detail="07700 900 789, after six")),
            _of(8, CopyItem(text="Duty worker", detail="020 7946 0123")),
            _of(9, CopyItem(text="Mend the lock", owner="Dad", due=due)),
            _of(
                10,
                CopyItem(text="I sit near the driver", context="Getting about"),
                CopyItem(text="I am home before dark", context="At night"),
            ),
            _of(
                11,
                places=(
                    CopyPlace(name="My gran", status="SAFE", label="Safe"),
                    CopyPlace(
                        name="The station",
                        status="AVOID",
                        label="Stay away",
                        days_times="Fridays",
                        reason="The threats were made there",
                    ),
                ),
            ),
            _of(12, CopyItem(text="Did you feed the cat?", detail="Sam fetches me")),
            _of(13, CopyItem(text="I am late", detail="Dad rings me", owner="Dad", due=due)),
            _of(14, CopyItem(text="Ring on Mondays", detail="At four", owner="Priya", due=due)),
            _of(15, CopyItem(text="Do you agree?", detail="Mostly")),
            _of(16, CopyItem(text="Dad agrees with the plan")),
            _of(17, CopyItem(text="School", detail="Read aloud, no paper given")),
        ),
        signs=(Sign(who="Jordan, on this line"), Sign(who="Priya Nair, worker")),
        copy_number=2,
        for_whom="the school",
        printed_on=date(2026, 11, 16),
        made_at=datetime(2026, 11, 16, 9, 30, tzinfo=UTC),
        audit_head="9f3a61c2",
    )


def _carried(copy: PlanCopy) -> CarriedCopy:
    """The lines of a copy as the young person carries them."""
    return CarriedCopy(
        form=Form.YOUNG_PERSON,
        title=copy.title,
        who="J. M.",
        version=copy.version,
        standing=copy.standing,
        call=copy.call,
        words=copy.words,
        sections=tuple(
            CarriedSection(
                number=s.number,
                title=s.title,
                kind=s.kind,
                items=tuple(
                    CarriedItem(text=i.text, detail=i.detail, context=i.context)
                    for i in s.items
                ),
                places=tuple(
                    CarriedPlace(name=p.name, status=p.status, label=p.label) for p in s.places
                ),
            )
            for s in copy.sections
        ),
        made_at=copy.made_at,
        language=copy.language,
    )


@pytest.fixture(scope="session")
def as_carried() -> Callable[[PlanCopy], CarriedCopy]:
    return _carried


@pytest.fixture(scope="session")
def carried_copy(full_copy: PlanCopy) -> CarriedCopy:
    """A copy for the young person."""
    kept = tuple(s for s in full_copy.sections if s.number in {4, 5, 6, 7, 8, 10, 13})
    return _carried(replace(full_copy, call=full_copy.call[:2], sections=kept))
