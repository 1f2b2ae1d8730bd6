"""How is a contact recorded, corrected, added to and withdrawn?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from youthcase.domain import contacts as rules
from youthcase.domain.caseload import current_episode
from youthcase.domain.contacts import Addendum, Contact
from youthcase.domain.dates import local_time
from youthcase.domain.episodes import Episode
from youthcase.domain.ids import AddendumId, ContactId, new_record
from youthcase.errors import Refusal
from youthcase.i18n import _
from youthcase.services.desk import Desk, changes
from youthcase.store import caseload, cases, journal, tables

if TYPE_CHECKING:
    from sqlite3 import Connection

    from youthcase.domain.changes import Changes
    from youthcase.domain.ids import PersonId


class Contacts:
    """What happened with young people."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def blank(self, person: PersonId) -> Contact:
        """A contact now, attended, with the young person, in the mode last used with them.

        Raises: Refusal when there is no referral or case to file a contact to.
        """
        desk = self._desk
        with desk.vault.read() as db:
            desk.require_case(db, person)
            episode = current_episode(cases.episodes(db, person))
            if episode is None or not (episode.is_open or episode.is_pending):
                raise Refusal(
                    _("No case is open for this young person. Record a new referral first.")
                )
            last = next(iter(cases.contacts(db, person)), None)
        moment = local_time(desk.now)
        return Contact(
            id=ContactId(new_record()),
            person=person,
            episode=episode.id,
            day=moment.date(),
            at=moment.time().replace(second=0, microsecond=0),
            mode=last.mode if last else "F2F_COMMUNITY",
            attended="ATTENDED",
            with_whom=("YP",),
            recorded_at=desk.now,
        )

    def record(self, contact: Contact) -> Changes:
        """Save a contact.

        Raises: Refusal for what cannot be, NotAllowed for a colleague's case.
        """
        desk = self._desk
        new = replace(contact, written_by=desk.staff.id, recorded_at=desk.now)
        with desk.vault.write() as db:
            desk.require_case(db, new.person)
            rules.check(new, self._episode(db, new), desk.now)
            journal.add(db, desk.pen, [new], verb="record")
            caseload.refresh(db, [new.person])
        return changes(new)

    def get(self, contact: ContactId) -> Contact:
        """One contact.

        Raises: Refusal when there is none, NotAllowed for a colleague's case.
        """
        with self._desk.vault.read() as db:
            return self._get(db, contact)

    def additions(self, contact: Contact) -> tuple[Addendum, ...]:
        """What was added to a contact, the oldest first."""
        with self._desk.vault.read() as db:
            self._desk.require_case(db, contact.person)
            added = cases.addenda(db, contact.person)
        return tuple(a for a in added if a.contact == contact.id)

    def may_correct(self, contact: Contact) -> bool:
        """Whether its author may still correct it."""
        try:
            rules.check_correction(contact, self._desk.staff.id, self._desk.now)
        except Refusal:
            return False
        return True

    def correct(self, contact: Contact) -> Changes:
        """Save what differs, while its author still may.

        Raises: Refusal or NotAllowed afterwards, with what to do instead.
        """
        desk = self._desk
        with desk.vault.write() as db:
            before = self._get(db, contact.id)
            rules.check_correction(before, desk.staff.id, desk.now)
            rules.check(contact, self._episode(db, contact), desk.now)
            journal.change(db, desk.pen, contact, verb="correct")
            caseload.refresh(db, [contact.person])
        return changes(contact)

    def add_to(self, contact: Contact, text: str) -> Changes:
        """Write an addition to a contact; the contact itself stays as it is.

        Raises: Refusal without words.
        """
        desk = self._desk
        if not text.strip():
            raise Refusal(_("Write what you want to add."), field="text")
        record = Addendum(
            id=AddendumId(new_record()),
            person=contact.person,
            contact=contact.id,
            text=text.strip(),
            written_by=desk.staff.id,
            recorded_at=desk.now,
        )
        with desk.vault.write() as db:
            desk.require_case(db, contact.person)
            journal.add(db, desk.pen, [record])
        return changes(record)

    def withdraw(self, contact: Contact, reason: str) -> Changes:
        """Take a contact out of use; it stays readable and is no longer counted.

        Raises: Refusal without a reason, or when it was withdrawn before.
        """
        desk = self._desk
        if not reason.strip():
            raise Refusal(_("Write why the contact is withdrawn."), field="reason")
        with desk.vault.write() as db:
            before = self._get(db, contact.id)
            if before.withdrawn_on:
                raise Refusal(_("This contact was withdrawn before."))
            if not desk.supervises and before.written_by != desk.staff.id:
                raise Refusal(_("Only its author or a supervisor can withdraw a contact."))
            gone = replace(before, withdrawn_on=desk.today, withdrawn_reason=reason.strip())
            journal.change(db, desk.pen, gone, verb="withdraw")
            caseload.refresh(db, [gone.person])
        return changes(gone)

    def _get(self, db: Connection, contact: ContactId) -> Contact:
        found = tables.get(db, Contact, contact)
        if found is None:
            raise Refusal(_("This contact is no longer in the vault. Look again."))
        self._desk.require_case(db, found.person)
        return found

    def _episode(self, db: Connection, contact: Contact) -> Episode:
        found = tables.get(db, Episode, contact.episode)
        if found is None or found.person != contact.person:
            raise Refusal(_("Choose the case that this contact belongs to."), field="episode")
        return found
