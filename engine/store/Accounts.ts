/**
 * Accounts: who has this instance's chat on his sites. An account and its administrator (the account's first
 * operator, D1) share one login and come into being together.
 */
import { Clock, Context, Effect, Layer } from 'effect'
import { canary } from '../domain/canary.ts'
import type { FieldProblems } from '../domain/field.ts'
import { uuidv7 } from '../domain/id.ts'
import type { Licence } from '../domain/licence.ts'
import { type DepartmentChoice, type RoutingRules, routingRules } from '../domain/routingRules.ts'
import type { StoreUnavailable } from './errors.ts'
import { firstSite } from './firstSite.ts'
import { Log } from './Log.ts'
import { usedLogins } from './logins.ts'
import { revoking } from './PasswordResets.ts'
import { Sessions } from './Sessions.ts'
import { writeLicence } from './writeLicence.ts'

export interface Account {
  readonly id: string
  /** What the site code carries. */
  readonly login: string
  readonly email: string
  readonly language: 'ru' | 'en'
  readonly timeZone: string
  /** Where messages of the offline form go (A6); null: to the registration e-mail. */
  readonly formEmail: string | null
  /** ms since 1970 */
  readonly createdAt: number
  /** Nobody signs in, and its sites have no chat; what it stored stays. */
  readonly blocked: boolean
  /** When its data goes, ms since 1970: until then it is closed, and can be taken back. Null: it stays. */
  readonly eraseAt: number | null
}

/** As the instance's owner sees it. */
export interface Listed extends Account {
  readonly operators: number
  /** When somebody of it was last seen signed in, as far as that session is still known; to a minute. */
  readonly seenAt: number | null
}

/** Fields that the rules of `engine/domain` have passed, in the form in which they are kept. */
export interface NewAccount {
  readonly login: string
  readonly email: string
  /** As `Passwords.hash` made it. */
  readonly password: string
  readonly language: 'ru' | 'en'
  readonly timeZone: string
  /** The administrator's display name. */
  readonly name: string
  /** What it begins with. */
  readonly licence: Licence
  /** Refuse when an account is there already (REGISTRATION=first). */
  readonly onlyFirst: boolean
}

export type Registered =
  | { readonly kind: 'registered'; readonly account: Account; readonly operator: string }
  | { readonly kind: 'taken'; readonly fields: FieldProblems }
  | { readonly kind: 'closed' }

interface Row {
  readonly id: string
  readonly login: string
  readonly email: string
  readonly language: 'ru' | 'en'
  readonly time_zone: string
  readonly form_email: string | null
  readonly created_at: number
  readonly blocked_at: number | null
  readonly erase_at: number | null
}

interface ListedRow extends Row {
  readonly operators: number
  readonly seen_at: number | null
}

interface RulesRow {
  readonly client_days: number
  readonly idle_minutes: number
  readonly conversation_limit: number
  readonly sees_all: number
  readonly department_choice: DepartmentChoice
}

const rules = (row: RulesRow): RoutingRules => ({
  clientDays: row.client_days,
  idleMinutes: row.idle_minutes,
  conversationLimit: row.conversation_limit,
  seesAll: row.sees_all === 1,
  departmentChoice: row.department_choice,
})

const account = (row: Row): Account => ({
  id: row.id,
  login: row.login,
  email: row.email,
  language: row.language,
  timeZone: row.time_zone,
  formEmail: row.form_email,
  createdAt: row.created_at,
  blocked: row.blocked_at !== null,
  eraseAt: row.erase_at,
})

const asListed = (row: ListedRow): Listed => ({
  ...account(row),
  operators: row.operators,
  seenAt: row.seen_at,
})

