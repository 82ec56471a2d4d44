import { expect, it } from 'vitest'
import { queueOf } from './queue.ts'

const anna = new Set(['anna'])
const boris = new Set(['boris'])
const both = new Set(['anna', 'boris'])
const nobody = new Set<string>()
const at = (...of: ReadonlyArray<[string, ReadonlySet<string>]>) =>
  Object.fromEntries(queueOf(of.map(([visitor, by]) => ({ visitor, by }))))

it.each([
  ['nobody waits', at(), {}],
  ['one waits', at(['a', anna]), { a: 0 }],
  ['in their order', at(['a', anna], ['b', anna], ['c', anna]), { a: 0, b: 1, c: 2 }],
  ['for different operators', at(['a', anna], ['b', boris], ['c', anna]), { a: 0, b: 0, c: 1 }],
  [
    'who may be answered by both has all before him',
    at(['a', anna], ['b', boris], ['c', both]),
    { a: 0, b: 0, c: 2 },
  ],
  ['and is before both', at(['a', both], ['b', anna], ['c', boris]), { a: 0, b: 1, c: 1 }],
  ['where nobody is, there is no queue', at(['a', nobody], ['b', anna]), { b: 0 }],
])('%s', (_, queue, expected) => expect(queue).toEqual(expected))

it('a thousand who wait at fifty sites cost little', () => {
  const sites = Array.from({ length: 50 }, (_, n) => new Set([`o${n}`, `o${n + 1}`]))
  const waiters = Array.from({ length: 1_000 }, (_, n) => ({ visitor: `v${n}`, by: sites[n % 50]! }))
  const queue = queueOf(waiters)
  // Twenty at his own site and at each of both neighbours, the last one's own place left out.
  expect(queue.get('v950')).toBe(19 + 19)
  expect(queue.get('v999')).toBe(19 + 20)
})
