"""How is one encrypted file opened, and what may a statement never do in it?"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from youthcase.errors import Damaged, Refusal
from youthcase.i18n import _

if TYPE_CHECKING:
    # sqlcipher3 has the standard library's API but no type stubs.
    import sqlite3 as sqlcipher
    from collections.abc import Generator, Iterable
    from pathlib import Path
    from sqlite3 import Connection
else:
    from sqlcipher3 import dbapi2 as sqlcipher


PAGE = 4096
SALT = 16

_SETTINGS = (
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "synchronous = FULL",
)
_WAIT_SECONDS = 5.0
_DIGITS = b"0123456789abcdef"
_RAW_KEY_BYTES = 48
_LOG_HEADER = 32
# Copying a database raises without a code, in these words of SQLite's.
_WORDS = {
    "database is locked": 5,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "file is not a database": 26,
}
_ALLOW, _DENY = 0, 1

# The numbers of SQLite's authorizer: https://www.sqlite.org/c3ref/c_alter_table.html
_PRAGMA, _ATTACH, _DETACH, _FUNCTION = 19, 24, 25, 31
_MAY_ASK = """
    application_id auto_vacuum busy_timeout cell_size_check cipher_integrity_check
    cipher_provider cipher_version compile_options data_version encoding
    foreign_key_check foreign_keys freelist_count integrity_check journal_mode
    page_count page_size query_only quick_check recursive_triggers schema_version
    secure_delete synchronous table_list temp_store trusted_schema user_version
    wal_checkpoint
"""
_MAY_SET = """
    cache_size defer_foreign_keys foreign_key_check foreign_key_list index_info
    index_list index_xinfo integrity_check quick_check table_info table_list table_xinfo
    user_version wal_autocheckpoint wal_checkpoint
