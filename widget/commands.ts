/**
 * What the page's own scripts can want of the widget beyond `open` and `close`, which the loader has itself. Loaded at
 * the first such wish; at most 2 KB brotli. A command of a later feature is one file in `commands/` and one line here.
 */
import { off, on } from './commands/events.ts'
import { set } from './commands/set.ts'
import type { CommandsChunk, Host } from './host.ts'

type Command = (host: Host, ...args: ReadonlyArray<unknown>) => unknown

const commands = new Map<unknown, Command>([
  ['on', on],
  ['off', off],
  ['set', set],
])

/** What it throws is the caller's rejection. */
export const carryOut: CommandsChunk['carryOut'] = (host, command, args) => {
  const wanted = commands.get(command)
  if (wanted) return wanted(host, ...args)
  throw new Error(
    `redhelper: no command "${command}"; there are open, close, ${[...commands.keys()].join(', ')}`,
  )
}
