/**
 * Appearance and behaviour (C1–C15): what an account has set for all its sites, and a site for itself, in one body by
 * the names of `engine/domain/settings`. Invitations were the first of it, in a table of their own, and move in here.
 */
export const settings = `
-- owner: the account's id, or the site's. version: one higher with every change.
CREATE TABLE settings (
  owner TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  site TEXT REFERENCES sites (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX settings_account ON settings (account);
CREATE INDEX settings_site ON settings (site);

-- before, after: JSON; NULL: as it stands above it.
CREATE TABLE setting_changes (
  id INTEGER PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  site TEXT REFERENCES sites (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  operator TEXT NOT NULL,
  name TEXT NOT NULL,
  before TEXT,
  after TEXT
);
CREATE INDEX setting_changes_account ON setting_changes (account, site);
CREATE INDEX setting_changes_site ON setting_changes (site);

-- A picture may be shown by several owners, and has its bytes once.
CREATE TABLE pictures (
  account TEXT NOT NULL REFERENCES accounts (id),
  hash TEXT NOT NULL,
  type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (account, hash)
);

INSERT INTO pictures
  SELECT DISTINCT i.account, p.hash, p.type, p.bytes
  FROM invitation_photos p JOIN invitations i ON i.owner = p.owner AND i.photo = p.hash;

-- A patch takes away what is null in it.
INSERT INTO settings
  SELECT owner, account, site, 1, json_patch('{}', json_object(
    'invitation.automatic', json(iif(automatic IS NULL, 'null', iif(automatic, 'true', 'false'))),
    'invitation.delay', delay,
    'invitation.text', text,
    'invitation.manual', manual,
    'invitation.inviter', inviter,
    'invitation.photo', '/photos/' || account || '/' || photo
  ))
  FROM invitations;

DROP TABLE invitation_photos;
DROP TABLE invitations;
`
