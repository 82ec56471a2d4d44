/** What this visitor finds behind the button (C8), by who is there now. */
import { type Door, doorOf } from '../domain/door.ts'
import type { Served } from '../store/Sites.ts'
import type { Board } from './Board.ts'

export interface AtDoor {
  /** Of his page. */
  readonly site: Served | null
  /** Of his open conversation, or who has just taken him over. */
  readonly operator: string | null
  /** E4: has he to choose a department before anything else? */
  readonly mustChoose: boolean
  /** Is there a form? */
  readonly form: boolean
}

export const doorFor = (board: Board, { site, operator, mustChoose, form }: AtDoor, now: number): Door => {
  const within = mustChoose && site !== null ? site.choices : null
  return doorOf(
    board.serving(site, within, now),
    operator === null ? null : board.statusAt(operator, now),
    form,
  )
}
