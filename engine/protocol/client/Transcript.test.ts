import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConversationEvent, Side } from '../../domain/events.ts'
import type {
  ConversationFrame,
  Entry,
  EventFrame,
  History,
  Position,
  VisitorConversation,
} from '../frames.ts'
import type { Pending } from './Outbox.ts'
import { Transcript } from './Transcript.ts'

const said = (author: Side, client: string): ConversationEvent => ({
  kind: 'MessageSent',
  author,
  from: author,
  client,
  text: client,
})
const entry = (
  conversation: string,
  seq: number,
  event: ConversationEvent = said('operator', `${seq}`),
): Entry => ({
  conversation,
  seq,
  at: seq * 1_000,
  event,
})
const live = (one: Entry): EventFrame => ({ kind: 'event', ...one })
const snapshot = (
  id: string,
  entries: ReadonlyArray<Entry>,
  more: { seq?: number; reset?: boolean; delivered?: number; seen?: number } = {},
): ConversationFrame<VisitorConversation> => ({
  kind: 'conversation',
  conversation: {
    id,
    seq: more.seq ?? entries.at(-1)?.seq ?? 0,
    state: 'open',
    delivered: { visitor: 0, operator: more.delivered ?? 0 },
    seen: { visitor: 0, operator: more.seen ?? 0 },
    operators: [],
  },
  entries,
  reset: more.reset ?? true,
})
const range = (conversation: string, from: number, to: number): Array<Entry> =>
  Array.from({ length: to - from + 1 }, (_, i) => entry(conversation, from + i))
const shown = (t: Transcript) => t.entries.map(({ conversation, seq }) => `${conversation}${seq}`).join(' ')
const pending = (client: string, state: Pending['state'] = 'sending'): Pending => ({
  client,
  conversation: null,
  text: client,
  at: 1,
  state,
})
const visitor = () => new Transcript({ side: 'visitor' })

describe('events', () => {
  test('of a conversation that begins live', () => {
    const t = visitor()
    expect(t.position()).toBeNull()
    expect(t.apply(live(entry('a', 1)))).toBe(true)
    expect(t.apply(live(entry('a', 2)))).toBe(true)
    expect(t.apply(live(entry('a', 2)))).toBe(false)
    expect(shown(t)).toBe('a1 a2')
    expect(t.position()).toEqual({ conversation: 'a', seq: 2 })
    expect(t.position('b')).toBeNull()
  })

  test('with a gap are not shown: the caller resumes and gets a snapshot', () => {
    let gaps = 0
    const t = new Transcript({ side: 'visitor', gap: () => gaps++ })
    t.apply(snapshot('a', range('a', 1, 3)))
    expect(t.apply(live(entry('a', 5)))).toBe(false)
    expect(gaps).toBe(1)
    expect(shown(t)).toBe('a1 a2 a3')
    expect(t.position()).toBeNull()
    t.apply(snapshot('a', range('a', 1, 6)))
    expect(shown(t)).toBe('a1 a2 a3 a4 a5 a6')
    expect(t.position()).toEqual({ conversation: 'a', seq: 6 })
  })

  test('that history brought already are no gap', () => {
    let gaps = 0
    const t = new Transcript({ side: 'visitor', gap: () => gaps++ })
    t.apply(snapshot('a', range('a', 3, 4)))
    t.apply({ entries: range('a', 1, 6), more: false }, null)
    expect(t.apply(live(entry('a', 5)))).toBe(false)
    expect(t.apply(live(entry('a', 6)))).toBe(false)
    expect(t.apply(live(entry('a', 7)))).toBe(true)
    expect(gaps).toBe(0)
    expect(shown(t)).toBe('a1 a2 a3 a4 a5 a6 a7')
  })
})

describe('conversation frames', () => {
  test('add what was missed', () => {
    const t = visitor()
    t.apply(snapshot('a', range('a', 1, 3)))
    t.apply(snapshot('a', range('a', 4, 5), { reset: false }))
    expect(shown(t)).toBe('a1 a2 a3 a4 a5')
    t.apply(snapshot('a', [], { seq: 5, reset: false }))
    expect(t.position()).toEqual({ conversation: 'a', seq: 5 })
  })

  test('reset: forget what was held, and what would stand beside a hole', () => {
    const t = visitor()
    t.apply(live(entry('z', 1)))
    t.apply(snapshot('a', range('a', 1, 3)))
    t.apply({ entries: [], more: false }, t.before)
    expect(t.more).toBe(false)
    t.apply(snapshot('a', range('a', 50, 52)))
    expect(shown(t)).toBe('a50 a51 a52')
    expect(t.more).toBe(true)
    expect(t.before).toEqual({ conversation: 'a', seq: 50 })
  })

  test('a whole new conversation stands after the earlier ones', () => {
    const t = visitor()
    t.apply(snapshot('a', range('a', 1, 2)))
    t.apply(snapshot('b', range('b', 1, 2)))
    t.apply(snapshot('c', [], { seq: 0 }))
    t.apply(live(entry('c', 1)))
    expect(shown(t)).toBe('a1 a2 b1 b2 c1')
  })
})