export class Accounts extends Context.Service<
  Accounts,
  {
    /** Accounts that were deleted are not found. */
    readonly find: (id: string) => Account | null
    /** By the login in the site code. */
    readonly findByLogin: (login: string) => Account | null
    /** By the registration e-mail, in the form in which it is kept. */
    readonly findByEmail: (email: string) => Account | null
    /** People's: the canary's is none. */
    readonly count: () => number
    /** The newest first, at most so many. `search`: in login and e-mail. `before`: the id after which to go on. */
    readonly list: (search: string, before: string | null, most: number) => ReadonlyArray<Listed>
    readonly listed: (id: string) => Listed | null
    /** Which of these are in use: `{login: 'taken'}`, `{email: 'taken'}`, both or neither. */
    readonly taken: (login: string, email: string) => FieldProblems
    /** `also`: written in the same transaction. */
    readonly register: (
      wanted: NewAccount,
      also?: (account: Account) => void,
    ) => Effect.Effect<Registered, StoreUnavailable>
    /** Ends all sessions, and keeps everybody out, or lets them in again. False: no such account. */
    readonly block: (id: string, blocked: boolean) => Effect.Effect<boolean, StoreUnavailable>
    /**
     * Closes it until its data goes, or (null) opens it again. Ends all sessions except `keep`. `also` is written in the
     * same transaction. False: no such account.
     */
    readonly close: (
      id: string,
      eraseAt: number | null,
      keep: string | null,
      also: () => void,
    ) => Effect.Effect<boolean, StoreUnavailable>
    /** Called after the commit: blocked or closed, or no longer. */
    readonly onBlocked: (listener: (account: string, blocked: boolean) => void) => void
    readonly setLanguage: (id: string, language: 'ru' | 'en') => Effect.Effect<void, StoreUnavailable>
    /** IANA's name. */
    readonly setTimeZone: (id: string, timeZone: string) => Effect.Effect<void, StoreUnavailable>
    /**
     * A6. Another registration e-mail ends every link to a new password that went to the old one; `also` is written in
     * the same transaction then. False: another account has it.
     */
    readonly setEmails: (
      id: string,
      emails: { readonly email: string; readonly formEmail: string | null },
      also: (before: Account) => void,
    ) => Effect.Effect<boolean, StoreUnavailable>
    /** How dialogues are given; as new accounts have it where there is no such account. */
    readonly routing: (id: string) => RoutingRules
    readonly setRouting: (id: string, rules: RoutingRules) => Effect.Effect<void, StoreUnavailable>
    /** Called after the commit. */
    readonly onRoutingChanged: (listener: (account: string) => void) => void
  }
