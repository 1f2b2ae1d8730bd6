-- The acts upon one young person are found among all others by what they were done to.
-- Only a way to find entries: the chain is walked along the table itself.
CREATE INDEX audit_by_object ON audit (object);
