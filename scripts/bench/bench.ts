/**
 * `npm run bench`: the engine beside bare references, in one run, interleaved, from another process.
 * `README.md` of `bench/` says how to read what it prints.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { Random } from '../faults/Random.ts'
import { Generator } from './Generator.ts'
import { commit } from './rows/commit.ts'
import { fanout } from './rows/fanout.ts'
import { history } from './rows/history.ts'
import { idle } from './rows/idle.ts'
import { latency } from './rows/latency.ts'
import { message } from './rows/message.ts'
import type { Measurement, Row } from './rows/Row.ts'
import { screen } from './rows/screen.ts'
import { table } from './rows/table.ts'
import { typing } from './rows/typing.ts'
import { stopAll } from './servers/Server.ts'
import { printed } from './Table.ts'

const measurements: Readonly<Record<string, Measurement>> = {
  message,
  latency,
  idle,
  fanout,
  commit,
  typing,
  table,
  screen,
  history,
}
const names = Object.keys(measurements)
const usage = `npm run bench -- [--only ${names.join('|')}] [--out FILE] [--rounds N] [--seconds N] [--scale N] [--seed N]`
/** The biggest row has so many sockets in one process, and a process needs some more files than sockets. */
const sockets = 15_000
const files = sockets + 1_500

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    out: { type: 'string', default: 'bench/results.json' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    /** Of connections and stored messages; 1 is what is published. */
    scale: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
  },
})
const [rounds, seconds, scale, seed] = (['rounds', 'seconds', 'scale', 'seed'] as const).map((name) =>
  Number(values[name]),
) as [number, number, number, number]
const wrong =
  [rounds, seconds, scale, seed].some((n) => !(n > 0)) ||
  (values.only !== undefined && !names.includes(values.only))
if (wrong) {
  console.error(usage)
  process.exit(1)
}

const wanted = values.only === undefined ? names : [values.only]
const limit = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim()
if (wanted.includes('idle') && limit !== 'unlimited' && Number(limit) < files * scale) {
  console.error(
    `A process may have ${limit} files open (ulimit -n), and the row 'idle' needs ${files * scale}.\n` +
      `Allow more (ulimit -n ${files}), or measure fewer: --scale ${(Number(limit) / files / 1.1).toFixed(2)}`,
  )
  process.exit(1)
}

/** From where the bundle is: `node_modules/.cache/bench/engine`. */
const versionOf = (name: string): string =>
  JSON.parse(readFileSync(new URL(`../../../${name}/package.json`, import.meta.url), 'utf8')).version
const rows: Array<Row> = []
const load = new Generator()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    load.stop()
    await stopAll()
    process.exit(1)
  })
}
try {
  for (const name of wanted) {
    const say = (what: string) => console.log(`  ${name}: ${what}`)
    rows.push(...(await measurements[name]!({ load, random: new Random(seed), rounds, seconds, scale, say })))
  }
} finally {
  load.stop()
  await stopAll()
}

const results = {
  at: new Date().toISOString(),
  machine: { cpu: cpus()[0]?.model ?? '', cores: cpus().length, memory: totalmem() },
  versions: {
    node: process.versions.node,
    ...Object.fromEntries(
      ['effect', 'better-sqlite3', 'uWebSockets.js', 'ws', 'socket.io'].map((name) => [
        name,
        versionOf(name),
      ]),
    ),
  },
  seed,
  rounds,
  seconds,
  scale,
  rows,
}
mkdirSync(dirname(values.out), { recursive: true })
writeFileSync(values.out, `${JSON.stringify(results, null, 2)}\n`)
console.log(printed(rows))
process.exit(0)
