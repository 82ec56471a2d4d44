import { Deferred, Effect, Exit, Logger, Scope } from 'effect'
import { TestClock } from 'effect/testing'
import { expect } from 'vitest'
import { it, turns } from '../testing.ts'
import { type Behaviour, directory, type Kind, type Message, type Refusal, type Self } from './Mailbox.ts'

/** What a test tells an actor: something to write down, or something to do. */
interface Note extends Message {
  readonly text: string
  readonly act?: () => void | Effect.Effect<void>
}

/** Actors that write down what happens to them. */
const journal = (over: Partial<Kind<Note>> = {}) => {
  const lines: Array<string> = []
  const selves = new Map<string, Self<Note>>()
  const kind: Kind<Note> = {
    name: 'journal',
    capacity: 10_000,
    idleAfter: '1 minute',
    start: (id, self) =>
      Effect.sync(() => {
        selves.set(id, self)
        lines.push(`${id} started`)
        return behaviour(id, lines)
      }),
    ...over,
  }
  return { lines, selves, kind, take: () => lines.splice(0) }
}

const behaviour = (id: string, lines: Array<string>): Behaviour<Note> => ({
  receive: (note) => {
    lines.push(`${id} ${note.text}`)
    return note.act?.()
  },
  stopped: () => void lines.push(`${id} stopped`),
})

const refusable = (text: string, answers: Array<string>, act?: Note['act']): Note => ({
  text,
  ...(act === undefined ? {} : { act }),
  refuse: (why: Refusal) => void answers.push(`${text} ${why}`),
})

const throwing = () => {
  throw new Error('broken')
}

it.effect('handles messages in the order in which they were told', () =>
  Effect.gen(function* () {
    const { lines, kind } = journal()
    const a = (yield* directory(kind)).get('a')
    const texts = Array.from({ length: 1000 }, (_, i) => String(i))
    for (const text of texts) expect(a.tell({ text })).toBe(true)
    expect(lines).toEqual([])
    yield* turns(30)
    expect(lines).toEqual(['a started', ...texts.map((text) => `a ${text}`)])
  }),
)

it.effect('handles one message at a time, also when a handler suspends', () =>
  Effect.gen(function* () {
    const { lines, kind } = journal()
    const actors = yield* directory(kind)
    const door = yield* Deferred.make<void>()
    const a = actors.get('a')
    a.tell({
      text: 'slow',
      act: () =>
        Effect.andThen(
          Deferred.await(door),
          Effect.sync(() => lines.push('done')),
        ),
    })
    a.tell({ text: 'next' })
    actors.get('b').tell({ text: 'other' })
    yield* turns()
    a.tell({ text: 'last', act: () => Effect.yieldNow })
    yield* turns()
    expect(lines).toEqual(['a started', 'a slow', 'b started', 'b other'])
    yield* Deferred.succeed(door, undefined)
    yield* turns()
    expect(lines.slice(4)).toEqual(['done', 'a next', 'a last'])
    a.tell({ text: 'again' })
    yield* turns()
    expect(lines.slice(7)).toEqual(['a again'])
  }),
)

it.effect('misses no message that comes while Effect makes the fiber yield on its way to be parked', () =>
  Effect.gen(function* () {
    const { lines, kind } = journal()
    const a = (yield* directory(kind)).get('a')
    // A fiber is made to yield after 2048 steps: one of these handlers ends just there.
    for (let steps = 2000; steps < 2060; steps++) {
      let left = steps
      const work = Effect.whileLoop({ while: () => --left > 0, body: () => Effect.void, step: () => {} })
      a.tell({ text: 'long', act: () => work })
      yield* Effect.yieldNow
      a.tell({ text: `short ${steps}` })
      yield* turns(3)
      expect(lines.at(-1)).toBe(`a short ${steps}`)
    }
  }),
)

it.effect('refuses what a full mailbox cannot take, and takes again when there is room', () =>
  Effect.gen(function* () {
    const { lines, kind } = journal({ capacity: 2 })
    const actors = yield* directory(kind)
    const answers: Array<string> = []
    const a = actors.get('a')
    const told = ['1', '2', '3'].map((text) => a.tell(refusable(text, answers)))
    expect(told).toEqual([true, true, false])
    expect(answers).toEqual(['3 busy'])
    expect(actors.refused).toBe(1)
    yield* turns()
    expect(a.tell(refusable('4', answers))).toBe(true)
    yield* turns()
    expect(lines).toEqual(['a started', 'a 1', 'a 2', 'a 4'])
  }),
)

