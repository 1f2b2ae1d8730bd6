"""Does a month's seal say what the log said, and does paper show when a log was put back?"""

import shutil
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from youthcase.errors import Refusal
from youthcase.services import training
from youthcase.vault.audit import Act, append

SAM = "Sam Patel"
PASSWORD = training.PASSWORDS[SAM]


@pytest.fixture
def sam(session, folder):
    training.make(folder, session, people=8)
    services = session.unlock(folder, SAM, PASSWORD)
    yield services
    services.sitting.lock()


def person_of(services):
    return services.people.find("", limit=1)[0].person


def newest(services):
    return services.audit_log.lines(services.audit_log.find()[:1])[0].sentence


def test_a_seal_names_the_month_the_counts_and_the_head_and_stays_the_same(sam, clock):
    clock.moment = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)
    assert sam.audit_log.verify().is_sound
    clock.moment = datetime(2027, 1, 31, 23, 59, tzinfo=UTC)
    sam.people.opened(person_of(sam))
    length, head = sam.audit_log.head()
    clock.moment = datetime(2027, 2, 3, 9, 0, tzinfo=UTC)
    seal = sam.sealing.seal("2027-01")
    assert (seal.month, seal.entries, seal.length, seal.head) == ("2027-01", 2, length, head)
    assert dict(seal.by_kind) == {"Looked at": 1, "Checks and seals": 1}
    assert seal.before == length - 2
    assert (seal.who, seal.service, seal.is_over) == (SAM, "Northgate Youth Service", True)
    ((check, who, is_sound),) = [(c.at, c.who, c.is_sound) for c in seal.checks]
    assert (check, who, is_sound) == (datetime(2027, 1, 20, 9, 0, tzinfo=UTC), SAM, True)
    sam.sealing.printed(seal)
    again = sam.sealing.seal("2027-01")
    assert (again.entries, again.length, again.head) == (2, length, head)
    assert not sam.sealing.seal("2027-02").is_over
    for month in ("2027-03", "soon", "2027-13", "2027-1-1", "0000-01"):
        with pytest.raises(Refusal):
            sam.sealing.seal(month)
    assert newest(sam) == "Sam Patel printed the seal of January 2027."


def test_a_month_is_that_of_london(sam, clock):
    clock.moment = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)  # already July
    sam.people.opened(person_of(sam))
    assert sam.sealing.seal("2027-07").entries == 1
    assert sam.sealing.seal("2027-06").entries == 0


def test_last_month_is_asked_for_until_its_seal_is_printed_after_it_is_over(sam, clock):
    assert sam.sealing.due() is None  # the vault is of this month
    sam.sealing.printed(sam.sealing.seal("2026-11"))
    clock.moment = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert sam.sealing.due() == "2026-11"  # what was printed then was not the whole month
    sam.sealing.printed(sam.sealing.seal("2026-12"))
    assert sam.sealing.due() == "2026-11"
    sam.sealing.printed(sam.sealing.seal("2026-11"))
    assert sam.sealing.due() is None
    clock.moment = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
    assert sam.sealing.due() == "2026-12"
    assert sam.sealing.months() == ("2026-12", "2026-11", "2027-01")


def test_the_head_on_paper_is_found_however_it_is_typed(sam, clock):
    clock.moment = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    sam.people.opened(person_of(sam))
    length, head = sam.audit_log.head()
    for typed in (head, head.upper(), head[:12], f" {head[:4]} {head[4:8]}-{head[8:12]}. "):
        answer = sam.sealing.look_up(typed)
        assert answer.holds
        assert f"entry {length} of 25 November 2026, 09:00" in answer.sentence
    assert sam.sealing.look_up(head[:12], length).holds
    assert not sam.sealing.look_up(head, length - 1).holds
    other = ("1" if head[0] == "0" else "0") + head[1:]
    assert not sam.sealing.look_up(other).holds
    for typed in ("", "1234567", "safety plan", head + "00"):
        with pytest.raises(Refusal):
            sam.sealing.look_up(typed)


def test_the_foot_of_a_plan_is_a_head_too(sam):
    length, head = sam.audit_log.head()
    sam.people.opened(person_of(sam))
    assert sam.sealing.look_up(head[:12], length).holds


def test_a_folder_put_back_is_caught_by_paper_and_by_nothing_else(sam, session, folder, clock):
    """The control: everything that can be seen from inside says that all is well."""
    sam.sitting.lock()
    old = folder.with_name("old")
    shutil.copytree(folder, old)
    services = session.unlock(folder, SAM, PASSWORD)
    for _i in range(5):
        services.people.opened(person_of(services))
    seal = services.sealing.seal("2026-11")
    assert services.sealing.look_up(seal.head, seal.length).holds
    services.sitting.lock()

    shutil.rmtree(folder)
    shutil.copytree(old, folder)
    services = session.unlock(folder, SAM, PASSWORD)
    try:
        assert services.audit_log.verify().is_sound
        assert all(finding.is_sound for finding in services.sitting.check())
        answer = services.sealing.look_up(seal.head, seal.length)
    finally:
        services.sitting.lock()
    assert not answer.holds
    assert f"the paper tells of {seal.length}" in answer.sentence
    assert "put back" in answer.advice


def harmed(services, *statements):
    """Do what only somebody with the key and other tools could."""
    with services.people._desk.vault.write() as db:
        rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in rows:
            db.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            db.execute(statement)


def test_a_log_cut_after_it_was_sealed_no_longer_holds_the_seal(sam, clock):
    clock.moment = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)
    for _i in range(3):
        sam.people.opened(person_of(sam))
    seal = sam.sealing.seal("2027-01")
    sam.sealing.printed(seal)
    (earlier,) = sam.sealing.earlier()
    assert (earlier.month, earlier.who, earlier.holds) == ("2027-01", SAM, True)
    assert seal.head.startswith(earlier.head)
    harmed(sam, f"DELETE FROM audit WHERE seq > {seal.length - 2}")
    vault = sam.people._desk.vault
    with vault.write() as db:
        append(db, vault.signature, [Act("person.view")] * 5, now=clock.moment)
    assert sam.sealing.seal("2027-01").head != seal.head
    assert not sam.sealing.look_up(seal.head).holds


def test_a_head_that_is_there_does_not_hide_a_change_before_it(sam):
    _length, head = sam.audit_log.head()
    harmed(sam, "UPDATE audit SET actor = 'x' WHERE seq = 40")
    answer = sam.sealing.look_up(head)
    assert not answer.holds
    assert "entry 40 has been changed" in answer.sentence


def test_an_earlier_seal_that_no_longer_holds_is_marked(sam, clock):
    seal = sam.sealing.seal("2026-11")
    clock.moment += timedelta(days=1)
    sam.sealing.printed(seal)
    harmed(sam, f"UPDATE audit SET hash = randomblob(32) WHERE seq = {seal.length}")
    assert [one.holds for one in sam.sealing.earlier()] == [False]


def test_the_page_is_made_from_memory_and_says_what_the_seal_says(sam, clock):
    seal = sam.sealing.seal("2026-11")
    with pypdfium2.PdfDocument(sam.sealing.paper(seal)) as document:
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    packed = "".join(words.split())
    assert seal.head in packed
    assert SAM in words
