"""A log that was harmed after a crash is not taken for one that ends earlier."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from youthcase.errors import Damaged
from youthcase.vault import checkup, log_end, rescue

HEADER, ENTRY, PAGE = 32, 24, 4096


@pytest.fixture
def crashed(sample, tmp_path):
    """A vault as a kill leaves it after ten writes of several pages each."""
    folder = tmp_path / "crashed"
    with sample.open() as vault:
        for n in range(10):
            with vault.write() as db:
                row = f"word {n}", "x" * 9_000
                db.execute("INSERT INTO vault_meta VALUES (?, ?)", row)
        shutil.copytree(sample.folder, folder)
    return replace(sample, folder=folder)


def log_of(sample):
    return sample.folder / "vault-1.db-wal"


def change(sample, at, new):
    data = bytearray(log_of(sample).read_bytes())
    data[at : at + len(new)] = new
    log_of(sample).write_bytes(data)


def words_kept(sample):
    with sample.open() as vault, vault.read() as db:
        query = "SELECT count(*) FROM vault_meta WHERE key LIKE 'word %'"
        return db.execute(query).fetchone()[0]


def refused_as_it_was(sample):
    before = sample.digest()
    with pytest.raises(Damaged, match="the log is kept"):
        sample.open()
    assert sample.digest() == before


@pytest.mark.parametrize("keeps_index", [True, False])
@pytest.mark.parametrize(
    "at", [9, 25, HEADER + 9, HEADER + 17, HEADER + 3 * (ENTRY + PAGE) + 99]
)
def test_a_changed_byte_of_the_log_is_refused_and_the_log_is_kept(crashed, at, keeps_index):
    if not keeps_index:
        (crashed.folder / "vault-1.db-shm").unlink()
    change(crashed, at, bytes([log_of(crashed).read_bytes()[at] ^ 4]))
    refused_as_it_was(crashed)


@pytest.mark.parametrize("at", [0, 512, 20_480])
def test_a_sector_that_the_disk_lost_out_of_the_log_is_refused(crashed, at):
    (crashed.folder / "vault-1.db-shm").unlink()
    change(crashed, at, bytes(512))
    refused_as_it_was(crashed)


def test_a_log_cut_short_behind_a_crash_is_refused_while_its_index_is_there(crashed):
    log = log_of(crashed)
    log.write_bytes(log.read_bytes()[: 5 * (ENTRY + PAGE)])
    refused_as_it_was(crashed)


def test_a_log_whose_last_transaction_is_torn_opens_with_all_before_it(crashed):
    (crashed.folder / "vault-1.db-shm").unlink()
    log = log_of(crashed)
    log.write_bytes(log.read_bytes()[:-PAGE])
    assert words_kept(crashed) == 9


def test_a_whole_log_opens_with_everything(crashed):
    assert words_kept(crashed) == 10


def test_a_file_without_a_log_is_not_harmed(sample):
    assert not log_end.is_harmed(sample.case_file)


def test_a_harmed_log_of_the_counts_file_keeps_nobody_from_the_case_files(crashed):
    log = crashed.folder / "counts-1.db-wal"
    data = bytearray(log_of(crashed).read_bytes())
    data[9_000] ^= 1
    log.write_bytes(data)
    assert words_kept(crashed) == 10
    with crashed.open() as vault:
        with pytest.raises(Damaged), vault.counts_read():
            pass
        assert any("Counts file" in f.about and not f.is_ok for f in vault.check())
    assert log.read_bytes() == data
    log.unlink()
    with crashed.open() as vault, vault.counts_read() as db:
        assert db.execute("SELECT count(*) FROM counts_meta").fetchone()[0] == 1


def test_a_check_and_a_rescue_behind_a_harmed_log_leave_it_and_say_so(crashed, tmp_path):
    data = bytearray(log_of(crashed).read_bytes())
    data[HEADER + 20 * (ENTRY + PAGE) + 99] ^= 1
    log_of(crashed).write_bytes(data)
    before = crashed.digest()
    with checkup.Closed.held(crashed.folder, crashed.supervisor, crashed.password) as closed:
        unsound = [f.about for f in closed.findings() if not f.is_ok]
    assert unsound == ["Log of the last changes"]
    to = tmp_path / "rescued"
    rescue.rescue(crashed.folder, to, user=crashed.supervisor, password=crashed.password)
    assert crashed.digest() == before
    assert 0 < words_kept(replace(crashed, folder=to)) < 10
