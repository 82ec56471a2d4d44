/** Servers side by side, each with a crowd of its own, measured in turn. */
import type { Visit } from './Generator.ts'
import type { Group } from './load/Crowd.ts'
import type { Means } from './rows/Row.ts'
import type { Server } from './servers/Server.ts'
import { type Contender, makeDesk, startServer } from './servers/start.ts'

export interface Side {
  readonly name: Contender
  readonly server: Server
  readonly visit: Visit
}

export interface Layout {
  /** Accounts, with one operator each. */
  readonly desks: number
  readonly consoles: number
  readonly visitors: number
}

export const groupsOf = async (
  server: Server,
  { desks, consoles, visitors }: Layout,
): Promise<Array<Group>> => {
  const groups: Array<Group> = []
  for (let i = 0; i < desks; i++) {
    const desk = await makeDesk(server, `shop${i}${consoles}`)
    groups.push({ ...desk, consoles, visitors })
  }
  return groups
}

/** Starts them, fills them, and gives them to `use`; stops them whatever happens. */
export const onStage = async <A>(
  names: ReadonlyArray<Contender>,
  means: Means,
  layout: Layout,
  use: (sides: ReadonlyArray<Side>) => Promise<A>,
): Promise<A> => {
  const sides: Array<Side> = []
  try {
    for (const name of names) {
      const server = await startServer(name)
      const visit = await means.load.crowd(server)
      sides.push({ name, server, visit })
      const groups = await groupsOf(server, layout)
      await visit.consoles(groups)
      await visit.visitors(groups)
    }
    return await use(sides)
  } finally {
    for (const { visit, server } of sides) {
      // A run that is stopped has no load generator any more.
      await visit.leave().catch(() => {})
      await server.stop()
    }
  }
}

/** Rounds over all, each in an order of its own: what disturbs one round disturbs all of it. */
export const interleaved = async <A>(
  sides: ReadonlyArray<A>,
  { rounds, random }: Means,
  measure: (side: A) => Promise<void>,
): Promise<void> => {
  for (let round = 0; round < rounds; round++) {
    const order = [...sides]
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.below(i + 1)
      ;[order[i], order[j]] = [order[j]!, order[i]!]
    }
    for (const side of order) await measure(side)
  }
}

/** Lists of measured values by contender. */
export class Tally {
  readonly values: Record<string, Array<number>> = {}

  add(contender: string, value: number): void {
    this.values[contender] ??= []
    this.values[contender].push(value)
  }
}
