/** Departments: operators by what they know (E3). Operators who were deleted are in none. */
import { Clock, Context, Effect, Layer } from 'effect'
import { uuidv7 } from '../domain/id.ts'
import type { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'

export interface Department {
  readonly id: string
  readonly account: string
  readonly name: string
  /** Tells a visitor what it is for. */
  readonly description: string
  /** Ids, not deleted. */
  readonly operators: ReadonlyArray<string>
}

/** Fields that the rules of `engine/domain` have passed; operators of this account. */
export type DepartmentFields = Pick<Department, 'name' | 'description' | 'operators'>

export type DepartmentChange =
  | { readonly kind: 'changed'; readonly department: Department }
  | { readonly kind: 'removed' }
  | { readonly kind: 'unknown' }
  /** It is the last department of these operators (E3): nothing was changed. */
  | { readonly kind: 'last'; readonly operators: ReadonlyArray<string> }

interface Row {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly description: string
}

export class Departments extends Context.Service<
  Departments,
  {
    /** The oldest first. */
    readonly list: (account: string) => ReadonlyArray<Department>
    readonly find: (account: string, id: string) => Department | null
    readonly add: (account: string, fields: DepartmentFields) => Effect.Effect<Department, StoreUnavailable>
    readonly edit: (
      account: string,
      id: string,
      fields: DepartmentFields,
    ) => Effect.Effect<DepartmentChange, StoreUnavailable>
    readonly remove: (account: string, id: string) => Effect.Effect<DepartmentChange, StoreUnavailable>
    /** Called after the commit. */
    readonly onChanged: (listener: (account: string) => void) => void
  }
>()('engine/store/Departments') {
  static readonly layer = Layer.effect(
    Departments,
    Effect.gen(function* () {
      const { db, transact } = yield* Log
      const clock = yield* Clock.Clock
      const listeners: Array<(account: string) => void> = []

      const ofAccount = db.prepare<[string], Row>(
        'SELECT id, account, name, description FROM departments WHERE account = ? ORDER BY created_at, rowid',
      )
      const members = db.prepare<[string], { readonly department: string; readonly operator: string }>(
        `SELECT m.department, m.operator FROM department_operators m
         JOIN departments d ON d.id = m.department JOIN operators o ON o.id = m.operator
         WHERE d.account = ? AND o.deleted_at IS NULL ORDER BY o.created_at, o.id`,
      )
      const elsewhere = db.prepare<[string, string], unknown>(
        'SELECT 1 FROM department_operators WHERE operator = ? AND department <> ?',
      )
      const insert = db.prepare<[string, string, string, string, number]>(
        'INSERT INTO departments (id, account, name, description, created_at) VALUES (?, ?, ?, ?, ?)',
      )
      const update = db.prepare<[string, string, string]>(
        'UPDATE departments SET name = ?, description = ? WHERE id = ?',
      )
      const remove = db.prepare<[string]>('DELETE FROM departments WHERE id = ?')
      const empty = db.prepare<[string]>('DELETE FROM department_operators WHERE department = ?')
      const join = db.prepare<[string, string]>('INSERT OR IGNORE INTO department_operators VALUES (?, ?)')

      const list = (account: string): ReadonlyArray<Department> => {
        const operators = new Map<string, Array<string>>()
        for (const { department, operator } of members.all(account)) {
          operators.set(department, [...(operators.get(department) ?? []), operator])
        }
        return ofAccount.all(account).map((row) => ({ ...row, operators: operators.get(row.id) ?? [] }))
      }
      const find = (account: string, id: string) => list(account).find((each) => each.id === id) ?? null
      const changed = (account: string) => {
        for (const listener of listeners) listener(account)
      }
      const fill = (id: string, operators: ReadonlyArray<string>) => {
        empty.run(id)
        for (const operator of operators) join.run(id, operator)
      }
      /** Whom leaving this department would leave without any. */
      const leftOut = (id: string, leaving: ReadonlyArray<string>) =>
        leaving.filter((operator) => elsewhere.get(operator, id) === undefined)
      const change = (account: string, id: string, write: (found: Department) => DepartmentChange) =>
        transact((): DepartmentChange => {
          const found = find(account, id)
          return found === null ? { kind: 'unknown' } : write(found)
        }).pipe(
          Effect.tap(({ kind }) =>
            Effect.sync(() => (kind === 'changed' || kind === 'removed' ? changed(account) : undefined)),
          ),
          Effect.uninterruptible,
        )

      return Departments.of({
        list,
        find,
        add: (account, { name, description, operators }) =>
          transact(() => {
            const now = clock.currentTimeMillisUnsafe()
            const id = uuidv7(now)
            insert.run(id, account, name, description, now)
            fill(id, operators)
            return find(account, id)!
          }).pipe(
            Effect.tap(() => Effect.sync(() => changed(account))),
            Effect.uninterruptible,
          ),
        edit: (account, id, { name, description, operators }) =>
          change(account, id, (found) => {
            const stay = new Set(operators)
            const last = leftOut(
              id,
              found.operators.filter((operator) => !stay.has(operator)),
            )
            if (last.length > 0) return { kind: 'last', operators: last }
            update.run(name, description, id)
            fill(id, operators)
            return { kind: 'changed', department: find(account, id)! }
          }),
        remove: (account, id) =>
          change(account, id, (found) => {
            const last = leftOut(id, found.operators)
            if (last.length > 0) return { kind: 'last', operators: last }
            remove.run(id)
            return { kind: 'removed' }
          }),
        onChanged: (listener) => void listeners.push(listener),
      })
    }),
  )
}
