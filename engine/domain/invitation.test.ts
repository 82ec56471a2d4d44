import { describe, expect, test } from 'vitest'
import { afterwards, type Hindrance, hindrance, type Invitable, isPending, peace } from './invitation.ts'

const now = 1_000_000
const browsing: Invitable = { present: true, open: false, talk: null, invited: null, answeredAt: 0 }

describe('who may be invited (H5)', () => {
  test.each<[string, Partial<Invitable>, Hindrance | null]>([
    ['who looks at the site', {}, null],
    ['who has left', { present: false }, 'gone'],
    ['who has left with the chat open', { present: false, open: true }, 'gone'],
    ['whose chat is open', { open: true }, 'open'],
    ['who talks with the operator himself', { talk: { operator: 'anna' } }, 'yours'],
    ['who talks with another', { talk: { operator: 'boris' } }, 'talks'],
    ['who waits for somebody', { talk: { operator: null }, open: true }, 'talks'],
    ['who has not been shown the last one', { invited: 'sent' }, 'pending'],
    ['who has it before him', { invited: 'seen' }, 'pending'],
    ['who said no just now', { invited: 'declined', answeredAt: now }, 'declined'],
    [
      'who said no a moment less than 10 s ago',
      { invited: 'declined', answeredAt: now - peace + 1 },
      'declined',
    ],
    ['who said no 10 s ago', { invited: 'declined', answeredAt: now - peace }, null],
    ['who did not answer', { invited: 'ignored', answeredAt: now }, null],
    ['whose talk after a yes is over', { invited: 'accepted', answeredAt: now }, null],
  ])('%s', (_, more, why) => {
    expect(hindrance({ ...browsing, ...more }, 'anna', now)).toBe(why)
  })
})

describe('what becomes of an invitation', () => {
  test.each([
    ['sent', 'seen', 'seen'],
    ['sent', 'declined', 'declined'],
    ['sent', 'left', 'ignored'],
    // He opened the chat by himself, before he could know.
    ['sent', 'opened', 'ignored'],
    ['seen', 'opened', 'accepted'],
    ['seen', 'declined', 'declined'],
    ['seen', 'left', 'ignored'],
    ['seen', 'seen', 'seen'],
  ] as const)('%s, then %s: %s', (state, event, then) => {
    expect(afterwards(state, event)).toBe(then)
  })

  test.each(['accepted', 'declined', 'ignored'] as const)('%s is for good', (state) => {
    expect(isPending(state)).toBe(false)
    for (const event of ['seen', 'opened', 'declined', 'left'] as const) {
      expect(afterwards(state, event)).toBe(state)
    }
  })
})
