import { expect, test } from 'vitest'
import type { Item } from '../../engine/protocol/client/Transcript.ts'
import { rowsOf, wantedOf } from './rows.ts'

const noon = new Date(2024, 4, 10, 12).getTime()
const minute = 60_000
const message = (seq: number, author: 'visitor' | 'operator', at: number): Item => ({
  key: `m${seq}`,
  entry: {
    conversation: 'c',
    seq,
    at,
    event: { kind: 'MessageSent', author, from: author, client: `m${seq}`, text: `текст ${seq}` },
  },
  ...(author === 'visitor' ? { mark: 'sent' as const } : {}),
})
const shape = (items: ReadonlyArray<Item>) =>
  rowsOf(items).map((row) =>
    row.kind === 'message' ? `${row.author}${row.first ? ' first' : ''}${row.last ? ' last' : ''}` : row.kind,
  )

test('messages of one author within three minutes stand together', () => {
  expect(
    shape([
      message(1, 'visitor', noon),
      message(2, 'visitor', noon + minute),
      message(3, 'visitor', noon + 5 * minute),
    ]),
  ).toEqual(['day', 'visitor first', 'visitor last', 'visitor first last'])
})

test('another author begins another group', () => {
  expect(shape([message(1, 'visitor', noon), message(2, 'operator', noon)])).toEqual([
    'day',
    'visitor first last',
    'operator first last',
  ])
})

test('a new day is said once; an end of a conversation stands in between', () => {
  const closed: Item = {
    key: 'x',
    entry: { conversation: 'c', seq: 2, at: noon, event: { kind: 'ConversationClosed', operator: null } },
  }
  const day = 24 * 60 * minute
  expect(shape([message(1, 'operator', noon), closed, message(3, 'operator', noon + day)])).toEqual([
    'day',
    'operator first last',
    'closed',
    'day',
    'operator first last',
  ])
})

test('events that are no messages show nothing', () => {
  const moved: Item = {
    key: 'y',
    entry: {
      conversation: 'c',
      seq: 1,
      at: noon,
      event: { kind: 'VisitorMoved', page: { url: '/', title: '' } },
    },
  }
  expect(shape([moved])).toEqual([])
})

test('what waits has its state and reason', () => {
  const pending = {
    client: 'p',
    conversation: null,
    text: 'ждёт',
    at: noon,
    state: 'notSent',
    code: 'rate',
  } as const
  const rows = rowsOf([{ key: 'p', pending, mark: 'notSent' }])
  expect(rows[1]).toMatchObject({ key: 'p', mark: 'notSent', refusal: 'rate', author: 'visitor' })
})

test('who answers is said when it is somebody else than before', () => {
  const assigned = (seq: number, operator: string | null): Item => ({
    key: `a${seq}`,
    entry: { conversation: 'c', seq, at: noon, event: { kind: 'OperatorAssigned', operator } },
  })
  const said = [message(2, 'visitor', noon), message(5, 'operator', noon)] as const
  expect(shape([assigned(1, 'anna'), said[0], assigned(3, null), assigned(4, 'anna'), said[1]])).toEqual([
    'day',
    'visitor first last',
    'operator first last',
  ])
  expect(shape([assigned(1, 'anna'), said[0], assigned(3, null), assigned(4, 'boris'), said[1]])).toEqual([
    'day',
    'visitor first last',
    'passed',
    'operator first last',
  ])
})

test('a talk can be rated once somebody has answered; what an operator began by himself is no answer', () => {
  const asked = message(2, 'visitor', noon)
  const invited = message(1, 'operator', noon)
  expect(wantedOf([invited]).rateable).toBe(false)
  expect(wantedOf([invited, asked]).rateable).toBe(false)
  expect(wantedOf([invited, asked, message(3, 'operator', noon)]).rateable).toBe(true)
})
