/** What an operator set for this browser. Storage may be blocked: then it lives as long as the page. */
import type { Status } from '../../engine/protocol/frames.ts'
import { statuses } from '../ui/status.ts'

export interface Preferences {
  readonly sound: boolean
  readonly notifications: boolean
  /** Were notifications offered? */
  readonly asked: boolean
  /** Is the visitor's card shown beside the dialogue? */
  readonly card: boolean
  /** The status to come back with. */
  readonly status: Status
  /** Until when nothing is to be said of a licence that ends soon: ms since 1970. */
  readonly licenceHidden: number
}

const standard: Preferences = {
  sound: true,
  notifications: true,
  asked: false,
  card: true,
  status: 'online',
  licenceHidden: 0,
}
const keptUnder = 'redhelper:console'

export const loadPreferences = (): Preferences => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptUnder) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return standard
    const chosen = kept as Partial<Record<keyof Preferences, unknown>>
    return {
      sound: chosen.sound !== false,
      notifications: chosen.notifications !== false,
      asked: chosen.asked === true,
      card: chosen.card !== false,
      status: statuses.find((status) => status === chosen.status) ?? 'online',
      licenceHidden: typeof chosen.licenceHidden === 'number' ? chosen.licenceHidden : 0,
    }
  } catch {
    return standard
  }
}

export const savePreferences = (preferences: Preferences): void => {
  try {
    localStorage.setItem(keptUnder, JSON.stringify(preferences))
  } catch {}
}
