/**
 * `set`: what the page's own scripts want otherwise than the owner has set it. So far the window's first place and size
 * (C4); a visitor who has moved it himself keeps what he chose.
 */
import type { Host } from '../host.ts'
import { whenReady } from './events.ts'

type Window = Host['settings']['window']
type Wish = Partial<Pick<Window, 'place' | 'width' | 'height'>>

/** As in the cabinet. */
const sizes = { width: [300, 800], height: [360, 1000] } as const

let own: Wish = {}

export const set = async (host: Host, ...args: ReadonlyArray<unknown>): Promise<void> => {
  const wish = wishOf(args[0])
  await whenReady(host)
  if (!host.settings.ownPlace) throw new Error('redhelper: this account’s tariff does not place the window')
  own = { ...own, ...wish }
  host.change((settings) =>
    settings.ownPlace ? { ...settings, window: { ...settings.window, ...own } } : settings,
  )
}

const fields = (given: unknown, known: ReadonlyArray<string>, where: string): Record<string, unknown> => {
  if (typeof given !== 'object' || given === null) throw new Error(`redhelper: ${where} has to be an object`)
  const strange = Object.keys(given).find((name) => !known.includes(name))
  if (strange !== undefined)
    throw new Error(`redhelper: no "${strange}" in ${where}; there is ${known.join(', ')}`)
  return given as Record<string, unknown>
}

const wishOf = (given: unknown): Wish => {
  const { window = {} } = fields(given, ['window'], 'what is set')
  const wish = fields(window, ['place', 'width', 'height'], 'window')
  const { place } = wish
  if (place !== undefined && place !== 'left' && place !== 'right')
    throw new Error('redhelper: window.place is left or right')
  for (const [name, [least, most]] of Object.entries(sizes)) {
    const size = wish[name]
    if (size !== undefined && !(typeof size === 'number' && size >= least && size <= most))
      throw new Error(`redhelper: window.${name} is a number from ${least} to ${most}`)
  }
  return wish as Wish
}