it.effect('queues while it starts', () =>
  Effect.gen(function* () {
    const door = yield* Deferred.make<void>()
    const { lines, kind } = journal()
    const actors = yield* directory({
      ...kind,
      capacity: 2,
      start: (id, self) => Effect.andThen(Deferred.await(door), kind.start(id, self)),
    })
    const answers: Array<string> = []
    yield* turns()
    for (const text of ['1', '2', '3']) actors.get('a').tell(refusable(text, answers))
    yield* turns()
    expect(lines).toEqual([])
    expect(answers).toEqual(['3 busy'])
    yield* Deferred.succeed(door, undefined)
    yield* turns()
    expect(lines).toEqual(['a started', 'a 1', 'a 2'])
  }),
)

for (const [how, act] of [
  ['throws', throwing],
  ['dies', () => Effect.die(new Error('broken'))],
  ['interrupts itself', () => Effect.interrupt],
  ['dies later', () => Effect.andThen(Effect.yieldNow, Effect.die(new Error('broken')))],
] as const)
  it.effect(`is rebuilt when a handler ${how}: the sender is told, nobody else notices`, () =>
    Effect.gen(function* () {
      const logged: Array<Record<string, unknown>> = []
      const logger = Logger.map(Logger.formatStructured, (line) => void logged.push({ ...line }))
      const { lines, kind } = journal()
      const actors = yield* directory(kind).pipe(Effect.provide(Logger.layer([logger])))
      const answers: Array<string> = []
      actors.get('b').tell(refusable('1', answers))
      actors.get('a').tell(refusable('1', answers))
      actors.get('a').tell(refusable('secret', answers, act))
      actors.get('a').tell(refusable('3', answers))
      actors.get('b').tell(refusable('2', answers))
      yield* turns()
      expect(answers).toEqual(['secret failed'])
      const of = (id: string) => lines.filter((line) => line.startsWith(id))
      expect(of('a')).toEqual(['a started', 'a 1', 'a secret', 'a stopped', 'a started', 'a 3'])
      expect(of('b')).toEqual(['b started', 'b 1', 'b 2'])
      expect(actors.restarts).toBe(1)
      expect(logged).toHaveLength(1)
      expect(logged[0]).toMatchObject({ level: 'ERROR', annotations: { actor: 'journal', id: 'a' } })
      expect(JSON.stringify(logged[0])).not.toContain('secret')
    }),
  )

it.effect('a sender whose refuse throws harms nobody', () =>
  Effect.gen(function* () {
    const { lines, kind } = journal()
    const a = (yield* directory(kind)).get('a')
    a.tell({ text: '1', act: throwing, refuse: throwing })
    a.tell({ text: '2' })
    yield* turns()
    expect(lines.at(-1)).toBe('a 2')
  }).pipe(Effect.provide(Logger.layer([]))),
)

it.effect('what an incarnation told itself, and its timers, do not reach the next one', () =>
  Effect.gen(function* () {
    const { lines, selves, kind } = journal()
    const a = (yield* directory(kind)).get('a')
    yield* turns()
    const old = selves.get('a')!
    const answers: Array<string> = []
    a.tell({
      text: 'die',
      act: () => {
        old.after('timer', 10, { text: 'rang' })
        old.tell(refusable('to myself', answers))
        throwing()
      },
    })
    a.tell({ text: 'next' })
    yield* turns()
    old.tell(refusable('too late', answers))
    old.after('timer', 10, { text: 'rang' })
    old.stop()
    yield* TestClock.adjust('20 seconds')
    expect(answers).toEqual(['to myself failed', 'too late failed'])
    expect(lines).toEqual(['a started', 'a die', 'a stopped', 'a started', 'a next'])
  }).pipe(Effect.provide(Logger.layer([]))),
)

it.effect('holds up the start of an actor that dies again and again', () =>
  Effect.gen(function* () {
    const { lines, kind } = journal()
    const a = (yield* directory(kind)).get('a')
    for (let i = 0; i < 5; i++) a.tell({ text: 'die', act: throwing })
    a.tell({ text: 'live' })
    const starts = () => lines.filter((line) => line === 'a started').length
    yield* turns(20)
    expect(starts()).toBe(4)
    yield* TestClock.adjust(100)
    expect(starts()).toBe(5)
    expect(lines).not.toContain('a live')
    yield* TestClock.adjust(200)
    expect(lines.at(-1)).toBe('a live')
    yield* TestClock.adjust(30_000)
    for (let i = 0; i < 20; i++) a.tell({ text: 'die', act: throwing })
    yield* TestClock.adjust(60_000)
    // After a quiet minute it is trusted again.
    yield* TestClock.adjust(60_000)
    const before = starts()
    for (let i = 0; i < 3; i++) a.tell({ text: 'die', act: throwing })
    a.tell({ text: 'live' })
    yield* turns(20)
    expect(starts() - before).toBeGreaterThanOrEqual(3)
    expect(lines.at(-1)).toBe('a live')
  }).pipe(Effect.provide(Logger.layer([]))),
)