>()('engine/store/Accounts') {
  static readonly layer = Layer.effect(
    Accounts,
    Effect.gen(function* () {
      const log = yield* Log
      const sessions = yield* Sessions
      const clock = yield* Clock.Clock
      const fields = 'id, login, email, language, time_zone, created_at'
      const columns = `${fields}, blocked_at, erase_at, form_email`
      const listeners: Array<(account: string) => void> = []
      const onBlocked: Array<(account: string, blocked: boolean) => void> = []
      const byId = log.db.prepare<[string], Row>(
        `SELECT ${columns} FROM accounts WHERE id = ? AND deleted_at IS NULL`,
      )
      const byEmail = log.db.prepare<[string, string], Row>(
        `SELECT ${columns} FROM accounts WHERE lower(email) = ? AND id <> ? AND deleted_at IS NULL`,
      )
      const byLogin = log.db.prepare<[string], Row>(
        `SELECT ${columns} FROM accounts WHERE login = ? AND deleted_at IS NULL`,
      )
      const counted = log.db.prepare<[string], { n: number }>(
        'SELECT count(*) AS n FROM accounts WHERE deleted_at IS NULL AND id <> ?',
      )
      const withPeople = `SELECT ${columns},
          (SELECT count(*) FROM operators WHERE account = a.id AND deleted_at IS NULL) AS operators,
          (SELECT max(s.seen_at) FROM operators o JOIN sessions s ON s.operator = o.id WHERE o.account = a.id)
            AS seen_at
        FROM accounts a WHERE deleted_at IS NULL`
      const listedById = log.db.prepare<[string], ListedRow>(`${withPeople} AND id = ?`)
      const listed = log.db.prepare<[string, string, string, string, number], ListedRow>(
        `${withPeople} AND id <> ? AND id < ? AND (instr(login, ?) OR instr(lower(email), ?))
         ORDER BY id DESC LIMIT ?`,
      )
      // Deleted ones too: the index is over all of them.
      const emailUsed = log.db.prepare<[string], unknown>('SELECT 1 FROM accounts WHERE lower(email) = ?')
      const addLogin = log.db.prepare<[string]>('INSERT INTO logins (login) VALUES (?)')
      const addAccount = log.db.prepare<[string, string, string, string, string, number]>(
        `INSERT INTO accounts (${fields}) VALUES (?, ?, ?, ?, ?, ?)`,
      )
      const addOperator = log.db.prepare<[string, string, string, string, string, number]>(
        `INSERT INTO operators (id, account, login, name, password, administrator, created_at)
         VALUES (?, ?, ?, ?, ?, 1, ?)`,
      )
      const setBlocked = log.db.prepare<[number | null, string]>(
        'UPDATE accounts SET blocked_at = ? WHERE id = ?',
      )
      const timeZone = log.db.prepare<[string, string]>('UPDATE accounts SET time_zone = ? WHERE id = ?')
      const emails = log.db.prepare<[string, string | null, string]>(
        'UPDATE accounts SET email = ?, form_email = ? WHERE id = ?',
      )
      const administrator = log.db
        .prepare<[string], string>('SELECT id FROM operators WHERE account = ? AND administrator = 1')
        .pluck()
      const revoke = revoking(log.db)
      const setEraseAt = log.db.prepare<[number | null, string]>(
        'UPDATE accounts SET erase_at = ? WHERE id = ?',
      )
      const language = log.db.prepare<[string, string]>('UPDATE accounts SET language = ? WHERE id = ?')
      const rulesOf = log.db.prepare<[string], RulesRow>(
        `SELECT client_days, idle_minutes, conversation_limit, sees_all, department_choice
         FROM accounts WHERE id = ?`,
      )
      const setRules = log.db.prepare<[number, number, number, number, DepartmentChoice, string]>(
        `UPDATE accounts SET client_days = ?, idle_minutes = ?, conversation_limit = ?, sees_all = ?,
         department_choice = ? WHERE id = ?`,
      )

      const find = (id: string) => {
        const row = byId.get(id)
        return row === undefined ? null : account(row)
      }
      const isUsed = usedLogins(log.db)
      const count = () => counted.get(canary.account)?.n ?? 0
      const taken = (login: string, email: string): FieldProblems => ({
        ...(isUsed(login) && { login: 'taken' as const }),
        ...(emailUsed.get(email) !== undefined && { email: 'taken' as const }),
      })

      const shut = (id: string, out: boolean, keep: string | null, write: () => void) =>
        log
          .transact(() => {
            if (find(id) === null) return null
            write()
            return out ? sessions.dropAll(id, keep) : []
          })
          .pipe(
            Effect.map((gone) => {
              if (gone === null) return false
              sessions.ended(gone)
              for (const listener of onBlocked) listener(id, out)
              return true
            }),
            // Committed and not told would leave sockets open.
            Effect.uninterruptible,
          )

      return Accounts.of({
        find,
        findByLogin: (login) => {
          const row = byLogin.get(login)
          return row === undefined ? null : account(row)
        },
        findByEmail: (email) => {
          const row = byEmail.get(email, canary.account)
          return row === undefined ? null : account(row)
        },
        count,
        list: (search, before, most) => {
          const typed = search.trim().toLowerCase()
          // Ids are in the order in which they were made; after the last one there is none.
          return listed.all(canary.account, before ?? '~', typed, typed, most).map(asListed)
        },
        listed: (id) => {
          const row = listedById.get(id)
          return row === undefined ? null : asListed(row)
        },
        taken,
        register: (wanted, also) =>
          log.transact((): Registered => {
            // Inside the transaction, so that of two first registrations at once only one is the first.
            if (wanted.onlyFirst && count() > 0) return { kind: 'closed' }
            const fields = taken(wanted.login, wanted.email)
            if (Object.keys(fields).length > 0) return { kind: 'taken', fields }
            const now = clock.currentTimeMillisUnsafe()
            const id = uuidv7(now)
            const operator = uuidv7(now)
            addLogin.run(wanted.login)
            addAccount.run(id, wanted.login, wanted.email, wanted.language, wanted.timeZone, now)
            addOperator.run(operator, id, wanted.login, wanted.name, wanted.password, now)
            firstSite(log.db, id, wanted.language, now)
            writeLicence(log.db, id, wanted.licence, '', now)
            const made = find(id)!
            also?.(made)
            return { kind: 'registered', account: made, operator }
          }),
        block: (id, blocked) =>
          shut(id, blocked, null, () => {
            setBlocked.run(blocked ? clock.currentTimeMillisUnsafe() : null, id)
          }),
        close: (id, eraseAt, keep, also) =>
          shut(id, eraseAt !== null, keep, () => {
            setEraseAt.run(eraseAt, id)
            also()
          }),
        onBlocked: (listener) => void onBlocked.push(listener),
        setLanguage: (id, to) => Effect.asVoid(log.transact(() => language.run(to, id))),
        setTimeZone: (id, to) => Effect.asVoid(log.transact(() => timeZone.run(to, id))),
        setEmails: (id, { email, formEmail }, also) =>
          log.transact(() => {
            const before = find(id)
            if (before === null) return false
            const moves = before.email !== email
            if (moves && emailUsed.get(email) !== undefined) return false
            emails.run(email, formEmail, id)
            if (moves) {
              revoke(administrator.get(id) as string, clock.currentTimeMillisUnsafe())
              also(before)
            }
            return true
          }),
        routing: (id) => {
          const row = rulesOf.get(id)
          return row === undefined ? routingRules : rules(row)
        },
        setRouting: (id, to) => {
          const { clientDays, idleMinutes, conversationLimit, seesAll, departmentChoice } = to
          return log
            .transact(
              () =>
                void setRules.run(
                  clientDays,
                  idleMinutes,
                  conversationLimit,
                  Number(seesAll),
                  departmentChoice,
                  id,
                ),
            )
            .pipe(
              Effect.tap(() =>
                Effect.sync(() => {
                  for (const listener of listeners) listener(id)
                }),
              ),
              Effect.uninterruptible,
            )
        },
        onRoutingChanged: (listener) => void listeners.push(listener),
      })
    }),
  )
}
