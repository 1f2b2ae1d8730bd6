"""Which kinds of write are there, each done once the way a window does it?"""

from __future__ import annotations

import csv
import hashlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fault_house import CHEAP, FIRST, PEOPLE, say, seeded, standing, unlock, vault_of

from youthcase.domain.ids import PlanItemId, new_record
from youthcase.domain.plan_copy import Form
from youthcase.domain.plan_sections import sections
from youthcase.domain.plans import PlanContent, PlanItem
from youthcase.domain.staff import Role
from youthcase.errors import Refusal
from youthcase.services.people import Wanted
from youthcase.store import tables

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from youthcase.domain.changes import Changes
    from youthcase.domain.episodes import Episode
    from youthcase.domain.ids import PersonId
    from youthcase.services.house import Services

WORDS = [
    "bus",
    "park",
    "school",
    "gran",
    "phone",
    "walk",
    "friend",
    "evening",
    "library",
    "coach",
    "bridge",
    "market",
]
ROWS = 12


class NotNow(Exception):  # noqa: N818  an answer, not an error
    """This act needs something that is not there yet."""


def key_of(kind: type, id_: str) -> str:
    """The name of a record in journal and audit."""
    return f"{tables.TABLES[kind]}/{id_}"


class Hand:
    """Somebody at work: sits down, writes, locks, and acknowledges on a pipe what is saved."""

    def __init__(
        self, folder: Path, scrap: Path, out: int, seed: int, passwords: dict[str, str]
    ) -> None:
        self.folder, self.scrap, self.out = folder, scrap, out
        self.random = seeded(seed)
        self.passwords = passwords
        self.user = FIRST
        self.services: Services | None = None
        self.marker = ""
        self.spreadsheet: Path | None = None
        self.half_let_in: tuple[str, str] | None = None

    @property
    def at(self) -> Services:
        """The services of whoever sits here."""
        assert self.services is not None
        return self.services

    # Each act below gives what its acknowledgement promises beyond journal and audit.

    def unlock(self) -> dict[str, Any]:
        """Sit down, as somebody else than before."""
        if self.services is not None:
            self.lock()
        self.user = self.random.choice([name for name in PEOPLE if name != self.user])
        self.services = unlock(self.folder, self.user, self.passwords[self.user])
        return {}

    def lock(self) -> dict[str, Any]:
        """Close the vault."""
        services, self.services = self.at, None
        services.sitting.lock()
        return {}

    def refer(self) -> dict[str, Any]:
        """A referral of somebody new."""
        blank = self.at.people.blank()
        person = replace(blank, first_name=self._word(), last_name=self._words(2))
        episode = replace(
            self.at.episodes.blank(person.id),
            referral_source="2A",
            primary_risk="KNIFE",
            reason=self._words(20),
        )
        return self._records(self.at.episodes.refer(episode, person))

    def accept(self) -> dict[str, Any]:
        """Accept a referral."""
        episode = self._episode(lambda e: e.is_pending)
        return self._records(self.at.episodes.accept(episode, start=self.at.sitting.today))

    def agree(self) -> dict[str, Any]:
        """The young person's yes."""
        episode = self._episode(lambda e: e.is_open)
        return self._records(self.at.episodes.answer(episode, "Y", self.at.sitting.today))

    def contact(self) -> dict[str, Any]:
        """A contact, short or very long."""
        episode = self._episode(lambda e: e.is_open or e.is_pending)
        blank = self.at.contacts.blank(episode.person)
        text = self._words(self.random.choice((5, 60, 900)))
        contact = replace(blank, mode="F2F_SCHOOL", duration_minutes=45, summary=text)
        return self._records(self.at.contacts.record(contact))

    def correct(self) -> dict[str, Any]:
        """A correction, an addition or a withdrawal."""
        people = [line.person for line in self._lines() if line.last_contact]
        own = [c for p in people[:4] for c in self._contacts(p) if not c.withdrawn_on]
        if not own:
            raise NotNow
        contact = self.random.choice(own)
        which = self.random.randrange(3)
        if which == 0 and self.at.contacts.may_correct(contact):
            changed = replace(contact, summary=self._words(30))
            return self._records(self.at.contacts.correct(changed))
        if which == 1 and (self.at.sitting.supervises or self._is_own(contact)):
            return self._records(self.at.contacts.withdraw(contact, self._words(5)))
        return self._records(self.at.contacts.add_to(contact, self._words(15)))

    def score(self) -> dict[str, Any]:
        """Scores."""
        episode = self._episode(lambda e: e.is_open)
        score = replace(self.at.assessments.blank(episode, "GBO", "START"), value=4)
        return self._records(self.at.assessments.record([score]))

    def draft(self) -> dict[str, Any]:
        """A working copy of a plan, kept."""
        content = self._plan()
        self.at.plans.keep(content)
        return {"draft": [content.version.id, fingerprint(self.at, content.version.id)]}

    def submit(self) -> dict[str, Any]:
        """A plan, sent to a supervisor."""
        return self._records(self.at.plans.submit(self._plan()))

    def approve(self) -> dict[str, Any]:
        """A decision on a plan; now and then it goes back."""
        waiting = [w for w in self.at.plans.waiting() if not w.own]
        if not waiting or not self.at.sitting.supervises:
            raise NotNow
        version = waiting[0].version.id
        digest = self.at.plans.content_hash(self.at.plans.content(version))
        if self.random.random() < 0.2:
            return self._records(self.at.plans.send_back(version, digest, self._words(6)))
        return self._records(self.at.plans.approve(version, digest))

    def copy(self) -> dict[str, Any]:
        """A copy on paper, registered."""
        for line in self._lines():
            for version in self.at.people.file(line.person).versions:
                if version.status == "ACTIVE":
                    _paper, changes = self.at.copies.issue(version.id, Form.FULL, None, "hand")
                    return self._records(changes)
        raise NotNow

    def settle(self) -> dict[str, Any]:
        """A choice of the service."""
        if not self.at.sitting.supervises:
            raise NotNow
        target = str(self.random.randrange(100, 999))
        return self._records(self.at.settings.choose("target", target))

    def bring_in(self) -> dict[str, Any]:
        """A spreadsheet of people, episodes and contacts."""
        if not self.at.sitting.supervises:
            raise NotNow
        ready, self.spreadsheet = self.spreadsheet, None
        source = ready or write_history(self.scrap, self.random, self.marker)
        proposal = self.at.importing.read(source)
        self.at.importing.bring_in(proposal)
        return {"records": [key_of(type(p), p.id) for p in proposal.records.people]}

    def let_in(self) -> dict[str, Any]:
        """A new colleague with a key slot."""
        if not self.at.sitting.supervises:
            raise NotNow
        if self.half_let_in is None:  # after a refusal people try the same name again
            name = f"{self._word()} {self._word()} {self.random.randrange(10**6)}".title()
            self.half_let_in = name, self.at.colleagues.passphrase()
        name, password = self.half_let_in
        say(self.out, "TRY", kind="let in", user=name, password=password)
        self.at.colleagues.let_in(name, Role.CASEWORKER, password)
        self.half_let_in = None
        return {"newcomer": name, "password": password}

    def change_password(self) -> dict[str, Any]:
        """A password of one's own."""
        old, new = self.passwords[self.user], self.at.colleagues.passphrase()
        say(self.out, "TRY", kind="change password", user=self.user, password=new)
        vault_of(self.at).change_password(old=old, new=new, kdf=CHEAP)
        self.passwords[self.user] = new
        return {}

    def back_up(self) -> dict[str, Any]:
        """A backup beside the vault."""
        vault = vault_of(self.at)
        file = vault.backups / f"backup-{self.random.randrange(10**9)}.kept"
        vault.backup(file)
        return {"backup": str(file.relative_to(self.folder))}

    def rotate(self) -> dict[str, Any]:
        """New keys for the vault; a backup is made first."""
        if not self.at.sitting.supervises:
            raise NotNow
        vault_of(self.at).rotate()
        return {}

    def _records(self, changes: Changes) -> dict[str, Any]:
        # The lines of a plan stand in its version's entry and have none of their own.
        own = [key_of(kind, id_) for kind, id_ in changes.touched]
        return {"records": [k for k in own if k.split("/")[0] not in tables.PARTS]}

    def _lines(self) -> list[Any]:
        lines = list(self.at.people.page(Wanted(), offset=0, limit=40))
        self.random.shuffle(lines)
        return lines

    def _episode(self, fits: Callable[[Episode], bool]) -> Episode:
        for line in self._lines():
            episode = self.at.people.file(line.person).current
            if episode is not None and fits(episode):
                return episode
        raise NotNow

    def _contacts(self, person: PersonId) -> list[Any]:
        from youthcase.store import cases

        with vault_of(self.at).read() as db:
            return list(cases.contacts(db, person))

    def _is_own(self, contact: Any) -> bool:
        return contact.written_by == self.at.sitting.staff

    def _plan(self) -> PlanContent:
        episode = self._episode(lambda e: e.is_open)
        content = self.at.plans.begin(episode.person)
        items = tuple(
            PlanItem(
                id=PlanItemId(new_record()),
                person=episode.person,
                version=content.version.id,
                section=section.number,
                position=1,
                text=self._words(12),
                audience=("YOUNG_PERSON",),
            )
            for section in sections()
            if section.kind not in {"about", "agreement", "places"}
        )
        version = replace(
            content.version,
            agreed_on=self.at.sitting.today,
            participation="AGREED",
            carry_decision="CARRY_FULL_YP",
            carry_reason=self._words(4),
        )
        return replace(content, version=version, items=items)

    def _word(self) -> str:
        return self.marker or self.random.choice(WORDS)

    def _words(self, count: int) -> str:
        words = " ".join(self.random.choice(WORDS) for _n in range(count))
        return f"{self.marker} {words}" if self.marker else words


