/** Every login ever used. Of an account that was erased only a hash is left: so much that nobody gets it again. */
import { createHash } from 'node:crypto'
import type { Database } from './Database.ts'
import { ofLogin } from './erasing/belongings.ts'

/** Was it ever used, by an account or an operator? */
export const usedLogins = (db: Database): ((login: string) => boolean) => {
  const used = db.prepare<[string, string], unknown>('SELECT 1 FROM logins WHERE login IN (?, ?)')
  return (login) => used.get(login, unreadable(login)) !== undefined
}

/** Of an account and its operators. Inside a transaction. */
export const hideLogins = (db: Database, account: string): void => {
  const own = db.prepare<[string], string>('SELECT login FROM accounts WHERE id = ?').pluck().all(account)
  const operators = db.prepare<[string], string>('SELECT login FROM operators WHERE account = ?').pluck()
  const hide = db.prepare<[string, string]>('UPDATE logins SET login = ? WHERE login = ?')
  for (const login of new Set([...own, ...operators.all(account)] as Array<string>)) {
    hide.run(unreadable(login), login)
  }
  for (const login of own) for (const sql of ofLogin) db.prepare(sql).run({ login })
}

/** In a form that no login has. */
const unreadable = (login: string): string => `#${createHash('sha256').update(login).digest('base64url')}`
