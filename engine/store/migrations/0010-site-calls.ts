/** B4: from which hosts of an account's sites the widget called home, and when it last did. */
export const siteCalls = `
CREATE TABLE site_calls (
  account TEXT NOT NULL REFERENCES accounts (id),
  host TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account, host)
) WITHOUT ROWID;
`