ACTS: dict[str, Callable[[Hand], dict[str, Any]]] = {
    "unlock": Hand.unlock,
    "refer": Hand.refer,
    "accept": Hand.accept,
    "agree": Hand.agree,
    "contact": Hand.contact,
    "correct": Hand.correct,
    "score": Hand.score,
    "draft": Hand.draft,
    "submit": Hand.submit,
    "approve": Hand.approve,
    "copy": Hand.copy,
    "settle": Hand.settle,
    "import": Hand.bring_in,
    "let in": Hand.let_in,
    "change password": Hand.change_password,
    "back up": Hand.back_up,
    "rotate": Hand.rotate,
    "lock": Hand.lock,
}
SLOW = {"copy", "import", "let in", "unlock", "back up", "rotate"}
TELL_THEMSELVES = {"let in", "change password"}  # they say what they try, with the password


def do(hand: Hand, kind: str) -> bool:
    """One act, announced, done and acknowledged; False if it cannot be done yet."""
    if hand.services is None and kind != "unlock":
        do(hand, "unlock")
    if kind not in TELL_THEMSELVES:
        say(hand.out, "TRY", kind=kind)
    begun = time.perf_counter()
    try:
        said = ACTS[kind](hand)
    except NotNow:
        say(hand.out, "REFUSED", kind=kind, sentence="not now")
        return False
    took = time.perf_counter() - begun
    if hand.services is not None:
        said |= standing(hand.at)
    say(hand.out, "ACK", kind=kind, seconds=took, **said)
    return True


