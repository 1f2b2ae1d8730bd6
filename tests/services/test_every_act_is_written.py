"""Is each act of which the audit must tell really written, with no word of a record in it?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from youthcase.domain.plan_copy import Form
from youthcase.domain.staff import Role
from youthcase.errors import NotAllowed, WrongPassword
from youthcase.services import audit_words, restoring, training
from youthcase.vault.audit import Act, Clocks, append

SAM, MAYA = "Sam Patel", "Maya Adeyemi"
OTHER = "ribbon-cactus-meadow-thimble"


@pytest.fixture
def sit(session, folder):
    training.make(folder, session, people=8)
    opened = []

    def sit(name=SAM, place=folder, password=""):
        services = session.unlock(place, name, password or training.PASSWORDS[name])
        opened.append(services)
        return services

    yield sit
    for services in opened:
        services.sitting.lock()


@pytest.fixture
def sam(sit):
    return sit()


def vault_of(services):
    return services.people._desk.vault


def written(services, since=0):
    """The acts after number `since`: action and object."""
    with vault_of(services).read() as db:
        rows = db.execute(
            "SELECT action, object FROM audit WHERE seq > ? ORDER BY seq", (since,)
        )
        return [tuple(row) for row in rows]


def acts_of(services, do):
    """The names of what `do` writes."""
    before = services.audit_log.head()[0]
    do()
    return [action for action, _object in written(services, before)]


def approved(services):
    """A version in force."""
    return next(
        version
        for line in services.people.find("", limit=99)
        for version in services.people.file(line.person).versions
        if version.status == "ACTIVE"
    )


LOOKS = {
    "person.view": lambda s: s.people.opened(s.people.find("", limit=1)[0].person),
    "audit.read": lambda s: s.audit_log.opened(),
    "search.opened": lambda s: s.audit_log.searched(),
    "names.shown": lambda s: s.audit_log.showed_names(),
    "plan_version.view": lambda s: s.audit_log.looked_at_plan(approved(s).id),
    "return.trace": lambda s: s.returns.trace(s.returns.periods()[0], s.sitting.today),
    "audit.checked": lambda s: s.audit_log.verify(),
    "vault.checked": lambda s: s.sitting.check(),
    "audit.sealed": lambda s: s.sealing.printed(s.sealing.seal("2026-11")),
}


@pytest.mark.parametrize("action", LOOKS)
def test_looking_is_written_down(sam, action):
    assert acts_of(sam, lambda: LOOKS[action](sam)) == [action]


def test_looking_at_who_used_a_file_is_an_act_upon_that_file(sam):
    person = sam.people.find("", limit=1)[0].person
    before = sam.audit_log.head()[0]
    sam.audit_log.opened_about(person)
    assert written(sam, before) == [("audit.read", f"person/{person}")]


@pytest.mark.parametrize("how", ["printed", "saved"])
def test_a_copy_that_leaves_is_written_down_and_says_how(sam, how):
    version = approved(sam)
    acts = acts_of(sam, lambda: sam.copies.issue(version.id, Form.FULL, "School", how))
    assert acts == ["plan_copy_given.give"]
    (line,) = sam.audit_log.about(version.person, limit=1)
    where = "printed a copy" if how == "printed" else "saved a copy"
    assert where in line.sentence


def test_a_preview_is_not_an_act_for_nothing_leaves(sam):
    version = approved(sam)
    content = sam.plans.content(version.id)
    assert acts_of(sam, lambda: sam.copies.preview(content, Form.FULL)) == []


def test_a_refused_attempt_to_open_a_file_is_kept(sit):
    sam = sit()
    people = {line.worker: line.person for line in sam.people.find("", limit=99)}
    maya_id = next(id_ for id_, name in sam.colleagues.names().items() if name == MAYA)
    person = next(p for worker, p in people.items() if worker not in {maya_id, None})
    sam.sitting.lock()
    maya = sit(MAYA)
    with pytest.raises(NotAllowed):
        maya.people.opened(person)
    assert written(maya)[-1] == ("person.refused", f"person/{person}")


def test_coming_and_going_and_wrong_passwords_are_kept_at_the_next_unlock(sit, session, folder):
    sit().sitting.lock()
    for _i in range(2):
        with pytest.raises(WrongPassword):
            session.unlock(folder, MAYA, "not-the-password-at-all")
    sam = sit()
    names = [action for action, _object in written(sam)]
    assert names[-4:] == ["vault.closed", "unlock.failed", "unlock.failed", "vault.opened"]
    assert sam.audit_log.verify().is_sound
    lines = sam.audit_log.lines(sam.audit_log.find()[1:3])
    assert {line.sentence for line in lines} >= {
        "Somebody typed a wrong password for Maya Adeyemi."
    }


def test_slots_and_passwords_are_kept(sam):
    kit = "Kit Moss"
    assert "slot.added" in acts_of(
        sam, lambda: sam.colleagues.let_in(kit, Role.CASEWORKER, OTHER)
    )
    assert "password.reset" in acts_of(sam, lambda: sam.colleagues.reset(kit))
    old = training.PASSWORDS[SAM]
    assert "password.changed" in acts_of(
        sam, lambda: sam.colleagues.change_password(old, OTHER)
    )
    removed = acts_of(sam, lambda: sam.colleagues.remove(kit))
    assert {"backup.made", "slot.removed", "keys.rotated"} <= set(removed)


def test_a_change_of_keys_is_kept_in_both_chains(sam):
    assert "keys.rotated" in acts_of(sam, sam.colleagues.renew_keys)
    with vault_of(sam).counts_read() as db:
        rows = db.execute("SELECT action FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    assert rows[0] == "keys.rotated"


def test_backups_and_restoring_are_kept(sam, sit, tmp_path):
    assert acts_of(sam, sam.backups.make) == ["backup.made"]
    copy = tmp_path / "copy.backup"
    assert acts_of(sam, lambda: sam.backups.save_to(copy)) == ["backup.made"]
    there = tmp_path / "there"
    restoring.restore(copy, there)
    again = sit(place=there)
    assert "vault.restored" in [action for action, _object in written(again)][-4:]


def test_a_clock_that_went_back_between_two_sittings_is_kept(sit):
    sam = sit()
    vault = vault_of(sam)
    with vault.write() as db:
        ahead = datetime(2199, 1, 1, tzinfo=UTC)
        append(db, vault.signature, [Act("person.view")], now=ahead)
    vault._inside.abandon()  # as if the power had gone
    names = [action for action, _object in written(sit())]
    assert names[-2:] == ["clock.went-back", "vault.opened"]


@pytest.mark.parametrize(("seconds", "is_kept"), [(-3600, True), (86_400, True), (30, False)])
def test_a_clock_that_was_set_while_the_vault_was_open_is_kept(sit, seconds, is_kept):
    sam = sit()
    inside = vault_of(sam)._inside
    inside._begun = replace(inside._begun, wall=inside._begun.wall - seconds)
    sam.sitting.lock()
    closing = written(sit())[-3:-1]
    moved = [object_ for action, object_ in closing if action == "clock.moved"]
    assert moved == ([f"seconds/{seconds}"] if is_kept else [])


def test_two_clocks_that_go_alike_have_not_been_set():
    begun = Clocks.now()
    assert Clocks.now().moved(begun) == 0
    later = Clocks(begun.wall + 5000, begun.steady + 5000)
    assert later.moved(begun) == 0
    assert later.moved(replace(begun, wall=begun.wall + 600)) == -600


def test_the_foot_of_a_full_copy_names_the_head_that_the_log_had(sam):
    version = approved(sam)
    _length, head = sam.audit_log.head()
    paper, _changes = sam.copies.issue(version.id, Form.FULL, "School", "printed")
    with pypdfium2.PdfDocument(paper.pdf) as document:
        feet = [page.get_textpage().get_text_range() for page in document]
    found = {re.search(r"Audit\s+([0-9a-f]{12})", foot)[1] for foot in feet}
    assert found == {head[:12]}
    assert sam.sealing.look_up(found.pop()).holds


def test_every_act_that_the_program_names_has_words():
    """An act in the counts file's own chain is read by the check alone."""
    package = Path(audit_words.__file__).parents[1]
    source = "".join(file.read_text(encoding="utf-8") for file in package.rglob("*.py"))
    named = set(re.findall(r"""(?:note\(\s*db,|Act\(|act=)\s*"([a-z_]+\.[a-z-]+)\"""", source))
    assert {"person.view", "slot.added", "audit.sealed", "clock.moved"} <= named
    own = {name for name in named if name.startswith(("counts.", "figures."))}
    told = {name: audit_words.sentence("Sam", name, "x/1", {}) for name in named - own}
    assert [name for name, words in told.items() if words == f"Sam: {name}."] == []


def test_no_act_holds_a_word_of_a_record(sam):
    """Names of actions, kinds of records, ids, months, numbers: nothing that anybody wrote."""
    for look in LOOKS.values():
        look(sam)
    sam.colleagues.let_in("Kit Moss", Role.CASEWORKER, OTHER)
    version = approved(sam)
    sam.copies.issue(version.id, Form.FULL, "A school", "printed")
    names = {
        word.casefold()
        for line in sam.people.find("", limit=99)
        for word in (*line.name.split(), line.ref)
        if len(word) > 3
    }
    said = " ".join(f"{action} {object_}" for action, object_ in written(sam)).casefold()
    assert not [word for word in (*names, "a school", "kit moss") if word in said]
