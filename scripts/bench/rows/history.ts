/**
 * Opening a conversation of 500 messages among a million, as the engine reads it: its state, and all of its
 * entries page by page, on the main thread. The million goes the way of all messages: through the log and the
 * projection.
 */
import { Effect } from 'effect'
import { History } from '../../../engine/store/History.ts'
import { Log } from '../../../engine/store/Log.ts'
import { Projection } from '../../../engine/store/Projection.ts'
import { directory, opened, runOn, said } from '../../../engine/store/testing.ts'
import { text } from '../load/frames.ts'
import { absoluteRow, type Measurement } from './Row.ts'

const all = 1_000_000
const each = 500
const page = 100
/** Milliseconds. */
const allowed = 5
const account = '0190aaaa-aaaa-7aaa-8aaa-000000000000'
const idOf = (kind: string, n: number) => `0190aaaa-aaaa-7${kind}-8aaa-${n.toString(16).padStart(12, '0')}`

export const history: Measurement = async ({ scale, random, say }) => {
  const conversations = Math.max(1, Math.round((all * scale) / each))
  const times = await Effect.gen(function* () {
    const dataDir = yield* directory
    return yield* runOn(
      dataDir,
      filledAndRead(conversations, (n) => random.below(n), say),
      {
        synchronous: 'NORMAL',
      },
    )
  }).pipe(Effect.scoped, Effect.runPromise)
  return [absoluteRow(`open ${each} of ${conversations * each} messages, p50`, 'ms', times, allowed)]
}

const filledAndRead = Effect.fnUntraced(function* (
  conversations: number,
  below: (n: number) => number,
  say: (what: string) => void,
) {
  const log = yield* Log
  const projection = yield* Projection
  const store = yield* History
  const begun = performance.now()
  // Ten at a time, their messages mixed, as conversations are that go on at once.
  for (let first = 0; first < conversations; first += 10) {
    yield* Effect.promise(() => written(log, first, Math.min(10, conversations - first)))
  }
  while (projection.lag() > 0 && performance.now() - begun < 300_000) yield* Effect.sleep(100)
  if (projection.lag() > 0) throw new Error('the history is still behind')
  say(
    `${conversations * each} messages stored and projected in ${Math.round((performance.now() - begun) / 1_000)} s`,
  )

  const times: Array<number> = []
  for (let i = 0; i < 500; i++) {
    const id = idOf('ccc', below(conversations))
    const at = performance.now()
    const state = store.conversation(account, id)
    let read = 0
    for (let seq = 0; seq < state!.seq; ) {
      const entries = store.entriesAfter(account, id, seq, page)
      read += entries.length
      seq = entries.at(-1)?.seq ?? state!.seq
    }
    times.push(performance.now() - at)
    if (read !== each + 1) throw new Error(`${read} entries read`)
  }
  return times
})

/** Conversations `first` and on, in one group per message of each. */
const written = async (log: Log['Service'], first: number, count: number): Promise<void> => {
  for (let seq = 1; seq <= each + 1; seq++) {
    await new Promise<void>((done, failed) => {
      for (let i = 0; i < count; i++) {
        const [stream, visitor] = [idOf('ccc', first + i), idOf('bbb', first + i)]
        const event =
          seq === 1 ? opened(visitor) : said(visitor, idOf('aaa', (first + i) * 1_000 + seq), seq, text)
        const last = i === count - 1
        log.append({
          account,
          stream,
          events: [event],
          committed: last ? () => done() : () => {},
          failed: () => failed(new Error('could not be written')),
        })
      }
    })
  }
}
