"""The manager's own door: the counting facts, and by no means the case files."""

import pytest

from youthcase.errors import Damaged, NotAllowed, Refusal, WrongPassword
from youthcase.vault import database, figures, header, key_files, keys, place, slots
from youthcase.vault.figures import Figures
from youthcase.vault.vault import Vault

MANAGER = "Gwen Parry"
GIVEN = "orchard violet kettle saddle"
OWN = "thimble granite meadow lantern"


@pytest.fixture
def managed(sample):
    with sample.open() as vault:
        vault.add_user(user=MANAGER, role="manager", password=GIVEN, kdf=sample.cheap)
        with vault.counts_write() as db:
            db.execute("INSERT INTO counts_meta VALUES ('told', 'to managers')")
    return sample


def test_a_manager_opens_the_counting_facts(managed):
    assert figures.is_for(managed.folder, "gwen  parry")
    assert not figures.is_for(managed.folder, managed.supervisor)
    assert not figures.is_for(managed.folder, "Nobody Atall")
    with Figures.open(managed.folder, user=MANAGER, password=GIVEN) as door:
        with door.counts_read() as db:
            query = "SELECT value FROM counts_meta WHERE key = 'told'"
            assert db.execute(query).fetchone()[0] == "to managers"
        with door.counts_write() as db:
            db.execute("INSERT INTO counts_meta VALUES ('from', 'a manager')")
        assert door.check() == ""
    with managed.open() as vault, vault.counts_read() as db:
        acts = [row[0] for row in db.execute("SELECT action FROM audit ORDER BY seq")]
        assert acts[-2:] == ["figures.opened", "figures.closed"]


def test_nothing_that_a_manager_holds_opens_the_case_file(managed):
    found = key_files.read(managed.folder)[0]
    slot = found.slot(header.slot_id(found.vault, MANAGER))
    assert slot.vault_key is None
    opened = slots.open_slot(found, slot.id, keys.of_password(GIVEN))
    assert opened.vault_key == b""

    case = place.case_file(managed.folder, found.generation)
    held = [bytes(opened.content[: keys.KEY]), bytes(opened.content[keys.KEY :])]
    held.append(bytes(opened.counts_key))
    for secret in held:
        for made in (
            keys.derived(secret, b"db|%d" % found.generation, salt=found.salt, size=48),
            keys.counts_file_key(bytearray(secret), found.generation, found.salt),
            bytearray(secret[:32] + found.salt[:16]),
        ):
            with pytest.raises(Damaged):
                database.connect(case, bytearray(made))
    with pytest.raises(Refusal):
        Vault.open(managed.folder, user=MANAGER, password=GIVEN)


def test_the_control_a_supervisors_key_does_open_the_case_file(managed):
    found = key_files.read(managed.folder)[0]
    slot = header.slot_id(found.vault, managed.supervisor)
    opened = slots.open_slot(found, slot, keys.of_password(managed.password))
    made = keys.derived(opened.vault_key, b"db|%d" % found.generation, salt=found.salt, size=48)
    database.connect(place.case_file(managed.folder, found.generation), made).close()


def test_casework_names_and_wrong_passwords_do_not_open_the_figures(managed):
    with pytest.raises(NotAllowed, match="case files"):
        Figures.open(managed.folder, user=managed.supervisor, password=managed.password)
    with pytest.raises(WrongPassword):
        Figures.open(managed.folder, user=MANAGER, password=OWN, wait=None)
    with managed.open():  # nothing of either stays locked
        pass


def test_a_manager_changes_the_password_and_the_record_holds(managed):
    with Figures.open(managed.folder, user=MANAGER, password=GIVEN) as door:
        with pytest.raises(WrongPassword):
            door.change_password(old="not the password at all", new=OWN, kdf=managed.cheap)
        with pytest.raises(Refusal, match="Choose another"):
            door.change_password(old=GIVEN, new=GIVEN)
        door.change_password(old=GIVEN, new=OWN, kdf=managed.cheap)
    with pytest.raises(WrongPassword):
        Figures.open(managed.folder, user=MANAGER, password=GIVEN, wait=None)
    Figures.open(managed.folder, user=MANAGER, password=OWN, wait=None).close()
    with managed.open() as vault:  # the header that a manager wrote is a true one
        assert MANAGER in [user.name for user in vault.users()]


def test_a_password_for_one_use_lets_nothing_be_written(managed):
    with managed.open() as vault:
        given = vault.reset_password(user=MANAGER, kdf=managed.cheap)
    with Figures.open(managed.folder, user=MANAGER, password=given) as door:
        assert door.must_change_password
        with pytest.raises(NotAllowed, match="once"), door.counts_write():
            pass
        door.change_password(old=given, new=OWN, kdf=managed.cheap)
        with door.counts_write() as db:
            db.execute("INSERT INTO counts_meta VALUES ('from', 'a manager')")


def test_a_manager_who_left_opens_no_later_figures(managed):
    with managed.open() as vault:
        vault.rotate(remove=MANAGER)
    with pytest.raises(WrongPassword):
        Figures.open(managed.folder, user=MANAGER, password=GIVEN, wait=None)


def test_two_programs_do_not_open_one_vault(managed):
    with (
        Figures.open(managed.folder, user=MANAGER, password=GIVEN),
        pytest.raises(Refusal, match="open"),
    ):
        managed.open()


def test_a_manager_cannot_make_a_slot_that_is_let_in(managed):
    """The header's signature is known to managers; the slots of record are not theirs."""
    found = key_files.read(managed.folder)[0]
    slot_id = header.slot_id(found.vault, MANAGER)
    opened = slots.open_slot(found, slot_id, keys.of_password(GIVEN))
    witness = opened.content[keys.KEY :]
    planted = found.with_slot(
        slots.make(
            found,
            slots.Person(slot=header.slot_id(found.vault, "Mallory"), role="supervisor"),
            keys.of_password(OWN),
            managed.cheap,
            keys.Secrets.of(
                bytearray(32), opened.counts_key, witness, generation=1, salt=found.salt
            ),
        )
    )
    key_files.write(managed.folder, planted, keys.header_key(opened.counts_key, witness))
    with pytest.raises(Damaged, match="altered"):
        managed.open()
