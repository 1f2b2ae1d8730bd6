"""Which invented people, files and vaults do the benchmarks work on?"""

from __future__ import annotations

import csv
import random
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from youthcase.domain.contacts import Contact
from youthcase.domain.dates import local_day
from youthcase.domain.episodes import Episode
from youthcase.domain.ids import (
    ContactId,
    EpisodeId,
    PersonId,
    StaffId,
    new_case,
    new_record,
)
from youthcase.domain.people import Person
from youthcase.domain.records import Records
from youthcase.domain.staff import Role, Staff
from youthcase.services import bulk, house
from youthcase.services.invented import invent
from youthcase.services.session import Session
from youthcase.store import cases, journal
from youthcase.vault.keys import FLOOR
from youthcase.vault.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Generator

    from youthcase.services.house import Services

USER = "Sam Patel"
PASSWORD = "velvet-walnut-harbour-signal"  # noqa: S105  of vaults that live for a minute
SEED = 7
_FIRST_NAMES = """Amina Jerome Kacper Hodan Leon Maya Tariq Ruby Callum Zainab Owen Priya Dylan
    Sofia Malik Freya Ibrahim Tegan Marcus Yasmin Elliot Nadia Reece Chantelle"""
_LAST_NAMES = """Farouk Baptiste Zielinski Abdi Morgan Okafor Hussain Bennett Campbell Rahman
    Griffiths Nair Doyle Mendes Osei Whitlock Haji Penrose Delgado Karimi Sharpe Begum
    Tolland Brathwaite"""
_FIRST, _LAST = _FIRST_NAMES.split(), _LAST_NAMES.split()
_SUMMARY = (
    "Walked round the estate together and talked about the way to school. Will ring again "
    "on Thursday, after the meeting with the year head."
)
_COLUMNS = {
    "people": "ref first_name last_name known_as dob sex ethnicity disability ward phone",
    "episodes": "ref episode referral_received referral_source referral_type decision "
    "decision_date start lead_worker primary_risk agreement_to_engage agreement_date "
    "lawful_basis",
    "contacts": "ref episode started_at duration_minutes mode attended with purpose summary "
    "written_by",
    "staff": "name role",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much there is to do, and how often it is measured."""

    people: int  # imported, counted
    contacts_each: int  # of those imported
    typed_over: int  # people behind the filter
    unlocked: int  # people in the vault that is unlocked
    entries: int  # on the long file
    megabytes: int  # of the vault that is backed up
    audited: int  # entries of the audit
    rounds: int
    long_rounds: int  # of what takes many seconds
    is_judged: bool


def full(people: int) -> Sizes:
    """The sizes that the aims are about, when `people` is 2,000."""
    return Sizes(
        people=people,
        contacts_each=30,
        typed_over=people * 5 // 2,
        unlocked=people * 5,
        entries=300,
        megabytes=100,
        audited=100_000,
        rounds=15,
        long_rounds=3,
        is_judged=people >= 2000,
    )


SHORT = Sizes(
    people=12,
    contacts_each=3,
    typed_over=30,
    unlocked=30,
    entries=20,
    megabytes=1,
    audited=500,
    rounds=1,
    long_rounds=1,
    is_judged=False,
)


@contextmanager
def scratch() -> Generator[Path]:
    """A folder of this run's own, in memory where that is possible, gone afterwards."""
    memory = Path("/dev/shm")  # noqa: S108  a folder with a name of its own is made in it
    where = memory if memory.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="youthcase-bench-", dir=where) as folder:
        yield Path(folder)


def make_vault(folder: Path, records: Records) -> Path:
    """A vault at the usual cost of unlocking that holds `records`, closed again."""
    session = Session(kdf=FLOOR)
    staff = next(s for s in records.staff if s.name == USER)
    made = Vault.create(folder, user=USER, password=PASSWORD, kdf=FLOOR)
    with made.vault as vault, vault.write() as db:
        desk = session.desk(vault, staff, journal.new_lane(db))
        bulk.add(db, desk, records, verb="import")
    return folder


@contextmanager
def unlocked(folder: Path) -> Generator[tuple[Vault, Services]]:
    """The vault in `folder` and the services at it, locked afterwards."""
    with Vault.open(folder, user=USER, password=PASSWORD) as vault:
        with vault.read() as db:
            staff, lane = cases.staff_named(db, vault.user), journal.lane(db)
        assert staff is not None
        yield vault, house.build(Session(kdf=FLOOR).desk(vault, staff, lane))


