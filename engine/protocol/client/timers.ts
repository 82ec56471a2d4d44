/**
 * How the client waits. Pluggable, since a hidden tab's own timers are throttled to one a minute: the
 * console hands in timers that run in a Worker.
 */
export interface Timers {
  set(run: () => void, millis: number): unknown
  clear(handle: unknown): void
}

export const pageTimers: Timers = {
  set: (run, millis) => setTimeout(run, millis),
  clear: (handle) => clearTimeout(handle as number | undefined),
}
