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
