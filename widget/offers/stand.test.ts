import { expect, test } from 'vitest'
import type { ConversationEvent } from '../../engine/domain/events.ts'
import { standOf } from './stand.ts'

const says = (author: 'visitor' | 'operator'): ConversationEvent => ({
  kind: 'MessageSent',
  author,
  from: author,
  client: 'm',
  text: 'Да',
})
const over: ConversationEvent = { kind: 'ConversationClosed', operator: null }
const stars: ConversationEvent = { kind: 'ConversationRated', stars: 5, comment: '' }

test.each<[string, ReadonlyArray<readonly [string, ConversationEvent]>, string | null, string | null]>([
  ['nothing was said', [], null, null],
  ['he asks', [['c', says('visitor')]], 'c', null],
  [
    'somebody answers',
    [
      ['c', says('visitor')],
      ['c', says('operator')],
    ],
    'c',
    'c',
  ],
  [
    'it is over, and rated',
    [
      ['c', says('operator')],
      ['c', over],
      ['c', stars],
    ],
    null,
    'c',
  ],
  [
    'he asks again',
    [
      ['c', says('operator')],
      ['c', over],
      ['d', says('visitor')],
    ],
    'd',
    'c',
  ],
])('%s', (_, said, open, answered) => {
  const items = said.map(([conversation, event], seq) => ({
    key: `${seq}`,
    entry: { conversation, seq, at: seq, event },
  }))
  expect(standOf(items)).toEqual({ open, answered })
  // What is on its way is in none.
  const pending = { client: 'p', text: 'Ещё', at: 9 } as never
  expect(standOf([...items, { key: 'p', pending }])).toEqual({ open, answered })
})