describe('history', () => {
  test('goes before what is held, over conversations, also when the clock went back', () => {
    const t = visitor()
    t.apply(snapshot('c', range('c', 3, 4)))
    const before = t.before
    expect(before).toEqual({ conversation: 'c', seq: 3 })
    const late = { ...entry('b', 1), at: 99_000 }
    t.apply({ entries: [entry('a', 7), late, entry('c', 1), entry('c', 2)], more: true }, before)
    expect(shown(t)).toBe('a7 b1 c1 c2 c3 c4')
    t.apply({ entries: [{ ...entry('y', 1), at: 500_000 }, ...range('a', 1, 6)], more: false }, t.before)
    expect(shown(t)).toBe('y1 a1 a2 a3 a4 a5 a6 a7 b1 c1 c2 c3 c4')
    expect(t.more).toBe(false)
  })

  test('a page that comes twice changes nothing', () => {
    const t = visitor()
    const page: History = { entries: range('a', 1, 3), more: true }
    expect(t.apply(page, null)).toBe(true)
    expect(t.apply(page, null)).toBe(false)
    expect(shown(t)).toBe('a1 a2 a3')
  })

  test('the newest page joins what was missed while away', () => {
    const t = visitor()
    t.apply(snapshot('a', range('a', 1, 3)))
    t.apply(snapshot('c', range('c', 1, 1)))
    t.apply({ entries: [...range('a', 3, 5), ...range('b', 1, 2), ...range('c', 1, 1)], more: true }, null)
    expect(shown(t)).toBe('a1 a2 a3 a4 a5 b1 b2 c1')
  })

  test('the newest page that does not reach what is held leaves no hole', () => {
    const t = visitor()
    t.apply(snapshot('a', range('a', 1, 3)))
    t.apply(snapshot('c', range('c', 1, 1)))
    t.apply({ entries: [...range('b', 8, 9), ...range('c', 1, 1)], more: true }, null)
    expect(shown(t)).toBe('b8 b9 c1')
    expect(t.more).toBe(true)
    t.apply({ entries: range('c', 20, 22), more: true }, null)
    expect(shown(t)).toBe('c20 c21 c22')
    expect(t.position()).toEqual({ conversation: 'c', seq: 22 })
  })

  test('a new conversation is no proof that the one before it came to its end', () => {
    const t = visitor()
    for (const one of range('a', 1, 3)) t.apply(live(one))
    // Away meanwhile: a4, a5, and all of b, of which the newest page has a part.
    t.apply(snapshot('b', range('b', 1, 4)))
    t.apply({ entries: range('b', 3, 4), more: true }, null)
    expect([shown(t), t.more]).toEqual(['b1 b2 b3 b4', true])
    t.apply({ entries: [...range('a', 4, 5), ...range('b', 1, 2)], more: true }, null)
    t.apply({ entries: range('a', 1, 3), more: false }, { conversation: 'a', seq: 4 })
    expect(shown(t)).toBe('a1 a2 a3 a4 a5 b1 b2 b3 b4')
    // Now it is proven.
    t.apply({ entries: range('b', 3, 4), more: true }, null)
    expect(shown(t)).toBe('a1 a2 a3 a4 a5 b1 b2 b3 b4')
  })

  test('what the newest page has behind a conversation that we hold stands behind it, whatever the clock says', () => {
    const t = visitor()
    t.apply(live({ ...entry('a', 1), at: 9_000 }))
    t.apply({ entries: [...range('a', 2, 2), ...range('b', 1, 2)], more: true }, null)
    expect(shown(t)).toBe('a1 a2 b1 b2')
  })

  test('a page that comes too late, to what was begun anew meanwhile, is not put beside a hole', () => {
    const t = visitor()
    t.apply(snapshot('a', range('a', 4, 6)))
    const asked = t.before
    t.apply(snapshot('a', range('a', 7, 9)))
    expect(t.apply({ entries: range('a', 1, 3), more: false }, asked)).toBe(false)
    expect([shown(t), t.more]).toEqual(['a7 a8 a9', true])
  })

  test('trimmed entries come again', () => {
    const t = visitor()
    t.apply(snapshot('a', range('a', 1, 3)))
    t.apply(snapshot('b', range('b', 1, 4)))
    t.apply({ entries: [], more: false }, t.before)
    t.trim(10)
    expect(t.more).toBe(false)
    t.trim(5)
    expect(shown(t)).toBe('a3 b1 b2 b3 b4')
    t.trim(2)
    expect(shown(t)).toBe('b3 b4')
    expect(t.more).toBe(true)
    expect(t.position()).toEqual({ conversation: 'b', seq: 4 })
    expect(t.apply(live(entry('b', 1)))).toBe(false)
    t.apply({ entries: [...range('a', 1, 3), ...range('b', 1, 2)], more: false }, t.before)
    expect(shown(t)).toBe('a1 a2 a3 b1 b2 b3 b4')
    t.trim(2)
    t.apply(snapshot('b', range('b', 1, 5), { reset: false }))
    expect(shown(t)).toBe('b3 b4 b5')
    t.clear()
    expect(t.entries).toEqual([])
    expect(t.before).toBeNull()
  })
})