"""
_NEVER_CALLED = frozenset({"load_extension", "fts3_tokenizer"})

_shunned: set[Path] = set()


def connect(file: Path, key: bytearray, *, only_read: bool = False) -> Connection:
    """A connection to an existing encrypted file, for the thread that asks for it.

    `key` is 48 bytes, SQLCipher's raw key and salt.

    Raises:
        Damaged: the file is not what this key wrote. Refusal: it cannot be opened.
    """
    # Without the file SQLite would begin a new one; a log that is shunned it would fold.
    if file in _shunned or not file.is_file() or file.stat().st_size == 0:
        raise _damaged()
    return _ready(file, key, (f"query_only = {'ON' if only_read else 'OFF'}",))


def shun(file: Path, *, is_harmed: bool) -> None:
    """Connect to a file whose log is harmed no more in this process, or again if it is not."""
    (_shunned.add if is_harmed else _shunned.discard)(file)


def anchor(file: Path, key: bytearray) -> Connection:
    """A connection that stays idle and turns on the log (WAL), also for a new, empty file.

    While it is there, closing another connection does not fold the log into the file.
    Any thread may close it.

    Raises:
        Damaged: the file is not what this key wrote. Refusal: it cannot be opened.
    """
    db = _ready(file, key, ("journal_mode = WAL",), any_thread=True)
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        db.close()
        raise Refusal(
            _("This disk cannot hold a vault safely. Choose a folder on this computer's disk.")
        )
    return db


def blank(file: Path, key: bytearray) -> Connection:
    """A connection to a new, empty file that a whole database is about to be copied into.

    It flushes nothing and keeps no journal: whoever fills the file flushes it afterwards and
    lets nothing depend on it before.
    """
    with faults():
        db = _keyed(file, key, "mode=rw")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA journal_mode = OFF")
        return db


@contextmanager
def look(file: Path, key: bytearray) -> Generator[Connection]:
    """A connection that changes no byte: not the file, not its log, not its index.

    An ordinary connection folds a log that a crash has left into the file as soon as it
    closes, even if all it found is that it must refuse. So a file without a log is read
    as immutable, and one with a log through a read-only index.

    Raises:
        Damaged: the file is not what this key wrote. Refusal: it cannot be opened.
    """
    log, index = file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")
    # A log that is only its header holds nothing, and SQLite cannot read it read-only.
    has_log = log.exists() and log.stat().st_size > _LOG_HEADER
    lends_index = has_log and not index.exists()
    if lends_index:
        index.touch(0o600)  # a read-only index must exist, though empty
    try:
        with faults():
            mode = "mode=ro&readonly_shm=1" if has_log else "mode=ro&immutable=1"
            db = _keyed(file, key, mode)
            try:
                db.execute("SELECT count(*) FROM sqlite_master").fetchone()
                yield db
            finally:
                db.close()
    finally:
        if lends_index:
            index.unlink(missing_ok=True)


def _ready(
    file: Path, key: bytearray, settings: Iterable[str], *, any_thread: bool = False
) -> Connection:
    with faults():
        db = _keyed(file, key, "mode=rw", any_thread=any_thread)
        try:
            for setting in (*_SETTINGS, *settings):
                db.execute(f"PRAGMA {setting}")
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            db.set_authorizer(_may)
        except BaseException:
            db.close()
            raise
        return db


def _keyed(file: Path, key: bytearray, mode: str, *, any_thread: bool = False) -> Connection:
    require_versions()
    db = sqlcipher.connect(
        f"{file.absolute().as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        timeout=_WAIT_SECONDS,
        check_same_thread=not any_thread,
    )
    db.row_factory = sqlcipher.Row
    db.execute("PRAGMA cipher_log_level = NONE")  # else a wrong key prints to stderr
    spec = _raw(key)
    try:
        cast("Any", db).set_key(spec)
    finally:
        spec[:] = bytes(len(spec))
    return db


def _raw(key: bytearray) -> bytearray:
    """`x'...'`, digit by digit into a buffer that can be zeroed (`hex()` makes a str)."""
    if len(key) != _RAW_KEY_BYTES:
        raise ValueError("key")
    spec = bytearray(2 * len(key) + 3)
    spec[:2], spec[-1:] = b"x'", b"'"
    for place, byte in enumerate(key):
        spec[2 + 2 * place] = _DIGITS[byte >> 4]
        spec[3 + 2 * place] = _DIGITS[byte & 15]
    return spec


def _may(
    action: int, first: str | None, second: str | None, _base: str | None, _inner: str | None
) -> int:
    """Deny what could write plaintext or keys: ATTACH (so VACUUM too), export, key pragmas."""
    if action in (_ATTACH, _DETACH):
        return _DENY
    if action == _PRAGMA:
        name = (first or "").lower()
        return _ALLOW if name in (_MAY_ASK if second is None else _MAY_SET).split() else _DENY
    if action == _FUNCTION:
        name = (second or "").lower()
        return _DENY if name in _NEVER_CALLED or name.startswith("sqlcipher") else _ALLOW
    return _ALLOW


@contextmanager
def faults() -> Generator[None]:
    """Turn what the disk or the file did into a sentence; a bug of ours stays a bug."""
    try:
        yield
    except sqlcipher.DatabaseError as error:
        if "Could not decode" in str(error):
            raise _damaged() from None  # that message quotes what stands in the record
        code = getattr(error, "sqlite_errorcode", None)
        answer = _answer(_WORDS.get(str(error), 0) if code is None else code & 0xFF)
        if answer is None:
            raise
        raise answer from error


def _damaged() -> Damaged:
    return Damaged(
        _(
            "A file of this vault is missing or damaged, or it does not belong to its key "
            "file. Nothing was changed. Put the vault back from a backup."
        )
    )


def _answer(code: int) -> Refusal | None:
    if code in (11, 15, 26):  # CORRUPT, PROTOCOL (of a log whose header is harmed), NOTADB
        return _damaged()
    if code in (5, 6):  # BUSY, LOCKED
        return Refusal(_("The vault is busy with other work. Nothing was saved. Try again."))
    if code == 13:
        return Refusal(
            _(
                "The disk is full. What was there before is safe, this was not saved. Make "
                "room on the disk, then save again."
            )
        )
    if code in (3, 8, 14):  # PERM, READONLY, CANTOPEN
        return Refusal(
            _(
                "The files of this vault cannot be written. Nothing was changed. Check that "
                "the folder is there and not write-protected."
            )
        )
    if code == 10:
        return Refusal(
            _(
                "The disk reported a fault. What was saved before is safe; look again whether "
                "this was saved. Make a backup to another disk soon."
            )
        )
    return None


@contextmanager
def transaction(db: Connection, *, only_read: bool = False) -> Generator[None]:
    """One transaction around what the caller does with `db`: all of it happens, or none.

    With `only_read` all queries see the same moment.
    """
    db.execute("BEGIN" if only_read else "BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            with suppress(sqlcipher.Error):  # closing the connection undoes it as well
                db.execute("ROLLBACK")
        raise


@cache
def require_versions() -> None:
    """Refuse to run on a SQLCipher that is older than what was tried, once per process."""
    db = sqlcipher.connect(":memory:")
    try:
        cast("Any", db).set_key(bytearray(b"x'" + b"0" * 96 + b"'"))
        cipher = db.execute("PRAGMA cipher_version").fetchone()[0]
        provider = db.execute("PRAGMA cipher_provider").fetchone()[0]
    finally:
        db.close()
    if not suffices(cipher, sqlcipher.sqlite_version, provider):
        raise Refusal(
            _(
                "The encryption library of this installation is too old. No vault was touched. "
                "Install Youthcase again."
            )
        )


def suffices(cipher: str, sqlite: str, provider: str) -> bool:
    """Whether these are SQLCipher 4.19, SQLite 3.53.3 and OpenSSL, or later ones."""
    return (
        _numbers(cipher)[:2] >= [4, 19]
        and _numbers(sqlite) >= [3, 53, 3]
        and provider == "openssl"
    )


def _numbers(version: str) -> list[int]:
    found = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    return [int(part) for part in found[0].split(".")] if found else []
