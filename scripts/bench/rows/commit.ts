/**
 * The log alone, in this process: how many events a second, and how long after its turn a group is on disk.
 * One after the other, with nothing else going on.
 */
import { Effect } from 'effect'
import { Log } from '../../../engine/store/Log.ts'
import { directory, runLog, said } from '../../../engine/store/testing.ts'
import { absoluteRow, type Measurement, type Row } from './Row.ts'

const sizes = [1, 10, 100, 1_000]
const text = 'Здравствуйте, where is my order? Когда доставка?'
const conversation = '0190aaaa-aaaa-7aaa-8aaa-aaaaaaaaaaaa'

export const commit: Measurement = async ({ rounds, seconds, say }) => {
  const rows: Array<Row> = []
  for (const synchronous of ['NORMAL', 'FULL'] as const) {
    for (const size of sizes) {
      const [rates, delays]: [Array<number>, Array<number>] = [[], []]
      for (let round = 0; round < rounds; round++) {
        const { rate, delay } = await one(synchronous, size, Math.min(1, seconds))
        rates.push(rate)
        delays.push(delay)
      }
      const group = `commit ${synchronous}, groups of ${size}`
      rows.push(
        absoluteRow(`${group}: rate`, 'events/s', rates),
        absoluteRow(`${group}: delay`, 'ms', delays),
      )
      say(`${group}: ${Math.round(rates[0]!)} events/s, ${delays[0]!.toFixed(2)} ms`)
    }
  }
  return rows
}

/** Groups one after the other for so many seconds. */
const one = (synchronous: 'NORMAL' | 'FULL', size: number, seconds: number) =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    return yield* runLog(dataDir, repeated(size, seconds), { synchronous })
  }).pipe(Effect.scoped, Effect.runPromise)

const repeated = Effect.fnUntraced(function* (size: number, seconds: number) {
  const log = yield* Log
  const delays: Array<number> = []
  const begun = performance.now()
  let seq = 0
  /** One group: everything that is appended in one turn. */
  const group = () =>
    new Promise<void>((done, fail) => {
      for (let i = 1; i <= size; i++) {
        seq++
        log.append({
          account: conversation,
          stream: conversation,
          events: [said('v', `c${seq}`, seq, text)],
          committed: i === size ? () => done() : () => {},
          failed: () => fail(new Error('a group failed')),
        })
      }
      // Nothing is projected here, and what waits for it would only grow.
      log.tail.projected(log.lastId())
    })
  while (performance.now() - begun < seconds * 1_000) {
    const at = performance.now()
    yield* Effect.promise(group)
    delays.push(performance.now() - at)
  }
  delays.sort((a, b) => a - b)
  return { rate: (seq * 1_000) / (performance.now() - begun), delay: delays[delays.length >> 1]! }
})
