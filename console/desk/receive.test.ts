import { describe, expect, it } from 'vitest'
import type { Dialogue, EventFrame, OperatorWelcome } from '../../engine/protocol/frames.ts'
import { type DeskState, emptyDesk, type Scene } from './DeskState.ts'
import { isTyping, moodOf, waits } from './mood.ts'
import { look, type News, read, receive, select, welcome } from './receive.ts'

const page = { url: 'https://shop.example/', title: 'Shop' }
const dialogue = (id: string, over: Partial<Dialogue> = {}): Dialogue => ({
  id,
  seq: 0,
  state: 'open',
  visitor: { id: `v-${id}`, number: 1042, place: null },
  presence: { online: true, open: true, page },
  preview: '',
  delivered: { visitor: 0, operator: 0 },
  seen: { visitor: 0, operator: 0 },
  last: null,
  unread: 0,
  transfer: null,
  ...over,
})
const hello = (conversations: string[]): OperatorWelcome => ({
  epoch: 'e1',
  now: 1_000,
  me: {
    id: 'me',
    name: 'Анна',
    photo: null,
    status: 'online',
    login: 'anna',
    administrator: true,
    account: 'shop',
  },
  operators: [],
  conversations,
  waiting: 0,
  requests: 0,
  departments: [],
  dead: false,
  licence: { tariff: 'pro', until: null, trial: false },
  features: ['monitoring', 'invitations'],
})
const nobody: Scene = { now: 1_000, watched: null }
const run = (frames: News[], scene = nobody, from: DeskState = emptyDesk): DeskState =>
  frames.reduce((s, f) => receive(s, f, scene), from)
const shown = (d: Dialogue): News => ({ kind: 'conversation', conversation: d, entries: [], reset: true })
const message = (
  conversation: string,
  seq: number,
  author: 'visitor' | 'operator',
  at = seq,
): EventFrame => ({
  kind: 'event',
  conversation,
  seq,
  at,
  event: { kind: 'MessageSent', author, from: author, client: `${conversation}-${seq}`, text: `text ${seq}` },
})
const preview = (conversation: string, text: string): News => ({ kind: 'preview', conversation, text })

describe('H7: how a dialogue stands', () => {
  const left: News = {
    kind: 'presence',
    conversation: 'a',
    presence: { online: false, open: false, page },
  }
  const back: News = { kind: 'presence', conversation: 'a', presence: { online: true, open: true, page } }
  const table: Array<[string, News[], { mood: string; typing: boolean; flashing: boolean; waits: boolean }]> =
    [
      ['begins to type', [preview('a', 'Зд')], { mood: 'fresh', typing: true, flashing: true, waits: false }],
      [
        'types on',
        [preview('a', 'Зд'), preview('a', 'Здра')],
        { mood: 'fresh', typing: true, flashing: true, waits: false },
      ],
      [
        'clears what he typed',
        [preview('a', 'Зд'), preview('a', '')],
        { mood: 'fresh', typing: false, flashing: false, waits: false },
      ],
      [
        'sends it',
        [preview('a', 'Зд'), message('a', 1, 'visitor')],
        { mood: 'unanswered', typing: false, flashing: false, waits: true },
      ],
      [
        'is answered',
        [message('a', 1, 'visitor'), message('a', 2, 'operator')],
        { mood: 'answered', typing: false, flashing: false, waits: false },
      ],
      [
        'asks again, typing',
        [message('a', 1, 'operator'), preview('a', 'но')],
        { mood: 'answered', typing: true, flashing: true, waits: false },
      ],
      [
        'leaves unanswered',
        [message('a', 1, 'visitor'), left],
        { mood: 'gone', typing: false, flashing: false, waits: true },
      ],
      [
        'leaves answered',
        [message('a', 1, 'operator'), left],
        { mood: 'gone', typing: false, flashing: false, waits: false },
      ],
      [
        'comes back',
        [message('a', 1, 'operator'), left, back],
        { mood: 'answered', typing: false, flashing: false, waits: false },
      ],
      [
        'is closed',
        [
          message('a', 1, 'visitor'),
          {
            kind: 'event',
            conversation: 'a',
            seq: 2,
            at: 2,
            event: { kind: 'ConversationClosed', operator: null },
          },
        ],
        { mood: 'closed', typing: false, flashing: false, waits: false },
      ],
    ]
  it.each(table)('the visitor %s', (_, frames, expected) => {
    const d = run([shown(dialogue('a', { state: 'draft' })), ...frames]).dialogues.get('a')!
    expect({ mood: moodOf(d), typing: isTyping(d), flashing: d.flashing, waits: waits(d) }).toEqual(expected)
  })

  it('is banned: no chat is open on any page of his', () => {
    const event = { kind: 'ConversationClosed', operator: 'o', reason: 'ban' } as const
    const closed: News = { kind: 'event', conversation: 'a', seq: 2, at: 2, event }
    const { presence } = run([shown(dialogue('a')), message('a', 1, 'visitor'), closed]).dialogues.get('a')!
    expect(presence).toMatchObject({ online: false, open: false })
  })

  describe('ends it himself', () => {
    const closed = (reason?: 'visitor'): News => ({
      kind: 'event',
      conversation: 'a',
      seq: 2,
      at: 2,
      event: { kind: 'ConversationClosed', operator: null, ...(reason && { reason }) },
    })
    const removed: News = { kind: 'removed', conversation: 'a' }
    const said = [shown(dialogue('a')), message('a', 1, 'visitor')]

    it('and what nobody has read stays on the list until somebody looks at it', () => {
      let s = run([...said, closed('visitor'), removed])
      expect(s.dialogues.get('a')).toMatchObject({ off: true, state: 'closed', unread: 1 })
      s = select(s, 'b')
      expect(s.dialogues.has('a')).toBe(true)
      s = select(s, 'a')
      expect(s.dialogues.get('a')?.unread).toBe(0)
      s = select(s, null)
      expect(s.dialogues.has('a')).toBe(false)
    })
    it('and what was read goes, as does what a colleague or another window has closed', () => {
      const all = read(run(said), 'a', 1)
      expect(run([closed('visitor'), removed], nobody, all).dialogues.has('a')).toBe(false)
      expect(run([...said, closed(), removed]).dialogues.has('a')).toBe(false)
    })
  })

  it('appears with the first letter, flashing', () => {
    const s = run([shown(dialogue('a', { state: 'draft', preview: 'З' }))])
    expect(s.dialogues.get('a')?.flashing).toBe(true)
  })
  it('stops flashing when it is looked at, and stays so while the same words are typed', () => {
    let s = run([shown(dialogue('a')), shown(dialogue('b')), preview('a', 'Зд')])
    s = select(s, 'a')
    expect(s.dialogues.get('a')?.flashing).toBe(false)
    s = receive(select(s, 'b'), preview('a', 'Здра'), nobody)
    expect(s.dialogues.get('a')?.flashing).toBe(false)
    s = run([preview('a', ''), preview('a', 'Н')], nobody, s)
    expect(s.dialogues.get('a')?.flashing).toBe(true)
  })
  it('never flashes while it is watched, but does when open in a hidden window until that is looked at', () => {
    const open = select(run([shown(dialogue('a'))]), 'a')
    expect(run([preview('a', 'Зд')], { now: 1, watched: 'a' }, open).dialogues.get('a')?.flashing).toBe(false)
    const hidden = run([preview('a', 'Зд')], nobody, open)
    expect(hidden.dialogues.get('a')?.flashing).toBe(true)
    expect(look(hidden, 'a').dialogues.get('a')?.flashing).toBe(false)
  })
})

describe('events', () => {
  it('counts an event once, however often it comes', () => {
    const s = run([shown(dialogue('a')), message('a', 1, 'visitor'), message('a', 1, 'visitor')])
    expect(s.dialogues.get('a')).toMatchObject({ unread: 1, seq: 1 })
  })
  it('ignores what a snapshot already told', () => {
    const s = run([shown(dialogue('a', { seq: 5, unread: 1 })), message('a', 5, 'visitor')])
    expect(s.dialogues.get('a')?.unread).toBe(1)
  })
  it('takes off the unread mark up to what a console has shown', () => {
    const seen = (upTo: number, seq: number): EventFrame => ({
      kind: 'event',
      conversation: 'a',
      seq,
      at: seq,
      event: { kind: 'Seen', side: 'operator', upTo },
    })
    let s = run([
      shown(dialogue('a', { seq: 4, unread: 2 })),
      message('a', 5, 'visitor'),
      message('a', 6, 'visitor'),
    ])
    expect(s.dialogues.get('a')?.unread).toBe(4)
    s = run([seen(5, 7)], nobody, s)
    expect(s.dialogues.get('a')?.unread).toBe(1)
    s = run([seen(6, 8)], nobody, s)
    expect(s.dialogues.get('a')?.unread).toBe(0)
  })
  it('has nothing unread once the last message is read, whatever happened after it', () => {
    const said = { conversation: 'a', at: 2, seq: 2 } as const
    const event = { kind: 'MessageSent', author: 'visitor', from: 'v', client: 'c2', text: 'Hi' } as const
    const news: News = {
      ...shown(dialogue('a', { seq: 4, unread: 1 })),
      entries: [{ ...said, event }],
    } as News
    expect(read(run([news]), 'a', 2).dialogues.get('a')?.unread).toBe(0)
    expect(read(run([shown(dialogue('a', { seq: 4, unread: 1 }))]), 'a', 2).dialogues.get('a')?.unread).toBe(
      0,
    )
  })
  it('says nothing of dialogues that are not on the list', () => {
    expect(run([message('x', 1, 'visitor'), preview('x', 'hi')])).toEqual(emptyDesk)
  })
  it('keeps our own status in step with what the engine says', () => {
    let s = welcome(emptyDesk, hello([]), 0)
    s = receive(
      s,
      { kind: 'operator', operator: { id: 'me', name: 'Анна', photo: '/p', status: 'offline' } },
      nobody,
    )
    expect(s.me).toMatchObject({ status: 'offline', photo: '/p', login: 'anna' })
  })
})

it('knows when messages do not arrive', () => {
  let s = welcome(emptyDesk, { ...hello([]), dead: true }, 0)
  expect(s.dead).toBe(true)
  s = receive(s, { kind: 'alarm', dead: false }, nobody)
  expect(s.dead).toBe(false)
})

describe('the list', () => {
  it('drops what is no longer ours after a reconnect, but not what is on screen', () => {
    let s = run([shown(dialogue('a')), shown(dialogue('b')), shown(dialogue('c'))])
    s = welcome(select(s, 'b'), hello(['a', 'n']), 400)
    expect([...s.dialogues.keys()]).toEqual(['a', 'b'])
    expect(s.dialogues.get('b')?.off).toBe(true)
    expect([...s.awaited]).toEqual(['n'])
    expect(s.skew).toBe(600)
    s = select(s, 'a')
    expect([...s.dialogues.keys()]).toEqual(['a'])
  })
  it('removes at once what nobody looks at', () => {
    const s = run([shown(dialogue('a')), { kind: 'removed', conversation: 'a' }])
    expect(s.dialogues.size).toBe(0)
  })
  it('takes back a dialogue that is given to us again', () => {
    let s = select(run([shown(dialogue('a'))]), 'a')
    s = run([{ kind: 'removed', conversation: 'a' }, shown(dialogue('a'))], nobody, s)
    expect(s.dialogues.get('a')?.off).toBe(false)
  })
})

describe('F4: a transfer', () => {
  const event = (of: EventFrame['event']): EventFrame => ({
    kind: 'event',
    conversation: 'a',
    seq: 2,
    at: 2,
    event: of,
  })
  const asked = { from: 'o', comment: 'Про чай' }
  const given = shown(dialogue('a', { seq: 1, transfer: asked }))
  it.each<[string, News[], typeof asked | null]>([
    ['waits for our answer', [given], asked],
    ['is accepted by a word to the visitor', [given, message('a', 2, 'operator')], null],
    ['is not by a word of his', [given, message('a', 2, 'visitor')], asked],
    ['is accepted', [given, event({ kind: 'TransferAccepted', operator: 'me' })], null],
    ['goes back', [given, event({ kind: 'OperatorAssigned', operator: 'o', reason: 'cameBack' })], null],
  ])('%s', (_, frames, expected) => {
    expect(run(frames).dialogues.get('a')?.transfer).toEqual(expected)
  })
})

describe('another licence (A4)', () => {
  const city = { country: 'RU', city: 'Казань' } as never
  const known = dialogue('d1', { visitor: { id: 'v1', number: 1, place: city } })
  const licence = (tariff: 'personal' | 'pro', features: ReadonlyArray<'monitoring'>): News => ({
    kind: 'licence',
    licence: { tariff, until: null, trial: false },
    features,
  })

  it('takes from the screen what the tariff no longer has, and leaves the rest', () => {
    const before = run([shown(known)])
    const fallen = run([licence('personal', [])], nobody, before)
    expect([fallen.licence?.tariff, fallen.features]).toEqual(['personal', []])
    expect(fallen.dialogues.get(known.id)).toEqual({
      ...before.dialogues.get(known.id),
      visitor: { id: 'v1', number: 1, place: null },
    })
  })

  it('leaves everything where it is still there', () => {
    const state = run([shown(known), licence('pro', ['monitoring'])])
    expect(state.dialogues.get(known.id)?.visitor.place).toBe(city)
  })
})