describe('items', () => {
  const marks = (t: Transcript, waiting: ReadonlyArray<Pending> = []) =>
    t.items(waiting).map(({ key, mark }) => `${key} ${mark ?? '-'}`)

  test('marks of our side move on with the other one', () => {
    const t = visitor()
    t.apply(
      snapshot('a', [entry('a', 1, said('visitor', 'x')), entry('a', 2, said('visitor', 'y'))], {
        delivered: 1,
      }),
    )
    expect(marks(t)).toEqual(['x delivered', 'y sent'])
    t.apply(live(entry('a', 3, { kind: 'Delivered', side: 'operator', upTo: 2 })))
    expect(marks(t)).toEqual(['x delivered', 'y delivered'])
    t.apply(live(entry('a', 4, { kind: 'Seen', side: 'visitor', upTo: 2 })))
    t.apply(live(entry('a', 5, { kind: 'Seen', side: 'operator', upTo: 1 })))
    expect(marks(t)).toEqual(['x seen', 'y delivered'])
    t.apply(live(entry('a', 6, said('operator', 'x'))))
    expect(marks(t)).toEqual(['x seen', 'y delivered', 'a:6 -'])
  })

  test('what was seen has arrived, and marks of closed conversations come with history', () => {
    const t = visitor()
    t.apply({
      entries: [
        entry('a', 1, said('visitor', 'x')),
        entry('a', 2, { kind: 'Seen', side: 'operator', upTo: 1 }),
      ],
      more: false,
    })
    expect(marks(t)).toEqual(['x seen'])
    expect(t.conversations[0]!.delivered.operator).toBe(1)
  })

  test('pending messages come last and become their entries under the same key', () => {
    const settled: Array<string> = []
    const t = new Transcript({ side: 'visitor', settled: (client) => settled.push(client) })
    t.apply(live(entry('a', 1)))
    const waiting = [pending('x'), pending('y', 'notSent')]
    expect(marks(t, waiting)).toEqual(['a:1 -', 'x sending', 'y notSent'])
    t.apply(live(entry('a', 2, said('visitor', 'x'))))
    expect(settled).toEqual(['x'])
    expect(marks(t, waiting)).toEqual(['a:1 -', 'x sent', 'y notSent'])
    t.apply({ entries: [entry('a', 2, said('visitor', 'x'))], more: false })
    t.apply(snapshot('a', [entry('a', 1), entry('a', 2, said('visitor', 'x'))]))
    expect(marks(t, waiting)).toEqual(['a:1 -', 'x sent', 'y notSent'])
  })

  test('the other side cannot hide a message of ours behind its own client id', () => {
    const t = visitor()
    t.apply(live(entry('a', 1, said('operator', 'x'))))
    expect(marks(t, [pending('x')])).toEqual(['a:1 -', 'x sending'])
  })
})

// ── a client in any weather ───────────────────────────────────────────────────────────────────────────────
/** The engine's side of one visitor: his conversations one after another, by the rules of the frames. */
class Engine {
  readonly log: Array<Entry> = []
  private conversation = 0
  private seq = 0
  open = false
  say(at: number): Entry {
    if (!this.open) {
      this.conversation++
      this.seq = 0
      this.open = true
    }
    const one = { ...entry(`c${this.conversation}-`, ++this.seq), at }
    this.log.push(one)
    return one
  }
  close(at: number): Entry | undefined {
    if (!this.open) return
    const one = { ...this.say(at), event: { kind: 'ConversationClosed', operator: null } as const }
    this.log[this.log.length - 1] = one
    this.open = false
    return one
  }
  get current(): string | null {
    return this.open ? `c${this.conversation}-` : null
  }
  /** What follows a welcome; `tail`: how much a snapshot shows, `resume`: how much may be missed. */
  frames(
    position: Position | null,
    tail: number,
    resume: number,
  ): Array<ConversationFrame<VisitorConversation>> {
    const id = this.current
    if (id === null) return []
    const own = this.log.filter(({ conversation }) => conversation === id)
    const known = position?.conversation === id && own.length - position.seq <= resume
    const entries = known ? own.slice(position.seq) : own.slice(-tail)
    return [snapshot(id, entries, { seq: own.length, reset: !known })]
  }
  history(before: Position | null, limit: number): History {
    const end = before
      ? this.log.findIndex((e) => e.conversation === before.conversation && e.seq === before.seq)
      : this.log.length
    const start = Math.max(0, end - limit)
    return { entries: this.log.slice(start, end), more: start > 0 }
  }
}

