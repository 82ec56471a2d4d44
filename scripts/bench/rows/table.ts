/** What a page view costs while consoles watch the visitor table (H3): the same, however many visitors are in it. */
import type { Visit } from '../Generator.ts'
import { groupsOf, interleaved, Tally } from '../Stage.ts'
import type { Server } from '../servers/Server.ts'
import { startServer } from '../servers/start.ts'
import { absoluteRow, type Measurement, type Row, row } from './Row.ts'

const consoles = 20
const crowds = [10, 1_000, 10_000] as const
/** Page views a second, over all visitors. */
const views = { kind: 'page', rate: 200, window: 0, seen: false } as const
/** To a console, a second. */
const allowedBytes = 64 * 1024

interface Stand {
  readonly name: string
  readonly server: Server
  readonly visit: Visit
}

export const table: Measurement = async (means) => {
  const [cpu, bytes] = [new Tally(), new Tally()]
  const sides: Array<Stand> = []
  try {
    for (const count of crowds) {
      const server = await startServer('engine')
      const visit = await means.load.crowd(server)
      sides.push({ name: String(count), server, visit })
      const visitors = Math.max(10, Math.round(count * means.scale))
      const groups = await groupsOf(server, { desks: 1, consoles, visitors })
      await visit.consoles(groups)
      await visit.visitors(groups)
      await visit.watch()
      await visit.talk({ ...views, seconds: 1 })
    }
    await interleaved(sides, means, async ({ name, server, visit }) => {
      const before = server.cpu()
      const { sent, tableBytes, seconds } = await visit.talk({ ...views, seconds: means.seconds })
      const spent = server.cpu() - before
      cpu.add(name, spent / sent)
      bytes.add(name, tableBytes / consoles / seconds)
      means.say(
        `${name} visitors: ${(spent / sent).toFixed(1)} us/page view, ${Math.round(tableBytes / consoles / seconds / 1024)} KB/s to each of ${consoles} consoles`,
      )
    })
  } finally {
    for (const { visit, server } of sides) {
      await visit.leave().catch(() => {})
      await server.stop()
    }
  }
  const [few, , many] = crowds.map((count) => cpu.values[String(count)]!)
  const rows: ReadonlyArray<Row> = [
    ...crowds
      .slice(0, 2)
      .map((count) => row(`page view, ${count} visitors`, 'us CPU', { engine: cpu.values[String(count)]! })),
    row(
      `page view, ${crowds[2]} visitors`,
      'us CPU',
      { engine: many!, [`${crowds[0]} visitors`]: few! },
      {
        against: `${crowds[0]} visitors`,
        target: 2,
      },
    ),
    absoluteRow(
      'visitor table, to a console at 200 views/s',
      'B/s',
      bytes.values[String(crowds[2])]!,
      allowedBytes,
    ),
  ]
  return rows
}
