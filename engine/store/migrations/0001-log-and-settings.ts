/** The log, and the settings of accounts, operators, their sessions, and visitors. */
export const logAndSettings = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Nothing indexed but the primary key: every further index would dirty a page per row.
-- body is NULL once its row was blanked (erasure).
CREATE TABLE log (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  body TEXT
);

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER
);
CREATE UNIQUE INDEX accounts_email ON accounts (lower(email));

-- Every login ever used, of accounts and operators alike; never deleted, so none can be taken twice.
CREATE TABLE logins (login TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE operators (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password TEXT NOT NULL,
  administrator INTEGER NOT NULL DEFAULT 0,
  photo TEXT,
  photo_type TEXT,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER
);
CREATE INDEX operators_account ON operators (account);

CREATE TABLE photos (
  operator TEXT PRIMARY KEY REFERENCES operators (id),
  type TEXT NOT NULL,
  hash TEXT NOT NULL,
  bytes BLOB NOT NULL
);

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES accounts (id),
  operator TEXT NOT NULL REFERENCES operators (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL
);
CREATE INDEX sessions_operator ON sessions (operator);

CREATE TABLE visitors (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  number INTEGER NOT NULL,
  token_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (account, number)
);
CREATE INDEX visitors_token ON visitors (account, token_hash);
`
