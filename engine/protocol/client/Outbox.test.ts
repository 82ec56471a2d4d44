import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Refusal, Sent } from '../frames.ts'
import { Disconnected, Refused } from './failures.ts'
import { limits } from './limits.ts'
import { type Keep, Outbox, type Pending } from './Outbox.ts'
import type { Timers } from './timers.ts'

const memory = (): Keep & { text: string | null } => ({
  text: null,
  load() {
    return this.text
  },
  save(text) {
    this.text = text
  },
})

/** Lets everything happen that waits for nothing but promises. */
const settle = async () => {
  for (let i = 0; i < 8; i++) await Promise.resolve()
}

/** Timers that run when told. */
const handTimers = (): Timers & { run(): void } => {
  let waiting: Array<() => void> = []
  return {
    set: (run) => waiting.push(run),
    clear: () => {},
    run() {
      const due = waiting
      waiting = []
      for (const run of due) run()
    },
  }
}

interface Asked {
  readonly pending: Pending
  readonly resolve: (sent: Sent) => void
  readonly reject: (why: Error) => void
}

const opened = (keep: Keep = memory(), clock = { now: 1_000 }) => {
  const asked: Array<Asked> = []
  const timers = handTimers()
  let changes = 0
  const outbox = new Outbox({
    keep,
    send: (pending) => new Promise<Sent>((resolve, reject) => asked.push({ pending, resolve, reject })),
    changed: () => changes++,
    now: () => clock.now,
    timers,
  })
  return { outbox, asked, timers, clock, keep, changes: () => changes }
}

const ack = ({ pending, resolve }: Asked, seq = 1) =>
  resolve({ conversation: pending.conversation ?? 'c', seq, at: 1, client: pending.client })
const texts = (outbox: Outbox) => outbox.pending.map(({ text, state }) => `${text} ${state}`)
const conversation = '01890000-0000-7000-8000-000000000001'

