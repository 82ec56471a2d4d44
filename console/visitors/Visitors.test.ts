// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Refused } from '../../engine/protocol/client/index.ts'
import type { VisitorRow, VisitorsFrame } from '../../engine/protocol/frames.ts'
import { row } from './testRows.ts'
import { Visitors } from './Visitors.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const start = () => {
  const asked: boolean[] = []
  let answer: () => Promise<unknown> = async () => ({ done: true })
  let counted = 0
  const visitors = new Visitors({
    me: 'me',
    ask: (frame) => {
      asked.push((frame as { watching: boolean }).watching)
      return answer() as Promise<never>
    },
    counted: () => counted++,
  })
  let told = 0
  visitors.watch(() => told++)
  return {
    visitors,
    asked,
    refuse: (code: 'busy' | null) => {
      answer = code === null ? async () => ({ done: true }) : () => Promise.reject(new Refused(code, true))
    },
    counted: () => counted,
    told: () => told,
  }
}
const frame = (over: Omit<VisitorsFrame, 'kind'>): VisitorsFrame => ({ kind: 'visitors', ...over })
const snapshot = (...rows: VisitorRow[]): VisitorsFrame => frame({ reset: true, complete: true, rows })
const shown = ({ shown }: Visitors): number[] => shown.table.order('browsing').map(({ row }) => row.number)

it('is watched only while somebody looks and there is a connection, and again after each', async () => {
  const { visitors, asked } = start()
  visitors.want(true)
  expect(asked).toEqual([])
  visitors.online()
  visitors.want(true)
  expect(asked).toEqual([true])
  visitors.offline()
  visitors.online()
  expect(asked).toEqual([true, true])
  visitors.want(false)
  expect(asked).toEqual([true, true, false])
  visitors.offline()
  visitors.online()
  expect(asked).toHaveLength(3)
})

it('asks again when that was refused for now', async () => {
  const { visitors, asked, refuse } = start()
  refuse('busy')
  visitors.want(true)
  visitors.online()
  refuse(null)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toEqual([true, true])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(2)
})

it('shows the first table as it comes, and every further one when it is whole', () => {
  const { visitors } = start()
  visitors.want(true)
  visitors.online()
  expect(visitors.begun).toBe(false)
  visitors.receive(frame({ reset: true }))
  visitors.receive(frame({ rows: [row(1)] }))
  expect([visitors.begun, visitors.complete, shown(visitors)]).toEqual([true, false, [1]])
  visitors.receive(frame({ rows: [row(2)], complete: true }))
  expect([visitors.complete, visitors.current, shown(visitors)]).toEqual([true, true, [2, 1]])

  visitors.offline()
  expect([visitors.current, shown(visitors)]).toEqual([false, [2, 1]])
  visitors.online()
  visitors.receive(frame({ reset: true, rows: [row(3)] }))
  expect([visitors.current, shown(visitors)]).toEqual([false, [2, 1]])
  visitors.receive(frame({ changed: [{ number: 3, views: 7 }], complete: true }))
  expect([visitors.current, shown(visitors)]).toEqual([true, [3]])
  expect(visitors.shown.table.entry(3)?.row.views).toBe(7)
})

it('a snapshot that was not finished before the connection was lost is forgotten', () => {
  const { visitors } = start()
  visitors.want(true)
  visitors.online()
  visitors.receive(snapshot(row(1)))
  visitors.receive(frame({ reset: true, rows: [row(2)] }))
  visitors.offline()
  expect(shown(visitors)).toEqual([1])
  visitors.online()
  visitors.receive(snapshot(row(3)))
  expect(shown(visitors)).toEqual([3])
})

it('an empty site is a whole table too', () => {
  const { visitors } = start()
  visitors.want(true)
  visitors.online()
  visitors.receive(frame({ reset: true }))
  visitors.receive(frame({ complete: true }))
  expect([visitors.begun, visitors.complete]).toEqual([true, true])
})

it('tells of changes at most four times a second', () => {
  const { visitors, told } = start()
  visitors.receive(snapshot(row(1)))
  const before = told()
  for (let n = 0; n < 100; n++) visitors.receive(frame({ changed: [{ number: 1, views: n }] }))
  expect(told()).toBe(before)
  vi.advanceTimersByTime(250)
  expect(told()).toBe(before + 1)
  vi.advanceTimersByTime(1_000)
  expect(told()).toBe(before + 1)
})

it('counts who is there without being watched', () => {
  const { visitors, counted } = start()
  visitors.online()
  visitors.receive({ kind: 'present', visitors: 42 })
  expect([visitors.present, counted()]).toEqual([42, 1])
})
