/** The load generator's process: makes a crowd, and lets it do what the benchmark says. */
import { Crowd, type Group, type Place, type Talk } from './load/Crowd.ts'

export type Order =
  | { readonly do: 'place'; readonly crowd: string; readonly place: Place }
  | { readonly do: 'consoles' | 'visitors'; readonly crowd: string; readonly groups: ReadonlyArray<Group> }
  | { readonly do: 'talk'; readonly crowd: string; readonly talk: Talk }
  | { readonly do: 'watch' | 'leave'; readonly crowd: string }

const crowds = new Map<string, Crowd>()

const carryOut = async (order: Order): Promise<unknown> => {
  if (order.do === 'place') return void crowds.set(order.crowd, new Crowd(order.place))
  const crowd = crowds.get(order.crowd)!
  switch (order.do) {
    case 'consoles':
      return crowd.consolesOf(order.groups)
    case 'visitors':
      return crowd.visitorsOf(order.groups)
    case 'talk':
      return crowd.talk(order.talk)
    case 'watch':
      return crowd.watch()
    case 'leave':
      return crowd.leave()
  }
}

process.on('message', async ({ id, order }: { id: number; order: Order }) => {
  try {
    process.send?.({ id, result: (await carryOut(order)) ?? null })
  } catch (error) {
    process.send?.({ id, error: String(error) })
  }
})
process.on('disconnect', () => process.exit(0))
