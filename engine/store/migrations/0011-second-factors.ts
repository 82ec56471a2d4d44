/** Two-factor sign-in: the secret each operator's app shares with us, and the hashes of his recovery codes. */
export const secondFactors = `
-- confirmed_at is NULL until the app has shown that it has the secret. last_step: of the newest code that was used.
CREATE TABLE second_factors (
  operator TEXT PRIMARY KEY REFERENCES operators (id),
  secret TEXT NOT NULL,
  confirmed_at INTEGER,
  last_step INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE recovery_codes (
  operator TEXT NOT NULL REFERENCES second_factors (operator) ON DELETE CASCADE,
  hash BLOB NOT NULL,
  PRIMARY KEY (operator, hash)
) WITHOUT ROWID;

ALTER TABLE accounts ADD COLUMN second_factor_required INTEGER NOT NULL DEFAULT 0;
`
