import { describe, expect, it } from 'vitest'
import type { Pending } from '../../engine/protocol/client/index.ts'
import { Transcript } from '../../engine/protocol/client/index.ts'
import type { Entry } from '../../engine/protocol/frames.ts'
import { type Line, linesOf } from './lines.ts'

const noon = new Date(2026, 10, 22, 12, 0, 0).getTime()
const said = (seq: number, author: 'visitor' | 'operator', at = noon, conversation = 'c'): Entry => ({
  conversation,
  seq,
  at,
  event: { kind: 'MessageSent', author, from: author, client: `${conversation}${seq}`, text: `t${seq}` },
})
interface Told {
  readonly entries?: Entry[]
  readonly pending?: Pending[]
  readonly delivered?: number
  readonly seen?: number
  readonly unreadAfter?: number
}
const script = (told: Told): Parameters<typeof linesOf>[0] => {
  const transcript = new Transcript({ side: 'operator' })
  const { entries = [], delivered = 0, seen = 0 } = told
  transcript.apply({ entries, more: false }, null)
  if (delivered) transcript.apply({ entries: [mark('Delivered', 101, delivered)], more: false })
  if (seen) transcript.apply({ entries: [mark('Seen', 102, seen)], more: false })
  return {
    items: transcript.items(told.pending),
    me: 'operator',
    conversation: 'c',
    unreadAfter: told.unreadAfter ?? null,
  }
}
const mark = (kind: 'Delivered' | 'Seen', seq: number, upTo: number): Entry => ({
  conversation: 'c',
  seq,
  at: noon,
  event: { kind, side: 'visitor', upTo },
})
const brief = (lines: ReadonlyArray<Line>): string[] =>
  lines.map((l) => {
    if (l.kind === 'group') return `${l.author}:${l.spoken.map((s) => s.text).join('+')}:${l.mark ?? ''}`
    return l.kind === 'service' ? l.service.what : l.kind
  })

