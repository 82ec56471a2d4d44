/** From the moment a message was due to the moment its console has it, at a fixed rate (open loop). */
import { interleaved, onStage, Tally } from '../Stage.ts'
import { absoluteRow, type Measurement, median, type Row, row, spread } from './Row.ts'

const layout = { desks: 50, consoles: 1, visitors: 10 }
/** Milliseconds that the engine may take beyond the bare relay. */
const allowed = 3
/** Seconds that the history may be behind at the end of the slower rate. */
const allowedLag = 2

export const latency: Measurement = (means) =>
  onStage(['engine', 'uws'], means, layout, async (sides) => {
    const rows: Array<Row> = []
    const talk = { kind: 'message', window: 0, seen: true } as const
    for (const { visit } of sides) await visit.talk({ ...talk, rate: 0, window: 1, seconds: 2 })
    for (const rate of [2_000, 5_000]) {
      const [p50, p99, lag] = [new Tally(), new Tally(), new Tally()]
      await interleaved(sides, means, async ({ name, server, visit }) => {
        const told = await visit.talk({ ...talk, rate, seconds: means.seconds })
        if (told.p50 === null || told.p99 === null) throw new Error(`${name}: nothing was shown`)
        p50.add(name, told.p50)
        p99.add(name, told.p99)
        means.say(`${name} at ${rate}/s: p50 ${told.p50.toFixed(2)} ms, p99 ${told.p99.toFixed(2)} ms`)
        if (name === 'engine' && rate === 2_000) lag.add(name, await caughtUp(server.origin))
        await new Promise((done) => setTimeout(done, 500))
      })
      rows.push(
        within(`latency at ${rate}/s, p50`, p50.values),
        row(`latency at ${rate}/s, p99`, 'ms', p99.values),
      )
      const lags = lag.values.engine
      if (lags !== undefined) rows.push(absoluteRow('history lag after 2000/s', 's', lags, allowedLag))
    }
    return rows
  })

const within = (name: string, values: Readonly<Record<string, ReadonlyArray<number>>>): Row => {
  const ratios = values.engine!.map((value, round) => value / (values.uws![round]! + allowed))
  return { ...row(name, 'ms', values), ratio: median(ratios), target: 1, spread: spread(ratios) }
}

/** Seconds until everything is in the history. */
const caughtUp = async (origin: string): Promise<number> => {
  const begun = performance.now()
  for (;;) {
    const passed = (performance.now() - begun) / 1_000
    const text = await (await fetch(`${origin}/metrics`)).text()
    if (/^redhelper_history_lag_events 0$/m.test(text) || passed > 30) return passed
    await new Promise((done) => setTimeout(done, 20))
  }
}
