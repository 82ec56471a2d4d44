/**
 * `DATA_DIR/erasures.jsonl`: what was to be erased, beside the log and outside its copies, so that an older copy of the log
 * that somebody puts in its place is erased from again. The instance's audit, too: who asked, when, for what, by ids alone.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** As it was asked for. */
export interface Asked {
  readonly id: string
  readonly account: string
  /** Null: the whole account. */
  readonly visitor: string | null
  /** The operator's id; empty: whoever runs the instance. */
  readonly by: string
  /** ms since 1970, as `due`. */
  readonly at: number
  readonly due: number
}

export type Line =
  | ({ readonly what: 'asked' } & Asked)
  /** Taken back, or never begun; `by`: by whom. */
  | { readonly what: 'kept'; readonly id: string; readonly by: string; readonly at: number }
  | { readonly what: 'done'; readonly id: string; readonly at: number }

export class ErasureList {
  private readonly path: string

  constructor(dataDir: string) {
    this.path = join(dataDir, 'erasures.jsonl')
  }

  /** On disk when it returns. Throws what the disk says. */
  add(line: Line): void {
    const file = openSync(this.path, 'a', 0o600)
    try {
      // Begun by a line end: the last one may have been cut short by a power failure.
      writeSync(file, `\n${JSON.stringify(line)}`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  }

  /** What was asked for and not taken back; and what was. */
  read(): { readonly asked: ReadonlyArray<Asked>; readonly kept: ReadonlySet<string> } {
    const lines = existsSync(this.path) ? readFileSync(this.path, 'utf8').split('\n') : []
    const asked = new Map<string, Asked>()
    const kept = new Set<string>()
    for (const line of lines.flatMap(parsed)) {
      if (line.what === 'asked') asked.set(line.id, line)
      if (line.what === 'kept') kept.add(line.id)
    }
    for (const id of kept) asked.delete(id)
    return { asked: [...asked.values()], kept }
  }
}

/** Nothing of a line that was cut short. */
const parsed = (text: string): ReadonlyArray<Line> => {
  try {
    return text === '' ? [] : [JSON.parse(text) as Line]
  } catch {
    return []
  }
}
