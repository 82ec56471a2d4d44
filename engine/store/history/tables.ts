/**
 * `history.db`: what the log says, arranged for reading. Ids, never names. Written by the projection alone;
 * it may be thrown away at any time. Change anything here, or in how the projection fills it, and raise
 * `historyVersion`: the next start rebuilds it.
 */
export const historyVersion = 11

/** Counters are kept per quarter of an hour since 1970 (UTC), so that days can be formed in any time zone. */
export const quarterMillis = 15 * 60 * 1000

export const tables = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- ConversationState, column by column; department, transfer, delivered, seen, last, unseen, messages, rating and page are JSON.
CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  visitor TEXT NOT NULL,
  operator TEXT,
  department TEXT,
  state TEXT NOT NULL,
  transfer TEXT,
  seq INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  closed_at INTEGER,
  quiet_since INTEGER NOT NULL,
  present INTEGER NOT NULL,
  page TEXT,
  delivered TEXT NOT NULL,
  seen TEXT NOT NULL,
  last TEXT,
  unseen TEXT NOT NULL,
  messages TEXT NOT NULL,
  first_asked_at INTEGER,
  first_answered_at INTEGER,
  waiting_since INTEGER,
  told TEXT NOT NULL,
  lead TEXT NOT NULL,
  rating TEXT
) WITHOUT ROWID;
CREATE INDEX conversations_visitor ON conversations (account, visitor, opened_at, id);
CREATE INDEX conversations_open ON conversations (account, operator) WHERE state = 'open';
-- Those that may end by themselves, as endsAt has it.
CREATE INDEX conversations_quiet ON conversations (account, quiet_since)
  WHERE state = 'open' AND unseen = '[]' AND operator IS NOT NULL AND transfer IS NULL;

-- author and client only of messages, and only of the first with these.
CREATE TABLE entries (
  conversation TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  author TEXT,
  client TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (conversation, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX entries_client ON entries (author, client) WHERE client IS NOT NULL;

CREATE TABLE visitors (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  views INTEGER NOT NULL,
  seconds INTEGER NOT NULL
) WITHOUT ROWID;

-- id: of the row in the log. facts: VisitFacts as JSON; NULL in visits of before they were gathered.
CREATE TABLE visits (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  visitor TEXT NOT NULL,
  at INTEGER NOT NULL,
  language TEXT NOT NULL,
  facts TEXT
);
CREATE INDEX visits_visitor ON visits (visitor, at);

-- id: of the row in the log; invitation: its own.
CREATE TABLE invitations (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  visitor TEXT NOT NULL,
  invitation TEXT NOT NULL,
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  automatic INTEGER NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL,
  answered_at INTEGER
);
CREATE INDEX invitations_visitor ON invitations (visitor, at);

-- Offline messages and leads. n: of the row in the log; client: the visitor's own id of it. What nobody has processed
-- yet has no processed_at. words: all that is searched, in small letters; the telephone number also without its signs.
CREATE TABLE requests (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL,
  visitor TEXT NOT NULL,
  client TEXT NOT NULL,
  kind TEXT NOT NULL,
  conversation TEXT,
  site TEXT,
  at INTEGER NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  message TEXT NOT NULL,
  consent TEXT,
  processed_at INTEGER,
  processed_by TEXT,
  words TEXT NOT NULL,
  UNIQUE (visitor, client)
);
CREATE INDEX requests_account ON requests (account, n);
CREATE INDEX requests_unprocessed ON requests (account, n, site) WHERE processed_at IS NULL;

-- id: the client's; row: in the log.
CREATE TABLE comments (
  id TEXT NOT NULL,
  account TEXT NOT NULL,
  visitor TEXT NOT NULL,
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  text TEXT NOT NULL,
  row INTEGER NOT NULL,
  PRIMARY KEY (visitor, id)
) WITHOUT ROWID;

-- id: of the row in the log.
CREATE TABLE page_views (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  visitor TEXT NOT NULL,
  visit TEXT NOT NULL,
  at INTEGER NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL
);
CREATE INDEX page_views_visitor ON page_views (visitor, at);

-- An operator has at most one interval whose end is not known yet.
CREATE TABLE intervals (
  operator TEXT NOT NULL,
  account TEXT NOT NULL,
  status TEXT NOT NULL,
  "from" INTEGER NOT NULL,
  "to" INTEGER,
  cause TEXT NOT NULL
);
CREATE INDEX intervals_operator ON intervals (operator, "from");
CREATE UNIQUE INDEX intervals_now ON intervals (operator) WHERE "to" IS NULL;

-- minute: minutes since 1970.
CREATE TABLE active (
  operator TEXT NOT NULL,
  conversation TEXT NOT NULL,
  minute INTEGER NOT NULL,
  account TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  PRIMARY KEY (operator, conversation, minute)
) WITHOUT ROWID;

-- operator '' where none is concerned.
CREATE TABLE counters (
  account TEXT NOT NULL,
  operator TEXT NOT NULL,
  quarter INTEGER NOT NULL,
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (account, quarter, operator, name)
) WITHOUT ROWID;

CREATE TABLE failures (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  stream TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL
);
`
