import { tell } from './quiet.ts'

/**
 * The one global name: `redhelper('command', …args)`. Usable before the widget is there, by the usual stub
 * that collects calls in `redhelper.q`; they are carried out in order. Always gives a promise, never throws.
 */
export interface CommandFunction {
  (command: string, ...args: ReadonlyArray<unknown>): Promise<unknown>
  /** Calls made before the widget was there. */
  q?: ReadonlyArray<Iterable<unknown>>
  /** Set by the loader: the widget is in this page already (B3). */
  loaded?: boolean
}

export const globalFunction = (): CommandFunction | undefined =>
  (window as unknown as { redhelper?: CommandFunction }).redhelper

export const offer = (
  carryOut: (command: string, args: ReadonlyArray<unknown>) => Promise<unknown>,
): void => {
  const early = globalFunction()?.q ?? []
  const run: CommandFunction = (command, ...args) => {
    const done = carryOut(command, args)
    // A page that does not wait for it has no unhandled rejection of ours.
    done.catch(tell)
    return done
  }
  run.loaded = true
  ;(window as unknown as { redhelper: CommandFunction }).redhelper = run
  for (const call of early) run(...(call as [string]))
}
