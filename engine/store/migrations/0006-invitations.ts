/** C10: how an account invites visitors, and what its sites have of their own. NULL: as it stands above it. */
export const invitations = `
-- owner: the account's id, or the site's.
CREATE TABLE invitations (
  owner TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  site TEXT REFERENCES sites (id) ON DELETE CASCADE,
  automatic INTEGER,
  delay INTEGER,
  text TEXT,
  manual TEXT,
  inviter TEXT,
  photo TEXT
) WITHOUT ROWID;
CREATE INDEX invitations_account ON invitations (account);
CREATE INDEX invitations_site ON invitations (site);

CREATE TABLE invitation_photos (
  owner TEXT PRIMARY KEY REFERENCES invitations (owner) ON DELETE CASCADE,
  type TEXT NOT NULL,
  hash TEXT NOT NULL,
  bytes BLOB NOT NULL
);
`
