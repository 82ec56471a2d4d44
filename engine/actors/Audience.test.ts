import { describe, expect, it } from 'vitest'
import { Audience } from './Audience.ts'
import { Recorded } from './testing.ts'

const frame = (n: number) => JSON.stringify({ n })
const heardBy = (socket: Recorded) => socket.heard.map(({ n }) => n)

describe.each([2, 15, 16, 40])('an audience of %i', (count) => {
  it('hears everything once, from when each joins until each leaves', () => {
    const audience = new Audience()
    const sockets = Array.from({ length: count }, () => new Recorded())
    for (const socket of sockets) audience.add(socket)
    audience.send(frame(1))
    const late = new Recorded()
    audience.add(late)
    audience.add(late)
    audience.send(frame(2))
    audience.delete(sockets[0]!)
    sockets[1]!.close(4_000)
    audience.send(frame(3))
    expect(audience.size).toBe(count - 1)
    audience.clear()
    audience.send(frame(4))
    expect(heardBy(sockets[0]!)).toEqual([1, 2])
    expect(heardBy(sockets[1]!)).toEqual([1, 2])
    for (const socket of sockets.slice(2)) expect(heardBy(socket)).toEqual([1, 2, 3])
    expect(heardBy(late)).toEqual([2, 3])
  })
})
