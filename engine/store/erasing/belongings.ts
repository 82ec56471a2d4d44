/**
 * Which rows of which table are an account's, or a visitor's: the one list by which both are erased. A table that is not
 * on it fails a test.
 */

/** SQL, with `:account`. Rows of tables that refer to others stand before those. */
export const ofAccount: Readonly<Record<string, string>> = {
  pictures: 'account = :account',
  setting_changes: 'account = :account',
  settings: 'account = :account',
  letters: 'account = :account',
  site_calls: 'account = :account',
  site_operators: 'site IN (SELECT id FROM sites WHERE account = :account)',
  site_departments: 'site IN (SELECT id FROM sites WHERE account = :account)',
  department_operators: 'department IN (SELECT id FROM departments WHERE account = :account)',
  sites: 'account = :account',
  departments: 'account = :account',
  bans: 'account = :account',
  sessions: 'account = :account',
  password_resets: 'operator IN (SELECT id FROM operators WHERE account = :account)',
  recovery_codes: 'operator IN (SELECT id FROM operators WHERE account = :account)',
  second_factors: 'operator IN (SELECT id FROM operators WHERE account = :account)',
  photos: 'operator IN (SELECT id FROM operators WHERE account = :account)',
  licences: 'account = :account',
  visitors: 'account = :account',
  operators: 'account = :account',
  accounts: 'id = :account',
}

/** Tables from which no rows go, and why. */
export const nobodys: Readonly<Record<string, string>> = {
  meta: 'of the whole instance',
  log: 'rows stay, their bodies are blanked',
  logins: 'kept for ever, of erased accounts as hashes: none is given twice',
  erasures: 'says what was erased, by ids',
}

/** SQL, with `:account` and `:visitor`: what each table forgets of a visitor. Empty: nothing in it says who he was. */
export const ofVisitor: Readonly<Record<string, ReadonlyArray<string>>> = {
  // The number is not given again; without its token the row is nobody's.
  visitors: [`UPDATE visitors SET token_hash = x'' WHERE id = :visitor AND account = :account`],
  // His alone, or one for whose address there is another: gone. Else the address stays banned, and nobody knows whose it was.
  bans: [
    `DELETE FROM bans WHERE account = :account AND visitor = :visitor AND (address IS NULL OR EXISTS
       (SELECT 1 FROM bans other WHERE other.account = :account AND other.visitor IS NULL AND other.address = bans.address))`,
    `UPDATE bans SET visitor = NULL, reason = '' WHERE account = :account AND visitor = :visitor`,
  ],
  // What he left, and what he had sent to him; that a letter went is gone with it.
  letters: ['DELETE FROM letters WHERE account = :account AND visitor = :visitor'],
  erasures: [],
}

/** SQL, with `:login` of an account: where it stands in rows of others. */
export const ofLogin: ReadonlyArray<string> = [`UPDATE licences SET given_by = '' WHERE given_by = :login`]

/**
 * Tables whose pages are written anew when something was erased from them: SQLite leaves old copies of moved rows between
 * the rows of a page. Not those that may be long, and hold nothing that anybody could read: ids, numbers and hashes.
 */
export const rewritten: ReadonlyArray<string> = [
  ...Object.keys(ofAccount).filter((table) => table !== 'visitors'),
  'logins',
]
