"""What the database holds to: one transaction, no plaintext, a chain that tells."""

import os
import sqlite3
import subprocess
import sys
import textwrap
import threading

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from youthcase.errors import Refusal
from youthcase.vault import audit, database, migrations
from youthcase.vault.audit import Act, Signature
from youthcase.vault.hashes import commitment, fingerprint

BY = Signature("Amina Sesay", "a-sitting")
NOTHING = bytes(32)


@pytest.fixture
def vault(sample):
    with sample.open() as opened:
        yield opened


@pytest.fixture
def chain(vault):
    """A connection as an enemy's: with the key, without our triggers."""
    db = database.connect(vault._inside.parts.case_file, vault._inside.secrets.case_file)
    for trigger in ("changed", "deleted", "replaced"):
        db.execute(f"DROP TRIGGER audit_is_not_{trigger}")
    audit.append(
        db, BY, [Act("contact.saved", f"contact/{n}", bytes([n]) * 32) for n in range(9)]
    )
    assert not audit.examined(db).problem
    yield db
    db.close()


def test_a_unit_of_work_that_fails_leaves_nothing(vault):
    def half_done():
        with vault.write() as db:
            db.execute("INSERT INTO vault_meta VALUES ('half', 'done')")
            audit.append(db, BY, [Act("half.done")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with vault.read() as db:
        query = "SELECT count(*) FROM vault_meta WHERE key = 'half'"
        assert db.execute(query).fetchone()[0] == 0
        assert not audit.examined(db).problem


def test_a_reader_cannot_write(vault):
    with pytest.raises(Refusal, match="cannot be written"), vault.read() as db:
        db.execute("INSERT INTO vault_meta VALUES ('a', 'b')")


def test_a_reader_sees_one_moment(vault):
    query = "SELECT count(*) FROM vault_meta"
    with vault.read() as reader:
        before = reader.execute(query).fetchone()[0]
        with vault.write() as writer:
            writer.execute("INSERT INTO vault_meta VALUES ('new', 'row')")
        assert reader.execute(query).fetchone()[0] == before


def test_any_thread_may_read_and_write_and_another_may_close(sample):
    vault = sample.open()
    faults = []

    def work(name):
        try:
            with vault.write() as db:
                db.execute("INSERT INTO vault_meta VALUES (?, '')", (name,))
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(f"t{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    closing = threading.Thread(target=vault.close)
    closing.start()
    closing.join()
    assert faults == []
    with sample.open() as again, again.read() as db:
        query = "SELECT count(*) FROM vault_meta WHERE key LIKE 't_'"
        assert db.execute(query).fetchone()[0] == 6


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH 'plain.db' AS plain KEY ''",
        "VACUUM INTO 'plain.db'",
        "VACUUM",
        "SELECT sqlcipher_export('main')",
        "PRAGMA key = 'x'",
        "PRAGMA key",
        "PRAGMA rekey = 'x'",
        "PRAGMA hexrekey = '00'",
        "PRAGMA temp_store = FILE",
        "PRAGMA temp_store_directory = '.'",
        "PRAGMA cipher_memory_security = OFF",
        "PRAGMA cipher_page_size = 1024",
        "PRAGMA cipher_profile = 'profile.log'",
        "PRAGMA cipher_log = 'log.txt'",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA synchronous = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "SELECT load_extension('x')",
    ],
)
def test_what_could_write_plaintext_or_weaken_the_file_is_denied(
    vault, statement, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    db = database.connect(vault._inside.parts.case_file, vault._inside.secrets.case_file)
    try:
        with pytest.raises(sqlcipher.DatabaseError, match=r"not authorized|prohibited|denied"):
            db.execute(statement)
    finally:
        db.close()
    assert [f.name for f in tmp_path.iterdir()] == ["vault"]


def test_full_text_search_works_under_the_same_rules(vault):
    with vault.write() as db:
        db.execute("CREATE VIRTUAL TABLE words USING fts5(body)")
        db.execute("INSERT INTO words(words, rank) VALUES ('secure-delete', 1)")
        db.execute("INSERT INTO words VALUES ('the marigold path')")
        assert db.execute("SELECT * FROM words WHERE words MATCH 'mari*'").fetchone()
    assert [f.line for f in vault.check() if not f.is_ok] == []


def test_connections_are_set_as_the_specification_says(vault):
    with vault.write() as db:
        found = {
            name: str(db.execute(f"PRAGMA {name}").fetchone()[0])
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "trusted_schema",
                "temp_store",
                "page_size",
                "secure_delete",
            )
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": "2",
        "foreign_keys": "1",
        "trusted_schema": "0",
        "temp_store": "2",
        "page_size": "4096",
        "secure_delete": "1",
    }


def test_no_word_and_no_key_stands_in_any_file(sample):
    marker = "Qzxmarigold"
    with sample.open() as vault:
        with vault.write() as db:
            db.execute("INSERT INTO vault_meta VALUES (?, ?)", (marker, marker))
            audit.append(db, Signature(marker, "s"), [Act(marker)])
        held = vault._inside.secrets
        needles = [marker.encode(), marker.encode("utf-16le"), sample.supervisor.encode()]
        needles += [bytes(held.vault), bytes(held.counts), bytes(held.case_file[:32])]
        needles += [needle.hex().encode() for needle in needles[3:]]
        needles += [b"SQLite format 3", b"CREATE TABLE"]
        open_files = read_all(sample.folder)
        assert len(open_files) > 5
    for content in (*open_files, *read_all(sample.folder)):
        assert not [needle for needle in needles if needle in content]


def test_the_search_for_words_in_files_would_find_one(tmp_path):
    db = sqlite3.connect(tmp_path / "plain.db")
    db.execute("CREATE TABLE a (b TEXT)")
    db.execute("INSERT INTO a VALUES ('Qzxmarigold')")
    db.commit()
    db.close()
    assert b"Qzxmarigold" in read_all(tmp_path)[0]


def read_all(folder):
    return [file.read_bytes() for file in folder.iterdir()]


def test_every_table_is_strict(vault):
    for unit in (vault.read, vault.counts_read):
        with unit() as db:
            rows = db.execute("PRAGMA table_list").fetchall()
        virtual = {row["name"] for row in rows if row["type"] == "virtual"}
        loose = [
            row["name"]
            for row in rows
            if row["type"] == "table"
            and not row["strict"]
            and not row["name"].startswith("sqlite_")
            and row["name"].rsplit("_", 1)[0] not in virtual
        ]
        assert loose == []


def test_steps_are_taken_in_order_and_each_is_whole(vault):
    first, second = "CREATE TABLE one (a TEXT) STRICT;", "CREATE TABLE two (a TEXT) STRICT;"
    broken = "CREATE TABLE three (a TEXT) STRICT; SELECT nonsense;"
    done = migrations.steps()
    db = database.connect(vault._inside.parts.case_file, vault._inside.secrets.case_file)
    try:
        with pytest.raises(sqlcipher.Error, match="nonsense"):
            migrations.migrate(db, (*done, first, broken, second))
        assert not db.in_transaction
        assert migrations.version(db) == len(done) + 1
        assert migrations.migrate(db, (*done, first, second)) == 1
        with pytest.raises(Refusal, match="newer"):
            migrations.migrate(db, done)
    finally:
        db.close()


def test_a_whole_vault_has_nothing_to_report(vault):
    findings = vault.check()
    assert [finding.line for finding in findings if not finding.is_ok] == []
    assert len(findings) >= 10


def test_harm_to_a_page_is_found_by_the_check(sample):
    with sample.open() as vault, vault.write() as db:
        db.execute("CREATE TABLE padding (a TEXT) STRICT")
        db.execute("INSERT INTO padding VALUES (?)", ("x" * 40_000,))
    size = sample.case_file.stat().st_size
    with sample.case_file.open("r+b") as file:
        file.seek(size - 4096 * 2 + 77)
        file.write(b"\x00\x01\x02")
    with sample.open() as vault:
        problems = [f.about for f in vault.check() if not f.is_ok]
    assert "Case file, seals" in problems


def test_a_row_that_points_at_nothing_is_found_by_the_check(vault):
    with vault.write() as db:
        db.execute("CREATE TABLE parent (id TEXT PRIMARY KEY) STRICT")
        db.execute("CREATE TABLE child (p TEXT REFERENCES parent (id)) STRICT")
        db.execute("PRAGMA defer_foreign_keys = ON")
        db.execute("INSERT INTO parent VALUES ('a')")
        db.execute("INSERT INTO child VALUES ('a')")
        db.execute("DROP TRIGGER audit_is_not_changed")
    raw = database._keyed(
        vault._inside.parts.case_file, vault._inside.secrets.case_file, "mode=rw"
    )
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("DELETE FROM parent")
    raw.close()
    assert [f.about for f in vault.check() if not f.is_ok] == ["Case file, references"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'Somebody Else' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
    ],
)
def test_the_audit_is_only_ever_added_to(vault, statement):
    with pytest.raises(sqlcipher.IntegrityError, match="never"), vault.write() as db:
        db.execute(statement)


