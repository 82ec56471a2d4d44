/** Letters on their way, links to a new password, and where an account's form messages go (A2, A6). */
export const letters = `
CREATE TABLE letters (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts (id),
  -- Whose words it carries; NULL: no visitor's.
  visitor TEXT,
  kind TEXT NOT NULL,
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  reply_address TEXT,
  reply_name TEXT,
  from_name TEXT,
  subject TEXT NOT NULL,
  -- JSON: the parts of which text and HTML are made when it is sent.
  content TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  -- NULL: for as long as there is no relay.
  deadline INTEGER,
  error TEXT,
  created_at INTEGER NOT NULL,
  -- When the state became what it is.
  changed_at INTEGER NOT NULL
);
CREATE INDEX letters_account ON letters (account, n);
CREATE INDEX letters_due ON letters (next_at) WHERE state = 'waiting';
CREATE INDEX letters_queue ON letters (account, kind, next_at) WHERE state = 'waiting';
CREATE INDEX letters_over ON letters (changed_at) WHERE state <> 'waiting';

CREATE TABLE password_resets (
  hash BLOB PRIMARY KEY,
  operator TEXT NOT NULL REFERENCES operators (id),
  until INTEGER NOT NULL,
  used_at INTEGER
) WITHOUT ROWID;
CREATE INDEX password_resets_operator ON password_resets (operator);

-- NULL: the registration e-mail.
ALTER TABLE accounts ADD COLUMN form_email TEXT;
`