describe('lines of a dialogue', () => {
  it('groups by author and minute', () => {
    const entries = [
      said(1, 'visitor'),
      said(2, 'visitor', noon + 30_000),
      said(3, 'visitor', noon + 61_000),
      said(4, 'operator', noon + 62_000),
    ]
    expect(brief(linesOf(script({ entries })))).toEqual([
      'day',
      'visitor:t1+t2:',
      'visitor:t3:',
      'operator:t4:sent',
    ])
  })
  it.each([
    [0, 0, 'sent'],
    [1, 0, 'delivered'],
    [1, 1, 'seen'],
  ])('delivered %i, seen %i: %s', (delivered, seen, mark) => {
    const lines = linesOf(script({ entries: [said(1, 'operator')], delivered, seen }))
    expect(brief(lines)).toEqual(['day', `operator:t1:${mark}`])
  })
  it('tells before the beginning how the visitor was invited', () => {
    const invited = { by: 'o1', at: noon - 60_000, outcome: 'declined', answeredAt: noon - 50_000 } as const
    const opened = { kind: 'ConversationOpened', visitor: 'v', page: null, invited } as const
    const lines = linesOf(script({ entries: [{ conversation: 'c', seq: 1, at: noon, event: opened }] }))
    expect(brief(lines)).toEqual(['day', 'invited', 'answered', 'opened'])
    expect(lines.map(({ at }) => at - noon)).toEqual([-60_000, -60_000, -50_000, 0])
    expect(new Set(lines.map(({ key }) => key)).size).toBe(4)
    expect(lines).toContainEqual(expect.objectContaining({ service: { what: 'invited', by: 'o1' } }))
  })
  it('separates days', () => {
    const entries = [said(1, 'visitor', noon - 86_400_000), said(2, 'visitor')]
    expect(brief(linesOf(script({ entries })))).toEqual(['day', 'visitor:t1:', 'day', 'visitor:t2:'])
  })
  it('puts what is pending at the end, once: not again when its event is there', () => {
    const pending = [
      { client: 'c1', text: 't1', at: noon, conversation: 'c', state: 'sending' as const },
      { client: 'p2', text: 'p2', at: noon, conversation: 'c', state: 'sending' as const },
      {
        client: 'p3',
        text: 'p3',
        at: noon,
        conversation: 'c',
        state: 'notSent' as const,
        code: 'tooLong' as const,
      },
    ]
    const lines = linesOf(script({ entries: [said(1, 'operator')], pending }))
    expect(brief(lines)).toEqual(['day', 'operator:t1+p2:sending', 'operator:p3:notSent'])
    expect(lines.at(-1)).toMatchObject({ code: 'tooLong' })
  })
  it('shows service messages, and not the marks', () => {
    const entries: Entry[] = [
      {
        conversation: 'c',
        seq: 1,
        at: noon,
        event: { kind: 'ConversationOpened', visitor: 'v', page: null },
      },
      { conversation: 'c', seq: 2, at: noon, event: { kind: 'OperatorAssigned', operator: 'o' } },
      said(3, 'visitor'),
      { conversation: 'c', seq: 4, at: noon, event: { kind: 'Delivered', side: 'operator', upTo: 3 } },
      { conversation: 'c', seq: 5, at: noon, event: { kind: 'Seen', side: 'operator', upTo: 3 } },
      {
        conversation: 'c',
        seq: 6,
        at: noon,
        event: { kind: 'VisitorMoved', page: { url: 'u', title: 't' } },
      },
      { conversation: 'c', seq: 7, at: noon, event: { kind: 'VisitorLeft' } },
      { conversation: 'c', seq: 8, at: noon, event: { kind: 'VisitorReturned', page: null } },
      { conversation: 'c', seq: 9, at: noon, event: { kind: 'ConversationClosed', operator: 'o' } },
      {
        conversation: 'd',
        seq: 1,
        at: noon,
        event: { kind: 'ConversationClosed', operator: 'o', reason: 'ban' },
      },
      {
        conversation: 'e',
        seq: 1,
        at: noon,
        event: { kind: 'ConversationClosed', operator: null, reason: 'visitor' },
      },
    ]
    expect(brief(linesOf(script({ entries })))).toEqual([
      'day',
      'opened',
      'assigned',
      'visitor:t3:',
      'moved',
      'left',
      'returned',
      'closed',
      'banned',
      'ended',
    ])
  })
  it('tells from whom a dialogue was taken over', () => {
    const assigned = (seq: number, operator: string, over: object = {}, conversation = 'c'): Entry => ({
      conversation,
      seq,
      at: noon,
      event: { kind: 'OperatorAssigned', operator, ...over },
    })
    const entries = [
      assigned(1, 'other', {}, 'old'),
      assigned(1, 'a', { reason: 'takenOver' }),
      assigned(2, 'b', { by: 'a' }),
      assigned(3, 'c', { reason: 'takenOver' }),
    ]
    const services = linesOf(script({ entries })).flatMap((l) => (l.kind === 'service' ? l.service : []))
    expect(services.filter(({ what }) => what === 'taken')).toEqual([
      { what: 'taken', operator: 'a', from: null },
      { what: 'taken', operator: 'c', from: 'b' },
    ])
  })
  it('marks where the unread ones begin, in the newest conversation only', () => {
    const entries = [
      said(9, 'visitor', noon, 'old'),
      said(1, 'visitor'),
      said(2, 'visitor'),
      said(3, 'visitor'),
    ]
    expect(brief(linesOf(script({ entries, unreadAfter: 1 })))).toEqual([
      'day',
      'visitor:t9+t1:',
      'unread',
      'visitor:t2+t3:',
    ])
  })
  it('has a stable key for a message from pending to stored', () => {
    const waiting = linesOf(
      script({ pending: [{ client: 'c1', text: 't1', at: noon, conversation: 'c', state: 'sending' }] }),
    ).at(-1)
    const stored = linesOf(script({ entries: [said(1, 'operator')] })).at(-1)
    expect(stored?.key).toBe(waiting?.key)
  })
})
