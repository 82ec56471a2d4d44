/**
 * What an idle visitor costs: one page open, nothing said, in the operator's table. Resident memory over the
 * floor, which is taken after a thousand came and went, so that code and buffers are there already.
 */

import { groupsOf, interleaved, Tally } from '../Stage.ts'
import { type Contender, startServer } from '../servers/start.ts'
import { absoluteRow, type Measurement, type Row, row } from './Row.ts'

const connections = 15_000
const allowedBytes = 4_096

/**
 * Ms of rest before memory is read, the floor and what is above it alike: after the visitors are gone the engine knows
 * for 15 s that they may come back, and V8 gives back the room of its young generation when nothing happens.
 */
const rest = () => new Promise((done) => setTimeout(done, 17_000))

const measured = async (names: ReadonlyArray<Contender>, given: Parameters<Measurement>[0]) => {
  // Memory is not disturbed by others as time is, and each round takes two minutes.
  const means = { ...given, rounds: Math.min(given.rounds, 3) }
  const count = Math.round(connections * means.scale)
  const [bytes, heap, accept] = [new Tally(), new Tally(), new Tally()]
  await interleaved(names, means, async (name) => {
    const server = await startServer(name)
    const visit = await means.load.crowd(server)
    try {
      const [group] = await groupsOf(server, { desks: 1, consoles: 1, visitors: count })
      await visit.consoles([group!])
      if (name === 'engine') await visit.watch()
      const again = await means.load.crowd(server)
      await again.visitors([{ ...group!, visitors: 1_000 }])
      await again.leave()
      await rest()
      const floor = await server.memory()
      const before = server.cpu()
      await visit.visitors([group!])
      const spent = server.cpu() - before
      await rest()
      const full = await server.memory()
      bytes.add(name, (full.rss - floor.rss) / count)
      heap.add(name, (full.heap - floor.heap) / count)
      accept.add(name, spent / count)
      means.say(
        `${name}: ${Math.round((full.rss - floor.rss) / count)} B each (heap ${Math.round((full.heap - floor.heap) / count)}), floor ${Math.round(floor.rss / 1e6)} MB, ${(spent / count).toFixed(1)} us CPU to accept`,
      )
    } finally {
      await visit.leave().catch(() => {})
      await server.stop()
    }
  })
  return { bytes, heap, accept }
}

export const idle: Measurement = async (means) => {
  const { bytes, heap, accept } = await measured(['engine', 'uws', 'socketio'], means)
  const rows: ReadonlyArray<Row> = [
    {
      ...absoluteRow('idle visitor', 'B RSS', bytes.values.engine!, allowedBytes),
      references: referencesOf(bytes),
    },
    row('idle visitor, against socket.io', 'B RSS', bytes.values, { against: 'socketio', target: 1 / 3 }),
    row('idle visitor: heap', 'B', heap.values),
    row('accept a visitor', 'us CPU', accept.values, { against: 'uws', target: 5 }),
  ]
  return rows
}

const referencesOf = (tally: Tally) => row('', '', tally.values).references
