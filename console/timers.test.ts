import { expect, it } from 'vitest'
import { type Order, WorkerTimers } from './timers.ts'

const clock = () => {
  const orders: Order[] = []
  let listen: (event: { data: number }) => void = () => {}
  const end = {
    postMessage: (order: Order) => orders.push(order),
    addEventListener: (_: string, f: never) => (listen = f),
  }
  return {
    orders,
    timers: new WorkerTimers(end as unknown as Worker),
    ring: (id: number) => listen({ data: id }),
  }
}

it('calls once, when the worker rings', () => {
  const { orders, timers, ring } = clock()
  let calls = 0
  timers.set(() => calls++, 500)
  expect(orders).toEqual([{ id: 1, after: 500 }])
  ring(1)
  ring(1)
  expect(calls).toBe(1)
})

it('does not call what was cleared, also when the worker has rung meanwhile', () => {
  const { orders, timers, ring } = clock()
  let calls = 0
  const handle = timers.set(() => calls++, 500)
  timers.clear(handle)
  timers.clear(handle)
  timers.clear(undefined)
  ring(1)
  expect(calls).toBe(0)
  expect(orders).toEqual([
    { id: 1, after: 500 },
    { id: 1, after: null },
  ])
})
