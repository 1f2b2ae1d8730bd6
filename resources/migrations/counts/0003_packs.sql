-- Counting facts that other laptops of the team have brought, by the vault they come from.
CREATE TABLE pack (
    vault TEXT PRIMARY KEY,
    made  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE guest (
    vault TEXT NOT NULL REFERENCES pack (vault),
    token BLOB NOT NULL CHECK (length(token) = 16),
    basis TEXT NOT NULL CHECK (basis IN ('REFERENCE', 'NAME')),
    body  BLOB NOT NULL,
    PRIMARY KEY (vault, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX guest_by_token ON guest (token);
