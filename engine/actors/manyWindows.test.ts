/** One visitor in many tabs, one operator in many windows: one visitor, one operator, right counts. */
import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { expect } from 'vitest'
import { uuidv7 } from '../domain/id.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import {
  account,
  attend,
  eventually,
  type Frame,
  logged,
  moment,
  onNewYear as on,
  settle,
  visit,
} from './testing.ts'

type Desk = Effect.Success<ReturnType<typeof attend>>
/** The visitor table as this console has it. */
const tableOf = ({ socket }: Desk): ReadonlyArray<Frame> => {
  const rows = new Map<number, Frame>()
  for (const frame of socket.of('visitors')) {
    if (frame.reset) rows.clear()
    for (const number of frame.gone ?? []) rows.delete(number)
    for (const row of frame.rows ?? []) rows.set(row.number, row)
    for (const change of frame.changed ?? [])
      rows.set(change.number, { ...rows.get(change.number), ...change })
  }
  return [...rows.values()]
}

it.effect('ten tabs of one visitor are one row, whatever is closed and opened', () =>
  on(
    Effect.gen(function* () {
      const { id, operators } = yield* account()
      const desk = yield* attend(id, operators[0])
      yield* desk.ask({ kind: 'watch', watching: true })
      const first = yield* visit(id)
      const tabs = [first]
      for (let i = 1; i < 10; i++) {
        const page = { url: `https://shop.example/${i}`, title: `${i}` }
        tabs.push(yield* visit(id, first.id, { page, open: i === 5, visible: false }))
      }
      yield* moment
      expect(desk.socket.last('present').visitors).toBe(1)
      expect(tableOf(desk)).toMatchObject([{ number: 1, visits: 1, views: 10, open: true, left: null }])
      for (const tab of tabs.slice(1)) tab.leave()
      yield* settle
      yield* TestClock.adjust('20 seconds')
      yield* moment
      expect(tableOf(desk)).toMatchObject([{ open: false, left: null }])
      first.leave()
      yield* settle
      yield* TestClock.adjust('20 seconds')
      yield* moment
      expect(tableOf(desk)).toMatchObject([{ left: expect.any(Number) }])
      expect(desk.socket.last('present').visitors).toBe(0)
      expect(yield* logged('VisitStarted')).toHaveLength(1)
      expect(yield* logged('VisitEnded')).toHaveLength(1)
    }),
  ),
)

it.effect('a storm of reloads is one visit of one visitor', () =>
  on(
    Effect.gen(function* () {
      const { id, operators } = yield* account()
      const desk = yield* attend(id, operators[0])
      yield* desk.ask({ kind: 'watch', watching: true })
      let tab = yield* visit(id)
      const { id: visitor, tab: name } = tab
      for (let i = 0; i < 60; i++) {
        // The old page's socket dies now before, now after the new one's hello.
        if (i % 2 === 0) tab.leave()
        const next = yield* visit(id, visitor, { tab: name })
        if (i % 2 === 1) tab.leave()
        tab = next
      }
      yield* moment
      expect(tableOf(desk)).toMatchObject([{ number: 1, visits: 1, views: 1, left: null }])
      expect(yield* logged('VisitStarted')).toHaveLength(1)
      expect((yield* Actors).board(id).visitors.size).toBe(1)
    }),
  ),
)

it.effect('an operator in three windows and on a phone is one who answers', () =>
  on(
    Effect.gen(function* () {
      const { id, operators } = yield* account(1)
      const [anna, boris] = operators as readonly [string, string]
      const windows: Array<Desk> = []
      for (let i = 0; i < 4; i++) windows.push(yield* attend(id, anna))
      yield* attend(id, boris, { status: 'second' })
      for (const one of windows) yield* one.ask({ kind: 'watch', watching: true })
      const guest = yield* visit(id, null, { open: true })
      const { result } = yield* guest.send('Hello')
      yield* moment
      const { board } = yield* Actors
      expect(board(id).loads.get(anna)).toBe(1)
      const client = uuidv7(1)
      // The same answer from two windows, as when both have it in their outbox.
      yield* windows[0]!.send(result.conversation, 'Good day', client)
      yield* windows[1]!.send(result.conversation, 'Good day', client)
      yield* moment
      for (const one of windows) {
        expect(one.socket.texts).toEqual(['Hello', 'Good day'])
        expect(tableOf(one)).toMatchObject([{ operator: anna, conversation: result.conversation }])
      }
      expect(guest.socket.texts).toEqual(['Hello', 'Good day'])
      for (const one of windows.slice(1)) one.leave()
      yield* settle
      yield* TestClock.adjust('2 minutes')
      yield* settle
      expect(board(id).status(anna)).toBe('online')
      // Two of his windows take the same visitor at once: both have him.
      const other = yield* visit(id, null, { open: true })
      const second = yield* attend(id, anna)
      yield* eventually('an operator', () => other.socket.last('operator')?.operator)
      const answers = yield* Effect.all(
        [windows[0]!, second].map((one) => one.ask({ kind: 'open', visitor: other.id })),
        { concurrency: 'unbounded' },
      )
      expect(new Set(answers.map((answer) => answer.result.conversation)).size).toBe(1)
    }),
  ),
)
