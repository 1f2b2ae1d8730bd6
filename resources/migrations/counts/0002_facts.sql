-- The counting facts: one row a person, under a token that says nothing. The body is the
-- canonical JSON of domain/counting_facts.py: codes and days, no reference, name or text.
CREATE TABLE fact (
    token BLOB PRIMARY KEY CHECK (length(token) = 16),
    basis TEXT NOT NULL CHECK (basis IN ('REFERENCE', 'NAME')),
    body  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Every released return as it was: what was published, what it rests on, and its files.
CREATE TABLE release (
    id       TEXT PRIMARY KEY,
    number   INTEGER NOT NULL UNIQUE,
    at       TEXT NOT NULL,
    period   TEXT NOT NULL,
    as_at    TEXT NOT NULL,
    audience TEXT NOT NULL,
    profile  TEXT NOT NULL,
    facts    TEXT NOT NULL,
    entry    BLOB NOT NULL,
    files    BLOB NOT NULL
) STRICT;

CREATE TRIGGER release_is_not_changed BEFORE UPDATE ON release
BEGIN
    SELECT RAISE(ABORT, 'a release is never changed');
END;

CREATE TRIGGER release_is_not_deleted BEFORE DELETE ON release
BEGIN
    SELECT RAISE(ABORT, 'a release is never deleted');
END;

-- The categories of people in a released financial year, so that later ones agree with it.
CREATE TABLE frozen (
    year  TEXT NOT NULL,
    token BLOB NOT NULL CHECK (length(token) = 16),
    body  BLOB NOT NULL,
    PRIMARY KEY (year, token)
) STRICT, WITHOUT ROWID;
