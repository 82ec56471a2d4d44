/**
 * For tests of the actors: the real store on a directory of its own, time by `TestClock`, and in the place of the
 * edge a `Socket` that keeps what it was sent.
 */
import { Clock, Effect, Layer, type Scope } from 'effect'
import { TestClock } from 'effect/testing'
import { Config, parse } from '../config/Config.ts'
import { uuidv7 } from '../domain/id.ts'
import { firstLicence } from '../domain/licence.ts'
import type { Wanted } from '../domain/settings/resolve.ts'
import { Geo } from '../geo/Geo.ts'
import { protocolVersion } from '../protocol/client/limits.ts'
import type { OperatorFrame, OperatorHello, VisitorFrame, VisitorHello } from '../protocol/frames.ts'
import { Accounts } from '../store/Accounts.ts'
import { Bans } from '../store/Bans.ts'
import { Departments } from '../store/Departments.ts'
import { Erasures } from '../store/Erasures.ts'
import type { History } from '../store/History.ts'
import { Letters } from '../store/Letters.ts'
import { Licences } from '../store/Licences.ts'
import { Log } from '../store/Log.ts'
import { Operators } from '../store/Operators.ts'
import { Photos } from '../store/Photos.ts'
import { Projection } from '../store/Projection.ts'
import type { Requests } from '../store/Requests.ts'
import { Sessions } from '../store/Sessions.ts'
import { Settings } from '../store/Settings.ts'
import { Sites } from '../store/Sites.ts'
import { directory, store } from '../store/testing.ts'
import { Visitors } from '../store/Visitors.ts'
import { Actors } from './Actors.ts'
import { key } from './Parts.ts'
import { People } from './People.ts'
import type { Socket } from './Socket.ts'

// biome-ignore lint/suspicious/noExplicitAny: frames are looked at as they came
export type Frame = any

/** A socket without a wire. */
export class Recorded implements Socket {
  private static readonly topics = new Map<string, Set<Recorded>>()
  readonly session = ''
  behind = false
  readonly heard: Array<Frame> = []
  live = true
  closeCode: number | null = null
  /** Sending throws from now on, as a defect of the edge would. */
  broken = false
  /** How the edge tells the actor that the socket is closed. */
  onClosed = () => {}

  send(frame: string | Uint8Array): void {
    if (this.broken) throw new Error('the wire is broken')
    if (this.live) this.heard.push(JSON.parse(Buffer.from(frame as Uint8Array).toString()))
  }

  volatile(_key: string, frame: string): void {
    this.send(frame)
  }

  forget(): void {}

  join(topic: string): void {
    const joined = Recorded.topics.get(topic) ?? new Set()
    Recorded.topics.set(topic, joined.add(this))
  }

  leave(topic: string): void {
    Recorded.topics.get(topic)?.delete(this)
  }

  sendToAll(topic: string, frame: string | Uint8Array): void {
    for (const socket of Recorded.topics.get(topic) ?? []) socket.send(frame)
  }

  close(code: number): void {
    if (!this.live) return
    this.live = false
    this.closeCode = code
    setImmediate(() => this.onClosed())
  }

  of(kind: string): ReadonlyArray<Frame> {
    return this.heard.filter((frame) => frame.kind === kind)
  }

  last(kind: string): Frame {
    return this.of(kind).at(-1)
  }

  /** Events in the order of arrival, from snapshots too. */
  get events(): ReadonlyArray<Frame> {
    return this.heard.flatMap((frame) =>
      frame.kind === 'conversation' ? frame.entries : frame.kind === 'event' ? [frame] : [],
    )
  }

  event(kind: string): Frame {
    return this.events.find(({ event }) => event.kind === kind)
  }

  get texts(): ReadonlyArray<string> {
    return this.events.filter(({ event }) => event.kind === 'MessageSent').map(({ event }) => event.text)
  }
}

export type Services =
  | Actors
  | Bans
  | Log
  | Letters
  | Projection
  | Requests
  | History
  | Visitors
  | Operators
  | Accounts
  | Config
  | Departments
  | Erasures
  | Licences
  | Settings
  | Letters
  | Sites

