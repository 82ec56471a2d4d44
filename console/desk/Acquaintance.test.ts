import { expect, it } from 'vitest'
import type { Entry, VisitorFacts } from '../../engine/protocol/frames.ts'
import { Acquaintance } from './Acquaintance.ts'
import { id } from './testSocket.ts'

// biome-ignore lint/suspicious/noExplicitAny: frames are looked at as they came
type Frame = any

const desk = () => {
  const asked: Array<{ frame: Frame; answer: (result: unknown) => void; refuse: () => void }> = []
  let changes = 0
  const acquaintance = new Acquaintance(
    (frame) =>
      new Promise((answer, reject) =>
        asked.push({ frame, answer: answer as never, refuse: () => reject(new Error()) }),
      ),
    () => changes++,
  )
  return { acquaintance, asked, changes: () => changes }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))
const facts = { visits: 1 } as VisitorFacts

it('what is asked again while an answer is on its way is asked once more, not twice', async () => {
  const { acquaintance, asked } = desk()
  void acquaintance.learn('a')
  void acquaintance.learn('a')
  void acquaintance.learn('a')
  expect(asked).toHaveLength(1)
  expect(acquaintance.of('a')).toEqual({ state: 'loading', facts: null })
  asked[0]!.answer(facts)
  await settle()
  expect(asked.map(({ frame }) => frame)).toEqual(Array(2).fill({ kind: 'visitor', visitor: 'a' }))
  expect(acquaintance.of('a')).toEqual({ state: 'loading', facts })
  asked[1]!.refuse()
  await settle()
  // What was known stays.
  expect(acquaintance.of('a')).toEqual({ state: 'failed', facts })
  expect(asked).toHaveLength(2)
})

it('only so many cards are remembered', () => {
  const { acquaintance } = desk()
  for (let n = 0; n < 60; n++) void acquaintance.learn(String(n))
  expect([acquaintance.of('9'), acquaintance.of('10')?.state]).toEqual([null, 'loading'])
})

it('a comment that was stored is read back with the rest', async () => {
  const { acquaintance, asked } = desk()
  const stored = acquaintance.comment('a', 'Buys much', id(7))
  expect(asked[0]!.frame).toEqual({ kind: 'comment', visitor: 'a', comment: id(7), text: 'Buys much' })
  asked[0]!.answer({ done: true })
  expect(await stored).toBe(true)
  expect(asked[1]!.frame.kind).toBe('visitor')
  const refused = acquaintance.uncomment('a', id(7))
  asked[2]!.refuse()
  expect(await refused).toBe(false)
})

it('an earlier conversation is read alone', async () => {
  const { acquaintance, asked } = desk()
  const one = { id: id(9), seq: 3 } as VisitorFacts['conversations'][number]
  const said = (conversation: string, seq: number, text: string): Entry => ({
    conversation,
    seq,
    at: seq,
    event: { kind: 'MessageSent', author: 'visitor', from: id(1), client: id(100 + seq), text },
  })
  const lines = acquaintance.conversation('a', one, id(2))
  expect(asked[0]!.frame).toMatchObject({
    kind: 'history',
    visitor: 'a',
    before: { conversation: id(9), seq: 4 },
  })
  asked[0]!.answer({ entries: [said(id(8), 9, 'older'), said(id(9), 3, 'mine')], more: true })
  const words = (await lines)?.flatMap((line) =>
    line.kind === 'group' ? line.spoken.map(({ text }) => text) : [],
  )
  expect(words).toEqual(['mine'])
  const none = acquaintance.conversation('a', one, id(2))
  asked[1]!.refuse()
  expect(await none).toBeNull()
})
