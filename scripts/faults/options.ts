/** What was asked for on the command line. */
import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Refusal } from '../ground/refusal.mjs'

export interface Options {
  /** Written by visitors and operators together. */
  readonly messages: number
  /** kill -9 of the engine, a third of them within a commit, a fifth while somebody is erased; restarts and restored copies come beside. */
  readonly kills: number
  readonly visitors: number
  readonly operators: number
  /** Fixes the scripts and the moments of harm, not the interleaving. */
  readonly seed: number
  /** Milliseconds between two doings of one person, on average. */
  readonly pace: number
  /** File for the result as JSON. */
  readonly out: string | null
  /** Only the proof of durability under strace. */
  readonly durability: boolean
  /** Which engine; the program that calls this one names the built one. */
  readonly engine: string
  /** Leave the data directory behind. */
  readonly keep: boolean
}

export const usage = `npm run faults -- [--messages N] [--kills N] [--visitors N] [--operators N] [--seed N]
                  [--pace MS] [--out FILE] [--keep]
npm run faults -- --durability [--out FILE]`

const options = {
  messages: { type: 'string', default: '2000' },
  kills: { type: 'string', default: '20' },
  visitors: { type: 'string', default: '30' },
  operators: { type: 'string', default: '6' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  pace: { type: 'string', default: '250' },
  out: { type: 'string' },
  durability: { type: 'boolean', default: false },
  engine: { type: 'string' },
  keep: { type: 'boolean', default: false },
} as const

const read = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    // Node goes on with advice that does not fit here.
    const [what] = (error as Error).message.split(/[.\n]/, 1)
    throw new Refusal(`${what}.\n\n${usage}`)
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

export const parse = (args: ReadonlyArray<string>): Options => {
  const values = read(args)
  const { engine, out } = values
  if (engine === undefined) throw new Refusal(`--engine is missing.\n\n${usage}`)
  if (!existsSync(engine)) throw new Refusal(`There is no engine at ${engine}.`)
  // Found out now, and not after half an hour.
  if (out !== undefined && (!existsSync(dirname(resolve(out))) || isFolder(out))) {
    throw new Refusal(`--out ${out} is not a file in a folder that exists.`)
  }
  const whole = (name: 'messages' | 'kills' | 'visitors' | 'operators' | 'seed' | 'pace', min: number) => {
    const value = Number(values[name])
    if (!Number.isSafeInteger(value) || value < min) {
      throw new Refusal(`--${name} is '${values[name]}', and must be a whole number from ${min}.\n\n${usage}`)
    }
    return value
  }
  return {
    messages: whole('messages', 1),
    kills: whole('kills', 0),
    visitors: whole('visitors', 2),
    operators: whole('operators', 2),
    seed: whole('seed', 0),
    pace: whole('pace', 1),
    out: out ?? null,
    durability: values.durability,
    engine,
    keep: values.keep,
  }
}