@pytest.mark.parametrize(
    "column",
    ["at", "monotonic", "actor", "sitting", "program", "action", "object", "state", "entry"],
)
def test_a_changed_audit_entry_breaks_the_chain(chain, column):
    value = b"x" * 32 if column in ("state", "entry") else 1 if column == "monotonic" else "x"
    chain.execute(f"UPDATE audit SET {column} = ? WHERE seq = 5", (value,))
    assert audit.examined(chain).problem == "Audit entry 5 has been changed."


def test_a_deleted_audit_entry_breaks_the_chain(chain):
    chain.execute("DELETE FROM audit WHERE seq = 5")
    assert audit.examined(chain).problem


def test_entries_in_another_order_break_the_chain(chain):
    chain.execute("UPDATE audit SET seq = -1 WHERE seq = 5")
    chain.execute("UPDATE audit SET seq = 5 WHERE seq = 6")
    chain.execute("UPDATE audit SET seq = 6 WHERE seq = -1")
    assert audit.examined(chain).problem


def test_an_entry_slipped_in_breaks_the_chain(chain):
    chain.execute("UPDATE audit SET seq = seq + 100 WHERE seq > 5")
    chain.execute("UPDATE audit SET seq = seq - 99 WHERE seq > 100")
    chain.execute("INSERT INTO audit SELECT 6, at, monotonic, actor, sitting, program, action,"
                  " object, state, entry, previous, hash FROM audit WHERE seq = 5")  # fmt: skip
    assert audit.examined(chain).problem


