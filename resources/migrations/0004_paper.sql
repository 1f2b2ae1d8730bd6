-- What becomes of paper: who could find what is carried, what a supervisor let through and
-- why, which plan was practised by heart, and which copies came back or were shredded.

ALTER TABLE plan_version ADD COLUMN carry_finders TEXT;
ALTER TABLE plan_version ADD COLUMN carry_kept TEXT;
ALTER TABLE plan_version ADD COLUMN carry_on TEXT;

DROP TRIGGER plan_version_approved;
CREATE TRIGGER plan_version_approved BEFORE UPDATE ON plan_version
WHEN EXISTS (SELECT 1 FROM plan_decision d WHERE d.version = OLD.id AND d.decision = 'APPROVED')
 AND (OLD.id, OLD.person, OLD.episode, OLD.number, OLD.title, OLD.agreed_on, OLD.participation,
      OLD.review_due, OLD.carry_decision, OLD.carry_reason, OLD.format_needs, OLD.written_by,
      OLD.submitted_at, OLD.recorded_at, OLD.carry_finders, OLD.carry_kept, OLD.carry_on)
  IS NOT
     (NEW.id, NEW.person, NEW.episode, NEW.number, NEW.title, NEW.agreed_on, NEW.participation,
      NEW.review_due, NEW.carry_decision, NEW.carry_reason, NEW.format_needs, NEW.written_by,
      NEW.submitted_at, NEW.recorded_at, NEW.carry_finders, NEW.carry_kept, NEW.carry_on)
BEGIN SELECT RAISE(ABORT, 'an approved plan version does not change'); END;

ALTER TABLE plan_copy_given ADD COLUMN language TEXT;
ALTER TABLE plan_copy_given ADD COLUMN override_reason TEXT;
ALTER TABLE plan_copy_given ADD COLUMN outcome TEXT;
ALTER TABLE plan_copy_given ADD COLUMN outcome_on TEXT;
ALTER TABLE plan_copy_given ADD COLUMN outcome_by TEXT;

-- A line that the safety check holds back, and that a supervisor lets onto carried paper.
CREATE TABLE plan_line_passed (
    id          TEXT PRIMARY KEY,
    person      TEXT NOT NULL REFERENCES person (id),
    version     TEXT NOT NULL REFERENCES plan_version (id),
    line        TEXT NOT NULL,
    rule        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    passed_by   TEXT,
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX plan_line_passed_by_version ON plan_line_passed (version);
CREATE TRIGGER plan_line_passed_fixed BEFORE UPDATE ON plan_line_passed
BEGIN SELECT RAISE(ABORT, 'what a supervisor let through does not change'); END;

-- A plan that was said back from memory, perhaps the only form in which somebody has it.
CREATE TABLE plan_rehearsal (
    id          TEXT PRIMARY KEY,
    person      TEXT NOT NULL REFERENCES person (id),
    version     TEXT NOT NULL REFERENCES plan_version (id),
    day         TEXT NOT NULL,
    by_memory   TEXT NOT NULL,
    with_whom   TEXT NOT NULL,
    note        TEXT,
    recorded_by TEXT,
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX plan_rehearsal_by_version ON plan_rehearsal (version);
CREATE INDEX plan_rehearsal_by_person ON plan_rehearsal (person);
