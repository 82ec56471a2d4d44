/** One message shown on many consoles of an account. */
import { interleaved, onStage, Tally } from '../Stage.ts'
import { type Measurement, type Row, row } from './Row.ts'

export const fanout: Measurement = async (means) => {
  const rows: Array<Row> = []
  for (const consoles of [1, 10, 100]) {
    const layout = { desks: 1, consoles, visitors: 10 }
    const talk = { kind: 'message', rate: 0, window: 1, seen: false } as const
    const cpu = new Tally()
    await onStage(['engine', 'uws'], means, layout, async (sides) => {
      for (const { visit } of sides) await visit.talk({ ...talk, seconds: Math.min(2, means.seconds) })
      await interleaved(sides, means, async ({ name, server, visit }) => {
        const before = server.cpu()
        const { acked, shown, seconds } = await visit.talk({ ...talk, seconds: means.seconds })
        const spent = server.cpu() - before
        if (shown !== acked * consoles) throw new Error(`${name}: ${acked} acked, shown ${shown} times`)
        cpu.add(name, spent / acked)
        means.say(
          `${name}: ${(spent / acked).toFixed(1)} us/message to ${consoles}, ${Math.round(acked / seconds)}/s`,
        )
      })
    })
    const mark = consoles === 100 ? { against: 'uws', target: 1.5 } : undefined
    rows.push(row(`fan-out to ${consoles}`, 'us CPU', cpu.values, mark))
  }
  return rows
}
