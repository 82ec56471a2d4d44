/** Which visitors an operator may see: those on the sites that he serves; the administrator all. */
import type { Parts } from './Parts.ts'
import type { Sight } from './VisitorTable.ts'

export const sightOf = ({ people, sites }: Parts, account: string, operator: string): Sight => {
  if (people.find(account, operator)?.administrator === true) return null
  return new Set(sites.list(account).flatMap((site) => (site.serves(operator) ? [site.id] : [])))
}