describe('sending', () => {
  test('one at a time per conversation, in order, and gone when acknowledged', async () => {
    const { outbox, asked, changes } = opened()
    outbox.online('e')
    outbox.add('a', null)
    outbox.add('b', null)
    outbox.add('x', conversation)
    expect(asked.map((a) => a.pending.text)).toEqual(['a', 'x'])
    ack(asked[0]!)
    await settle()
    expect(asked.map((a) => a.pending.text)).toEqual(['a', 'x', 'b'])
    expect(texts(outbox)).toEqual(['b sending', 'x sending'])
    expect(changes()).toBeGreaterThan(3)
  })

  test('offline it waits; what was on its way goes again with the same id', async () => {
    const { outbox, asked } = opened()
    const { client } = outbox.add('a', null)
    expect(asked).toHaveLength(0)
    outbox.online('e')
    asked[0]!.reject(new Disconnected())
    await settle()
    outbox.offline()
    expect(texts(outbox)).toEqual(['a sending'])
    outbox.online('e')
    expect(asked.map((a) => a.pending.client)).toEqual([client, client])
  })

  test.each<[Refusal, boolean]>([
    ['notSent', true],
    ['notSent', false],
    ['closed', false],
    ['unknown', false],
  ])('refused with %s (temporary: %s): not sent, and never again by itself', async (code, temporary) => {
    const { outbox, asked, timers } = opened()
    outbox.online('e')
    const { client } = outbox.add('a', null)
    outbox.add('b', null)
    asked[0]!.reject(new Refused(code, temporary))
    await settle()
    expect(outbox.pending[0]).toMatchObject({ text: 'a', state: 'notSent', code })
    expect(asked.at(-1)!.pending.text).toBe('b')
    ack(asked[1]!)
    await settle()
    timers.run()
    outbox.offline()
    outbox.online('other')
    ack(asked[2]!)
    await settle()
    expect(asked.map((a) => a.pending.text)).toEqual(['a', 'b', 'b'])
    outbox.retry(client)
    expect(asked.at(-1)!.pending).toMatchObject({ client, state: 'sending', code: undefined })
  })

  test('refused for a while: goes again later, and what follows waits for it', async () => {
    const { outbox, asked, timers } = opened()
    outbox.online('e')
    outbox.add('a', null)
    outbox.add('b', null)
    asked[0]!.reject(new Refused('busy', true))
    await settle()
    expect(texts(outbox)).toEqual(['a sending', 'b sending'])
    expect(asked).toHaveLength(1)
    timers.run()
    expect(asked.map((a) => a.pending.text)).toEqual(['a', 'a'])
  })

  test('too long or blank: no traffic', () => {
    const keep = memory()
    const { outbox, asked } = opened(keep)
    outbox.online('e')
    const long = outbox.add('x'.repeat(limits.messageLength + 1), null)
    expect(long).toMatchObject({ state: 'notSent', code: 'tooLong' })
    expect(outbox.pending).toHaveLength(1)
    outbox.retry(long.client)
    outbox.discard(long.client)
    for (const blank of ['', ' \n\t', '\u200b\u202e', '\0']) {
      expect(outbox.add(blank, null)).toMatchObject({ state: 'notSent', code: 'empty' })
    }
    expect(outbox.pending).toEqual([])
    expect(asked).toEqual([])
    expect(outbox.add('x'.repeat(limits.messageLength), null).state).toBe('sending')
  })

  test('retried: it goes to the end', async () => {
    const { outbox, asked } = opened()
    outbox.online('e')
    const { client } = outbox.add('a', null)
    asked[0]!.reject(new Refused('closed', false))
    await settle()
    outbox.offline()
    outbox.add('b', null)
    outbox.retry(client)
    expect(texts(outbox)).toEqual(['b sending', 'a sending'])
  })

  test('its event is as good as an ack', async () => {
    const { outbox, asked } = opened()
    outbox.online('e')
    const { client } = outbox.add('a', null)
    outbox.settled(client)
    expect(outbox.pending).toEqual([])
    asked[0]!.reject(new Refused('notSent', true))
    await settle()
    expect(outbox.pending).toEqual([])
  })

  test('the order of writing holds when the clock goes back', () => {
    const { outbox, clock } = opened()
    for (const text of ['a', 'b', 'c']) {
      outbox.add(text, null)
      clock.now -= 500
    }
    expect(outbox.pending.map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  })
})

describe('another epoch', () => {
  test('brings back what was acknowledged within ten minutes, in order, and nothing else', async () => {
    const { outbox, asked, clock } = opened()
    outbox.online('one')
    for (const text of ['old', 'a', 'b']) {
      outbox.add(text, null)
      ack(asked.at(-1)!)
      await settle()
      if (text === 'old') clock.now += 11 * 60_000
    }
    const given = outbox.add('given up', null)
    asked.at(-1)!.reject(new Refused('closed', false))
    await settle()
    outbox.discard(given.client)
    outbox.online('one')
    expect(asked).toHaveLength(4)
    outbox.online('two')
    expect(texts(outbox)).toEqual(['a sending', 'b sending'])
    for (const i of [4, 5]) {
      ack(asked[i]!)
      await settle()
    }
    expect(asked.slice(4).map((a) => a.pending.text)).toEqual(['a', 'b'])
    outbox.online('two')
    expect(asked).toHaveLength(6)
  })

  test('also to who was away for hours: what he was acknowledged last', async () => {
    const { outbox, asked, clock } = opened()
    outbox.online('one')
    for (const text of ['old', 'a']) {
      outbox.add(text, null)
      ack(asked.at(-1)!)
      await settle()
      clock.now += 9 * 60_000
    }
    outbox.offline()
    clock.now += 5 * 3_600_000
    outbox.online('two')
    expect(texts(outbox)).toEqual(['old sending', 'a sending'])
  })

  test('also after a reload', async () => {
    const keep = memory()
    const before = opened(keep)
    before.outbox.online('one')
    before.outbox.add('a', null)
    ack(before.asked[0]!)
    await settle()
    const after = opened(keep)
    expect(after.outbox.pending).toEqual([])
    after.outbox.online('two')
    expect(after.asked.map((a) => a.pending.text)).toEqual(['a'])
  })

  test('a late word of the old log, in a tab that knows no other, is no word of the new one', async () => {
    const keep = memory()
    const late = opened(keep)
    late.outbox.online('one')
    late.outbox.add('a', null)
    ack(late.asked[0]!)
    await settle()
    late.outbox.add('b', null)
    const other = opened(keep)
    other.outbox.online('two')
    ack(late.asked[1]!)
    await settle()
    while (other.outbox.pending.length) {
      ack(other.asked.at(-1)!)
      await settle()
    }
    expect(other.asked.map((a) => a.pending.text)).toEqual(['a', 'b'])
    expect(opened(keep).outbox.pending).toEqual([])
  })
})

describe('kept', () => {
  test('over a page change, refusals too', async () => {
    const keep = memory()
    const before = opened(keep)
    before.outbox.online('e')
    before.outbox.add('refused', null)
    before.asked[0]!.reject(new Refused('closed', false))
    await settle()
    before.outbox.add('waiting', conversation)
    const after = opened(keep)
    expect(texts(after.outbox)).toEqual(['refused notSent', 'waiting sending'])
    expect(after.outbox.pending[0]!.code).toBe('closed')
    after.outbox.online('e')
    expect(after.asked.map((a) => a.pending.text)).toEqual(['waiting'])
  })

  test('two tabs do not lose what the other one keeps, nor bring back what it finished', async () => {
    const keep = memory()
    const one = opened(keep)
    const two = opened(keep)
    one.outbox.add('one', null)
    two.outbox.add('two', null)
    one.outbox.add('three', null)
    expect(texts(opened(keep).outbox).sort()).toEqual(['one sending', 'three sending', 'two sending'])
    one.outbox.online('e')
    while (one.outbox.pending.length) {
      ack(one.asked.at(-1)!)
      await settle()
    }
    two.outbox.add('four', null)
    expect(texts(two.outbox)).toEqual(['four sending'])
    expect(texts(opened(keep).outbox)).toEqual(['four sending'])
  })

  test('written in a tab that is closed before it is sent: it goes from the other when that is looked at', async () => {
    const keep = memory()
    const one = opened(keep)
    const other = opened(keep)
    other.outbox.online('e')
    one.outbox.add('a', null)
    expect(other.asked).toHaveLength(0)
    other.outbox.look()
    expect(other.asked.map((a) => a.pending.text)).toEqual(['a'])
    ack(other.asked[0]!)
    await settle()
    expect(opened(keep).outbox.pending).toHaveLength(0)
  })

  test('refused in one tab and acknowledged in the other: it is sent', async () => {
    const keep = memory()
    const one = opened(keep)
    one.outbox.add('a', null)
    const two = opened(keep)
    one.outbox.online('e')
    two.outbox.online('e')
    one.asked[0]!.reject(new Refused('notSent', true))
    await settle()
    // Both changed it once; the second tab had not looked since.
    const refused = keep.text
    keep.text = null
    ack(two.asked[0]!)
    await settle()
    const sent = keep.text
    keep.text = refused
    expect(texts(opened(keep).outbox)).toEqual(['a notSent'])
    keep.text = sent
    one.outbox.add('b', null)
    expect(texts(one.outbox)).toEqual(['b sending'])
  })

  test.each([
    null,
    '',
    '{',
    'null',
    '7',
    '{"a":1}',
    '[null,7,"x",[],{}]',
    JSON.stringify([{ client: 'no-uuid', conversation: null, text: 'a', at: 1, turn: 0, state: 'sending' }]),
    JSON.stringify([{ client: conversation, conversation: 7, text: 'a', at: 1, turn: 0, state: 'sending' }]),
    JSON.stringify([
      { client: conversation, conversation: null, text: '', at: 1, turn: 0, state: 'sending' },
    ]),
    JSON.stringify([
      { client: conversation, conversation: null, text: {}, at: 1, turn: 0, state: 'sending' },
    ]),
  ])('garbage in the storage is ignored: %s', (text) => {
    const keep = memory()
    keep.text = text
    const { outbox, asked } = opened(keep)
    outbox.online('e')
    outbox.add('a', null)
    expect(asked.map((a) => a.pending.text)).toEqual(['a'])
  })

  test('garbage does not cost what stands beside it', () => {
    const keep = memory()
    opened(keep).outbox.add('a', null)
    keep.text = `[null,${keep.text!.slice(1, -1)},7]`
    expect(texts(opened(keep).outbox)).toEqual(['a sending'])
  })

  test('any text in the storage leaves it working', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const keep = memory()
        keep.text = text
        const { outbox } = opened(keep)
        outbox.online('e')
        outbox.add('a', null)
        expect(outbox.pending.some((p) => p.text === 'a')).toBe(true)
      }),
    )
  })

  test('without a storage it works for the page', async () => {
    const no = () => {
      throw new Error('blocked')
    }
    const { outbox, asked } = opened({ load: no, save: no })
    outbox.online('e')
    outbox.add('a', null)
    ack(asked[0]!)
    await settle()
    expect(outbox.pending).toEqual([])
  })
})