type Step =
  | { readonly do: 'say' | 'close' | 'leave' | 'gap'; readonly at: number }
  | { readonly do: 'join'; readonly tail: number; readonly resume: number; readonly limit: number }
  | { readonly do: 'again'; readonly back: number }
  | { readonly do: 'older' | 'late' | 'newest'; readonly limit: number }
  | { readonly do: 'trim' | 'given'; readonly keep: number }

const small = fc.integer({ min: 1, max: 8 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('say' as const), at: fc.integer({ min: 1, max: 1_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('close' as const, 'leave' as const, 'gap' as const),
      at: fc.integer({ min: 1, max: 1_000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('join' as const), tail: small, resume: small, limit: small }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), back: small }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('older' as const, 'late' as const, 'newest' as const),
      limit: small,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('trim' as const, 'given' as const),
      keep: fc.integer({ min: 1, max: 9 }),
    }),
  },
)

test('in any weather: each entry once, in order, without a hole, and all of them in the end', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
      const engine = new Engine()
      let online = false
      let resume = false
      let late: { page: History; before: Position | null } | undefined
      const t = new Transcript({
        side: 'visitor',
        gap: () => {
          resume = true
        },
      })
      const leave = () => {
        online = false
        late = undefined
      }
      const join = (tail: number, span: number, limit: number) => {
        leave()
        online = true
        resume = false
        const position = t.position()
        // What a widget does: nothing held may mean that there was nothing then.
        if (!t.before) t.clear()
        for (const frame of engine.frames(position, tail, span)) t.apply(frame)
        // What a widget does: the engine resumes only the open conversation.
        if (position && position.conversation !== engine.current) t.apply(engine.history(null, limit), null)
      }
      const hear = (one: Entry | undefined) => {
        if (one && online) t.apply(live(one))
        if (resume) join(3, 3, 3)
      }
      const check = () => {
        const order = t.entries.map((e) =>
          engine.log.findIndex((known) => known.conversation === e.conversation && known.seq === e.seq),
        )
        const first = order[0] ?? 0
        expect(order).toEqual(order.map((_, i) => first + i))
        if (online && order.length) expect(order.at(-1)).toBe(engine.log.length - 1)
      }
      for (const one of steps) {
        switch (one.do) {
          case 'say':
            hear(engine.say(one.at))
            break
          case 'close':
            hear(engine.close(one.at))
            break
          case 'leave':
            leave()
            break
          case 'gap':
            // An event that gets lost shows at the next one.
            if (!online) break
            engine.say(one.at)
            hear(engine.say(one.at))
            break
          case 'join':
            join(one.tail, one.resume, one.limit)
            break
          case 'again': {
            const known = engine.log.at(-one.back)
            if (online && known && t.position(known.conversation)) t.apply(live(known))
            break
          }
          case 'older':
            if (online) t.apply(engine.history(t.before, one.limit), t.before)
            break
          case 'late':
            // The newest page is never late: what follows it is told behind it.
            if (!online || !(late || t.before)) break
            if (late) t.apply(late.page, late.before)
            late = late ? undefined : { page: engine.history(t.before, one.limit), before: t.before }
            break
          case 'newest':
            if (online) t.apply(engine.history(null, one.limit), null)
            break
          case 'trim':
            t.trim(one.keep)
            break
          case 'given':
            // As to an operator who gets a dialogue back, whatever is on its way.
            if (online) for (const frame of engine.frames(null, one.keep, 0)) t.apply(frame)
            break
        }
        check()
      }
      join(2, 2, 2)
      check()
      for (let i = 0; t.more && i < 500; i++) t.apply(engine.history(t.before, 3), t.before)
      expect(t.entries.map(({ conversation, seq }) => conversation + seq)).toEqual(
        engine.log.map(({ conversation, seq }) => conversation + seq),
      )
    }),
    { numRuns: 1000 },
  )
})
