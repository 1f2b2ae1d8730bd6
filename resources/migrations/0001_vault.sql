-- What belongs to the vault itself: what it is, whose key slots it knows, who did what.

CREATE TABLE vault_meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The slots of record. The header of the vault lists key slots too; one that is not
-- here, with the same public key and role, was planted and never gets the next key.
CREATE TABLE key_slot (
    slot TEXT NOT NULL,
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    user TEXT NOT NULL CHECK (user <> ''),
    role TEXT NOT NULL CHECK (role IN ('caseworker', 'supervisor', 'manager', 'recovery')),
    kind TEXT NOT NULL CHECK (kind IN ('password', 'recovery')),
    added TEXT NOT NULL,
    removed TEXT,
    PRIMARY KEY (slot, public_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    monotonic INTEGER NOT NULL,
    actor TEXT NOT NULL,
    sitting TEXT NOT NULL,
    program TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    state BLOB,
    entry BLOB,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'an audit entry is never changed');
END;

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'an audit entry is never deleted');
END;

-- REPLACE would delete without asking the trigger above.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE seq = new.seq)
BEGIN
    SELECT RAISE(ABORT, 'an audit entry is never replaced');
END;
