/**
 * What accounts and sites have set (C11), row by row, and who changed what. Without a memory of its own: `Settings`
 * keeps what is asked for often, and writes by this inside its transactions.
 */
import type { OwnValues, Wanted } from '../domain/settings/resolve.ts'
import type { Value } from '../domain/settings/setting.ts'
import type { Database } from './Database.ts'

/** Of an account (`site` null), or of one of its sites. */
export interface Own {
  readonly site: string | null
  /** One higher with every change; 0: there never was one. */
  readonly version: number
  readonly values: OwnValues
}

/** One setting of one owner; null: inherited. */
export interface SettingChange {
  readonly site: string | null
  readonly version: number
  /** ms since 1970 */
  readonly at: number
  /** The operator's id. */
  readonly operator: string
  readonly name: string
  readonly before: Value | null
  readonly after: Value | null
}

interface Row {
  readonly site: string | null
  readonly version: number
  readonly body: string
}

type ChangeRow = Omit<SettingChange, 'before' | 'after'> & {
  readonly before: string | null
  readonly after: string | null
}

const value = (json: string | null): Value | null => (json === null ? null : JSON.parse(json))
const change = (row: ChangeRow): SettingChange => ({
  ...row,
  before: value(row.before),
  after: value(row.after),
})

export class OwnSettings {
  readonly #ofAccount
  readonly #write
  readonly #note
  readonly #since
  readonly #newest

  constructor(db: Database) {
    this.#ofAccount = db.prepare<[string], Row>('SELECT site, version, body FROM settings WHERE account = ?')
    this.#write = db.prepare<[string, string, string | null, number, string]>(
      `INSERT INTO settings (owner, account, site, version, body) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body`,
    )
    const columns = 'site, version, at, operator, name, before, after'
    this.#note = db.prepare<
      [string, string | null, number, number, string, string, string | null, string | null]
    >(`INSERT INTO setting_changes (account, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    this.#since = db.prepare<[string, string | null, number], ChangeRow>(
      `SELECT ${columns} FROM setting_changes WHERE account = ? AND site IS ? AND version > ? ORDER BY id`,
    )
    this.#newest = db.prepare<[string, string | null, number], ChangeRow>(
      `SELECT ${columns} FROM setting_changes WHERE account = ? AND site IS ? ORDER BY id DESC LIMIT ?`,
    )
  }

  list(account: string): ReadonlyArray<Own> {
    return this.#ofAccount
      .all(account)
      .map(({ site, version, body }) => ({ site, version, values: JSON.parse(body) }))
  }

  /** As it is afterwards. What is wanted as it stands already leaves no trace. */
  write(account: string, own: Own, wanted: Wanted, operator: string, at: number): Own {
    const values: Record<string, Value> = { ...own.values }
    const version = own.version + 1
    let different = false
    for (const [name, after] of Object.entries(wanted)) {
      const before = values[name] ?? null
      if (before === after) continue
      different = true
      if (after === null) delete values[name]
      else values[name] = after
      this.#note.run(account, own.site, version, at, operator, name, json(before), json(after))
    }
    if (!different) return own
    this.#write.run(own.site ?? account, account, own.site, version, JSON.stringify(values))
    return { site: own.site, version, values }
  }

  /** The oldest first. */
  changesSince(account: string, site: string | null, version: number): ReadonlyArray<SettingChange> {
    return this.#since.all(account, site, version).map(change)
  }

  /** The newest first. */
  lastChanges(account: string, site: string | null, most: number): ReadonlyArray<SettingChange> {
    return this.#newest.all(account, site, most).map(change)
  }
}

const json = (of: Value | null): string | null => (of === null ? null : JSON.stringify(of))