def light(people: int) -> Records:
    """Young people with one open case and one contact each: enough for a caseload."""
    chance, now = random.Random(SEED), datetime.now(UTC)  # noqa: S311  invented people
    staff = _staff(now)
    persons = tuple(_person(n, chance, now) for n in range(people))
    episodes = tuple(_episode(p, staff.id, chance, now) for p in persons)
    return Records(
        staff=(staff,),
        people=persons,
        episodes=episodes,
        contacts=tuple(_contact(e, chance.randrange(1, 60), now) for e in episodes),
    )


def long_file(entries: int) -> Records:
    """One young person with `entries` lines of time, most of them contacts."""
    records = light(1)
    (episode,) = records.episodes
    now = episode.recorded_at
    many = tuple(_contact(episode, n % 400, now) for n in range(entries - 2))
    return Records(
        staff=records.staff,
        people=records.people,
        episodes=records.episodes,
        contacts=many,
    )


def whole(people: int) -> Records:
    """Whole invented histories: plans, scores, agreements, contacts of two years."""
    now = datetime.now(UTC)
    return invent(people=people, seed=SEED, today=local_day(now), now=now)


def write_sheets(folder: Path, people: int, contacts_each: int) -> Path:
    """A folder of CSV files to import: `people`, a case each, and their contacts."""
    folder.mkdir()
    chance, today = random.Random(SEED), local_day(datetime.now(UTC))  # noqa: S311
    start = today - timedelta(days=400)
    rows: dict[str, list[list[object]]] = {name: [] for name in _COLUMNS}
    rows["staff"] = [[USER, "SUPERVISOR"], ["Maya Adeyemi", "CASEWORKER"]]
    for n in range(people):
        ref, born = f"BM-{n:05d}", today - timedelta(days=chance.randrange(4400, 6500))
        names = [chance.choice(_FIRST), chance.choice(_LAST), ""]
        rows["people"].append([ref, *names, born, "M", "NK", "NONE", "", _phone(n)])
        referral = [ref, 1, start, "2A", "INTERVENTION", "ACCEPTED", start, start]
        rows["episodes"].append([*referral, "Maya Adeyemi", "GANG", "Y", start, "PUBLIC_TASK"])
        for k in range(contacts_each):
            day = start + timedelta(days=1 + k * 390 // contacts_each)
            happened = [f"{day}T{10 + k % 7}:30", 30, "F2F_SCHOOL", "ATTENDED", "YP"]
            rows["contacts"].append([ref, 1, *happened, "ENGAGEMENT", _SUMMARY, "Maya Adeyemi"])
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([_COLUMNS[name].split(), *lines])
    return folder


def _staff(now: datetime) -> Staff:
    return Staff(
        id=StaffId(new_record()), name=USER, role=Role.SUPERVISOR.value, recorded_at=now
    )


def _person(n: int, chance: random.Random, now: datetime) -> Person:
    return Person(
        id=PersonId(new_case()),
        ref=f"YP-{n + 1:05d}",
        first_name=chance.choice(_FIRST),
        last_name=chance.choice(_LAST),
        dob=local_day(now) - timedelta(days=chance.randrange(4400, 6500)),
        phone=_phone(n),
        recorded_at=now,
        imported=True,
    )


def _episode(person: Person, worker: StaffId, chance: random.Random, now: datetime) -> Episode:
    start = local_day(now) - timedelta(days=chance.randrange(60, 400))
    return Episode(
        id=EpisodeId(new_record()),
        person=person.id,
        number=1,
        referral_received=start,
        referral_source="2A",
        referral_type="INTERVENTION",
        decision="ACCEPTED",
        decision_date=start,
        start=start,
        lead_worker=worker,
        primary_risk=chance.choice(["GANG", "KNIFE", "SYV_RISK"]),
        contact_frequency_days=7,
        recorded_at=now,
        imported=True,
    )


def _contact(episode: Episode, days_ago: int, now: datetime) -> Contact:
    return Contact(
        id=ContactId(new_record()),
        person=episode.person,
        episode=episode.id,
        day=local_day(now) - timedelta(days=days_ago),
        at=time(15, 30),
        duration_minutes=30,
        mode="F2F_SCHOOL",
        attended="ATTENDED",
        with_whom=("YP",),
        purpose=("ENGAGEMENT",),
        summary=_SUMMARY,
        written_by=episode.lead_worker,
        recorded_at=now,
        imported=True,
    )


def _phone(n: int) -> str:
    """One of the numbers kept free for drama."""
    return f"07700 900{n % 1000:03d}"
