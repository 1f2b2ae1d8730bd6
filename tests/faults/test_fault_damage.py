"""A changed bit, a lost sector or an old page put back is seen."""

from __future__ import annotations

import fault_house
import pytest

from youthcase.errors import Damaged


def test_every_changed_bit_of_every_file_is_seen(harness):
    told = harness("flips", 300)
    assert told["faults"] == []
    assert told["not seen"] == 0
    assert not [by for by in told["by"] if "stray" in by]


def test_the_same_bits_in_a_file_without_seals_are_mostly_not_seen(harness):
    told = harness("flips-control", 60)
    assert told["not seen"] > told["trials"] / 2


def test_every_old_page_put_back_is_seen_though_its_seal_is_true(harness):
    told = harness("old-pages", 36)
    assert told["faults"] == []
    assert told["stray"] == 0
    assert told["control: seals and structure alone found nothing"] > told["trials"] / 2


def test_an_old_piece_of_unfinished_writing_put_back_is_seen(
    harness,
):
    told = harness("old-pages-of-drafts", 36)
    assert told["faults"] == []
    assert told["by"]["check: Unfinished writing"] > 0


def test_a_changed_bit_in_the_log_of_a_crash_is_refused_and_the_log_is_kept(harness):
    told = harness("flips-in-a-log", 24)
    assert told["refused"] == told["trials"]
    assert "refused, but not as it was" not in told
    assert told["control: SQLite alone"]["last writes gone"] > told["trials"] / 2


def test_a_log_whose_last_transaction_was_torn_by_a_loss_of_power_is_not_refused(harness):
    told = harness("torn-logs", 320)
    assert told["refused wrongly"] == 0
    assert told["control: refused"] == told["control: harmed before what was torn"] > 100


@pytest.fixture
def services(tmp_path):
    fault_house.make(tmp_path / "vault")
    services = fault_house.unlock(tmp_path / "vault", fault_house.FIRST, fault_house.PASSWORD)
    yield services
    services.sitting.lock()


def test_a_clock_of_this_device_that_was_put_back_is_seen(services):
    with fault_house.vault_of(services).write() as db:
        db.execute("UPDATE device SET clock = clock - 1")
    unsound = [finding.line for finding in services.sitting.check() if not finding.is_sound]
    assert unsound == [
        "Journal: The journal's clock on this computer stands before its last entry."
    ]


def test_half_a_letter_in_a_note_is_told_as_damage_and_the_note_is_not_repeated(services):
    with fault_house.vault_of(services).write() as db:
        db.execute("UPDATE setting SET value = CAST(X'5A7171C3' AS TEXT)")
    with pytest.raises(Damaged) as caught:
        services.settings.value("service_name")
    assert "Zqq" not in str(caught.value)
    assert caught.value.__suppress_context__
