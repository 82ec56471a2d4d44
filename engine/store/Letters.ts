/**
 * The outbox: letters as rows of `log.db`, written in the transaction of whatever causes them, and sent later by
 * `engine/mail`. What is written here survives; what is sent may be sent twice after a crash, and then under the
 * same Message-ID.
 */
import { Clock, Context, Effect, Layer } from 'effect'
import { uuidv7 } from '../domain/id.ts'
import {
  type Content,
  type Letter,
  type LetterKind,
  type LetterState,
  letterKeptFor,
  mailbox,
  triedFor,
} from '../domain/letter.ts'
import type { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'

export interface StoredLetter extends Letter {
  /** Grows with every letter: where a page of the list ends. */
  readonly n: number
  readonly id: string
  readonly state: LetterState
  /** Those that failed. */
  readonly tries: number
  /** ms since 1970, as all times here */
  readonly nextAt: number
  /** Null: nothing has failed yet. */
  readonly deadline: number | null
  /** What the last failed try was answered; `relay`: nobody took letters at all. */
  readonly error: string | null
  readonly createdAt: number
  readonly changedAt: number
}

/** What tells when a letter's turn is. */
export type Waiting = Pick<StoredLetter, 'id' | 'account' | 'kind'>

interface Row {
  readonly n: number
  readonly id: string
  readonly account: string
  readonly kind: LetterKind
  readonly address: string
  readonly name: string
  readonly reply_address: string | null
  readonly reply_name: string | null
  readonly from_name: string | null
  readonly subject: string
  readonly content: string
  readonly state: LetterState
  readonly tries: number
  readonly next_at: number
  readonly deadline: number | null
  readonly error: string | null
  readonly created_at: number
  readonly changed_at: number
}

/** Letters of an account of one kind. */
type Queue = { readonly account: string; readonly kind: string }
type Turn = Waiting & Pick<Row, 'n' | 'next_at'>

const mostTime = triedFor('test')

/** Of others it begins with the first try that fails: without a relay letters wait as long as it takes. */
const firstDeadline = (kind: LetterKind, now: number): number | null =>
  triedFor(kind) < mostTime ? now + triedFor(kind) : null

const stored = (row: Row): StoredLetter => ({
  n: row.n,
  id: row.id,
  account: row.account,
  kind: row.kind,
  to: { address: row.address, name: row.name },
  replyTo: row.reply_address === null ? null : { address: row.reply_address, name: row.reply_name ?? '' },
  fromName: row.from_name,
  subject: row.subject,
  content: JSON.parse(row.content) as Content,
  state: row.state,
  tries: row.tries,
  nextAt: row.next_at,
  deadline: row.deadline,
  error: row.error,
  createdAt: row.created_at,
  changedAt: row.changed_at,
})

export class Letters extends Context.Service<
  Letters,
  {
    /**
     * Inside a transaction of somebody else (`log.transact`, or `also` of an append): the letter is there when that is
     * committed, and with an `id` made before it may run twice. `visitor`: whose words it carries, and with whom it is
     * erased. An address that is not exactly one is a defect.
     */
    readonly put: (letter: Letter, id?: string, visitor?: string | null) => string
    /** Called at each `put`, before its commit: not to be acted on in the same turn. */
    readonly onPut: (listener: (letter: Waiting) => void) => void
    /** Those whose try has come, those that wait longest first; of each account and kind so many at the most. */
    readonly due: (now: number, most: number) => ReadonlyArray<Waiting>
    /** When the next one is to be tried whose try has not come; null: none waits for that. */
    readonly nextAt: (now: number) => number | null
    readonly sent: (id: string, now: number) => Effect.Effect<void, StoreUnavailable>
    /** A try failed, and there will be another. */
    readonly postponed: (
      id: string,
      how: { readonly error: string; readonly nextAt: number; readonly deadline: number },
    ) => Effect.Effect<void, StoreUnavailable>
    /** A try failed, and there will be no other. */
    readonly ended: (
      id: string,
      how: { readonly error: string; readonly state: LetterState; readonly now: number },
    ) => Effect.Effect<void, StoreUnavailable>
    /** Nobody takes letters: from now on the time of all that wait runs, and for how many it is up. */
    readonly giveUp: (now: number, error: string) => Effect.Effect<number, StoreUnavailable>
    /** There is no relay at all: no time runs, but for letters that are of no use later. */
    readonly rest: (now: number) => Effect.Effect<void, StoreUnavailable>
    /** As if it were new. False: no such letter, or it is sent. */
    readonly again: (id: string, now: number) => Effect.Effect<boolean, StoreUnavailable>
    /** The newest first, of one account or (null) of all; `before`: an `n`. */
    readonly list: (
      account: string | null,
      before: number | null,
      limit: number,
    ) => ReadonlyArray<StoredLetter>
    /** `account` null: of any. */
    readonly find: (account: string | null, id: string) => StoredLetter | null
    /** Does one of this kind wait? */
    readonly anyWaiting: (account: string, kind: LetterKind) => boolean
    readonly waiting: () => number
    /** Drops those that are over for a month. */
    readonly forget: (now: number) => Effect.Effect<void, StoreUnavailable>
  }
>()('engine/store/Letters') {
  static readonly layer = Layer.effect(
    Letters,
    Effect.gen(function* () {
      const log = yield* Log
      const clock = yield* Clock.Clock
      const { db, transact } = log
      const listeners: Array<(letter: Waiting) => void> = []

      const insert = db.prepare(
        `INSERT INTO letters (id, account, visitor, kind, address, name, reply_address, reply_name, from_name, subject, content,
           next_at, deadline, created_at, changed_at)
         VALUES (@id, @account, @visitor, @kind, @address, @name, @replyAddress, @replyName, @fromName, @subject, @content,
           @now, @deadline, @now, @now)
         ON CONFLICT (id) DO NOTHING`,
      )
      const nextQueue = db.prepare<[string, string], Queue>(
        `SELECT account, kind FROM letters WHERE state = 'waiting' AND (account, kind) > (?, ?)
         ORDER BY account, kind LIMIT 1`,
      )
      const dueOf = db.prepare<[string, string, number, number], Turn>(
        `SELECT id, account, kind, next_at, n FROM letters
         WHERE state = 'waiting' AND account = ? AND kind = ? AND next_at <= ? ORDER BY next_at, n LIMIT ?`,
      )
      /** From queue to queue, so that it costs nothing how long one of them is. */
      const due = (now: number, most: number): ReadonlyArray<Waiting> => {
        const turns: Array<Turn> = []
        let queue: Queue | undefined = { account: '', kind: '' }
        while ((queue = nextQueue.get(queue.account, queue.kind)) !== undefined) {
          turns.push(...dueOf.all(queue.account, queue.kind, now, most))
        }
        return turns.sort((a, b) => a.next_at - b.next_at || a.n - b.n)
      }
      const nextAt = db.prepare<[number], { at: number | null }>(
        `SELECT min(next_at) AS at FROM letters WHERE state = 'waiting' AND next_at > ?`,
      )
      const waiting = db.prepare<[], { n: number }>(
        `SELECT count(*) AS n FROM letters WHERE state = 'waiting'`,
      )
      const anyWaiting = db.prepare<[string, string], unknown>(
        `SELECT 1 FROM letters WHERE account = ? AND kind = ? AND state = 'waiting' LIMIT 1`,
      )
      const setSent = db.prepare<[number, string]>(
        `UPDATE letters SET state = 'sent', changed_at = ?, error = NULL WHERE id = ?`,
      )
      const postpone = db.prepare<[string, number, number, string]>(
        `UPDATE letters SET tries = tries + 1, error = ?, next_at = ?, deadline = coalesce(deadline, ?)
         WHERE id = ? AND state = 'waiting'`,
      )
      const end = db.prepare<[string, string, number, string]>(
        `UPDATE letters SET tries = tries + 1, error = ?, state = ?, changed_at = ? WHERE id = ? AND state = 'waiting'`,
      )
      const startTime = db.prepare<[number]>(
        `UPDATE letters SET deadline = ? WHERE state = 'waiting' AND deadline IS NULL`,
      )
      const stopTime = db.prepare(
        `UPDATE letters SET deadline = NULL
         WHERE state = 'waiting' AND deadline IS NOT NULL AND kind <> 'passwordReset'`,
      )
      const timeIsUp = db.prepare<[string | null, number, number]>(
        `UPDATE letters SET state = 'givenUp', error = coalesce(?, error), changed_at = ?
         WHERE state = 'waiting' AND deadline <= ?`,
      )
      const again = db.prepare<[number, number | null, number, string]>(
        `UPDATE letters SET state = 'waiting', tries = 0, next_at = ?, deadline = ?, changed_at = ?
         WHERE id = ? AND state <> 'sent'`,
      )
      const listed = db.prepare<[number, number], Row>(
        'SELECT * FROM letters WHERE n < ? ORDER BY n DESC LIMIT ?',
      )
      const listedOf = db.prepare<[string, number, number], Row>(
        'SELECT * FROM letters WHERE account = ? AND n < ? ORDER BY n DESC LIMIT ?',
      )
      const byId = db.prepare<[string], Row>('SELECT * FROM letters WHERE id = ?')
      const findOver = db.prepare<[number], unknown>(
        `SELECT 1 FROM letters WHERE state <> 'waiting' AND changed_at <= ? LIMIT 1`,
      )
      const removeOver = db.prepare<[number]>(
        `DELETE FROM letters WHERE state <> 'waiting' AND changed_at <= ?`,
      )

      return Letters.of({
        put: (letter, id = uuidv7(clock.currentTimeMillisUnsafe()), visitor = null) => {
          const { account, kind, to, replyTo, fromName, subject, content } = letter
          for (const box of [to, replyTo]) {
            if (box !== null && mailbox(box.address) === null) throw new Error('Not one e-mail address')
          }
          const now = clock.currentTimeMillisUnsafe()
          insert.run({
            id,
            account,
            visitor,
            kind,
            address: to.address,
            name: to.name,
            replyAddress: replyTo?.address ?? null,
            replyName: replyTo?.name ?? null,
            fromName,
            subject,
            content: JSON.stringify(content),
            now,
            deadline: firstDeadline(kind, now),
          })
          for (const listener of listeners) listener({ id, account, kind })
          return id
        },
        onPut: (listener) => void listeners.push(listener),
        due,
        nextAt: (now) => nextAt.get(now)?.at ?? null,
        sent: (id, now) => Effect.asVoid(transact(() => setSent.run(now, id))),
        postponed: (id, { error, nextAt, deadline }) =>
          Effect.asVoid(transact(() => postpone.run(error, nextAt, deadline, id))),
        ended: (id, { error, state, now }) => Effect.asVoid(transact(() => end.run(error, state, now, id))),
        giveUp: (now, error) =>
          transact(() => {
            startTime.run(now + mostTime)
            return timeIsUp.run(error, now, now).changes
          }),
        rest: (now) =>
          transact(() => {
            stopTime.run()
            timeIsUp.run(null, now, now)
          }),
        again: (id, now) =>
          transact(() => {
            const kind = byId.get(id)?.kind
            return kind !== undefined && again.run(now, firstDeadline(kind, now), now, id).changes > 0
          }),
        list: (account, before, limit) => {
          const from = before ?? Number.MAX_SAFE_INTEGER
          return (account === null ? listed.all(from, limit) : listedOf.all(account, from, limit)).map(stored)
        },
        find: (account, id) => {
          const row = byId.get(id)
          return row === undefined || (account !== null && row.account !== account) ? null : stored(row)
        },
        anyWaiting: (account, kind) => anyWaiting.get(account, kind) !== undefined,
        waiting: () => waiting.get()?.n ?? 0,
        forget: (now) =>
          findOver.get(now - letterKeptFor) === undefined
            ? Effect.void
            : Effect.asVoid(transact(() => removeOver.run(now - letterKeptFor))),
      })
    }),
  )
}
