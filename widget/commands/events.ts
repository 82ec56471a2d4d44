/** What the page's own scripts can listen to; each is an event `redhelper:<name>` of the window too. */
import type { Host } from '../host.ts'

const names = ['ready', 'open', 'close', 'unread', 'message']

type Listener = (detail: unknown) => unknown

/** What listens to the window in the listener's stead, by event. */
const listening = new Map<string, Map<Listener, EventListener>>()

const checked = (name: unknown, listener: unknown): readonly [string, Listener] => {
  if (typeof name !== 'string' || !names.includes(name))
    throw new Error(`redhelper: no event "${name}"; there are ${names.join(', ')}`)
  if (typeof listener !== 'function') throw new Error('redhelper: a function is needed to hear an event')
  return [name, listener as Listener]
}

/** Has the widget its settings? */
const isReady = (host: Host): boolean => (host.settings as Host['settings'] | null) !== null

export const on = (host: Host, ...args: ReadonlyArray<unknown>): void => {
  const [name, listener] = checked(args[0], args[1])
  const known = listening.get(name) ?? new Map<Listener, EventListener>()
  listening.set(name, known)
  if (known.has(listener)) return
  const hear = (event: Event) => void listener((event as CustomEvent).detail)
  known.set(listener, hear)
  addEventListener(`redhelper:${name}`, hear)
  // It has been said, and is not said again.
  if (name === 'ready' && isReady(host)) listener(null)
}

export const off = (_: Host, ...args: ReadonlyArray<unknown>): void => {
  const [name, listener] = checked(args[0], args[1])
  const hear = listening.get(name)?.get(listener)
  if (!hear) return
  removeEventListener(`redhelper:${name}`, hear)
  listening.get(name)!.delete(listener)
}

export const whenReady = (host: Host): Promise<void> =>
  new Promise((ready) => {
    if (isReady(host)) ready()
    else addEventListener('redhelper:ready', () => ready(), { once: true })
  })
