/** How an account gives dialogues to its operators, as its owner has set it. */
import { Schema } from 'effect'
import type { FieldProblem } from './field.ts'

/** E4: departments are the operators' business; a visitor may choose one; he must before he writes. */
export const DepartmentChoice = Schema.Literals(['none', 'may', 'must'])
export type DepartmentChoice = typeof DepartmentChoice.Type

export interface RoutingRules {
  /** F2: for so many days a client comes back to the operator who last spoke with him. */
  readonly clientDays: number
  /** A conversation ends by itself after so many minutes without a word; 0: never. */
  readonly idleMinutes: number
  /** Open conversations of one operator, above which he is given nobody new; 0: no limit. */
  readonly conversationLimit: number
  /** Do operators see the visitors of all sites, or of those they serve? */
  readonly seesAll: boolean
  readonly departmentChoice: DepartmentChoice
}

export const routingRules: RoutingRules = {
  clientDays: 7,
  idleMinutes: 24 * 60,
  conversationLimit: 0,
  seesAll: false,
  departmentChoice: 'none',
}

/** A client who is always his operator's. */
export const always = 36_500

const bounds = {
  clientDays: [0, always],
  idleMinutes: [0, 365 * 24 * 60],
  conversationLimit: [0, 1_000],
} as const
type Counted = keyof typeof bounds

/** Why a number cannot be set; null when it can. */
export const countProblem = (name: Counted, value: number): FieldProblem | null => {
  const [least, most] = bounds[name]
  return Number.isInteger(value) && value >= least && value <= most ? null : 'range'
}
