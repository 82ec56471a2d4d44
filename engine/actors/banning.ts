/** An operator bans a visitor (H6): what that would reach, and the ban itself. His right to it was checked before. */
import { Clock, Effect } from 'effect'
import { untilProblem } from '../domain/ban.ts'
import { banReason } from '../domain/banReason.ts'
import { addressOf, around, holds, isInner, written } from '../domain/subnet.ts'
import type { OperatorFrame } from '../protocol/frames.ts'
import type { Parts } from './Parts.ts'
import { refuse, reply, type Socket } from './Socket.ts'
import { whereabouts } from './whereabouts.ts'

type Asked<K> = Extract<OperatorFrame, { readonly kind: K }>

/** `own`: the address of the console that asks. */
export const reachOf = Effect.fnUntraced(function* (
  parts: Parts,
  account: string,
  { ref, visitor }: Asked<'reach'>,
  socket: Socket,
  own: string,
) {
  const address = mayTell(parts, account) ? yield* placeOf(parts, account, visitor) : null
  if (address === null) return reply(socket, ref, { address: null, subnet: null, own: null, inner: false })
  const [subnet, asker] = [around(address), addressOf(own)]
  const theirs = asker === null || !holds(subnet, asker) ? null : holds(address, asker) ? 'address' : 'subnet'
  const reach = { address: written(address), subnet: written(subnet), inner: isInner(address) }
  return reply(socket, ref, { ...reach, own: theirs })
})

export const ban = Effect.fnUntraced(function* (
  parts: Parts,
  account: string,
  operator: string,
  { ref, visitor, scope, until, reason }: Asked<'ban'>,
  socket: Socket,
) {
  if (untilProblem(until, yield* Clock.currentTimeMillis) !== null) return refuse(socket, ref, 'invalid')
  if (scope !== 'visitor' && !mayTell(parts, account)) return refuse(socket, ref, 'locked')
  const place = scope === 'visitor' ? null : yield* placeOf(parts, account, visitor)
  if (scope !== 'visitor' && place === null) return refuse(socket, ref, 'unknown')
  const address = place && written(scope === 'subnet' ? around(place) : place)
  const added = parts.bans.add(account, { visitor, address, reason: banReason(reason), operator, until })
  yield* Effect.match(added, {
    onSuccess: () => reply(socket, ref, { done: true }),
    onFailure: () => refuse(socket, ref, 'notSent'),
  })
})

/** A4: where a visitor is. The list of bans would tell as well. */
const mayTell = ({ people }: Parts, account: string): boolean => people.includes(account, 'monitoring')

const placeOf = Effect.fnUntraced(function* (parts: Parts, account: string, visitor: string) {
  const last = (yield* whereabouts(parts, account, visitor)) ?? parts.history.addressOf(account, visitor)
  return last === null ? null : addressOf(last)
})
