import type { Column } from '../visitors/columns.ts'
import { narrowest, widest } from '../visitors/layout.ts'

export interface ColumnEdgeOptions {
  readonly widthOf: (column: Column) => number
  /** Px of one rem. */
  readonly rem: () => number
  /** While it is dragged; widths in rem. */
  readonly drawn: (column: Column, width: number) => void
  readonly done: (column: Column, width: number) => void
}

/** The edge of a column's header, as it is dragged. */
export class ColumnEdge {
  readonly #options: ColumnEdgeOptions

  constructor(options: ColumnEdgeOptions) {
    this.#options = options
  }

  take(event: PointerEvent, column: Column): void {
    if (event.button !== 0) return
    event.preventDefault()
    const edge = event.currentTarget as HTMLElement
    const from = this.#options.widthOf(column)
    let width = from
    const moved = (move: PointerEvent) => {
      const wanted = from + (move.clientX - event.clientX) / this.#options.rem()
      width = Math.min(widest, Math.max(narrowest, wanted))
      this.#options.drawn(column, width)
    }
    const ended = (end: PointerEvent) => {
      edge.classList.remove('dragged')
      edge.removeEventListener('pointermove', moved)
      edge.removeEventListener('pointerup', ended)
      edge.removeEventListener('pointercancel', ended)
      if (end.type === 'pointerup' && width !== from) this.#options.done(column, width)
      else this.#options.drawn(column, from)
    }
    edge.setPointerCapture(event.pointerId)
    edge.classList.add('dragged')
    edge.addEventListener('pointermove', moved)
    edge.addEventListener('pointerup', ended)
    edge.addEventListener('pointercancel', ended)
  }
}
