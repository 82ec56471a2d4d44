import { Effect } from 'effect'
import { expect } from 'vitest'
import { it } from '../testing.ts'
import { directory } from './Mailbox.ts'

it.effect('smoke', () =>
  Effect.gen(function* () {
    const seen: string[] = []
    const d = yield* directory<{ n: number }>({
      name: 'smoke',
      capacity: 10,
      idleAfter: '1 minute',
      start: (id) =>
        Effect.succeed({
          receive: (m) => {
            seen.push(`${id}${m.n}`)
          },
        }),
    })
    d.get('a').tell({ n: 1 })
    d.get('a').tell({ n: 2 })
    while (seen.length < 2) yield* Effect.yieldNow
    expect(seen).toEqual(['a1', 'a2'])
  }),
)
