"""Where do the parts meet? The one place that puts the services together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from youthcase.services.assessments import Assessments
from youthcase.services.audit_log import AuditLog
from youthcase.services.backups import Backups
from youthcase.services.contacts import Contacts
from youthcase.services.copies import Copies
from youthcase.services.counting import keep_in_step
from youthcase.services.drafts import Drafts
from youthcase.services.episodes import Episodes
from youthcase.services.figures_desk import of_casework
from youthcase.services.importing import Importing
from youthcase.services.languages import Languages
from youthcase.services.packs import Packs
from youthcase.services.people import People
from youthcase.services.plans import Plans
from youthcase.services.releasing import Releasing
from youthcase.services.restoring import settled
from youthcase.services.returns import Returns
from youthcase.services.sealing import Sealing
from youthcase.services.settings import Settings
from youthcase.services.sitting import Sitting
from youthcase.services.staff import Colleagues

if TYPE_CHECKING:
    from youthcase.services.desk import Desk


Tell = Callable[[int, int], None] | None
Stop = Callable[[], bool] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that somebody who has unlocked a vault can do."""

    sitting: Sitting
    people: People
    episodes: Episodes
    contacts: Contacts
    assessments: Assessments
    plans: Plans
    copies: Copies
    returns: Returns
    releasing: Callable[[], Releasing]
    packs: Packs
    keep_counts: Callable[[Tell, Stop], int]
    importing: Importing
    colleagues: Colleagues
    settings: Settings
    languages: Languages
    backups: Backups
    audit_log: AuditLog
    sealing: Sealing
    drafts: Drafts


def build(desk: Desk) -> Services:
    """The services at this desk."""
    desk = settled(desk)
    plans = Plans(desk)
    return Services(
        sitting=Sitting(desk),
        people=People(desk),
        episodes=Episodes(desk),
        contacts=Contacts(desk),
        assessments=Assessments(desk),
        plans=plans,
        copies=Copies(desk, plans),
        returns=Returns(desk),
        releasing=partial(_releasing, desk),
        packs=Packs(desk),
        keep_counts=partial(keep_in_step, desk),
        importing=Importing(desk),
        colleagues=Colleagues(desk),
        settings=Settings(desk),
        languages=Languages(desk),
        backups=Backups(desk),
        audit_log=AuditLog(desk),
        sealing=Sealing(desk),
        drafts=Drafts(desk),
    )


def _releasing(desk: Desk) -> Releasing:
    """The releases of returns; refused to caseworkers when they ask, not when they unlock."""
    return Releasing(of_casework(desk))
