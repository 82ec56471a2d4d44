/** What an operator's consoles are told of beside his dialogues. */
import type { OperatorWelcome, Team } from '../protocol/frames.ts'
import type { Parts } from './Parts.ts'
import { sightOf } from './sight.ts'

export const departmentsOf = ({ departments }: Parts, account: string): ReadonlyArray<Team> =>
  departments.list(account).map(({ id, name, operators }) => ({ id, name, operators }))

export const licenceOf = (
  { people }: Parts,
  account: string,
): Pick<OperatorWelcome, 'licence' | 'features'> => {
  const { tariff, until, trial, features } = people.licence(account)
  return { licence: { tariff, until, trial }, features: [...features] }
}

/** Visitors whom he could answer. */
export const waitingFor = (parts: Parts, account: string, operator: string): number =>
  parts.board(account).waitingFor.get(operator) ?? 0

/** Requests that he may see, and nobody has processed (C7, C9). */
export const unprocessedFor = (parts: Parts, account: string, operator: string): number => {
  const { sites } = sightOf(parts, account, operator)
  let count = 0
  for (const [site, those] of parts.requests.unprocessed(account)) {
    if (sites === null || (site !== null && sites.has(site))) count += those
  }
  return count
}
