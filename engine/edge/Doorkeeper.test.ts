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
