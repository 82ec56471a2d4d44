/** What the engine itself says in a dialogue in which nobody answers (C6, C7), and after how long. */
import type { Whole } from './table.ts'

export interface Patience {
  readonly hold: Saying | null
  readonly lead: Saying | null
}

interface Saying {
  /** Seconds since the word that nobody has answered. */
  readonly after: number
  readonly text: string
}

/** What the tariff lacks is off in it already. */
export const patienceOf = (whole: Whole): Patience => ({
  hold: whole['hold.on'] ? { after: whole['hold.after'], text: whole['hold.text'] } : null,
  lead: whole['lead.on'] ? { after: whole['lead.after'], text: whole['lead.text'] } : null,
})

/**
 * What is to be said next, and in how many ms (0: now); null: nothing more in this silence. Who is to be asked for his
 * contacts by now is not asked to wait besides.
 */
export const nextSaying = (
  { hold, lead }: Patience,
  { waitingSince, told, lead: before }: Silence,
  now: number,
): { readonly says: 'wait' | 'leave'; readonly text: string; readonly in: number } | null => {
  if (waitingSince === null || told === 'leave') return null
  const rest = ({ after }: Saying) => Math.max(0, waitingSince + after * 1_000 - now)
  const asks = lead !== null && before !== 'left' ? lead : null
  if (hold !== null && told === 'nothing' && (asks === null || rest(asks) > 0)) {
    if (asks === null || rest(hold) < rest(asks)) return { says: 'wait', text: hold.text, in: rest(hold) }
  }
  return asks && { says: 'leave', text: asks.text, in: rest(asks) }
}

interface Silence {
  readonly waitingSince: number | null
  readonly told: 'nothing' | 'wait' | 'leave'
  readonly lead: 'none' | 'asked' | 'left'
}
