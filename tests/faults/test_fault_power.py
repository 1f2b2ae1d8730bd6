"""Cut off from power at any moment, a vault opens and holds what was acknowledged."""

from __future__ import annotations

import shutil

import fault_house
import pytest

from youthcase.errors import Refusal
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


@pytest.mark.xfail(strict=True, raises=TypeError, reason="session.create takes two steps")
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


@pytest.mark.xfail(strict=True, raises=Refusal, reason="colleagues.let_in takes two steps")
def test_a_colleague_who_was_half_let_in_can_be_let_in(tmp_path):
    fault_house.make(tmp_path / "vault")
    services = fault_house.unlock(tmp_path / "vault", fault_house.FIRST, fault_house.PASSWORD)
    try:
        fault_house.vault_of(services).add_user(
            user="Tom Brennan",
            role="caseworker",
            password=fault_house.PASSWORD,
            kdf=fault_house.CHEAP,
        )
        role = fault_house.PEOPLE["Maya Adeyemi"]
        services.colleagues.let_in("Tom Brennan", role, fault_house.PASSWORD)
    finally:
        services.sitting.lock()
