-- The journal: every save is one entry, written in the same transaction as the tables below.
-- Header columns are never secret; erasing sets salt and body to NULL and the chain still holds.
CREATE TABLE journal (
    place      INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE,
    format     INTEGER NOT NULL,
    stream     BLOB NOT NULL,
    lane       BLOB NOT NULL,
    seq        INTEGER NOT NULL,
    prev       BLOB NOT NULL,
    commitment BLOB NOT NULL,
    salt       BLOB,
    body       BLOB,
    signature  BLOB,
    record     TEXT NOT NULL,
    UNIQUE (stream, lane, seq)
) STRICT;
CREATE INDEX journal_by_record ON journal (record);

-- This device's place in the journal: its lane and the highest clock it has given or seen.
CREATE TABLE device (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    lane     BLOB NOT NULL,
    clock    INTEGER NOT NULL
) STRICT;

-- Unfinished writing. Outside the journal: never counted, never printed as final.
CREATE TABLE draft (
    id       TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    person   TEXT,
    author   TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    content  TEXT NOT NULL
) STRICT;
CREATE INDEX draft_by_person ON draft (person, kind);

CREATE TABLE staff (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    imported    INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    id          TEXT PRIMARY KEY,
    value       TEXT NOT NULL,
    recorded_at TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id                 TEXT PRIMARY KEY,
    ref                TEXT NOT NULL UNIQUE,
    first_name         TEXT NOT NULL,
    last_name          TEXT NOT NULL,
    known_as           TEXT,
    dob                TEXT,
    dob_quality        TEXT,
    pronouns           TEXT,
    sex                TEXT NOT NULL,
    gender             TEXT,
    ethnicity          TEXT NOT NULL,
    disability         TEXT NOT NULL,
    send_status        TEXT,
    care_status        TEXT,
    yj_status          TEXT,
    ward               TEXT,
    first_language     TEXT,
    interpreter_needed TEXT,
    reading_support    TEXT,
    nhs_number         TEXT,
    postcode           TEXT,
    phone              TEXT,
    safe_contact       TEXT,
    recorded_by        TEXT,
    recorded_at        TEXT NOT NULL,
    imported           INTEGER NOT NULL
) STRICT;

CREATE TABLE episode (
    id                     TEXT PRIMARY KEY,
    person                 TEXT NOT NULL REFERENCES person (id),
    number                 INTEGER NOT NULL,
    referral_received      TEXT NOT NULL,
    referral_source        TEXT NOT NULL,
    referral_type          TEXT NOT NULL,
    referrer               TEXT,
    reason                 TEXT,
    decision               TEXT NOT NULL,
    decision_date          TEXT,
    decision_reason        TEXT,
    start                  TEXT,
    "end"                  TEXT,
    closure_reason         TEXT,
    closure_note           TEXT,
    lead_worker            TEXT REFERENCES staff (id),
    priority               TEXT,
    primary_risk           TEXT NOT NULL,
    lawful_basis           TEXT,
    contact_frequency_days INTEGER,
    recorded_by            TEXT,
    recorded_at            TEXT NOT NULL,
    imported               INTEGER NOT NULL,
    UNIQUE (person, number)
) STRICT;
CREATE INDEX episode_by_worker ON episode (lead_worker);

CREATE TABLE agreement (
    id          TEXT PRIMARY KEY,
    person      TEXT NOT NULL REFERENCES person (id),
    episode     TEXT NOT NULL REFERENCES episode (id),
    answer      TEXT NOT NULL,
    agreed_on   TEXT,
    note        TEXT,
    recorded_by TEXT,
    recorded_at TEXT NOT NULL,
    imported    INTEGER NOT NULL
) STRICT;
CREATE INDEX agreement_by_episode ON agreement (episode);

CREATE TABLE contact (
    id               TEXT PRIMARY KEY,
    person           TEXT NOT NULL REFERENCES person (id),
    episode          TEXT NOT NULL REFERENCES episode (id),
    day              TEXT NOT NULL,
    at               TEXT,
    duration_minutes INTEGER,
    mode             TEXT NOT NULL,
    attended         TEXT NOT NULL,
    with_whom        TEXT NOT NULL,
    purpose          TEXT NOT NULL,
    summary          TEXT,
    their_words      TEXT,
    significant      INTEGER NOT NULL,
    written_by       TEXT,
    recorded_at      TEXT NOT NULL,
    imported         INTEGER NOT NULL,
    withdrawn_on     TEXT,
    withdrawn_reason TEXT
) STRICT;
CREATE INDEX contact_by_person ON contact (person, day DESC, at DESC);

