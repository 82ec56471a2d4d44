import { Effect } from 'effect'
import { describe, expect, it } from 'vitest'
import { parse } from '../config/Config.ts'
import { Doorkeeper } from './Doorkeeper.ts'

const doorkeeper = (settings: Record<string, string>) =>
  new Doorkeeper(Effect.runSync(parse(settings)).limits)

describe('sockets of one address', () => {
  it('are so many at once, an IPv6 network counting as one address', () => {
    const door = doorkeeper({ LIMIT_SOCKETS_PER_ADDRESS: '2' })
    for (const address of ['1.2.3.4', '2001:db8::1']) {
      door.opened(address)
      expect(door.admits(address, 0)).toBe(true)
      door.opened(address)
      expect(door.admits(address, 0)).toBe(false)
    }
    expect(door.admits('1.2.3.5', 0)).toBe(true)
    expect(door.admits('2001:db8::ffff', 0)).toBe(false)
    expect(door.admits('2001:db8:0:1::1', 0)).toBe(true)
    door.closed('1.2.3.4')
    expect(door.admits('1.2.3.4', 0)).toBe(true)
  })
})

describe('sockets opened, new visitors and conversations of one address', () => {
  it.each([
    ['LIMIT_SOCKETS_PER_MINUTE', 'admits'],
    ['LIMIT_NEW_VISITORS_PER_MINUTE', 'admitsNewVisitor'],
    ['LIMIT_NEW_CONVERSATIONS_PER_MINUTE', 'admitsNewConversation'],
  ] as const)('%s', (setting, admits) => {
    const door = doorkeeper({ [setting]: '3' })
    const take = (address: string, now: number) => door[admits](address, now)
    expect([1, 2, 3, 4].map(() => take('1.2.3.4', 1_000))).toEqual([true, true, true, false])
    expect(take('1.2.3.5', 1_000)).toBe(true)
    door.sweep(20_000)
    expect([take('1.2.3.4', 21_000), take('1.2.3.4', 21_000)]).toEqual([true, false])
    door.sweep(200_000)
    expect([1, 2, 3, 4].map(() => take('1.2.3.4', 200_000))).toEqual([true, true, true, false])
    // Nobody waits until a clock that went back has caught up.
    expect([1, 2, 3, 4].map(() => take('1.2.3.4', 0))).toEqual([true, true, true, false])
  })
})

describe('calls of the API', () => {
  const door = () => doorkeeper({ LIMIT_API_PER_MINUTE: '3', LIMIT_API_PER_ADDRESS: '10' })
  const times = (n: number, call: () => number) => Array.from({ length: n }, call)

  it('are so many in a minute from one address, an IPv6 network counting as one', () => {
    for (const [address, neighbour, other] of [
      ['1.2.3.4', '1.2.3.4', '1.2.3.5'],
      ['2001:db8::1', '2001:db8::ffff', '2001:db8:0:1::1'],
    ] as const) {
      const at = door()
      expect(times(10, () => at.waitsToCall(address, undefined, 1_000))).toEqual(Array(10).fill(0))
      expect(at.waitsToCall(neighbour, undefined, 1_000)).toBe(6)
      expect(at.waitsToCall(neighbour, undefined, 6_500)).toBe(1)
      expect(at.waitsToCall(other, undefined, 1_000)).toBe(0)
      // To be refused costs nothing: after the time that was said it is one's turn.
      expect(at.waitsToCall(address, undefined, 7_000)).toBe(0)
      at.sweep(200_000)
      expect(times(10, () => at.waitsToCall(address, undefined, 200_000))).toEqual(Array(10).fill(0))
    }
  })

  it('of one session are so many, and take no more from those who share its address', () => {
    const at = door()
    expect(times(5, () => at.waitsToCall('1.2.3.4', 'one', 0))).toEqual([0, 0, 0, 20, 20])
    expect(at.waitsToCall('1.2.3.5', 'one', 0)).toBe(20)
    for (let n = 0; n < 1_000; n++) at.waitsToCall('1.2.3.4', 'one', 0)
    expect(times(3, () => at.waitsToCall('1.2.3.4', 'two', 0))).toEqual([0, 0, 0])
    expect(at.waitsToCall('1.2.3.4', 'one', 20_000)).toBe(0)
  })

  it('with invented sessions are no more than without any', () => {
    const at = door()
    let tokens = 0
    expect(times(11, () => at.waitsToCall('1.2.3.4', `invented ${tokens++}`, 0))).toEqual([
      ...Array(10).fill(0),
      6,
    ])
  })

  it('of an office of fifty with the cabinet open are never too many', () => {
    const at = doorkeeper({})
    for (let second = 0; second < 600; second++) {
      // A page of the cabinet asks for less, and nobody opens one every two seconds.
      for (let person = 0; person < 50; person++) {
        if ((second + person) % 2 > 0) continue
        const calls = times(6, () => at.waitsToCall('1.2.3.4', `session ${person}`, second * 1_000))
        expect(calls).toEqual([0, 0, 0, 0, 0, 0])
      }
    }
  })
})