/** One run of the actors on this directory, from start to shutdown. */
export const runActors = <A, E>(
  dataDir: string,
  program: Effect.Effect<A, E, Services | Scope.Scope>,
  settings: Record<string, string> = {},
): Effect.Effect<A, unknown> => {
  const settingsOfPeople = Layer.merge(Settings.layer, Erasures.layer).pipe(
    Layer.provideMerge(Sites.layer),
    Layer.provideMerge(
      Layer.mergeAll(Accounts.layer, Bans.layer, Departments.layer, Letters.layer, Operators.layer),
    ),
    Layer.provideMerge(Layer.mergeAll(Licences.layer, Sessions.layer, Photos.layer)),
  )
  const layer = Actors.layer.pipe(
    Layer.provide(Layer.merge(People.layer, Geo.layer)),
    Layer.provideMerge(settingsOfPeople),
    Layer.provideMerge(store({ dataDir })),
    Layer.provideMerge(Layer.effect(Config, parse(settings))),
  )
  return Effect.scoped(Effect.provide(program, layer, { local: true }))
}

/** One event-loop turn, of the real loop: the log commits at its end. */
const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** Waits until this is so. */
export const eventually = Effect.fnUntraced(function* (what: string, check: () => unknown) {
  for (let i = 0; i < 20_000; i++) {
    if (check()) return
    yield* turn
  }
  return yield* Effect.die(new Error(`never came: ${what}`))
})

/** Lets everything happen that is going to happen now. */
export const settle = Effect.gen(function* () {
  const { caughtUp } = yield* Projection
  for (let i = 0; i < 30; i++) yield* turn
  yield* caughtUp
  for (let i = 0; i < 30; i++) yield* turn
})

/** The actors on a directory of their own, at the beginning of 2026. */
export const onNewYear = (program: Effect.Effect<unknown, unknown, Services>, settings = {}) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(Date.UTC(2026, 0, 1))
    yield* runActors(yield* directory, program, settings)
  })

/** Time for what is shown a few times a second. */
export const moment = Effect.gen(function* () {
  yield* settle
  yield* TestClock.adjust('2 seconds')
  yield* settle
})

/** The owner sets this for all his sites, or for one. */
export const set = Effect.fnUntraced(function* (account: string, wanted: Wanted, site: string | null = null) {
  const settings = yield* Settings
  const edited = yield* settings.edit(account, site, Number.MAX_SAFE_INTEGER, wanted, 'the owner')
  if (edited.kind !== 'changed') return yield* Effect.die(edited)
})

/** An account with so many operators. */
export const account = Effect.fnUntraced(function* (colleagues = 0) {
  const accounts = yield* Accounts
  const operators = yield* Operators
  const { tariff } = yield* Config
  const login = `shop${accounts.count() + 1}`
  const registered = yield* accounts.register({
    login,
    email: `${login}@example.com`,
    password: '-',
    language: 'ru',
    timeZone: 'Europe/Moscow',
    name: 'Консультант',
    licence: firstLicence(tariff, yield* Clock.currentTimeMillis),
    onlyFirst: false,
  })
  if (registered.kind !== 'registered') return yield* Effect.die(registered)
  const more = []
  for (let i = 1; i <= colleagues; i++) {
    const added = yield* operators.add(registered.account.id, {
      login: `${login}-${i}`,
      name: `Colleague ${i}`,
      password: '-',
    })
    more.push(added!.id)
  }
  return { id: registered.account.id, operators: [registered.operator, ...more] as const }
})

export interface Guest {
  readonly id: string
  readonly tab: string
  readonly socket: Recorded
  readonly say: (frame: Exclude<VisitorFrame, { kind: 'hello' | 'ping' }>) => void
  /** The reply or error. */
  readonly ask: (frame: { readonly kind: string } & Record<string, unknown>) => Effect.Effect<Frame>
  /** Sends a message; the reply or error. */
  readonly send: (text: string, client?: string) => Effect.Effect<Frame>
  readonly leave: () => void
}

let refs = 0
const answered = (socket: Recorded, ref: number) =>
  Effect.gen(function* () {
    const found = () => socket.heard.find((frame) => frame.ref === ref)
    yield* eventually('an answer', found)
    return found()
  })