CREATE TABLE addendum (
    id          TEXT PRIMARY KEY,
    person      TEXT NOT NULL REFERENCES person (id),
    contact     TEXT NOT NULL REFERENCES contact (id),
    text        TEXT NOT NULL,
    written_by  TEXT,
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX addendum_by_person ON addendum (person);

CREATE TABLE score (
    id          TEXT PRIMARY KEY,
    person      TEXT NOT NULL REFERENCES person (id),
    episode     TEXT NOT NULL REFERENCES episode (id),
    day         TEXT NOT NULL,
    tool        TEXT NOT NULL,
    occasion    TEXT NOT NULL,
    item        TEXT,
    goal        TEXT,
    value       INTEGER NOT NULL,
    scored_by   TEXT,
    recorded_at TEXT NOT NULL,
    imported    INTEGER NOT NULL
) STRICT;
CREATE INDEX score_by_person ON score (person, day);

CREATE TABLE plan_version (
    id             TEXT PRIMARY KEY,
    person         TEXT NOT NULL REFERENCES person (id),
    episode        TEXT NOT NULL REFERENCES episode (id),
    number         INTEGER NOT NULL,
    title          TEXT,
    status         TEXT NOT NULL,
    agreed_on      TEXT,
    participation  TEXT,
    review_due     TEXT,
    ended_on       TEXT,
    carry_decision TEXT,
    carry_reason   TEXT,
    format_needs   TEXT,
    written_by     TEXT,
    submitted_at   TEXT,
    recorded_at    TEXT NOT NULL,
    imported       INTEGER NOT NULL,
    UNIQUE (episode, number)
) STRICT;
CREATE INDEX plan_version_by_person ON plan_version (person);
CREATE INDEX plan_version_by_status ON plan_version (status);

CREATE TABLE plan_item (
    id       TEXT PRIMARY KEY,
    person   TEXT NOT NULL REFERENCES person (id),
    version  TEXT NOT NULL REFERENCES plan_version (id),
    section  INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text     TEXT NOT NULL,
    detail   TEXT,
    context  TEXT,
    owner    TEXT,
    due      TEXT,
    audience TEXT NOT NULL
) STRICT;
CREATE INDEX plan_item_by_version ON plan_item (version, section, position);

CREATE TABLE plan_place (
    id         TEXT PRIMARY KEY,
    person     TEXT NOT NULL REFERENCES person (id),
    version    TEXT NOT NULL REFERENCES plan_version (id),
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    status     TEXT NOT NULL,
    days_times TEXT,
    reason     TEXT,
    audience   TEXT NOT NULL
) STRICT;
CREATE INDEX plan_place_by_version ON plan_place (version, position);

CREATE TABLE plan_decision (
    id           TEXT PRIMARY KEY,
    person       TEXT NOT NULL REFERENCES person (id),
    version      TEXT NOT NULL REFERENCES plan_version (id),
    decision     TEXT NOT NULL,
    decided_on   TEXT NOT NULL,
    decided_by   TEXT,
    comment      TEXT,
    content_hash TEXT NOT NULL,
    recorded_at  TEXT NOT NULL,
    imported     INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_decision_by_version ON plan_decision (version);

CREATE TABLE plan_copy_given (
    id          TEXT PRIMARY KEY,
    person      TEXT NOT NULL REFERENCES person (id),
    version     TEXT NOT NULL REFERENCES plan_version (id),
    form        TEXT NOT NULL,
    for_whom    TEXT,
    number      INTEGER NOT NULL,
    given_on    TEXT NOT NULL,
    how         TEXT NOT NULL,
    given_by    TEXT,
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX plan_copy_given_by_person ON plan_copy_given (person);

-- One line a person for the caseload: made from the tables above, never written by hand.
CREATE TABLE case_line (
    person       TEXT PRIMARY KEY REFERENCES person (id),
    search       TEXT NOT NULL,
    name         TEXT NOT NULL,
    worker       TEXT,
    state        TEXT NOT NULL,
    risk         TEXT,
    next_step    TEXT NOT NULL,
    due          TEXT,
    last_contact TEXT,
    plan         TEXT NOT NULL,
    review_due   TEXT
) STRICT;
CREATE INDEX case_line_by_due ON case_line (worker, due);

-- An approved version is evidence. Only its status and the day it ended may still change.
CREATE TRIGGER plan_version_approved BEFORE UPDATE ON plan_version
WHEN EXISTS (SELECT 1 FROM plan_decision d WHERE d.version = OLD.id AND d.decision = 'APPROVED')
 AND (OLD.id, OLD.person, OLD.episode, OLD.number, OLD.title, OLD.agreed_on, OLD.participation,
      OLD.review_due, OLD.carry_decision, OLD.carry_reason, OLD.format_needs, OLD.written_by,
      OLD.submitted_at, OLD.recorded_at)
  IS NOT
     (NEW.id, NEW.person, NEW.episode, NEW.number, NEW.title, NEW.agreed_on, NEW.participation,
      NEW.review_due, NEW.carry_decision, NEW.carry_reason, NEW.format_needs, NEW.written_by,
      NEW.submitted_at, NEW.recorded_at)
BEGIN SELECT RAISE(ABORT, 'an approved plan version does not change'); END;

CREATE TRIGGER plan_version_kept BEFORE DELETE ON plan_version
WHEN EXISTS (SELECT 1 FROM plan_decision d WHERE d.version = OLD.id AND d.decision = 'APPROVED')
BEGIN SELECT RAISE(ABORT, 'an approved plan version is not deleted'); END;

CREATE TRIGGER plan_item_new BEFORE INSERT ON plan_item
WHEN EXISTS (SELECT 1 FROM plan_decision d WHERE d.version = NEW.version AND d.decision = 'APPROVED')
BEGIN SELECT RAISE(ABORT, 'an approved plan version does not change'); END;
CREATE TRIGGER plan_item_approved BEFORE UPDATE ON plan_item
WHEN EXISTS (SELECT 1 FROM plan_decision d WHERE d.version = OLD.version AND d.decision = 'APPROVED')
BEGIN SELECT RAISE(ABORT, 'an approved plan version does not change'); END;
CREATE TRIGGER plan_item_kept BEFORE DELETE ON plan_item
WHEN EXISTS (SELECT 1 FROM plan_decision d WHERE d.version = OLD.version AND d.decision = 'APPROVED')
BEGIN SELECT RAISE(ABORT, 'an approved plan version does not change'); END;

CREATE TRIGGER plan_place_new BEFORE INSERT ON plan_place
WHEN EXISTS (SELECT 1 FROM plan_decision d WHERE d.version = NEW.version AND d.decision = 'APPROVED')
BEGIN SELECT RAISE(ABORT, 'an approved plan version does not change'); END;
CREATE TRIGGER plan_place_approved BEFORE UPDATE ON plan_place
WHEN EXISTS (SELECT 1 FROM plan_decision d WHERE d.version = OLD.version AND d.decision = 'APPROVED')
BEGIN SELECT RAISE(ABORT, 'an approved plan version does not change'); END;
CREATE TRIGGER plan_place_kept BEFORE DELETE ON plan_place
WHEN EXISTS (SELECT 1 FROM plan_decision d WHERE d.version = OLD.version AND d.decision = 'APPROVED')
BEGIN SELECT RAISE(ABORT, 'an approved plan version does not change'); END;

CREATE TRIGGER plan_decision_fixed BEFORE UPDATE ON plan_decision
BEGIN SELECT RAISE(ABORT, 'a decision on a plan does not change'); END;
CREATE TRIGGER plan_decision_kept BEFORE DELETE ON plan_decision
BEGIN SELECT RAISE(ABORT, 'a decision on a plan is not deleted'); END;

CREATE TRIGGER journal_fixed BEFORE UPDATE OF id, format, stream, lane, seq, prev, commitment, record ON journal
BEGIN SELECT RAISE(ABORT, 'a journal entry does not change'); END;
CREATE TRIGGER journal_kept BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'a journal entry is not deleted'); END;
