"""Cut off from power at any moment, a vault opens and holds what was acknowledged."""

from __future__ import annotations

import shutil

import fault_house
import pytest

from youthcase.domain.staff import Staff
from youthcase.errors import Refusal
from youthcase.store import journal
from youthcase.vault.vault import Vault


@pytest.mark.usefixtures("strace")
def test_nothing_acknowledged_is_lost_when_the_power_goes_at_any_moment(harness):
    told = harness("power", 90)
    assert told["faults"] == []
    assert told["flushed"] > 30


@pytest.mark.usefixtures("strace")
def test_a_database_that_does_not_wait_for_the_disk_fails_more_than_half(harness):
    told = harness("power-control", 30)
    assert told["failed"] > told["images"] / 2


@pytest.mark.usefixtures("strace")
def test_a_vault_that_was_acknowledged_as_made_is_there_after_a_loss_of_power(harness):
    told = harness("power-creation", 40)
    assert told["damaged"] == told["lost"] == 0
    assert told["cut before it was acknowledged"] > 0


def test_a_vault_opens_whose_log_holds_only_its_header(tmp_path):
    fault_house.make(tmp_path / "vault")
    services = fault_house.unlock(tmp_path / "vault", fault_house.FIRST, fault_house.PASSWORD)
    services.settings.choose("target", "321")
    shutil.copytree(tmp_path / "vault", tmp_path / "crashed")
    services.sitting.lock()
    folder = tmp_path / "vault"
    head = (tmp_path / "crashed" / "vault-1.db-wal").read_bytes()[:32]
    (folder / "vault-1.db-wal").write_bytes(head)
    again = fault_house.unlock(folder, fault_house.FIRST, fault_house.PASSWORD)
    assert again.settings.value("target") == "321"
    again.sitting.lock()


def test_a_vault_whose_making_was_cut_off_says_so(tmp_path):
    made = Vault.create(
        tmp_path / "vault",
        user=fault_house.FIRST,
        password=fault_house.PASSWORD,
        kdf=fault_house.CHEAP,
    )
    made.vault.close()
    with pytest.raises(Refusal):
        fault_house.unlock(tmp_path / "vault", fault_house.FIRST, fault_house.PASSWORD)


def test_a_colleague_who_was_half_let_in_can_be_let_in(tmp_path):
    """The record is written before the key: cut between them, the name is still free."""
    fault_house.make(tmp_path / "vault")
    services = fault_house.unlock(tmp_path / "vault", fault_house.FIRST, fault_house.PASSWORD)
    desk = services.people._desk
    half = Staff(id="half", name="Tom Brennan", role="CASEWORKER", recorded_at=desk.now)
    try:
        with desk.vault.write() as db:
            journal.add(db, desk.pen, [half])
        role = fault_house.PEOPLE["Maya Adeyemi"]
        services.colleagues.let_in("Tom Brennan", role, fault_house.PASSWORD)
        found = [c for c in services.colleagues.everybody() if c.name == "Tom Brennan"]
        assert [(c.id, c.signs_in) for c in found] == [("half", True)]
    finally:
        services.sitting.lock()
