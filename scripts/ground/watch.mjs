/**
 * Watches folders with all that is below them. Node's own recursive watch follows single files on Linux, and
 * loses one that is moved away and written anew, as editors and git do.
 */
import { readdirSync, statSync, watch } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {string[]} folders those that are not there are left out
 * @param {(path: string) => void} changed a file or folder that was written, made, moved or removed
 * @returns {() => void} ends it
 */
export const watchTrees = (folders, changed) => {
  /** @type {Map<string, import('node:fs').FSWatcher>} */
  const watched = new Map()
  /** @param {string} folder */
  const forget = (folder) => {
    watched.get(folder)?.close()
    watched.delete(folder)
  }
  /** `late`: it came just now, perhaps with files that nobody has told of. @param {string} folder */
  const follow = (folder, late = false) => {
    forget(folder)
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
    try {
      const watcher = watch(folder, (_, name) => {
        if (name === null) return
        changed(join(folder, name))
        follow(join(folder, name), true)
      })
      watcher.on('error', () => forget(folder))
      watched.set(folder, watcher)
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (late) changed(join(folder, entry.name))
        if (entry.isDirectory()) follow(join(folder, entry.name), late)
      }
    } catch {
      forget(folder) // It went meanwhile.
    }
  }
  for (const folder of folders) follow(folder)
  return () => {
    for (const folder of [...watched.keys()]) forget(folder)
  }
}
