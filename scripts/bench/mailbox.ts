/**
 * What an actor costs: heap bytes while parked, and CPU microseconds for a message, for our mailbox beside the
 * textbook loop around `Queue.take`. Both in one process, in alternating rounds; the median of the rounds is
 * printed. Read the ratios: absolute numbers are this machine's and this minute's.
 *
 *   node scripts/bench/run.mjs mailbox [actors = 20000] [messages a round = 200000] [rounds = 5]
 */
import { Effect, Queue, type Scope } from 'effect'
import { directory, type Message } from '../../engine/actors/Mailbox.ts'

interface Ping extends Message {
  readonly n: number
}
interface Told {
  tell(m: Ping): unknown
}
interface Contender {
  readonly name: string
  readonly goal: string
  readonly populate: Effect.Effect<(id: string) => Told, never, Scope.Scope>
}

const [actors = 20_000, messages = 200_000, rounds = 5] = process.argv.slice(2).map(Number)

let handled = 0
const receive = (m: Ping): void => {
  handled += m.n
}

const contenders: ReadonlyArray<Contender> = [
  {
    name: 'actors/Mailbox',
    goal: '<= 1300 B, <= 2 us',
    populate: Effect.map(
      directory<Ping>({
        name: 'bench',
        capacity: 1000,
        idleAfter: '1 hour',
        start: () => Effect.succeed({ receive }),
      }),
      (directory) => directory.get,
    ),
  },
  {
    name: 'Queue.take loop',
    goal: '',
    populate: Effect.map(Effect.context<Scope.Scope>(), (context) => () => {
      const queue = Effect.runSync(Queue.unbounded<Ping>())
      const loop = Effect.gen(function* () {
        while (true) receive(yield* Queue.take(queue))
      })
      Effect.runForkWith(context)(loop)
      return { tell: (m) => Queue.offerUnsafe(queue, m) }
    }),
  },
]

const turn = Effect.promise(() => new Promise<void>((done) => setImmediate(done)))

const heap = Effect.gen(function* () {
  for (let i = 0; i < 4; i++) {
    globalThis.gc?.()
    yield* turn
  }
  return process.memoryUsage().heapUsed
})

const population = (make: (id: string) => Told, count: number, prefix: string) =>
  Effect.gen(function* () {
    const all: Array<Told> = []
    for (let i = 0; i < count; i++) {
      all.push(make(prefix + i))
      if (i % 1000 === 999) yield* turn
    }
    yield* turn
    return all
  })

/** Each turn `wide` actors get `burst` messages each. Gives CPU microseconds a message. */
const round = (all: ReadonlyArray<Told>, wide: number, burst: number) =>
  Effect.gen(function* () {
    handled = 0
    let seed = 7
    let sent = 0
    const before = process.cpuUsage()
    while (sent < messages) {
      for (let i = 0; i < wide; i++) {
        seed = (seed * 1103515245 + 12345) & 0x7fffffff
        const actor = all[seed % all.length]!
        for (let b = 0; b < burst; b++) actor.tell({ n: 1 })
      }
      sent += wide * burst
      while (handled < sent) yield* turn
    }
    const { user, system } = process.cpuUsage(before)
    return (user + system) / sent
  })

const median = (numbers: ReadonlyArray<number>) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!

const bench = Effect.gen(function* () {
  const made: Array<{ contender: Contender; make: (id: string) => Told }> = []
  for (const contender of contenders) made.push({ contender, make: yield* contender.populate })
  for (const { make } of made) yield* round(yield* population(make, 1000, 'warm'), 500, 1)

  const table = []
  for (const { contender, make } of made) {
    const before = yield* heap
    const all = yield* population(make, actors, 'actor')
    table.push({
      contender,
      all,
      bytes: ((yield* heap) - before) / actors,
      one: [] as number[],
      ten: [] as number[],
    })
  }
  for (let i = 0; i < rounds; i++)
    for (const row of table) {
      row.one.push(yield* round(row.all, 1000, 1))
      row.ten.push(yield* round(row.all, 100, 10))
    }

  console.log(
    `${actors} actors, ${rounds} alternating rounds of ${messages} messages, node ${process.version}`,
  )
  console.table(
    table.map(({ contender, bytes, one, ten }) => ({
      mailbox: contender.name,
      'heap B/parked actor': Math.round(bytes),
      'us/message, one each': +median(one).toFixed(2),
      'us/message, ten each': +median(ten).toFixed(2),
      goal: contender.goal,
    })),
  )
})

await Effect.runPromise(Effect.scoped(bench))
process.exit(0)
