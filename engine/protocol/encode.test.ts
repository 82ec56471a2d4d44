import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ConversationEvent } from '../domain/events.ts'
import { eventFrame, forVisitor, previewFrame, sentFrame } from './encode.ts'

const id = fc.uuid()
const number = fc.maxSafeNat()
const text = fc.string({ unit: 'binary' })
const side = fc.constantFrom('visitor' as const, 'operator' as const)
const page = fc.record({ url: text, title: text })
const event: fc.Arbitrary<ConversationEvent> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('MessageSent' as const),
      author: side,
      from: id,
      client: id,
      text,
    }),
  },
  fc.record({ kind: fc.constantFrom('Delivered' as const, 'Seen' as const), side, upTo: number }),
  fc.record({ kind: fc.constant('VisitorMoved' as const), page }),
  fc.record({ kind: fc.constant('OperatorAssigned' as const), operator: fc.option(id) }),
)

test('an event frame is what JSON.stringify makes of it', () => {
  fc.assert(
    fc.property(id, number, number, event, (conversation, seq, at, event) => {
      const frame = { kind: 'event', conversation, seq, at, event }
      expect(eventFrame(frame)).toBe(JSON.stringify(frame))
    }),
    { numRuns: 500 },
  )
})

test('a visitor reads neither who gave his dialogue away, nor who ended it and why', () => {
  const told = (event: ConversationEvent) => forVisitor({ conversation: 'c', seq: 1, at: 1, event }).event
  expect(told({ kind: 'ConversationClosed', operator: 'o', reason: 'ban' })).toEqual({
    kind: 'ConversationClosed',
    operator: null,
  })
  expect(told({ kind: 'OperatorAssigned', operator: 'o', by: 'p', comment: 'c' })).toEqual({
    kind: 'OperatorAssigned',
    operator: 'o',
  })
})

test('a reply to send is what JSON.stringify makes of it', () => {
  fc.assert(
    fc.property(number, id, number, number, id, (ref, conversation, seq, at, client) => {
      const result = { conversation, seq, at, client }
      expect(sentFrame(ref, result)).toBe(JSON.stringify({ kind: 'reply', ref, result }))
    }),
  )
})

test('a preview is what JSON.stringify makes of it', () => {
  fc.assert(
    fc.property(id, text, (conversation, text) => {
      expect(previewFrame(conversation, text)).toBe(JSON.stringify({ kind: 'preview', conversation, text }))
    }),
  )
})