/** What of the engine matters here: it stores a client id once, and answers, or does not. */
class Engine {
  epoch = 1
  stored: Array<Pending> = []
  take(pending: Pending): Sent {
    if (!this.stored.some(({ client }) => client === pending.client)) this.stored.push(pending)
    const { client } = pending
    return { conversation: 'c', seq: this.stored.findIndex((s) => s.client === client) + 1, at: 1, client }
  }
}

type Step =
  | { readonly do: 'add' | 'join' | 'cut' | 'reload' | 'timers' | 'event'; readonly tab: number }
  | { readonly do: 'answer'; readonly tab: number; readonly how: 'ok' | 'swallow' | 'lose' | Refusal }
  | { readonly do: 'restore'; readonly lost: number }

const tab = fc.integer({ min: 0, max: 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), tab }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('join' as const, 'timers' as const), tab }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      tab,
      how: fc.constantFrom(
        'ok' as const,
        'ok' as const,
        'swallow' as const,
        'lose' as const,
        'busy' as const,
        'rate' as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('cut' as const, 'reload' as const, 'event' as const), tab }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('restore' as const), lost: fc.integer({ min: 0, max: 4 }) }),
  },
)
const refusing: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('answer' as const),
  tab,
  how: fc.constantFrom<Refusal>('notSent', 'closed'),
})

