-- How a closed case ended for each part of life: PART:OUTCOME, joined by semicolons.
ALTER TABLE episode ADD COLUMN closure_outcomes TEXT;
