// @vitest-environment jsdom
import { expect, test } from 'vitest'
import type { ConversationEvent } from '../../engine/domain/events.ts'
import { Connection } from '../../engine/protocol/client/Connection.ts'
import type { Host } from '../host.ts'
import { makeKeep } from '../loader/keep.ts'
import { Talk } from './talk.ts'

const conversation = '019a0000-0000-7000-8000-000000000001'
const olga = '019a0000-0000-7000-8000-000000000002'

const talking = () => {
  const connection = new Connection({ url: '', hello: () => ({}), welcome() {}, frame() {}, state() {} })
  const host: Partial<Host> = { account: 'shop', keep: makeKeep('shop'), connection, unread() {} }
  const talk = new Talk(host as Host, () => {})
  const happens = (seq: number, event: ConversationEvent) =>
    talk.frame({ kind: 'event', conversation, seq, at: seq, event })
  return { talk, happens }
}

test('who typed and then ended the talk, or gave it to another, is not shown typing any more', () => {
  const { talk, happens } = talking()
  talk.frame({ kind: 'typing', typing: true })
  expect(talk.typing).toBe(true)
  happens(1, { kind: 'OperatorAssigned', operator: olga })
  expect(talk.typing).toBe(false)
  talk.frame({ kind: 'typing', typing: true })
  happens(2, { kind: 'ConversationClosed', operator: olga })
  expect(talk.typing).toBe(false)
})

test('what an erased visitor has written here, and not sent, is not sent as somebody else’s', async () => {
  localStorage.clear()
  const sent: Array<string> = []
  const keep = makeKeep('shop')
  const connection = {
    request: (frame: { kind: string; text: string }) => {
      if (frame.kind === 'send') sent.push(frame.text)
      return new Promise(() => {})
    },
    notify: () => true,
    resume() {},
  }
  const host = { account: 'shop', keep, connection, unread() {} } as unknown as Host
  const welcome = (visitor: string, epoch = 'e') =>
    ({
      visitor,
      epoch,
      now: 0,
      number: 1,
      token: null,
      online: true,
      operator: null,
      conversation: null,
    }) as never
  const [first, second] = [conversation, olga]
  const tabs = [new Talk(host, () => {}), new Talk(host, () => {})]
  for (const tab of tabs) tab.welcome(welcome(first))
  tabs[0]!.send('Мой номер 4276')
  expect(sent).toEqual(['Мой номер 4276'])
  for (const tab of tabs) tab.became('lost')
  // One tab is back as who he is now, the other keeps its own a moment longer.
  tabs[0]!.welcome(welcome(second, 'another log'))
  tabs[1]!.look()
  tabs[0]!.look()
  tabs[1]!.welcome(welcome(second, 'another log'))
  for (const tab of tabs) tab.look()
  expect(tabs.map(({ items }) => items)).toEqual([[], []])
  expect(sent).toEqual(['Мой номер 4276'])
  tabs[1]!.send('Здравствуйте')
  // As a page that is opened later finds it.
  const later = new Talk(host, () => {})
  later.welcome(welcome(second, 'another log'))
  expect(new Set(sent)).toEqual(new Set(['Мой номер 4276', 'Здравствуйте']))
  expect(later.items).toHaveLength(1)
})

test('what ended while we were away is asked for until it has come', async () => {
  localStorage.clear()
  const [before, away, now] = [conversation, olga, '019a0000-0000-7000-8000-000000000003']
  const asked: Array<{ before: unknown; answer: (page: object | null) => void }> = []
  const connection = {
    request: (frame: { kind: string; before: unknown }) =>
      new Promise((resolve, reject) => {
        if (frame.kind !== 'history') return
        const answer = (page: object | null) => (page === null ? reject(new Error('cut')) : resolve(page))
        asked.push({ before: frame.before, answer })
      }),
    notify: () => true,
    resume() {},
  }
  const host = { account: 'shop', keep: makeKeep('shop'), connection, unread() {} } as unknown as Host
  const talk = new Talk(host, () => {})
  const back = (open: string) => {
    const at = { visitor: 'v', epoch: 'e', now: 0, number: 1, token: null, online: true, operator: null }
    talk.welcome({ ...at, conversation: open } as never)
  }
  const entry = (of: string) => ({
    conversation: of,
    seq: 1,
    at: 1,
    event: { kind: 'MessageSent', author: 'visitor', from: 'v', client: of, text: of } as const,
  })
  const comes = (id: string, reset: boolean) => {
    const none = { visitor: 0, operator: 0 }
    const about = { id, seq: 1, state: 'open', operators: [], delivered: none, seen: none }
    talk.frame({
      kind: 'conversation',
      conversation: about,
      entries: reset ? [entry(id)] : [],
      reset,
    } as never)
  }
  back(before)
  comes(before, true)
  talk.became('lost')
  // Another one has begun and ended meanwhile; before its page comes, the line is cut again.
  back(now)
  comes(now, true)
  talk.became('lost')
  asked[0]!.answer(null)
  await new Promise((resolve) => setTimeout(resolve))
  back(now)
  comes(now, false)
  expect(asked.map(({ before }) => before)).toEqual([null, null])
  asked[1]!.answer({ entries: [before, away, now].map(entry), more: false, operators: [] })
  await new Promise((resolve) => setTimeout(resolve))
  expect(talk.items.map(({ entry }) => entry?.conversation)).toEqual([before, away, now])
  talk.became('lost')
  back(now)
  expect(asked).toHaveLength(2)
})
