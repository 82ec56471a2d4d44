/** A3, A5: what accounts may use, and since when and until when. Accounts that are blocked, and who sees statistics (A7). */
export const licences = `
-- Never changed but for its end: what an account had is to be seen later.
CREATE TABLE licences (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  tariff TEXT NOT NULL,
  trial INTEGER NOT NULL,
  until INTEGER,
  given_at INTEGER NOT NULL,
  -- Login of who gave it; empty: the instance.
  given_by TEXT NOT NULL,
  -- When it ended, or another took its place; NULL: it holds.
  over_at INTEGER
);
CREATE INDEX licences_account ON licences (account, id);
CREATE UNIQUE INDEX licences_holding ON licences (account) WHERE over_at IS NULL;
CREATE INDEX licences_until ON licences (until) WHERE over_at IS NULL AND until IS NOT NULL;

ALTER TABLE accounts ADD COLUMN blocked_at INTEGER;
ALTER TABLE operators ADD COLUMN sees_statistics INTEGER NOT NULL DEFAULT 1;
`
