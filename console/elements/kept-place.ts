/** What one window of an operator was about, over reloads of it. */
import { storageOf } from '../desk/Drafts.ts'

type What = 'selected' | 'area'

const keyFor = (operator: string, what: What): string => `redhelper:${what}:${operator}`

export const keptFor = (operator: string, what: What): string | null =>
  storageOf('sessionStorage')?.getItem(keyFor(operator, what)) ?? null

export const keepFor = (operator: string, what: What, value: string): void => {
  try {
    storageOf('sessionStorage')?.setItem(keyFor(operator, what), value)
  } catch {}
}
