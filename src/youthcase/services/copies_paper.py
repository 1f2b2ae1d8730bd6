"""What comes out when a copy is made, or many?"""

from __future__ import annotations

from dataclasses import dataclass, field

from youthcase.domain.carried_check import Hit
from youthcase.domain.changes import Changes
from youthcase.domain.plan_copy_parts import Removed


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A copy as PDF bytes, what was left out of it and why, and what to call its file."""

    pdf: bytes = field(repr=False)
    removed: tuple[Removed, ...]
    hits: tuple[Hit, ...] = ()
    file_name: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What came of many copies: how many were made, and whose were not and why."""

    made: int
    refused: tuple[tuple[str, str], ...] = ()  # reference, sentence
    is_cancelled: bool = False
    changes: Changes
