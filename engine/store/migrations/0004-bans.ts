/** Bans (H6). Of a visitor, of an address or subnet (as `domain/subnet.ts` writes it), or of both in one. */
export const bans = `
CREATE TABLE bans (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  visitor TEXT,
  address TEXT,
  reason TEXT NOT NULL,
  -- Who banned.
  operator TEXT NOT NULL REFERENCES operators (id),
  created_at INTEGER NOT NULL,
  -- NULL: for ever. A row stays when it is over.
  until INTEGER,
  CHECK (visitor IS NOT NULL OR address IS NOT NULL)
);
CREATE UNIQUE INDEX bans_whom ON bans (account, ifnull(visitor, ''), ifnull(address, ''));
`
