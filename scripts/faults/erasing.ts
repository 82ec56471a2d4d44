/** Who was erased, and whether anything is left of him: in rows, in bytes, on screens. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, openReader } from '../../engine/store/Database.ts'
import type { Engine } from './Engine.ts'
import type { Ledger } from './Ledger.ts'
import { sleep } from './world.ts'

/** Milliseconds for rows and bytes to go, when nobody is there. */
const patience = 90_000
const hour = 3_600_000

export interface Erased {
  /** Ids, of erasures that nobody acknowledged too. */
  readonly visitors: ReadonlySet<string>
  readonly accounts: number
  readonly open: number
}

export const readErased = (dataDir: string): Erased => {
  const db = openReader(join(dataDir, 'log.db'), 5_000)
  const rows = db.prepare('SELECT visitor, done_at FROM erasures').all() as Array<{
    readonly visitor: string | null
    readonly done_at: number | null
  }>
  db.close()
  return {
    visitors: new Set(rows.flatMap(({ visitor }) => (visitor === null ? [] : [visitor]))),
    accounts: rows.filter(({ visitor }) => visitor === null).length,
    open: rows.filter(({ done_at }) => done_at === null).length,
  }
}

/** All that is closed, of a stopped engine: as if its week had passed, and a day more, after which nobody waits. */
export const weekIsOver = (dataDir: string): void => {
  const due = Date.now() - 25 * hour
  const db = openDatabase(join(dataDir, 'log.db'), { synchronous: 'FULL', busyTimeout: 5_000 })
  db.prepare('UPDATE erasures SET due_at = ? WHERE visitor IS NULL').run(due)
  db.prepare('UPDATE accounts SET erase_at = ? WHERE erase_at IS NOT NULL').run(due)
  db.close()
  const list = join(dataDir, 'erasures.jsonl')
  if (!existsSync(list)) return
  const lines = readFileSync(list, 'utf8').split('\n').filter(Boolean)
  const aged = lines.map((line) => {
    const said = JSON.parse(line)
    return JSON.stringify(said.what === 'asked' && said.visitor === null ? { ...said, due } : said)
  })
  writeFileSync(list, aged.map((line) => `\n${line}`).join(''))
}

/** In a quiet hour: the engine alone, until nothing is open. */
export const finishErasing = async (engine: Engine, ledger: Ledger): Promise<void> => {
  await engine.start()
  const until = performance.now() + patience
  while (readErased(engine.dataDir).open > 0 && performance.now() < until) await sleep(200)
  const { open } = readErased(engine.dataDir)
  if (open > 0) ledger.fault('stuck', `${open} erasures are not done when nobody is there`)
  await engine.end('SIGTERM')
}

/** Is the message to be gone? */
export const isGone = (ledger: Ledger, { visitors }: Erased, number: number): boolean =>
  ledger.closed.has(ledger.written[number]?.account ?? -1) || visitors.has(ledger.visitorOf(number))

/** What was acknowledged is done, and of no message of anybody erased a byte is left in these folders. */
export const compareErased = (folders: ReadonlyArray<string>, ledger: Ledger, erased: Erased): number => {
  for (const visitor of ledger.erased.keys()) {
    if (!erased.visitors.has(visitor))
      ledger.fault('kept', `the erasure of ${visitor} was acknowledged and is unknown`)
  }
  if (erased.accounts < ledger.closed.size) ledger.fault('kept', 'a closed account is not erased')
  const gone = [...ledger.written.keys()].filter((number) => isGone(ledger, erased, number))
  if (gone.length === 0) return 0
  const words = gone.map((number) => ` #${number}] `)
  const { stdout, status, stderr } = spawnSync('grep', ['-raoF', '-f', '-', ...folders], {
    input: `${words.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0 && status !== 1) throw new Error(stderr)
  for (const line of stdout.split('\n').filter(Boolean)) {
    ledger.fault('kept', `of an erased message there is ${line}`)
  }
  return gone.length
}
