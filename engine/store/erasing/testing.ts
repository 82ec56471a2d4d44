/** For tests of erasing: a word planted wherever it can stand, and looked for in the bytes of every file. */
import { spawnSync } from 'node:child_process'
import { Effect, Layer } from 'effect'
import { Config, parse } from '../../config/Config.ts'
import { Accounts } from '../Accounts.ts'
import { Bans } from '../Bans.ts'
import type { Database } from '../Database.ts'
import { Erasures } from '../Erasures.ts'
import type { History } from '../History.ts'
import { Licences } from '../Licences.ts'
import { Log, type LogEvent } from '../Log.ts'
import { Photos } from '../Photos.ts'
import type { Projection } from '../Projection.ts'
import { Sessions } from '../Sessions.ts'
import { append, store } from '../testing.ts'
import type { Visitors } from '../Visitors.ts'
import { ofAccount } from './belongings.ts'

type Services = Accounts | Bans | Config | Erasures | History | Log | Projection | Sessions | Visitors

/** One run of the store with all that erasing needs, from opening to closing. */
export const runErasing = <A, E>(dataDir: string, program: Effect.Effect<A, E, Services>) =>
  Effect.provide(
    program,
    Erasures.layer.pipe(
      Layer.provideMerge(Layer.mergeAll(Accounts.layer, Bans.layer)),
      Layer.provideMerge(Layer.mergeAll(Licences.layer, Sessions.layer, Photos.layer)),
      Layer.provideMerge(store({ dataDir })),
      Layer.provideMerge(Layer.effect(Config, parse({}))),
    ),
    { local: true },
  )

/** Files under this folder that have the word. By another process: ours must not close a database file that it has open. */
export const filesWith = (folder: string, word: string): ReadonlyArray<string> => {
  const { stdout, status, stderr } = spawnSync('grep', ['-rlaF', '-e', word, folder], { encoding: 'utf8' })
  if (status !== 0 && status !== 1) throw new Error(stderr)
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((path) => path.slice(folder.length + 1))
    .sort()
}

interface Column {
  readonly name: string
  readonly type: string
  readonly pk: number
}

const idOf = (account: string, table: string, n: number) => `${account}-${table}-${n}`
/** What a column refers to, by its name. */
const parents: Readonly<Record<string, string>> = {
  operator: 'operators',
  site: 'sites',
  department: 'departments',
  visitor: 'visitors',
}

/** `each` rows in every table that an account has; the word stands in each column that takes text or bytes. */
export const plantRows = (db: Database, account: string, word: string, each: number): void => {
  for (const table of Object.keys(ofAccount).reverse()) {
    const columns = db.pragma(`table_info("${table}")`) as Array<Column>
    const insert = db.prepare(
      `INSERT INTO ${table} (${columns.map(({ name }) => `"${name}"`)}) VALUES (${columns.map(() => '?')})`,
    )
    const rows = table === 'accounts' ? 1 : each
    // Out of order, so that pages are split and joined.
    for (let i = 0; i < rows; i++) {
      const n = (i * 7) % rows
      insert.run(columns.map((column) => valueIn(column, table, account, word, n)))
    }
  }
  const logins = db.prepare('INSERT OR IGNORE INTO logins SELECT login FROM operators WHERE account = ?')
  logins.run(account)
}

const valueIn = ({ name, type, pk }: Column, table: string, account: string, word: string, n: number) => {
  if (table === 'accounts' && name === 'id') return account
  if (name === 'account') return account
  if (name === 'owner')
    return table === 'invitation_photos' ? idOf(account, 'invitations', n) : idOf(account, table, n)
  if (/_at$|^until$|^deadline$/.test(name))
    return table === 'licences' && name === 'over_at' ? n + 1 : nullable(name, n)
  if (table === 'bans' && name === 'address') return `198.51.100.${n}`
  const parent = parents[name]
  if (parent !== undefined && parent !== table) return idOf(account, parent, n)
  if (pk === 1 && name === 'id' && type === 'TEXT') return idOf(account, table, n)
  if (type === 'INTEGER') return pk === 1 ? null : n + 1
  const text = `${word} ${table} ${name} ${account} ${n} ${'.'.repeat((n * 13) % 200)}`
  return type === 'BLOB' ? Buffer.from(text.repeat(table.includes('photo') ? 100 : 1)) : text
}
const nullable = (name: string, n: number) => (/^(deleted|blocked|erase|over)_at$/.test(name) ? null : n)

/** One of every kind of event that says something of a person, in the log. */
export const plantEvents = Effect.fnUntraced(function* (
  account: string,
  visitor: string,
  word: string,
  at: number,
) {
  const page = { url: `https://shop.example/${word}`, title: `Page ${word}` }
  const facts = {
    address: word,
    place: { country: word, city: word, cityRu: word },
    source: { phrase: word },
  }
  const conversation = `talk-of-${visitor}`
  const operator = idOf(account, 'operators', 0)
  const told = (
    stream: string,
    ...events: ReadonlyArray<{ readonly kind: string } & Record<string, unknown>>
  ) =>
    append({
      account,
      stream,
      events: events.map(
        (body, n): LogEvent => ({
          seq: stream === conversation ? n + 1 : 0,
          at: at + n,
          kind: body.kind,
          body,
        }),
      ),
    })
  const long = `${word} ${'x'.repeat(9_000)} ${word}`
  yield* told(
    visitor,
    { kind: 'VisitStarted', visit: 't', page, referrer: word, language: 'ru', userAgent: word, facts },
    { kind: 'PageViewed', visit: 't', page },
    { kind: 'InvitationSent', invitation: `i-${visitor}`, operator, automatic: false, text: word },
    { kind: 'VisitorCommented', comment: `k-${visitor}`, operator, text: word },
  )
  yield* told(
    conversation,
    { kind: 'ConversationOpened', visitor, page, department: { id: 'd', name: word } },
    { kind: 'OperatorAssigned', operator, reason: 'onlyOne' },
    { kind: 'MessageSent', author: 'visitor', from: visitor, client: `m1-${visitor}`, text: word },
    { kind: 'MessageSent', author: 'operator', from: operator, client: `m2-${visitor}`, text: long },
    { kind: 'Seen', side: 'visitor', upTo: 4 },
    { kind: 'VisitorMoved', page },
    {
      kind: 'OperatorAssigned',
      operator: idOf(account, 'operators', 1),
      reason: 'transfer',
      by: operator,
      comment: word,
    },
    { kind: 'VisitorLeft' },
    { kind: 'VisitorReturned', page },
    { kind: 'MessageSent', author: 'visitor', from: visitor, client: `m3-${visitor}`, text: long },
    { kind: 'ConversationClosed', operator },
  )
  yield* told(operator, { kind: 'StatusChanged', status: 'online', cause: 'chosen' })
  yield* told(operator, { kind: 'ActiveSecondsCounted', conversation, minute: 1, seconds: 30 })
  yield* told(operator, { kind: 'StatusChanged', status: 'offline', cause: 'chosen' })
  yield* told(visitor, { kind: 'VisitEnded', visit: 't', seconds: 3, views: 1 })
  return yield* Effect.map(Log, ({ settled }) => settled)
})

export const visitorOf = (account: string, n: number) => idOf(account, 'visitors', n)
