import { describe, expect, it } from 'vitest'
import { type ConversationState, empty, evolve } from './conversation.ts'
import type { ConversationEvent } from './events.ts'
import { endsAt } from './idle.ts'

const page = { url: 'https://shop.example/', title: '' }
const fold = (...events: ReadonlyArray<ConversationEvent>): ConversationState =>
  events.reduce((s, event, i) => evolve(s, { seq: i + 1, at: 1_000 * (i + 1), event }), empty('c', 'a'))
const opened = { kind: 'ConversationOpened', visitor: 'v', page } as const
const given = { kind: 'OperatorAssigned', operator: 'o' } as const
const asks = { kind: 'MessageSent', author: 'visitor', from: 'v', client: 'm', text: 'Ау' } as const
const answers = { kind: 'MessageSent', author: 'operator', from: 'o', client: 'n', text: 'Да' } as const
const seen = { kind: 'Seen', side: 'operator', upTo: 3 } as const
const transfer = { kind: 'OperatorAssigned', operator: 'p', reason: 'transfer', by: 'o' } as const
const hour = 3_600_000

describe('when it ends by itself', () => {
  it.each<[string, ConversationState, number | null]>([
    ['a draft', empty('c', 'a'), null],
    ['what nobody has read', fold(opened, given, asks), null],
    ['read, from then on', fold(opened, given, asks, seen), 4_000 + hour],
    ['answered, from the answer on', fold(opened, given, asks, seen, answers), 5_000 + hour],
    [
      'where the client goes does not matter',
      fold(opened, given, asks, seen, { kind: 'VisitorLeft' }),
      4_000 + hour,
    ],
    [
      'nor does what he has read',
      fold(opened, given, asks, seen, answers, { kind: 'Seen', side: 'visitor', upTo: 5 }),
      5_000 + hour,
    ],
    ['a transfer that waits', fold(opened, given, asks, seen, transfer), null],
    [
      'one that was accepted',
      fold(opened, given, asks, seen, transfer, { kind: 'TransferAccepted', operator: 'p' }),
      6_000 + hour,
    ],
    [
      'what waits for somebody',
      fold(opened, given, asks, seen, { kind: 'OperatorAssigned', operator: null }),
      null,
    ],
    ['closed', fold(opened, given, asks, seen, { kind: 'ConversationClosed', operator: 'o' }), null],
  ])('%s', (_, state, at) => {
    expect(endsAt(state, 60)).toBe(at)
    expect(endsAt(state, 0)).toBeNull()
  })
})
