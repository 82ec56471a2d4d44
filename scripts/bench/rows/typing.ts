/** What a visitor types, shown to the operator as he types. */
import { interleaved, onStage, Tally } from '../Stage.ts'
import { type Measurement, row } from './Row.ts'

const layout = { desks: 50, consoles: 1, visitors: 10 }

export const typing: Measurement = (means) =>
  onStage(['engine', 'uws'], means, layout, async (sides) => {
    const cpu = new Tally()
    const talk = { kind: 'typing', rate: 0, window: 1, seen: false } as const
    for (const { visit } of sides) {
      await visit.talk({ ...talk, kind: 'message', seconds: 0.5 })
      await visit.talk({ ...talk, seconds: Math.min(3, means.seconds) })
    }
    await interleaved(sides, means, async ({ name, server, visit }) => {
      const before = server.cpu()
      const { shown, sent, seconds } = await visit.talk({ ...talk, seconds: means.seconds })
      const spent = server.cpu() - before
      cpu.add(name, spent / shown)
      means.say(
        `${name}: ${(spent / shown).toFixed(1)} us/preview, ${Math.round(shown / seconds)}/s, ${sent - shown} skipped`,
      )
    })
    return [row('typing preview', 'us CPU', cpu.values, { against: 'uws', target: 1.6 })]
  })
