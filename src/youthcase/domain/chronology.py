"""What has happened on a file, in one line of time?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum

from youthcase.i18n import _


class Happening(Enum):
    """The kinds of entries on a timeline."""

    CONTACT = _("Contact")
    REFERRAL = _("Referral")
    DECISION = _("Decision")
    AGREEMENT = _("Agreement")
    PLAN = _("Safety plan")
    COPY = _("Copy of the plan")
    SCORE = _("Score")
    CLOSING = _("Closing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: when, what, in which words and by whom. `icon` names a drawing."""

    kind: Happening
    record: str  # the id of the record behind it
    day: date
    at: time | None = None
    title: str = field(repr=False)
    text: str = field(default="", repr=False)
    by: str = field(default="", repr=False)
    icon: str = "circle"
    tone: str = ""  # "", ok, warn, danger, info or care: never the only cue
    mark: str = ""  # a word that stands beside the title, such as "Late entry"
    significant: bool = False