def test_a_chain_cut_off_at_its_end_no_longer_holds_the_head_of_the_header(sample):
    with sample.open() as vault:
        length, digest = vault._inside.keys.header.audit
        db = database.connect(vault._inside.parts.case_file, vault._inside.secrets.case_file)
        assert audit.holds(db, length, digest)
        db.execute("DROP TRIGGER audit_is_not_deleted")
        db.execute("DELETE FROM audit WHERE seq >= ?", (length,))
        assert not audit.examined(db).problem
        assert not audit.holds(db, length, digest)
        db.close()
        assert "Audit chain" in [f.about for f in vault.check() if not f.is_ok]


def test_an_old_row_put_back_no_longer_has_its_last_audited_state(vault):
    with vault.write() as db:
        db.execute("CREATE TABLE note (id TEXT PRIMARY KEY, body TEXT) STRICT")
        db.execute("INSERT INTO note VALUES ('n', 'first')")
        audit.append(db, BY, [Act("note.added", "note/n", fingerprint("n", "first"))])
        db.execute("UPDATE note SET body = 'second'")
        audit.append(db, BY, [Act("note.changed", "note/n", fingerprint("n", "second"))])
        assert audit.last_state(db, "note/n") == fingerprint("n", "second")
        db.execute("UPDATE note SET body = 'first'")
        row = db.execute("SELECT * FROM note").fetchone()
        assert audit.last_state(db, "note/n") != fingerprint(*row)


def test_the_counts_file_has_its_own_chain_and_its_own_key(vault):
    with vault.counts_write() as db:
        audit.append(db, BY, [Act("counts.test")])
        assert audit.head(db)[0] == 2
        assert not audit.examined(db).problem
    assert vault._inside.secrets.case_file != vault._inside.secrets.counts_file
    with pytest.raises(Refusal):
        database.connect(vault._inside.parts.counts_file, vault._inside.secrets.case_file)


def test_many_acts_in_one_call_are_each_in_the_chain(vault):
    with vault.write() as db:
        before, _hash = audit.head(db)
        head = audit.append(db, BY, [Act("a", str(n), NOTHING, NOTHING) for n in range(3000)])
        assert audit.head(db) == (before + 3000, head)
        assert audit.append(db, BY, []) == head
        assert not audit.examined(db).problem


def test_fingerprints_tell_types_and_borders_apart():
    values = [
        ("ab", "c"), ("a", "bc"), ("abc",), (b"abc",), ("abc", ""), ("abc", None), ("1",), (1,),
        (b"1",), (None,), ("",), (b"",), (), (-1,), ("-1",), (2**70,),
    ]  # fmt: skip
    assert len({fingerprint(*value) for value in values}) == len(values)
    for strange in (True, 1.5, ("a",)):
        with pytest.raises(TypeError):
            fingerprint(strange)


def test_a_commitment_needs_a_salt_and_binds_to_the_body():
    salt = os.urandom(16)
    assert commitment(salt, b"a") == commitment(salt, b"a") != commitment(salt, b"b")
    with pytest.raises(ValueError, match="salt"):
        commitment(b"short", b"a")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_disk_that_takes_no_more_loses_nothing_that_was_saved(sample):
    script = f"""
        import resource
        from pathlib import Path
        from youthcase.errors import Refusal
        from youthcase.vault.vault import Vault
        vault = Vault.open(Path({str(sample.folder)!r}), user={sample.supervisor!r},
                           password={sample.password!r})
        with vault.write() as db:
            db.execute("INSERT INTO vault_meta VALUES ('first', '')")
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            with vault.write() as db:
                db.execute("INSERT INTO vault_meta VALUES ('second', ?)", ("x" * 900_000,))
        except Refusal as refusal:
            print(refusal)
    """
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout.startswith("The disk")
    with sample.open() as vault:
        assert [f.line for f in vault.check() if not f.is_ok] == []
        with vault.read() as db:
            query = "SELECT key FROM vault_meta WHERE key IN ('first', 'second')"
            assert [row[0] for row in db.execute(query)] == ["first"]