it.effect('a start that fails once is tried again, and nobody who waits notices', () =>
  Effect.gen(function* () {
    let tries = 0
    const { lines, kind } = journal()
    const start: Kind<Note>['start'] = (id, self) => (++tries === 1 ? throwing() : kind.start(id, self))
    const actors = yield* directory({ ...kind, start })
    const answers: Array<string> = []
    actors.get('a').tell(refusable('1', answers))
    yield* turns()
    expect(lines).toEqual([])
    yield* TestClock.adjust(100)
    expect(lines).toEqual(['a started', 'a 1'])
    expect(answers).toEqual([])
  }).pipe(Effect.provide(Logger.layer([]))),
)

it.effect('when no start succeeds, everybody is told, and the next message makes a new actor', () =>
  Effect.gen(function* () {
    let broken = true
    const { lines, kind } = journal()
    const start: Kind<Note>['start'] = (id, self) => (broken ? Effect.die('no') : kind.start(id, self))
    const actors = yield* directory({ ...kind, start })
    const answers: Array<string> = []
    const a = actors.get('a')
    a.tell(refusable('1', answers))
    a.tell(refusable('2', answers))
    yield* TestClock.adjust('1 second')
    expect(answers).toEqual(['1 busy', '2 busy'])
    expect(actors.size).toBe(0)
    broken = false
    expect(a.tell(refusable('3', answers))).toBe(true)
    yield* turns()
    expect(lines).toEqual(['a started', 'a 3'])
    expect(actors.size).toBe(1)
  }).pipe(Effect.provide(Logger.layer([]))),
)

it.effect('a start that fails only after five seconds is not tried again: people wait', () =>
  Effect.gen(function* () {
    let tries = 0
    const { kind } = journal()
    const start = () => Effect.andThen(Effect.sleep('5 seconds'), Effect.die(`try ${++tries}`))
    const actors = yield* directory({ ...kind, start })
    const answers: Array<string> = []
    actors.get('a').tell(refusable('1', answers))
    yield* TestClock.adjust('1 minute')
    expect(answers).toEqual(['1 busy'])
    expect(tries).toBe(1)
  }).pipe(Effect.provide(Logger.layer([]))),
)

it.effect('an actor that stops itself in start refuses who waits, without starting over and over', () =>
  Effect.gen(function* () {
    const { take, kind } = journal()
    const start: Kind<Note>['start'] = (id, self) =>
      Effect.tap(kind.start(id, self), () => Effect.sync(() => self.stop()))
    const actors = yield* directory({ ...kind, start })
    const answers: Array<string> = []
    actors.get('a').tell(refusable('1', answers))
    yield* turns()
    expect(take()).toEqual(['a started', 'a stopped'])
    expect(answers).toEqual(['1 failed'])
    expect(actors.size).toBe(0)
  }),
)

it.effect('is stopped when idle, and made again by a message through an old ref', () =>
  Effect.gen(function* () {
    const { take, kind } = journal()
    const actors = yield* directory(kind)
    const a = actors.get('a')
    a.tell({ text: '1' })
    yield* TestClock.adjust('50 seconds')
    a.tell({ text: '2' })
    yield* TestClock.adjust('55 seconds')
    expect(actors.find('a')).toBe(a)
    expect(take()).toEqual(['a started', 'a 1', 'a 2'])
    yield* TestClock.adjust('20 seconds')
    expect(take()).toEqual(['a stopped'])
    expect(actors.find('a')).toBeUndefined()
    expect(actors.size).toBe(0)
    expect(a.tell({ text: '3' })).toBe(true)
    yield* turns()
    expect(take()).toEqual(['a started', 'a 3'])
    expect(actors.size).toBe(1)
  }),
)

