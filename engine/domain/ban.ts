/** Bans (H6): whom they keep out, and until when. */
import { Schema } from 'effect'
import type { FieldProblem } from './field.ts'
import { type Subnet, subnetOf } from './subnet.ts'

/** The visitor alone; or also whoever comes from his address, or from the subnet around it. */
export const BanScope = Schema.Literals(['visitor', 'address', 'subnet'])
export type BanScope = typeof BanScope.Type

/** `until`: ms since 1970; null: for ever. */
export const isOver = ({ until }: { readonly until: number | null }, now: number): boolean =>
  until !== null && until <= now

/** Ms since 1970 that a Date can hold. */
const latest = 8.64e15

/** An end must be to come, and one that can be shown. */
export const untilProblem = (until: number | null, now: number): FieldProblem | null =>
  until !== null && (isOver({ until }, now) || until > latest) ? 'wrong' : null

/** Whom a ban is for, as the administrator writes it: a visitor's number, an address or a subnet. */
export const whomOf = (
  typed: string,
): { readonly number: number } | { readonly subnet: Subnet } | FieldProblem => {
  if (typed.trim() === '') return 'required'
  const number = /^\s*[№#]?\s*(\d{1,12})\s*$/.exec(typed)?.[1]
  if (number !== undefined) return { number: Number(number) }
  const subnet = subnetOf(typed)
  return typeof subnet === 'string' ? subnet : { subnet }
}
