/** A message of a visitor: acknowledged, shown to the operator, seen. The engine also stores it (FULL). */
import { interleaved, onStage, Tally } from '../Stage.ts'
import { type Measurement, row } from './Row.ts'

/** Fifty operators with ten dialogues each. */
const layout = { desks: 50, consoles: 1, visitors: 10 }

export const message: Measurement = (means) =>
  onStage(['engine', 'uws', 'ws', 'socketio'], means, layout, async (sides) => {
    const [cpu, worker] = [new Tally(), new Tally()]
    const talk = { kind: 'message', rate: 0, window: 2, seen: true } as const
    // Code is warm, and every visitor has a conversation, before anything counts.
    for (const { visit } of sides) await visit.talk({ ...talk, seconds: Math.min(3, means.seconds) })
    await interleaved(sides, means, async ({ name, server, visit }) => {
      await visit.talk({ ...talk, seconds: 0.5 })
      const [before, workerBefore] = [server.cpu(), server.workersCpu()]
      const { acked, shown, refused, seconds } = await visit.talk({ ...talk, seconds: means.seconds })
      const spent = server.cpu() - before
      if (shown !== acked || refused > 0)
        throw new Error(`${name}: ${acked} acked, ${shown} shown, ${refused} refused`)
      cpu.add(name, spent / acked)
      if (name === 'engine') {
        await quiet()
        worker.add(name, (server.workersCpu() - workerBefore) / acked)
      }
      means.say(
        `${name}: ${(spent / acked).toFixed(1)} us/message, ${Math.round(acked / seconds)} messages/s`,
      )
    })
    const unit = 'us CPU'
    return [
      row('message', unit, cpu.values, { against: 'uws', target: 1.5 }),
      row('message, against socket.io', unit, cpu.values, { against: 'socketio', target: 0.7 }),
      row('message: projection worker', unit, worker.values),
    ]
  })

/** The projection has caught up by then. */
const quiet = () => new Promise((done) => setTimeout(done, 1_500))