it.effect('is not stopped while it says so, has a timer, or works', () =>
  Effect.gen(function* () {
    const { lines, selves, kind } = journal()
    const holds = new Set(['held'])
    const start: Kind<Note>['start'] = (id, self) =>
      Effect.map(kind.start(id, self), (made) => ({ ...made, idle: () => !holds.has(id) }))
    const actors = yield* directory({ ...kind, start })
    const door = yield* Deferred.make<void>()
    actors.get('held').tell({ text: 'hello' })
    actors
      .get('timed')
      .tell({ text: 'hello', act: () => selves.get('timed')!.after('t', 600_000, { text: 'rang' }) })
    actors.get('working').tell({ text: 'hello', act: () => Deferred.await(door) })
    actors.get('idle').tell({ text: 'hello' })
    yield* TestClock.adjust('5 minutes')
    expect(actors.size).toBe(3)
    holds.clear()
    yield* TestClock.adjust('30 seconds')
    expect(actors.size).toBe(2)
    yield* TestClock.adjust('5 minutes')
    expect(lines).toContain('timed rang')
    yield* Deferred.succeed(door, undefined)
    yield* TestClock.adjust('2 minutes')
    expect(actors.size).toBe(0)
  }),
)

it.effect('a message that races with the stop is handled by a new incarnation', () =>
  Effect.gen(function* () {
    const { take, selves, kind } = journal()
    const actors = yield* directory(kind)
    const a = actors.get('a')
    a.tell({ text: 'stop', act: () => selves.get('a')!.stop() })
    a.tell({ text: 'behind' })
    yield* turns()
    expect(take()).toEqual(['a started', 'a stop', 'a stopped', 'a started', 'a behind'])
    // The other way round: stopped from outside while parked, told in the same turn.
    selves.get('a')!.stop()
    a.tell({ text: 'just now' })
    yield* turns()
    expect(take()).toEqual(['a stopped', 'a started', 'a just now'])
    selves.get('a')!.stop()
    yield* turns()
    expect(actors.size).toBe(0)
  }),
)

it.effect('timers ring by the clock, in order, are replaced by key and cancelled', () =>
  Effect.gen(function* () {
    const { take, selves, kind } = journal()
    const actors = yield* directory(kind)
    actors.get('a')
    actors.get('b')
    yield* turns()
    const a = selves.get('a')!
    const b = selves.get('b')!
    take()
    a.after('x', 5000, { text: 'x' })
    a.after('y', 3000, { text: 'y' })
    b.after('x', 4000, { text: 'x' })
    a.after('gone', 1000, { text: 'gone' })
    a.cancel('gone')
    yield* TestClock.adjust(2999)
    expect(take()).toEqual([])
    yield* TestClock.adjust(1)
    expect(take()).toEqual(['a y'])
    a.after('x', 3000, { text: 'x later' })
    yield* TestClock.adjust(2999)
    expect(take()).toEqual(['b x'])
    yield* TestClock.adjust(1)
    expect(take()).toEqual(['a x later'])
    a.after('x', 9000, { text: 'late' })
    a.after('x', 10, { text: 'sooner' })
    yield* TestClock.adjust(10)
    expect(take()).toEqual(['a sooner'])
    yield* TestClock.adjust(20_000)
    expect(take()).toEqual([])
    expect(a.now()).toBe(26_010)
  }),
)

it.effect('a timer set by a timer rings within the same passage of time', () =>
  Effect.gen(function* () {
    const { lines, selves, kind } = journal({ idleAfter: '1 hour' })
    const actors = yield* directory(kind)
    actors.get('a').tell({ text: 'go', act: () => again() })
    const again = () => selves.get('a')!.after('beat', 1000, { text: 'beat', act: again })
    yield* TestClock.adjust('10 seconds')
    expect(lines.filter((line) => line === 'a beat')).toHaveLength(10)
  }),
)

