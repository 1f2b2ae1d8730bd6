"""Who is signed in, to which vault, and how does a sitting end?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from youthcase.domain.staff import Role
from youthcase.errors import NotAllowed, Refusal
from youthcase.i18n import _
from youthcase.services import audit_words, settings
from youthcase.services.counting import keep_before_leaving
from youthcase.store import acts, cases, drafts
from youthcase.vault import checkup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from datetime import date, datetime
    from pathlib import Path
    from sqlite3 import Connection

    from youthcase.domain.ids import StaffId
    from youthcase.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a check: which part and what is wrong with it, and whether anything is."""

    line: str
    is_sound: bool


class Sitting:
    """One stay at the desk, from unlocking to locking."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def staff(self) -> StaffId:
        """Who sits here."""
        return self._desk.staff.id

    @property
    def name(self) -> str:
        """What they are called."""
        return self._desk.staff.name

    @property
    def role(self) -> Role:
        """What they may do."""
        return self._desk.role

    @property
    def supervises(self) -> bool:
        """Whether all cases are theirs to see."""
        return self._desk.supervises

    @property
    def today(self) -> date:
        """The day in London."""
        return self._desk.today

    @property
    def now(self) -> datetime:
        """The moment, aware."""
        return self._desk.now

    @property
    def is_training(self) -> bool:
        """Whether the people of this vault are invented."""
        with self._desk.vault.read() as db:
            found = cases.setting(db, settings.TRAINING)
        return bool(found and found.value)

    def check(self) -> tuple[Finding, ...]:
        """Look at every part of the vault; one finding each.

        Raises: NotAllowed for caseworkers.
        """
        desk = self._desk
        desk.require_supervisor()
        read = desk.vault.read
        found = (*told(desk.vault.check()), *_records(read), _unfinished(read))
        is_sound = all(finding.is_sound for finding in found)
        with suppress(Refusal), desk.vault.write() as db:  # a harmed log may take no entry
            desk.note(db, "vault.checked", "vault/sound" if is_sound else "vault/unsound")
        return found

    def lock(self) -> None:
        """End the sitting: close the vault and forget its keys."""
        keep_before_leaving(self._desk)
        self._desk.vault.close()


def told(findings: Iterable[checkup.Finding]) -> tuple[Finding, ...]:
    """What the vault found, in one line each."""
    return tuple(
        Finding(_line(f.about, audit_words.since(f.problem, f.since), f.note), f.is_ok)
        for f in findings
    )


def check_closed(folder: Path, user: str, password: str) -> tuple[Finding, ...]:
    """Look at every part of a vault that does not open, without changing a byte of it.

    Raises:
        WrongPassword: the name and password do not belong together. Damaged: not even the
        keys can be had. NotAllowed for caseworkers.
    """
    with checkup.Closed.held(folder, user, password) as closed:
        if closed.role != Role.SUPERVISOR.value.lower():
            raise NotAllowed(_("Only a supervisor can do this. Ask one to sign in."))
        read = closed.read
        return (*told(closed.findings()), *_records(read), _unfinished(read))


def _records(read: Callable[[], AbstractContextManager[Connection]]) -> tuple[Finding, ...]:
    """Journal and tables, held against each other and the audit."""
    about = (_("Journal"), _("Tables beside the journal"))
    try:
        with read() as db:
            parts = acts.record_faults(db)
    except Refusal as refusal:  # a harmed page: one more finding, not the end of the check
        return (Finding(_line(about[0], str(refusal)), is_sound=False),)
    problems = [[audit_words.since(f.sentence, f.last_sound) for f in part] for part in parts]
    return tuple(
        Finding(_line(name, " ".join(words)), not words)
        for name, words in zip(about, problems, strict=True)
    )


def _unfinished(read: Callable[[], AbstractContextManager[Connection]]) -> Finding:
    """The drafts, which stand outside the journal."""
    problem = ""
    try:
        with read() as db:
            if not drafts.are_whole(db):
                problem = _("A piece of it is older than the rest, or gone.")
    except Refusal as refusal:
        problem = str(refusal)
    return Finding(_line(_("Unfinished writing"), problem), not problem)


def _line(about: str, problem: str, note: str = "") -> str:
    answer = problem or _("ok")
    return f"{about}: {answer}{f' ({note})' if note else ''}"
