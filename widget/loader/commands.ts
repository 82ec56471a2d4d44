import { quiet } from './quiet.ts'

/**
 * The one global name: `redhelper('command', …args)`. Usable before the widget is there, by the usual stub
 * that collects calls in `redhelper.q`; they are carried out in order. Always gives a promise, never throws.
 */
export type Commands = ReadonlyMap<string, (...args: ReadonlyArray<unknown>) => unknown>

export interface CommandFunction {
  (command: string, ...args: ReadonlyArray<unknown>): Promise<unknown>
  /** Calls made before the widget was there. */
  q?: ReadonlyArray<ArrayLike<unknown>>
  /** Set by the loader: the widget is in this page already (B3). */
  loaded?: boolean
}

export const globalFunction = (): CommandFunction | undefined =>
  (window as unknown as { redhelper?: CommandFunction }).redhelper

/** `commands` is read at each call, so that commands may be added later. */
export const offer = (commands: Commands): void => {
  const early = globalFunction()?.q ?? []
  const run: CommandFunction = quiet((command: string, ...args: ReadonlyArray<unknown>) => {
    const wanted = commands.get(command)
    if (!wanted) throw `unknown command ${command}`
    return wanted(...args)
  })
  run.loaded = true
  ;(window as unknown as { redhelper: CommandFunction }).redhelper = run
  for (const call of early) run(...(Array.from(call) as [string]))
}