it.effect('many timers, set, put off, hastened and cancelled at random, each ring once and on time', () =>
  Effect.gen(function* () {
    const { selves, kind } = journal({ idleAfter: '1 hour' })
    const actors = yield* directory(kind)
    actors.get('a')
    yield* turns()
    const self = selves.get('a')!
    const due = new Map<string, number>()
    const wrong: Array<string> = []
    let seed = 7
    const random = (below: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below
    for (let i = 0; i < 3000; i++) {
      const key = String(random(100))
      const millis = 1 + random(500)
      if (random(5) === 0) {
        self.cancel(key)
        due.delete(key)
      } else {
        due.set(key, self.now() + millis)
        self.after(key, millis, {
          text: 'rang',
          act: () => {
            if (due.get(key) !== self.now()) wrong.push(`${key} at ${self.now()}, not ${due.get(key)}`)
            due.delete(key)
          },
        })
      }
      if (random(20) === 0) yield* TestClock.adjust(random(200))
    }
    yield* TestClock.adjust(1000)
    expect(wrong).toEqual([])
    expect([...due]).toEqual([])
  }),
)

it.effect('everything ends with the scope, and who waits is told', () =>
  Effect.gen(function* () {
    const { lines, selves, kind } = journal()
    const scope = yield* Scope.make()
    const actors = yield* Scope.provide(directory(kind), scope)
    const answers: Array<string> = []
    const a = actors.get('a')
    const late = () => Effect.onInterrupt(Effect.never, () => Effect.sync(() => lines.push('interrupted')))
    a.tell(refusable('slow', answers, late))
    a.tell(refusable('waiting', answers))
    actors.get('b').tell({ text: '1' })
    yield* turns()
    selves.get('b')!.after('t', 1000, { text: 'rang' })
    yield* Scope.close(scope, Exit.void)
    expect(lines.slice(4)).toEqual(['interrupted', 'a stopped', 'b stopped'])
    expect(answers).toEqual(['slow failed', 'waiting busy'])
    expect(actors.restarts).toBe(0)
    expect(a.tell(refusable('after', answers))).toBe(false)
    expect(actors.get('c').tell(refusable('new', answers))).toBe(false)
    expect(answers.slice(2)).toEqual(['after busy', 'new busy'])
    yield* TestClock.adjust('5 minutes')
    expect(lines).toHaveLength(7)
    expect(actors.size).toBe(0)
  }),
)

it.effect('a start under way ends with the scope too', () =>
  Effect.gen(function* () {
    const { kind } = journal()
    const scope = yield* Scope.make()
    const actors = yield* Scope.provide(directory({ ...kind, start: () => Effect.never }), scope)
    const answers: Array<string> = []
    actors.get('a').tell(refusable('1', answers))
    yield* turns()
    expect(answers).toEqual([])
    yield* Scope.close(scope, Exit.void)
    expect(answers).toEqual(['1 busy'])
  }),
)

it.effect('an actor that lost its fiber is found by the sweeper and rebuilt', () =>
  Effect.gen(function* () {
    const { lines, kind } = journal()
    const a = (yield* directory(kind)).get('a')
    const answers: Array<string> = []
    a.tell(refusable('no effect', answers, () => 'nonsense' as never))
    a.tell({ text: 'next' })
    yield* turns()
    expect(lines).toEqual(['a started', 'a no effect'])
    yield* TestClock.adjust('20 seconds')
    expect(answers).toEqual(['no effect failed'])
    expect(lines.slice(2)).toEqual(['a stopped', 'a started', 'a next'])
  }).pipe(Effect.provide(Logger.layer([]))),
)

for (const [how, act] of [
  ['synchronous', () => {}],
  ['effectful', () => Effect.void],
] as const)
  it.effect(`a full mailbox of ${how} work starves nobody`, () =>
    Effect.gen(function* () {
      const { lines, kind } = journal()
      const actors = yield* directory(kind)
      for (let i = 0; i < 1000; i++) actors.get('greedy').tell({ text: 'more', act })
      actors.get('modest').tell({ text: 'please' })
      yield* turns(40)
      expect(lines).toHaveLength(1003)
      expect(lines.indexOf('modest please')).toBeLessThan(100)
    }),
  )

it.effect('an actor that tells itself for ever leaves the others and the event loop alone', () =>
  Effect.gen(function* () {
    const { lines, selves, kind } = journal()
    const actors = yield* directory(kind)
    let on = true
    const again = () => {
      if (on) selves.get('a')!.tell({ text: 'again', act: again })
    }
    actors.get('a').tell({ text: 'go', act: again })
    yield* turns()
    actors.get('b').tell({ text: 'hello' })
    yield* turns()
    expect(lines).toContain('b hello')
    on = false
    yield* turns()
    const then = lines.length
    yield* turns()
    expect(lines).toHaveLength(then)
  }),
)

it.live('many actors that wake at once, each with work to do, leave the sockets their turns', () =>
  Effect.gen(function* () {
    const { lines, kind } = journal()
    const actors = yield* directory(kind)
    const work = () => {
      const end = performance.now() + 1
      while (performance.now() < end);
    }
    for (let i = 0; i < 300; i++) actors.get(`${i}`).tell({ text: 'wake', act: work })
    actors.get('0').tell({ text: 'again' })
    let others = 0
    while (lines.length < 601) {
      yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
      others++
    }
    // In 300 ms.
    expect(others).toBeGreaterThan(5)
    const awake = lines.filter((line) => line.endsWith(' wake')).map((line) => Number(line.split(' ')[0]))
    expect(awake).toEqual(Array.from({ length: 300 }, (_, i) => i))
  }),
)