def work(hand: Hand, acts: int, *, favourite: str = "", without: tuple[str, ...] = ()) -> None:
    """So many acts in an order that the seed gives; refusals are told and work goes on."""
    kinds = [kind for kind in ACTS if kind not in without]
    weights = [1 if kind in SLOW else 3 for kind in kinds]
    for _n in range(acts):
        kind = hand.random.choices(kinds, weights)[0]
        if favourite and hand.random.random() < 0.7:
            kind = favourite
        tell_what_fails(hand, (kind,))


def tell_what_fails(hand: Hand, kinds: tuple[str, ...]) -> None:
    """Acts one after the other; one that is refused, or fails in another way, is told."""
    for kind in kinds:
        try:
            if not do(hand, kind) and not do(hand, "contact"):
                do(hand, "refer")
        except Refusal as refusal:
            say(hand.out, "REFUSED", kind=kind, sentence=str(refusal))
        except Exception as error:
            say(hand.out, "STRAY", kind=kind, error=repr(error))


def fingerprint(services: Services, draft: str) -> str:
    """The hash of a draft as it lies in the vault; empty if it does not."""
    with vault_of(services).read() as db:
        row = db.execute("SELECT content FROM draft WHERE id = ?", (draft,)).fetchone()
    return hashlib.sha256(row[0].encode()).hexdigest() if row else ""


def write_history(folder: Path, random_: random.Random, marker: str = "") -> Path:
    """A folder of CSV files that no vault has seen: people, their episodes and contacts."""
    folder.mkdir(parents=True, exist_ok=True)
    run = f"IM{random_.randrange(10**9)}"
    people: list[dict[str, str]] = []
    episodes: list[dict[str, str]] = []
    contacts: list[dict[str, str]] = []
    for n in range(ROWS):
        ref = f"{run}-{n}"
        name = marker or "Amara"
        who = {"first_name": name, "last_name": "Okonkwo", "dob": "2010-05-05", "sex": "F"}
        people.append({"ref": ref, "ethnicity": "B2", **who})
        episodes.append(
            {
                "ref": ref,
                "episode": "1",
                "referral_received": "2026-06-15",
                "referral_source": "6",
                "referral_type": "INTERVENTION",
                "decision": "ACCEPTED",
                "start": "2026-06-22",
                "lead_worker": "Maya Adeyemi",
                "primary_risk": "GANG",
                "agreement_to_engage": "Y",
                "agreement_date": "2026-06-22",
            }
        )
        contacts.append(
            {
                "ref": ref,
                "episode": "1",
                "started_at": "2026-07-06T14:00",
                "duration_minutes": "45",
                "mode": "F2F_HOME",
                "attended": "ATTENDED",
                "with": "YP",
                "summary": f"{marker} Talked about the week.",
                "written_by": "Maya Adeyemi",
            }
        )
    for name, rows in (("people", people), ("episodes", episodes), ("contacts", contacts)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder
