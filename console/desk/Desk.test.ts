// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeCodes } from '../../engine/protocol/client/index.ts'
import type { Entry, EventFrame } from '../../engine/protocol/frames.ts'
import { row } from '../visitors/testRows.ts'
import { Desk } from './Desk.ts'
import { dialogue, EngineEnd, id, me, welcomeTo } from './testSocket.ts'

const a = id(10)
const b = id(11)
let engine: EngineEnd
let looking: boolean
let rung: string[]
let ended: number[]
let lost: string[]
let desks: Desk[]

const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

const start = async (dialogues: ReadonlyArray<number> = [10, 11]): Promise<Desk> => {
  let seq = 0
  engine.answer = (frame) => {
    if (frame.kind === 'hello') return { kind: 'reply', result: welcomeTo(dialogues.map(id)) }
    if (frame.kind === 'history') return { kind: 'reply', result: { entries: [], more: false } }
    if (frame.kind !== 'send') return { kind: 'reply', result: { done: true } }
    const { conversation, client } = frame
    return { kind: 'reply', result: { conversation, client, seq: ++seq, at: Date.now() } }
  }
  const desk = new Desk({
    operator: { operator: me },
    url: 'ws://engine',
    status: 'online',
    looking: () => looking,
    rang: (_, text) => rung.push(text),
    ended: (code) => ended.push(code),
    lost: (d, operator) => lost.push(`${d.id} ${operator}`),
    socket: engine.open,
  })
  desks.push(desk)
  desk.start()
  await settle()
  for (const n of dialogues)
    engine.say({ kind: 'conversation', conversation: dialogue(n), entries: [], reset: true })
  await settle()
  return desk
}

const said = (
  conversation: string,
  seq: number,
  author: 'visitor' | 'operator',
  text = `text ${seq}`,
  client = `c${seq}`,
): EventFrame => ({
  kind: 'event',
  conversation,
  seq,
  at: Date.now(),
  event: { kind: 'MessageSent', author, from: author, client, text },
})
const texts = (desk: Desk, conversation: string): string[] =>
  desk.lines(conversation).flatMap((l) => (l.kind === 'group' ? l.spoken.map((s) => s.text) : []))
const marks = (desk: Desk, conversation: string): Array<string | null> =>
  desk.lines(conversation).flatMap((l) => (l.kind === 'group' ? [l.mark] : []))

beforeEach(() => {
  engine = new EngineEnd()
  looking = true
  rung = []
  ended = []
  lost = []
  desks = []
  localStorage.clear()
})
afterEach(() => {
  for (const desk of desks) desk.stop()
  vi.useRealTimers()
})

describe('invitations', () => {
  const invited = { by: null, at: 1, outcome: 'accepted', answeredAt: 2 } as const
  const opening = (seq: number, more: object = {}): Entry => ({
    conversation: b,
    seq,
    at: 5,
    event: { kind: 'ConversationOpened', visitor: 'v', page: null, ...more },
  })
  it('are sent, their own texts are remembered, and a refusal comes back as its code', async () => {
    const desk = await start()
    expect(await desk.invite(id(70), null)).toBeNull()
    expect(await desk.invite(id(70), 'Помочь?')).toBeNull()
    expect(await desk.invite(id(70), 'Ещё')).toBeNull()
    expect(await desk.invite(id(70), 'Помочь?')).toBeNull()
    expect(engine.of('invite').map(({ visitor, text }) => [visitor, text])).toContainEqual([id(70), null])
    engine.answer = () => ({ kind: 'error', code: 'pending', temporary: false })
    expect(await desk.invite(id(70), 'Нет')).toBe('pending')
    expect(desk.inviteTexts.all).toEqual(['Помочь?', 'Ещё'])
    desk.inviteTexts.remove('Ещё')
    expect(desk.inviteTexts.all).toEqual(['Помочь?'])
    localStorage.setItem(`redhelper:invitations:${me}`, '{"no": "list"}')
    expect(desk.inviteTexts.all).toEqual([])
  })
  it('that are accepted call the operator, unless the visitor has written meanwhile', async () => {
    await start([10])
    const last = { author: 'operator', text: 'Помочь?', at: 5 } as const
    const greeting: Entry = { ...said(b, 2, 'operator', 'Помочь?'), conversation: b }
    const conversation = dialogue(11, { seq: 2, last })
    engine.say({
      kind: 'conversation',
      conversation,
      entries: [opening(1, { invited }), greeting],
      reset: true,
    })
    expect(rung).toEqual(['Помочь?'])
  })
  it('do not call with a dialogue that the visitor began himself after a no', async () => {
    await start([10])
    const entries = [opening(1, { invited: { ...invited, outcome: 'declined' } })]
    engine.say({ kind: 'conversation', conversation: dialogue(11, { seq: 1 }), entries, reset: true })
    expect(rung).toEqual([])
  })
})

describe('messages of visitors', () => {
  it('ring unless the operator looks at them, and are told as delivered', async () => {
    const desk = await start()
    engine.say(said(a, 1, 'visitor', 'first'))
    expect(rung).toEqual(['first'])
    expect(engine.of('delivered')).toEqual([{ kind: 'delivered', conversation: a, seq: 1 }])
    expect(engine.of('seen')).toEqual([])
    desk.select(a)
    expect(engine.of('seen')).toEqual([])
    desk.follow(true)
    expect(engine.of('seen')).toEqual([{ kind: 'seen', conversation: a, seq: 1 }])
    engine.say(said(a, 2, 'visitor', 'second'))
    expect(rung).toEqual(['first'])
    expect(engine.of('seen').at(-1)).toMatchObject({ seq: 2 })
  })
  it.each([
    ['the window is not looked at', (): void => void (looking = false)],
    ['he has scrolled up', (_: Desk): void => _.follow(false)],
  ])('are not seen while %s', async (_, hide) => {
    const desk = await start()
    desk.select(a)
    hide(desk)
    engine.say(said(a, 1, 'visitor'))
    expect(engine.of('seen')).toEqual([])
    expect(desk.selected?.unread).toBe(1)
    looking = true
    desk.follow(true)
    desk.looked()
    expect(engine.of('seen')).toHaveLength(1)
  })
  it('that are read without a connection are read, and told so when it is back', async () => {
    const desk = await start()
    engine.say(said(a, 1, 'visitor'))
    const usual = engine.answer
    engine.answer = () => null
    engine.drop(1006)
    desk.select(a)
    desk.follow(true)
    desk.select(b)
    expect(desk.state.dialogues.get(a)?.unread).toBe(0)
    engine.answer = usual
    desk.nudge()
    await vi.waitFor(() => expect(engine.of('seen')).toEqual([{ kind: 'seen', conversation: a, seq: 1 }]))
  })
  it('count as read at once when they are on screen', async () => {
    const desk = await start()
    desk.select(a)
    engine.say(said(a, 1, 'visitor'))
    desk.looked()
    expect(desk.state.dialogues.get(a)?.unread).toBe(0)
  })
  it('do not ring when a fresh window loads them', async () => {
    const entries: Entry[] = [said(a, 1, 'visitor')]
    await start([])
    engine.drop(1001)
    engine.answer = (f) => (f.kind === 'hello' ? { kind: 'reply', result: welcomeTo([a]) } : null)
    await vi.waitFor(() => expect(engine.sockets).toHaveLength(2))
    await settle()
    engine.say({
      kind: 'conversation',
      conversation: dialogue(10, { seq: 1, unread: 1 }),
      entries,
      reset: true,
    })
    expect(rung).toEqual([])
  })
  it('ring when a dialogue is handed over in mid-talk', async () => {
    await start()
    const entries: Entry[] = [said(id(12), 1, 'visitor', 'handed')]
    engine.say({
      kind: 'conversation',
      conversation: dialogue(12, { seq: 1, unread: 1 }),
      entries,
      reset: true,
    })
    expect(rung).toEqual(['handed'])
  })
})

describe('our messages', () => {
  it('stand there at once, and once when the event has come', async () => {
    const desk = await start()
    engine.answer = () => null
    desk.select(a)
    desk.send('hello')
    expect([texts(desk, a), marks(desk, a)]).toEqual([['hello'], ['sending']])
    const { client, ref } = engine.of('send')[0]
    engine.say({ kind: 'reply', ref, result: { conversation: a, seq: 1, at: 1, client } })
    await settle()
    expect([texts(desk, a), marks(desk, a)]).toEqual([['hello'], ['sent']])
    engine.say(said(a, 1, 'operator', 'hello', client))
    engine.say(said(a, 1, 'operator', 'hello', client))
    await settle()
    expect([texts(desk, a), marks(desk, a)]).toEqual([['hello'], ['sent']])
    engine.say({ ...said(a, 2, 'operator'), event: { kind: 'Seen', side: 'visitor', upTo: 1 } })
    expect(marks(desk, a)).toEqual(['seen'])
  })
  it('that are acknowledged again, from before all that is held, leave no hole', async () => {
    const desk = await start()
    engine.answer = () => null
    const held: Entry = said(a, 40, 'visitor', 'the newest')
    engine.say({
      kind: 'conversation',
      conversation: { ...dialogue(10), seq: 40 },
      entries: [held],
      reset: true,
    })
    desk.select(a)
    desk.send('sent before the connection was lost')
    const { client, ref } = engine.of('send')[0]
    engine.say({ kind: 'reply', ref, result: { conversation: a, seq: 9, at: 1, client } })
    await settle()
    expect(desk.transcripts.entries(a).map(({ seq }) => seq)).toEqual([40])
  })

  it('that turn out to be sent when a colleague has the dialogue leave no hole either', async () => {
    const desk = await start()
    engine.say(said(a, 1, 'visitor', 'hello'))
    desk.select(a)
    const usual = engine.answer
    engine.answer = (f) => (f.kind === 'send' ? null : usual(f))
    desk.send('sent before the connection was lost')
    const { client, ref } = engine.of('send')[0]
    engine.say({ kind: 'removed', conversation: a })
    const asked = engine.of('history').length
    engine.answer = (f) =>
      f.kind === 'history'
        ? {
            kind: 'reply',
            ref: f.ref,
            result: { entries: [1, 2, 3, 4].map((seq) => said(a, seq, 'visitor', `${seq}`)), more: false },
          }
        : null
    engine.say({ kind: 'reply', ref, result: { conversation: a, seq: 4, at: 1, client } })
    await settle()
    expect(engine.of('history')).toHaveLength(asked + 1)
    expect(desk.transcripts.entries(a).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  })

  it('that another console sent appear here too', async () => {
    const desk = await start()
    engine.say(said(a, 1, 'operator', 'from the other window'))
    expect(texts(desk, a)).toEqual(['from the other window'])
    expect(desk.state.dialogues.get(a)?.unread).toBe(0)
  })
  it('that were refused say so, and go again only when they are told to', async () => {
    const desk = await start()
    const usual = engine.answer
    engine.answer = (f) =>
      f.kind === 'send' ? { kind: 'error', code: 'notSent', temporary: false } : usual(f)
    desk.select(a)
    desk.send('refused')
    await settle()
    expect(marks(desk, a)).toEqual(['notSent'])
    expect(desk.stuck).toEqual(new Set([a]))
    expect(engine.of('send')).toHaveLength(1)
    const line = desk.lines(a).at(-1)
    desk.retry(line?.kind === 'group' ? line.spoken[0]!.client : '')
    await settle()
    expect(engine.of('send')).toHaveLength(2)
    expect(engine.of('send')[1].client).toBe(engine.of('send')[0].client)
  })
  it('that were too many wait without complaint, and go by themselves, in their order', async () => {
    const desk = await start()
    const usual = engine.answer
    engine.answer = (f) => (f.kind === 'send' ? { kind: 'error', code: 'rate', temporary: true } : usual(f))
    desk.select(a)
    desk.send('one')
    desk.send('two')
    await settle()
    expect(marks(desk, a)).toEqual(['sending'])
    expect(texts(desk, a)).toEqual(['one', 'two'])
    expect(desk.stuck).toEqual(new Set())
    engine.answer = (f) => {
      if (f.kind !== 'send') return usual(f)
      return {
        kind: 'reply',
        result: { conversation: a, seq: engine.of('send').length, at: 1, client: f.client },
      }
    }
    await vi.waitFor(() => expect(engine.of('send').map(({ text }) => text)).toEqual(['one', 'one', 'two']), {
      timeout: 10_000,
    })
    expect(engine.of('send')[1].client).toBe(engine.of('send')[0].client)
  })
  it('written without a connection go when it is back, under the same id', async () => {
    const desk = await start()
    desk.select(a)
    engine.drop()
    expect(desk.link).toBe('lost')
    desk.send('later')
    expect(engine.of('send')).toEqual([])
    expect(marks(desk, a)).toEqual(['sending'])
    await vi.waitFor(() => expect(engine.of('send')).toHaveLength(1))
    expect(engine.of('send')[0]).toMatchObject({ conversation: a, text: 'later' })
  })
  it('that wait survive a reload', async () => {
    const desk = await start()
    engine.drop()
    desk.select(a)
    desk.send('unsent')
    desk.stop()
    engine = new EngineEnd()
    const again = await start()
    await settle()
    engine.say(said(a, 1, 'operator', 'unsent', engine.of('send')[0].client))
    expect(engine.of('send')).toMatchObject([{ conversation: a, text: 'unsent' }])
    expect(texts(again, a)).toEqual(['unsent'])
  })
  it('that were refused because the dialogue is gone are not lost from sight', async () => {
    const desk = await start()
    const usual = engine.answer
    engine.answer = (f) =>
      f.kind === 'send' ? { kind: 'error', code: 'closed', temporary: false } : usual(f)
    desk.select(a)
    desk.send('too late')
    engine.say({ kind: 'removed', conversation: a })
    await settle()
    desk.select(b)
    expect(desk.orphans).toMatchObject([{ text: 'too late' }])
    desk.orphans[0]!.drop()
    expect(desk.orphans).toEqual([])
  })
})

describe('the connection', () => {
  it('resumes from where it was', async () => {
    const desk = await start()
    engine.say(said(a, 1, 'visitor'))
    engine.drop()
    await vi.waitFor(() => expect(engine.of('hello')).toHaveLength(2))
    expect(engine.of('hello')[1]).toMatchObject({ epoch: 'e1', console: engine.of('hello')[0].console })
    expect(engine.of('hello')[1].positions).toContainEqual({ conversation: a, seq: 1 })
    await settle()
    expect(desk.link).toBe('online')
  })
  it('that ends for good says its code', async () => {
    await start()
    engine.drop(closeCodes.signedOut)
    expect(ended).toEqual([closeCodes.signedOut])
  })
  it('asks for a new start when an event is missing', async () => {
    await start()
    engine.say(said(a, 1, 'visitor'))
    engine.say(said(a, 3, 'visitor'))
    await vi.waitFor(() => expect(engine.of('hello')).toHaveLength(2))
    expect(engine.of('hello')[1].positions).not.toContainEqual(expect.objectContaining({ conversation: a }))
  })
})

it('without a connection who has been answered waits no more', async () => {
  const desk = await start()
  for (const [conversation, seq] of [
    [a, 1],
    [b, 2],
  ] as const)
    engine.say({ ...said(conversation, seq, 'visitor'), at: seq })
  desk.select(a)
  engine.drop(1006)
  desk.send('first')
  desk.send('second')
  expect([...desk.underway]).toEqual([[a, 'second']])
  expect(desk.nextWaiting()).toBe(true)
  expect(desk.state.selected).toBe(b)
  expect(desk.nextWaiting()).toBe(false)
})

describe('a dialogue that was answered a moment ago', () => {
  const asked = async (): Promise<Desk> => {
    const desk = await start()
    engine.say(said(a, 1, 'visitor'))
    desk.select(a)
    return desk
  }
  it('does not wait: neither while the answer is on its way nor before its event comes', async () => {
    const desk = await asked()
    engine.answer = () => null
    expect(desk.waits(desk.selected!)).toBe(true)
    desk.send('an answer')
    expect(desk.waits(desk.selected!)).toBe(false)
    const { ref, client, conversation } = engine.of('send')[0]
    engine.say({ kind: 'reply', ref, result: { conversation, client, seq: 2, at: Date.now() } })
    await settle()
    expect(desk.underway.size).toBe(0)
    expect(desk.selected).toMatchObject({ seq: 2, last: { author: 'operator', text: 'an answer' } })
    expect(desk.waits(desk.selected!)).toBe(false)
  })
  it('ends after all that was written', async () => {
    const desk = await asked()
    const { answer } = engine
    engine.answer = (frame) => {
      if (frame.kind !== 'send') return answer(frame)
      const { conversation, client } = frame
      const seq = engine.of('send').length + 1
      return { kind: 'reply', result: { conversation, client, seq, at: Date.now() } }
    }
    desk.send('first')
    desk.send('second')
    expect(await desk.close(a)).toBe(true)
    expect(
      engine.heard.filter(({ kind }) => ['send', 'close'].includes(kind)).map(({ text = 'the end' }) => text),
    ).toEqual(['first', 'second', 'the end'])
  })
  it('stays when there is no connection, and says so', async () => {
    const desk = await asked()
    engine.drop(1006)
    desk.send('an answer')
    expect(await desk.close(a)).toBe(false)
    expect(desk.selected?.id).toBe(a)
  })
})

describe('drafts', () => {
  it('are kept per dialogue and survive a reload, but not for another operator', async () => {
    const desk = await start()
    desk.select(a)
    desk.write(a, 'half a sent')
    desk.select(b)
    desk.write(b, 'other')
    desk.stop()
    engine = new EngineEnd()
    const again = await start()
    expect([again.drafts.of(a), again.drafts.of(b)]).toEqual(['half a sent', 'other'])
    again.select(a)
    again.send('half a sentence')
    expect(again.drafts.of(a)).toBe('')
  })
  it('are heard from another window, also that one was sent there', async () => {
    const desk = await start()
    desk.write(a, 'half')
    const key = Object.keys(localStorage).find((k) => k.endsWith(a)) ?? null
    const tell = (newValue: string | null) => desk.stored(new StorageEvent('storage', { key, newValue }))
    tell(JSON.stringify({ text: 'half and more', at: Date.now() }))
    expect(desk.drafts.of(a)).toBe('half and more')
    tell(null)
    expect(desk.drafts.of(a)).toBe('')
    desk.stored(new StorageEvent('storage', { key: 'of the site', newValue: 'x' }))
  })
  it('outlive their dialogue, until they are dropped', async () => {
    const desk = await start()
    desk.select(b)
    desk.write(a, 'half a sentence')
    expect(desk.orphans).toEqual([])
    engine.say({ kind: 'removed', conversation: a })
    expect(desk.orphans.map(({ text }) => text)).toEqual(['half a sentence'])
    desk.orphans[0]!.drop()
    expect([desk.orphans, desk.drafts.of(a)]).toEqual([[], ''])
  })
  it('tell the visitor that we type, and that we stopped', async () => {
    const desk = await start()
    desk.select(a)
    desk.write(a, 'H')
    desk.write(a, 'He')
    expect(engine.of('typing')).toEqual([{ kind: 'typing', conversation: a, typing: true }])
    desk.write(a, '')
    expect(engine.of('typing').at(-1)).toEqual({ kind: 'typing', conversation: a, typing: false })
  })
})

describe('earlier messages', () => {
  it('come before what is there', async () => {
    const desk = await start()
    engine.say(said(a, 1, 'visitor', 'now'))
    engine.answer = (f) =>
      f.kind === 'history'
        ? { kind: 'reply', result: { entries: [said(id(99), 7, 'visitor', 'long ago')], more: false } }
        : null
    desk.select(a)
    await settle()
    expect(engine.of('history')[0]).toMatchObject({ visitor: id(5_010), before: { conversation: a, seq: 1 } })
    expect(texts(desk, a)).toEqual(['long ago', 'now'])
    expect(desk.transcripts.earlier(a)).toBe('none')
  })
  it('are not shown twice when another log has them elsewhere', async () => {
    const desk = await start()
    engine.say(said(a, 1, 'visitor', 'now'))
    engine.answer = (f) =>
      f.kind === 'history'
        ? { kind: 'reply', result: { entries: [said(id(99), 7, 'visitor', 'before')], more: false } }
        : { kind: 'reply', result: welcomeTo([a], 'e2') }
    desk.select(a)
    await settle()
    expect(texts(desk, a)).toEqual(['before', 'now'])
    // An older copy was restored: the visitor brought back what it lacked, in the dialogue of today.
    engine.drop()
    desk.nudge()
    await settle()
    engine.answer = () => ({ kind: 'reply', result: { entries: [], more: false } })
    const entries = [said(a, 1, 'visitor', 'before'), said(a, 2, 'visitor', 'now')]
    engine.say({ kind: 'conversation', conversation: dialogue(10, { seq: 2 }), entries, reset: true })
    await settle()
    expect(texts(desk, a)).toEqual(['before', 'now'])
  })
  it('of a dialogue that went and came back meanwhile leaves no hole', async () => {
    const desk = await start([10])
    desk.select(a)
    await settle()
    const entries = (from: number, to: number): Array<Entry> =>
      Array.from({ length: to - from + 1 }, (_, n) => said(a, from + n, 'visitor'))
    const shown = (of: ReadonlyArray<Entry>) =>
      engine.say({
        kind: 'conversation',
        conversation: dialogue(10, { seq: of.at(-1)!.seq }),
        entries: of,
        reset: true,
      })
    let answer = () => {}
    let asked: Promise<void> | null = null
    engine.answer = ({ ref, before }) => {
      const result = { entries: entries(Math.max(1, before.seq - 10), before.seq - 1), more: before.seq > 11 }
      if (before.seq !== 31 || asked !== null) return { kind: 'reply', result }
      answer = () => engine.say({ kind: 'reply', ref, result })
      return null
    }
    shown(entries(31, 60))
    await settle()
    const first = desk.transcripts.older(a)
    await settle()
    asked = first
    engine.say({ kind: 'removed', conversation: a })
    shown(entries(71, 130))
    answer()
    await first
    while (desk.transcripts.earlier(a) !== 'none') await desk.transcripts.older(a)
    expect(desk.transcripts.entries(a).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 130 }, (_, n) => n + 1),
    )
  })

  it('that could not be loaded can be asked for again', async () => {
    const desk = await start()
    engine.answer = () => ({ kind: 'error', code: 'busy', temporary: true })
    desk.select(a)
    await settle()
    expect(desk.transcripts.earlier(a)).toBe('failed')
    engine.answer = () => ({ kind: 'reply', result: { entries: [], more: false } })
    await desk.transcripts.older(a)
    expect(desk.transcripts.earlier(a)).toBe('none')
  })
})

describe('closing', () => {
  it('brings the next dialogue on screen', async () => {
    const desk = await start()
    desk.select(desk.order[0]!)
    const [first, second] = desk.order
    await desk.close(first!)
    expect(desk.state.selected).toBe(second)
  })
  it('that the engine does not take changes nothing', async () => {
    const desk = await start()
    engine.answer = () => ({ kind: 'error', code: 'busy', temporary: true })
    desk.select(a)
    expect(await desk.close(a)).toBe(false)
    expect(desk.state.selected).toBe(a)
  })
  it('elsewhere leaves the dialogue on screen until we turn away', async () => {
    const desk = await start()
    desk.select(a)
    engine.say({ kind: 'removed', conversation: a })
    expect(desk.selected?.off).toBe(true)
    desk.select(b)
    expect(desk.state.dialogues.has(a)).toBe(false)
  })
})

it('a thousand frames in one moment are one picture', async () => {
  const desk = await start()
  let pictures = 0
  desk.watch(() => pictures++)
  for (let seq = 1; seq <= 1_000; seq++) engine.say(said(a, seq, 'visitor'))
  expect(pictures).toBeLessThan(50)
  await vi.waitFor(() => expect(desk.state.dialogues.get(a)?.unread).toBe(1_000))
})

describe('visitors of the table', () => {
  it('whom he opens comes on screen as soon as the dialogue has come, and does not ring', async () => {
    const desk = await start()
    desk.select(a)
    engine.answer = (f) => (f.kind === 'open' ? { kind: 'reply', result: { conversation: id(12) } } : null)
    expect(await desk.open(id(5_012))).toBeNull()
    expect(engine.of('open')[0]).toMatchObject({ visitor: id(5_012) })
    expect(desk.state.selected).toBe(a)
    const conversation = dialogue(12, { seq: 1, unread: 1 })
    engine.say({ kind: 'conversation', conversation, entries: [said(id(12), 1, 'visitor')], reset: true })
    expect([desk.state.selected, rung]).toEqual([id(12), []])
  })
  it('whom he opens and has already comes at once', async () => {
    const desk = await start()
    engine.answer = () => ({ kind: 'reply', result: { conversation: b } })
    await desk.open(id(5_011))
    expect(desk.state.selected).toBe(b)
  })
  it('whom he chooses meanwhile stays on screen', async () => {
    const desk = await start()
    engine.answer = () => ({ kind: 'reply', result: { conversation: id(12) } })
    await desk.take(id(5_012), null)
    desk.select(b)
    engine.say({ kind: 'conversation', conversation: dialogue(12), entries: [], reset: true })
    expect(desk.state.selected).toBe(b)
  })
  it('whom somebody else was faster with is not his', async () => {
    const desk = await start()
    engine.answer = () => ({ kind: 'error', code: 'taken', temporary: false })
    expect(await desk.take(id(5_012), id(2))).toBe('taken')
    expect(engine.of('take')[0]).toMatchObject({ visitor: id(5_012), from: id(2) })
  })
  it('who took one over from him is told', async () => {
    await start()
    const took = (operator: string): EventFrame => ({
      kind: 'event',
      conversation: a,
      seq: 1,
      at: 1,
      event: { kind: 'OperatorAssigned', operator, reason: 'takenOver' },
    })
    engine.say(took(me))
    expect(lost).toEqual([])
    engine.say({ ...took(id(2)), seq: 2 })
    expect(lost).toEqual([`${a} ${id(2)}`])
  })
  it('change the table, and nothing of the dialogues', async () => {
    const desk = await start()
    const before = desk.state
    desk.visitors.want(true)
    engine.say({ kind: 'visitors', reset: true, complete: true, rows: [row(7)] })
    engine.say({ kind: 'present', visitors: 1 })
    expect([desk.state, desk.visitors.present]).toEqual([before, 1])
    expect(desk.visitors.shown.table.entry(7)?.row.number).toBe(7)
    expect(engine.of('watch')).toEqual([expect.objectContaining({ watching: true })])
    engine.drop(1001)
    desk.nudge()
    await vi.waitFor(() => expect(engine.of('watch')).toHaveLength(2))
  })
})

describe('an erased visitor', () => {
  it('is nowhere in this window: list, screen, drafts, words not sent, card', async () => {
    const desk = await start()
    const usual = engine.answer
    engine.answer = (f) => {
      if (f.kind === 'send') return { kind: 'error', code: 'closed', temporary: false }
      return f.kind === 'visitor' ? { kind: 'reply', result: { visitor: f.visitor } } : usual(f)
    }
    desk.select(a)
    engine.say(said(a, 1, 'visitor', 'Мой номер 4276'))
    desk.send('4276, записала')
    desk.write(a, 'Ваш номер 4276')
    await desk.acquaintance.learn(id(5_010))
    await settle()
    engine.say({ kind: 'removed', conversation: a })
    engine.say({ kind: 'erased', visitor: id(5_010) })
    await settle()
    expect(desk.selected).toBeNull()
    expect(desk.order).toEqual([b])
    expect(desk.orphans).toEqual([])
    expect(desk.drafts.of(a)).toBe('')
    expect(desk.lines(a)).toEqual([])
    expect(desk.acquaintance.of(id(5_010))).toBeNull()
    expect(desk.erased.has(id(5_010))).toBe(true)
  })

  it('that was on screen while there was no connection is asked for, and goes', async () => {
    const desk = await start()
    desk.select(a)
    engine.say(said(a, 1, 'visitor', 'Мой номер 4276'))
    const usual = engine.answer
    engine.answer = (f) => {
      if (f.kind !== 'hello') return usual(f)
      queueMicrotask(() => queueMicrotask(() => engine.say({ kind: 'erased', visitor: f.onScreen })))
      return { kind: 'reply', result: welcomeTo([b]) }
    }
    engine.drop()
    await vi.waitFor(() => expect(desk.erased).toEqual(new Set([id(5_010)])))
    expect(desk.selected).toBeNull()
    expect(desk.lines(a)).toEqual([])
  })

  it('is erased by the engine’s word, or it is said why not', async () => {
    const desk = await start()
    expect(await desk.erase(id(5_010))).toBeNull()
    expect(engine.of('erase')).toMatchObject([{ visitor: id(5_010) }])
    engine.answer = () => ({ kind: 'error', code: 'forbidden', temporary: false })
    expect(await desk.erase(id(5_010))).toBe('forbidden')
  })
})