/** A visitor's tab, welcomed. `known`: a visitor who was here before. */
export const visit = Effect.fnUntraced(function* (
  of: string,
  known: string | null = null,
  more: Partial<VisitorHello> = {},
  socket = new Recorded(),
  from = '203.0.113.7',
) {
  const { visitors } = yield* Actors
  const rows = yield* Visitors
  const now = yield* Clock.currentTimeMillis
  const id = known ?? uuidv7(now)
  const tab = uuidv7(now)
  const actor = visitors.get(key(of, id))
  socket.onClosed = () => void actor.tell({ kind: 'closed', socket })
  actor.tell({
    kind: 'hello',
    socket,
    frame: {
      kind: 'hello',
      ref: ++refs,
      version: protocolVersion,
      account: 'shop',
      token: null,
      tab,
      page: { url: 'https://shop.example/tea', title: 'Tea' },
      referrer: '',
      language: 'ru',
      visible: true,
      open: false,
      epoch: null,
      position: null,
      ...more,
    },
    userAgent: 'test',
    from,
    admits: () => true,
    created: known === null ? { number: rows.nextNumber(of), token: `token of ${id}` } : null,
    refuse: () => socket.close(1),
  })
  const say: Guest['say'] = (frame) => void actor.tell({ kind: 'frame', socket, frame })
  const ask: Guest['ask'] = (frame) =>
    Effect.suspend(() => {
      const ref = ++refs
      say({ ...frame, ref } as never)
      return answered(socket, ref)
    })
  yield* eventually('a welcome', () => !socket.live || socket.heard.length > 0)
  return {
    id,
    tab: more.tab ?? tab,
    socket,
    say,
    ask,
    send: (text, client = uuidv7(now)) => ask({ kind: 'send', client, text }),
    leave: () => socket.close(1001),
  } satisfies Guest
})

/** A console, welcomed. */
export const attend = Effect.fnUntraced(function* (
  of: string,
  operator: string,
  more: Partial<OperatorHello> = {},
) {
  const { operators, board } = yield* Actors
  const now = yield* Clock.currentTimeMillis
  const socket = new Recorded()
  const actor = operators.get(key(of, operator))
  socket.onClosed = () => void actor.tell({ kind: 'closed', socket })
  actor.tell({
    kind: 'hello',
    socket,
    frame: {
      kind: 'hello',
      ref: ++refs,
      version: protocolVersion,
      console: uuidv7(now),
      status: 'online',
      epoch: null,
      positions: [],
      ...more,
    },
    from: '198.51.100.9',
    refuse: () => socket.close(1),
  })
  const ask = (frame: Extract<OperatorFrame, { ref: number }> | { kind: string }) =>
    Effect.suspend(() => {
      const ref = ++refs
      actor.tell({ kind: 'frame', socket, frame: { ...frame, ref } as never })
      return answered(socket, ref)
    })
  yield* eventually('a welcome', () => !socket.live || socket.heard.length > 0)
  if (socket.live && more.status !== 'offline') {
    yield* eventually('a status', () => board(of).status(operator) !== 'offline')
  }
  return {
    socket,
    ask,
    say: (frame: Exclude<OperatorFrame, { kind: 'hello' | 'ping' }>) =>
      void actor.tell({ kind: 'frame', socket, frame }),
    send: (conversation: string, text: string, client = uuidv7(now)) =>
      ask({ kind: 'send', conversation, client, text } as never),
    leave: () => socket.close(1001),
  }
})

/** As a disk that takes nothing more, while this runs. */
export const withoutDisk = <A, E, R>(program: Effect.Effect<A, E, R>): Effect.Effect<A, E, R | Log> =>
  Effect.gen(function* () {
    const { db, settled } = yield* Log
    yield* settled
    db.pragma('query_only = ON')
    return yield* Effect.ensuring(
      program,
      Effect.sync(() => db.pragma('query_only = OFF')),
    )
  })

/** What the log holds of these kinds, in order. */
export const logged = Effect.fnUntraced(function* (...kinds: ReadonlyArray<string>) {
  const { db, settled } = yield* Log
  yield* settled
  const rows = db.prepare('SELECT stream, seq, kind, body FROM log ORDER BY id').all() as Array<Frame>
  return rows
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ stream, seq, kind, body }) => ({ stream, seq, kind, ...JSON.parse(body) }))
})
