/** Copies that the engine made of its own data, before it changed its form: what is erased must not live on in them. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { snapshotMillis } from '../../domain/erasure.ts'

export const dropOldSnapshots = (dataDir: string, now: number): void => {
  const folder = join(dataDir, 'snapshots')
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const at = madeAt(name)
    if (at !== null && now - at >= snapshotMillis)
      rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** As `migrate` names them. Of anything else that lies there nothing is known, and it stays. */
const madeAt = (name: string): number | null => {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z-v\d+$/.exec(name)
  if (found === null) return null
  const [, day, hours, minutes, seconds, millis] = found
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}.${millis}Z`)
}
