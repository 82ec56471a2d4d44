/**
 * Sites: which pages carry the chat, in which language, and who answers there (E1, E2). Kept in memory per account
 * with their addresses read, since every page view asks.
 */
import { Clock, Context, Effect, Layer } from 'effect'
import { uuidv7 } from '../domain/id.ts'
import {
  bySpecificity,
  covers,
  everyPage,
  keptAddress,
  pageAddress,
  type SiteAddress,
} from '../domain/siteAddress.ts'
import { type Department, Departments } from './Departments.ts'
import type { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'
import { Operators } from './Operators.ts'

export interface Site {
  readonly id: string
  /** As `siteAddress` writes it. */
  readonly address: string
  /** Which pages these are, for the owner. */
  readonly description: string
  readonly language: 'ru' | 'en'
  /** Served by every operator, also those to come; else by those below. */
  readonly everybody: boolean
  /** Added singly: each a department of one (E2). */
  readonly operators: ReadonlyArray<string>
  readonly departments: ReadonlyArray<string>
}

/** What a visitor may choose on a site's pages (E4): a department of it, or an operator who was added singly. */
export interface Choice {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly operators: ReadonlySet<string>
}

/** A site as the actors need it; the same object until something of the account's sites changes. */
export interface Served extends Site {
  readonly serves: (operator: string) => boolean
  /** Departments first. Empty ones are no choice. */
  readonly choices: ReadonlyArray<Choice>
}

/** Fields that the rules of `engine/domain` have passed; operators and departments of this account. */
export type SiteFields = Omit<Site, 'id'>

export type SiteChange =
  | { readonly kind: 'changed'; readonly site: Site }
  | { readonly kind: 'unknown' }
  /** Another site has this address. */
  | { readonly kind: 'taken' }

interface Row {
  readonly id: string
  readonly address: string
  readonly description: string
  readonly language: 'ru' | 'en'
  readonly everybody: number
}

interface Known {
  readonly sites: ReadonlyArray<Served>
  readonly byId: ReadonlyMap<string, Served>
  /** The most specific first. */
  readonly addresses: ReadonlyArray<{ readonly address: SiteAddress; readonly site: Served }>
  readonly alike: boolean
}

const choiceOf = ({ id, name, description, operators }: Department): Choice => ({
  id,
  name,
  description,
  operators: new Set(operators),
})

/** E2: an operator added singly is a department of one. */
const choiceOfOne = (id: string, name: string): Choice => ({
  id,
  name,
  description: '',
  operators: new Set([id]),
})

export class Sites extends Context.Service<
  Sites,
  {
    /** The site a page belongs to; null where there is no chat. */
    readonly at: (account: string, url: string) => Served | null
    /** Is the chat on every page, and the same? */
    readonly alike: (account: string) => boolean
    readonly find: (account: string, id: string) => Served | null
    /** The oldest first. */
    readonly list: (account: string) => ReadonlyArray<Served>
    readonly add: (account: string, fields: SiteFields) => Effect.Effect<SiteChange, StoreUnavailable>
    readonly edit: (
      account: string,
      id: string,
      fields: SiteFields,
    ) => Effect.Effect<SiteChange, StoreUnavailable>
    /** False: no such site. */
    readonly remove: (account: string, id: string) => Effect.Effect<boolean, StoreUnavailable>
    /**
     * Called after the commit when pages may belong to other sites, or other operators may serve them. `before`:
     * as it was.
     */
    readonly onChanged: (listener: (account: string, before: ReadonlyArray<Served>) => void) => void
  }
>()('engine/store/Sites') {
  static readonly layer = Layer.effect(
    Sites,
    Effect.gen(function* () {
      const { db, transact } = yield* Log
      const departments = yield* Departments
      const operators = yield* Operators
      const clock = yield* Clock.Clock
      const known = new Map<string, Known>()
      const listeners: Array<(account: string, before: ReadonlyArray<Served>) => void> = []

      const ofAccount = db.prepare<[string], Row>(
        `SELECT id, address, description, language, everybody FROM sites WHERE account = ?
         ORDER BY created_at, rowid`,
      )
      const operatorsOf = db
        .prepare<[string], string>(
          `SELECT o.id FROM site_operators s JOIN operators o ON o.id = s.operator
           WHERE s.site = ? AND o.deleted_at IS NULL ORDER BY o.created_at, o.id`,
        )
        .pluck()
      const departmentsOf = db
        .prepare<[string], string>(
          `SELECT d.id FROM site_departments s JOIN departments d ON d.id = s.department
           WHERE s.site = ? ORDER BY d.created_at, d.rowid`,
        )
        .pluck()
      const withAddress = db
        .prepare<[string, string], string>('SELECT id FROM sites WHERE account = ? AND address = ?')
        .pluck()
      const insert = db.prepare<[string, string, string, string, string, number, number]>(
        `INSERT INTO sites (id, account, address, description, language, everybody, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      const update = db.prepare<[string, string, string, number, string]>(
        'UPDATE sites SET address = ?, description = ?, language = ?, everybody = ? WHERE id = ?',
      )
      const remove = db.prepare<[string, string]>('DELETE FROM sites WHERE id = ? AND account = ?')
      const noOperators = db.prepare<[string]>('DELETE FROM site_operators WHERE site = ?')
      const noDepartments = db.prepare<[string]>('DELETE FROM site_departments WHERE site = ?')
      const addOperator = db.prepare<[string, string]>('INSERT OR IGNORE INTO site_operators VALUES (?, ?)')
      const addDepartment = db.prepare<[string, string]>(
        'INSERT OR IGNORE INTO site_departments VALUES (?, ?)',
      )

      const read = (account: string): Known => {
        const all = departments.list(account)
        const members = new Map(all.map((each) => [each.id, each.operators]))
        const names = new Map(operators.list(account).map(({ id, name }) => [id, name]))
        const sites = ofAccount.all(account).map((row): Served => {
          const singly = operatorsOf.all(row.id)
          const inDepartments = departmentsOf.all(row.id)
          const serving = new Set([...singly, ...inDepartments.flatMap((id) => members.get(id) ?? [])])
          const everybody = row.everybody === 1
          return {
            ...row,
            everybody,
            operators: singly,
            departments: inDepartments,
            serves: everybody ? () => true : (operator) => serving.has(operator),
            choices: [
              ...all.filter(({ id }) => everybody || inDepartments.includes(id)).map(choiceOf),
              ...(everybody ? [] : singly).map((id) => choiceOfOne(id, names.get(id) ?? '')),
            ].filter((choice) => choice.operators.size > 0),
          }
        })
        const alike =
          sites.some(({ address }) => address === everyPage) &&
          sites.every(({ language }) => language === sites[0]!.language)
        return {
          sites,
          alike,
          byId: new Map(sites.map((site) => [site.id, site])),
          addresses: sites
            .map((site) => ({ address: keptAddress(site.address), site }))
            .sort((a, b) => bySpecificity(a.address, b.address)),
        }
      }
      const of = (account: string): Known => {
        let found = known.get(account)
        if (found === undefined) known.set(account, (found = read(account)))
        return found
      }
      const refresh = (account: string) => {
        if (known.has(account)) known.set(account, read(account))
      }
      const changed = (account: string) => {
        const before = known.get(account)?.sites ?? []
        refresh(account)
        for (const listener of listeners) listener(account, before)
      }
      departments.onChanged(changed)
      // A deleted operator goes from the lists; what he had is the desk's business already.
      operators.onChanged(refresh)

      const find = (account: string, id: string) => of(account).byId.get(id) ?? null
      const fill = (id: string, fields: SiteFields) => {
        noOperators.run(id)
        noDepartments.run(id)
        for (const operator of fields.operators) addOperator.run(id, operator)
        for (const department of fields.departments) addDepartment.run(id, department)
      }
      const change = (account: string, write: () => string | 'unknown' | 'taken') =>
        transact(write).pipe(
          Effect.map((result): SiteChange => {
            if (result === 'unknown' || result === 'taken') return { kind: result }
            changed(account)
            return { kind: 'changed', site: find(account, result)! }
          }),
          Effect.uninterruptible,
        )

      return Sites.of({
        at: (account, url) => {
          const { addresses } = of(account)
          // As it is with most accounts.
          if (addresses.length === 1 && addresses[0]!.site.address === everyPage) return addresses[0]!.site
          const page = pageAddress(url)
          return addresses.find(({ address }) => covers(address, page))?.site ?? null
        },
        alike: (account) => of(account).alike,
        find,
        list: (account) => of(account).sites,
        add: (account, fields) =>
          change(account, () => {
            if (withAddress.get(account, fields.address) !== undefined) return 'taken'
            const now = clock.currentTimeMillisUnsafe()
            const id = uuidv7(now)
            const { address, description, language, everybody } = fields
            insert.run(id, account, address, description, language, Number(everybody), now)
            fill(id, fields)
            return id
          }),
        edit: (account, id, fields) =>
          change(account, () => {
            if (find(account, id) === null) return 'unknown'
            const other = withAddress.get(account, fields.address)
            if (other !== undefined && other !== id) return 'taken'
            const { address, description, language, everybody } = fields
            update.run(address, description, language, Number(everybody), id)
            fill(id, fields)
            return id
          }),
        remove: (account, id) =>
          transact(() => remove.run(id, account).changes > 0).pipe(
            Effect.tap((removed) => Effect.sync(() => (removed ? changed(account) : undefined))),
            Effect.uninterruptible,
          ),
        onChanged: (listener) => void listeners.push(listener),
      })
    }),
  )
}
