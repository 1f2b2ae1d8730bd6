-- The counting facts: one row a person, under a token that says nothing. The body is the
-- canonical JSON of domain/counting_facts.py: codes and days, no reference, name or text.
CREATE TABLE fact (
    token BLOB PRIMARY KEY CHECK (length(token) = 16),
    basis TEXT NOT NULL CHECK (basis IN ('REFERENCE', 'NAME')),
    body  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Every return that was released, with its files byte by byte; none is ever changed.
CREATE TABLE release (
    number   INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    by_role  TEXT NOT NULL,
    period   TEXT NOT NULL,
    as_at    TEXT NOT NULL,
    audience TEXT NOT NULL,
    profile  TEXT NOT NULL,
    headline INTEGER,
    restates INTEGER REFERENCES release (number),
    facts    TEXT NOT NULL
) STRICT;

CREATE TABLE release_file (
    release INTEGER NOT NULL REFERENCES release (number),
    name    TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (release, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER release_is_not_changed BEFORE UPDATE ON release
BEGIN
    SELECT RAISE(ABORT, 'a release is never changed');
END;

CREATE TRIGGER release_is_not_deleted BEFORE DELETE ON release
BEGIN
    SELECT RAISE(ABORT, 'a release is never deleted');
END;

CREATE TRIGGER release_file_is_not_changed BEFORE UPDATE ON release_file
BEGIN
    SELECT RAISE(ABORT, 'a released file is never changed');
END;

CREATE TRIGGER release_file_is_not_deleted BEFORE DELETE ON release_file
BEGIN
    SELECT RAISE(ABORT, 'a released file is never deleted');
END;

-- Everything that was ever published, and about whom: sealed bytes of returns/ledger.py.
CREATE TABLE ledger (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    releases INTEGER NOT NULL,
    body     BLOB NOT NULL
) STRICT;
