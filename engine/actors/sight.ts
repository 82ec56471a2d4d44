/** Which visitors an operator may see: those on the sites that he serves; of all, if he is the administrator or so set. */
import type { Served } from '../store/Sites.ts'
import type { Parts } from './Parts.ts'
import type { Sight } from './VisitorTable.ts'

export const sightOf = ({ people, sites }: Parts, account: string, operator: string): Sight => {
  const monitoring = people.includes(account, 'monitoring')
  const all = people.seesAll(account) || people.find(account, operator)?.administrator === true
  if (all) return { sites: null, monitoring }
  return { sites: servedSites(sites.list(account), operator), monitoring }
}

export const servedSites = (all: ReadonlyArray<Served>, operator: string): ReadonlySet<string> =>
  new Set(all.filter((site) => site.serves(operator)).map(({ id }) => id))