/** Plays the steps, then lets everything come through. */
const play = async (steps: ReadonlyArray<Step>, retried: boolean) => {
  const engine = new Engine()
  const keep = memory()
  const clock = { now: 1_000_000 }
  const fresh = () => opened(keep, clock)
  const tabs = [fresh(), fresh()]
  const links = [false, false]
  const written: Array<{ text: string; tab: number }> = []
  const cut = async (i: number) => {
    links[i] = false
    tabs[i]!.outbox.offline()
    for (const { reject } of tabs[i]!.asked.splice(0)) reject(new Disconnected())
    await settle()
  }
  const join = async (i: number) => {
    if (links[i]) return
    links[i] = true
    tabs[i]!.outbox.online(`epoch ${engine.epoch}`)
    await settle()
  }
  const answer = async (i: number, how: 'ok' | 'swallow' | 'lose' | Refusal) => {
    const asked = tabs[i]!.asked.shift()
    if (!asked) return
    if (how === 'ok') asked.resolve(engine.take(asked.pending))
    else if (how === 'swallow' || how === 'lose') {
      if (how === 'swallow') engine.take(asked.pending)
      asked.reject(new Disconnected())
      await cut(i)
    } else asked.reject(new Refused(how, how !== 'closed'))
    await settle()
  }
  for (const one of steps) {
    clock.now += 100
    switch (one.do) {
      case 'add':
        written.push({ text: `message ${written.length}`, tab: one.tab })
        tabs[one.tab]!.outbox.add(written.at(-1)!.text, null)
        break
      case 'join':
        await join(one.tab)
        break
      case 'cut':
        await cut(one.tab)
        break
      case 'answer':
        await answer(one.tab, one.how)
        break
      case 'timers':
        tabs[one.tab]!.timers.run()
        break
      case 'event':
        for (const { client } of links[one.tab] ? engine.stored : []) tabs[one.tab]!.outbox.settled(client)
        break
      case 'reload':
        // The old page is gone: nothing it awaited comes back to it.
        links[one.tab] = false
        tabs[one.tab] = fresh()
        break
      case 'restore':
        await cut(0)
        await cut(1)
        engine.epoch++
        engine.stored.splice(engine.stored.length - one.lost, one.lost)
        break
    }
  }
  for (let round = 0; round < 200; round++) {
    for (const i of [0, 1]) {
      await join(i)
      const { outbox, timers } = tabs[i]!
      timers.run()
      if (retried) for (const p of outbox.pending) if (p.state === 'notSent') outbox.retry(p.client)
      await answer(i, 'ok')
    }
    if (
      tabs.every(({ outbox, asked }) => !asked.length && !outbox.pending.some((p) => p.state === 'sending'))
    ) {
      break
    }
  }
  return { engine, tabs, written }
}

test('whatever happens, each message is stored once, and nothing stays behind', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 12, arbitrary: step }, refusing), { maxLength: 60, size: 'max' }),
      async (steps) => {
        const { engine, tabs, written } = await play(steps, true)
        expect(engine.stored.map(({ text }) => text).sort()).toEqual(written.map(({ text }) => text).sort())
        for (const { outbox } of tabs) expect(outbox.pending).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
})

test('one tab and no final refusal: in the order of writing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
      const alone = steps.map((one) => ('tab' in one ? { ...one, tab: 0 } : one))
      const { engine, written } = await play(alone, false)
      expect(engine.stored.map(({ text }) => text)).toEqual(written.map(({ text }) => text))
    }),
    { numRuns: 300 },
  )
})
