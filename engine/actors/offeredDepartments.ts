/** What a visitor may choose on a page (E4), as his widget shows it. */
import type { OfferedDepartments } from '../protocol/frames.ts'
import type { Served } from '../store/Sites.ts'
import type { Board } from './Board.ts'

/** Null where there is nothing to choose. */
export const offeredDepartments = (
  board: Board,
  site: Served | null,
  visitor: string,
): OfferedDepartments | null => {
  const { departmentChoice } = board.rules
  if (departmentChoice === 'none' || site === null || site.choices.length === 0) return null
  if (board.tookOver(visitor)) return null
  return {
    must: departmentChoice === 'must',
    chosen: board.chosen(visitor, site)?.id ?? null,
    all: site.choices.map((choice) => {
      const { id, name, description } = choice
      return { id, name, description, online: board.onlineOn(site, choice) }
    }),
  }
}
