-- The counting facts' own database: what it is, and its own audit chain.

CREATE TABLE counts_meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
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
