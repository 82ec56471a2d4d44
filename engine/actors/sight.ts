/** Which visitors an operator may see: those on the sites that he serves; the administrator of all sites. */
import type { Parts } from './Parts.ts'
import type { Sight } from './VisitorTable.ts'

export const sightOf = ({ people, sites }: Parts, account: string, operator: string): Sight => {
  const monitoring = people.includes(account, 'monitoring')
  if (people.find(account, operator)?.administrator === true) return { sites: null, monitoring }
  const served = sites.list(account).filter((site) => site.serves(operator))
  return { sites: new Set(served.map(({ id }) => id)), monitoring }
}
