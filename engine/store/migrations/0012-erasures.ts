/** What was asked to be erased, and how far that has got. No personal data: it stays when all else is gone. */
export const erasures = `
CREATE TABLE erasures (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  -- NULL: the whole account.
  visitor TEXT,
  -- The operator's id; empty: whoever runs the instance.
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  -- An account can be taken back until then.
  due_at INTEGER NOT NULL,
  -- Since when nobody can read it any more.
  begun_at INTEGER,
  -- Since when it stands in no row.
  blanked_at INTEGER,
  -- Since when it stands in no file.
  done_at INTEGER
) WITHOUT ROWID;
CREATE INDEX erasures_open ON erasures (account) WHERE done_at IS NULL;
CREATE INDEX erasures_visitor ON erasures (visitor) WHERE visitor IS NOT NULL;

-- When the account's data goes: it is closed until then. NULL: it stays.
ALTER TABLE accounts ADD COLUMN erase_at INTEGER;
`
