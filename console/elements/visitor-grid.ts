import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query } from 'lit/decorators.js'
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { controls } from '../ui/controls.ts'
import { formatNumber } from '../ui/format.ts'
import { UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import type { Column } from '../visitors/columns.ts'
import { type Group, groups } from '../visitors/group.ts'
import { type Layout, shownColumns, standardLayout, widthOf } from '../visitors/layout.ts'
import type { Shown, ShownRow } from '../visitors/Shown.ts'
import { type Spot, Stack } from '../visitors/Stack.ts'
import { toClipboard } from './clipboard.ts'
import { ColumnEdge } from './column-edge.ts'
import { type CellScene, card, cell } from './visitor-cells.ts'
import { gridStyles } from './visitor-grid-styles.ts'
import { visitorsTexts as texts } from './visitors-texts.ts'

/** Rows drawn beyond the visible ones. */
const spare = 5
/** A pointer or a keyboard that rests so long, ms, aims at nothing. */
const restsAfter = { pointer: 6_000, keyboard: 20_000 }
/** Whoever is only passed on the way is not asked for, ms. */
const cardFollowsAfter = 150
/** Narrower than this, rem, and a visitor is a card of two lines. */
const cardsBelow = 40
/** Heights, rem: of the header and of each group's, of a row, of a card. */
const bar = 2.25
const rowHeight = 2.25
const cardHeight = 3.5

const numeric: ReadonlySet<Column> = new Set(['time', 'visits', 'views'])

/** For whom a menu is wanted, and where on the screen, px. */
export interface Wanted {
  readonly number: number
  readonly x: number
  readonly y: number
}

/**
 * The visitor table itself (H3): groups under one another, of each only the rows in sight.
 *
 * @event rh-pick - `detail`: the number of a visitor whose card is wanted.
 * @event rh-enter - `detail`: the number of a visitor whose dialogue is wanted.
 * @event rh-invite - `detail`: the number of a visitor who is to be invited.
 * @event rh-menu - `detail`: `Wanted`.
 * @event rh-sort - `detail`: a column.
 * @event rh-resize - `detail`: `column` and its `width`, rem.
 * @event rh-fold - `detail`: a group.
 * @event rh-hold - `detail`: pointer or keyboard are in the table.
 */
export class VisitorGrid extends UiElement {
  static override styles = [controls, ...gridStyles]

  @property({ attribute: false }) shown!: Shown
  @property({ attribute: false }) layout: Layout = standardLayout
  @property({ attribute: false }) scene: CellScene = { me: '', nameOf: () => null, now: 0 }
  @property({ type: Number }) picked: number | null = null
  /** It is what was, not what is. */
  @property({ type: Boolean, reflect: true }) stale = false
  /** Two lines for each visitor, for want of room. */
  @property({ type: Boolean, reflect: true }) cards = false
  @query('.grid') private scroller!: HTMLElement | null
  /** Where the keyboard is: a visitor's number, or a group. */
  #active: Spot | null = null
  /** How far it is scrolled, px: heard from the browser, never asked of it while drawing, or it lays out twice. */
  #top = 0
  /** The row at the top when rows were drawn last. */
  #first = 0
  #rem = 16
  #height = 0
  #pointer = false
  #keyboard = false
  #rests: Partial<Record<'pointer' | 'keyboard' | 'card', ReturnType<typeof setTimeout>>> = {}
  /** The row at the top, and how far it is scrolled off: it stays where it is, whatever comes above. */
  #anchor: { readonly number: number; readonly group: Group; readonly offset: number } | null = null
  #sized = new ResizeObserver(() => this.#measure())
  readonly #edge = new ColumnEdge({
    widthOf: (column) => widthOf(this.layout, column),
    rem: () => this.#rem,
    drawn: (column, width) => this.#columns(column, width),
    done: (column, width) => this.#emit('rh-resize', { column, width }),
  })

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sized.disconnect()
    for (const timer of Object.values(this.#rests)) clearTimeout(timer)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#sized.observe(this)
  }

  override focus(): void {
    this.scroller?.focus()
  }

  /** To the top: a new question begins there. */
  rewind(): void {
    this.#scrollTo(0)
  }

  // ── geometry ──────────────────────────────────────────────────────────────────────────────────────────
  get #row(): number {
    return (this.cards ? cardHeight : rowHeight) * this.#rem
  }

  get #stack(): Stack {
    const head = this.cards ? 0 : bar * this.#rem
    const folded = new Set(this.layout.folded)
    const lengths = groups.map((group) => (folded.has(group) ? 0 : this.shown.length(group)))
    return new Stack(lengths, { head, bar: bar * this.#rem, row: this.#row })
  }

  #measure(): void {
    this.#rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
    this.#height = this.clientHeight
    this.cards = this.clientWidth > 0 && this.clientWidth < cardsBelow * this.#rem
    this.scroller?.style.setProperty('--seen', `${this.scroller.clientWidth}px`)
    this.requestUpdate()
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { scroller } = this
    if (!scroller) return
    const stack = this.#stack
    if (changed.has('layout')) this.#columns()
    for (const [i, all] of [...scroller.querySelectorAll<HTMLElement>('.all')].entries()) {
      all.style.setProperty('--all', `${stack.lengths[i]! * this.#row}px`)
      all.style.setProperty('--top', `${stack.window(i, this.#top, this.#sight, spare).from * this.#row}px`)
    }
    this.#stay(stack)
  }

  #columns(dragged?: Column, width = 0): void {
    const shown = shownColumns(this.layout)
    const widths = shown.map((column) => (column === dragged ? width : widthOf(this.layout, column)))
    // What is left over goes to the page, which has most to say.
    const grows = Math.max(shown.indexOf('page'), shown.includes('page') ? 0 : shown.length - 1)
    const tracks = widths.map((width, i) => (i === grows ? `minmax(${width}rem, 1fr)` : `${width}rem`))
    this.scroller?.style.setProperty('--columns', tracks.join(' '))
    this.scroller?.style.setProperty('--wide', `${widths.reduce((sum, width) => sum + width, 0)}rem`)
  }

  get #sight(): number {
    return this.#height || window.innerHeight
  }

  /** What came or went above leaves what is looked at where it is. */
  #stay(stack: Stack): void {
    const { scroller } = this
    const anchor = this.#anchor
    if (scroller && anchor && this.#top > 0 && !this.shown.held) {
      const found = this.shown.find(anchor.number)
      if (found?.group === anchor.group && !this.layout.folded.includes(anchor.group)) {
        const top = stack.topOf(groups.indexOf(found.group), found.index) - anchor.offset
        if (Math.abs(top - this.#top) > 1) this.#scrollTo(top)
      }
    }
    this.#anchored(stack)
  }

  #anchored(stack = this.#stack): void {
    const top = this.#top + stack.sizes.head + stack.sizes.bar
    const at = stack.rowAt(top)
    const shown = at && this.shown.at(groups[at.group]!, at.index)
    if (!at || !shown) this.#anchor = null
    else {
      const offset = stack.topOf(at.group, at.index) - this.#top
      this.#anchor = { number: shown.row.number, group: groups[at.group]!, offset }
    }
  }

  #scrollTo(top: number): void {
    if (!this.scroller) return
    this.scroller.scrollTop = top
    this.#top = Math.max(0, top)
  }

  #scrolled = (): void => {
    this.#top = this.scroller?.scrollTop ?? 0
    this.#anchored()
    const first = Math.floor(this.#top / this.#row)
    if (first === this.#first) return
    this.#first = first
    this.requestUpdate()
  }

  // ── keyboard and pointer ──────────────────────────────────────────────────────────────────────────────
  #pressed = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== this.scroller) return
    if (!this.#moved(event) && !this.#did(event)) return
    event.preventDefault()
    this.#keyed()
  }

  /** Over rows and groups alike. */
  #moved(event: KeyboardEvent): boolean {
    const stack = this.#stack
    const at = this.#active ? this.#flat(this.#active, stack) : -1
    const page = Math.max(1, Math.floor(this.#sight / this.#row) - 2)
    const by: Record<string, number> = {
      ArrowDown: 1,
      KeyJ: 1,
      ArrowUp: -1,
      KeyK: -1,
      PageDown: page,
      PageUp: -page,
    }
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? stack.count - 1 : at + (by[event.code] ?? 0)
    if (to === at || event.shiftKey) return false
    this.#goTo(Math.max(0, Math.min(stack.count - 1, to)), stack)
    return true
  }

  #did(event: KeyboardEvent): boolean {
    const { key } = event
    const active = this.#active
    if (active === null) return false
    if (active.number === null) {
      const folded = this.layout.folded.includes(active.group)
      const wanted = key === 'Enter' || key === ' ' || key === (folded ? 'ArrowRight' : 'ArrowLeft')
      if (wanted) this.#emit('rh-fold', active.group)
      return wanted
    }
    if (key === 'ArrowLeft') {
      this.#become({ group: active.group, number: null })
      return true
    }
    if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) return this.#menuOfActive()
    // By its place on the keyboard, as the console's other letters.
    if (event.code === 'KeyI' && !event.shiftKey) {
      this.#emit('rh-invite', active.number)
      return true
    }
    if (key !== 'Enter' && key !== ' ') return false
    this.#emit(key === 'Enter' ? 'rh-enter' : 'rh-pick', active.number)
    return true
  }

  #goTo(flat: number, stack: Stack): void {
    const { group, index } = stack.at(flat)
    const name = groups[group]!
    const number = index === null ? null : (this.shown.at(name, index)?.row.number ?? null)
    this.#become({ group: name, number })
    this.#reveal(stack, group, index)
    // The card follows the keyboard as soon as it is open.
    clearTimeout(this.#rests.card)
    if (this.picked === null || number === null) return
    this.#rests.card = setTimeout(() => this.#emit('rh-pick', number), cardFollowsAfter)
  }

  /** Who went away leaves his place to the next. */
  #flat({ group, number }: Spot, stack: Stack): number {
    const found = number === null ? { group, index: null } : this.shown.find(number)
    if (found && !(found.index !== null && this.layout.folded.includes(found.group))) {
      this.#lastFlat = stack.flat(groups.indexOf(found.group), found.index)
    }
    return Math.min(this.#lastFlat, stack.count - 1)
  }
  #lastFlat = 0

  #become(active: Spot): void {
    this.#active = active
    this.requestUpdate()
  }

  #reveal(stack: Stack, group: number, index: number | null): void {
    const { scroller } = this
    if (!scroller) return
    const top = stack.topOf(group, index ?? 0) - (index === null ? stack.sizes.bar : 0)
    // Below the two headers that stay.
    const above = stack.sizes.head + (index === null ? 0 : stack.sizes.bar)
    const bottom = top + this.#row - scroller.clientHeight
    if (top - above < this.#top) this.#scrollTo(top - above)
    else if (bottom > this.#top) this.#scrollTo(bottom)
  }

  #clicked = (event: MouseEvent): void => {
    const path = event.composedPath().filter((n): n is HTMLElement => n instanceof HTMLElement)
    const button = path.find((n) => n.dataset.act)
    const act = button?.dataset.act
    const row = path.find((n) => n.dataset.number)
    if (!row) return
    const number = Number(row.dataset.number)
    const found = this.shown.find(number)
    if (!found) return
    if (act === 'copy') {
      void toClipboard(this.shown.at(found.group, found.index)?.row.page.url ?? '')
      return
    }
    this.#become({ group: found.group, number })
    if (act === 'menu') return this.#menuUnder(number, button!)
    this.#emit(act === 'enter' ? 'rh-enter' : 'rh-pick', number)
  }

  /** A right click, or what stands for one: a long touch, the menu key. */
  #menued = (event: MouseEvent): void => {
    const path = event.composedPath().filter((n): n is HTMLElement => n instanceof HTMLElement)
    const number = Number(path.find((n) => n.dataset.number)?.dataset.number)
    const found = this.shown.find(number)
    if (found) {
      this.#become({ group: found.group, number })
      this.#emit('rh-menu', { number, x: event.clientX, y: event.clientY } satisfies Wanted)
    } else if (event.button === 2 || !this.#active) return
    // The menu key was heard when it was pressed.
    event.preventDefault()
  }

  #menuOfActive(): boolean {
    const number = this.#active?.number ?? null
    const row = number === null ? null : this.renderRoot.querySelector<HTMLElement>(`#v-${number} .number`)
    if (number === null || !row) return false
    this.#menuUnder(number, row)
    return true
  }

  #menuUnder(number: number, element: HTMLElement): void {
    const { left, bottom } = element.getBoundingClientRect()
    this.#emit('rh-menu', { number, x: left, y: bottom } satisfies Wanted)
  }

  #titlesPressed = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (by === 0 || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('.title button')]
    const at = all.indexOf(event.target as HTMLElement)
    const column = shownColumns(this.layout)[at]
    if (event.shiftKey) {
      if (column) this.#emit('rh-resize', { column, width: widthOf(this.layout, column) + by / 2 })
      return
    }
    const to = Math.max(0, Math.min(all.length - 1, at + by))
    this.#title = to
    this.requestUpdate()
    all[to]?.focus()
  }
  /** Which header the Tab key reaches. */
  #title = 0

  #pointed = (): void => {
    this.#hold('pointer', true)
  }
  #gone = (): void => this.#hold('pointer', false)
  #keyed(): void {
    this.#hold('keyboard', true)
  }
  #blurred = (): void => this.#hold('keyboard', false)

  #hold(what: 'pointer' | 'keyboard', there: boolean): void {
    clearTimeout(this.#rests[what])
    if (there) this.#rests[what] = setTimeout(() => this.#hold(what, false), restsAfter[what])
    const before = this.#pointer || this.#keyboard
    if (what === 'pointer') this.#pointer = there
    else this.#keyboard = there
    const now = this.#pointer || this.#keyboard
    if (before !== now) this.#emit('rh-hold', now)
  }

  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  // ── what is seen ──────────────────────────────────────────────────────────────────────────────────────
  protected override render() {
    const stack = this.#stack
    const shown = shownColumns(this.layout)
    return html`<div class="grid" role="grid" tabindex="0" aria-label=${texts().table} aria-rowcount=${stack.count + 1}
      aria-colcount=${shown.length} aria-activedescendant=${this.#activeId(stack)} aria-keyshortcuts="I Shift+F10"
      @scroll=${{ handleEvent: this.#scrolled, passive: true }} @click=${this.#clicked} @contextmenu=${this.#menued} @keydown=${this.#pressed}
      @pointerenter=${this.#pointed} @pointermove=${this.#pointed} @pointerleave=${this.#gone} @blur=${this.#blurred}>
      <div class="head" role="rowgroup"><div class="titles" role="row" aria-rowindex="1" @keydown=${this.#titlesPressed}>
        ${shown.map((column, i) => this.#heading(column, i))}</div></div>
      ${groups.map((group, i) => this.#group(group, i, stack, shown))}
    </div>`
  }

  #heading(column: Column, i: number) {
    const t = texts()
    const { sort } = this.layout
    const sorted = sort.column === column
    const hint = t.hints[column] ?? t.sort(t.columns[column])
    return html`<div class="title of-${column} ${numeric.has(column) ? 'right' : ''}" role="columnheader" aria-colindex=${i + 1}
      aria-sort=${sorted ? (sort.down ? 'descending' : 'ascending') : nothing}>
      <button type="button" tabindex=${i === Math.min(this.#title, shownColumns(this.layout).length - 1) ? 0 : -1}
        title="${hint}\n${t.resize}" aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
        @click=${() => this.#emit('rh-sort', column)}><span class="cut">${t.columns[column]}</span>${
          sorted ? icon(sort.down ? 'arrow-down' : 'arrow-up', { size: 14 }) : nothing
        }</button>
      <span class="edge" @pointerdown=${(e: PointerEvent) => this.#edge.take(e, column)}></span>
    </div>`
  }

  #group(group: Group, i: number, stack: Stack, shown: ReadonlyArray<Column>) {
    const folded = this.layout.folded.includes(group)
    const active = this.#active?.number === null && this.#active.group === group
    return html`<div class="group ${group}" role="rowgroup">
      <div class="bar" role="row" aria-rowindex=${stack.flat(i, null) + 2}>
        <div id="g-${group}" role="gridcell" aria-colspan=${shown.length} aria-expanded=${!folded} class=${active ? 'active' : ''}>
          <button type="button" tabindex="-1" @click=${() => this.#emit('rh-fold', group)}>
            <span class="fold">${icon(folded ? 'chevron-right' : 'chevron-down', { size: 14 })}</span>${this.#groupWords(group)}</button></div>
      </div>
      <div class="all" role="presentation"><div class="drawn" role="presentation">${this.#rows(group, i, stack, shown)}</div></div>
    </div>`
  }

  #groupWords(group: Group): TemplateResult {
    const t = texts()
    const { table } = this.shown
    const [found, total] = [table.order(group).length, table.total(group)]
    const count = found === total ? formatNumber(total) : t.of(formatNumber(found), formatNumber(total))
    const { waiting } = table
    return html`${t.groups[group]} <span class="count">${count}</span>${
      group === 'browsing' && waiting > 0
        ? html`<span class="waits">${icon('circle-alert', { size: 14 })}${t.waiting(waiting)}</span>`
        : nothing
    }${group === 'left' && total > 0 ? html`<span class="note">${t.lastLeft}</span>` : nothing}`
  }

  #rows(group: Group, i: number, stack: Stack, shown: ReadonlyArray<Column>) {
    const { from, to } = stack.window(i, this.#top, this.#sight, spare)
    const rows: Array<TemplateResult> = []
    // Without keys: rows that scroll out are reused for those that scroll in.
    for (let index = from; index < to; index++) {
      const one = this.shown.at(group, index)
      if (one) rows.push(this.#line(one, stack.flat(i, index) + 2, shown))
    }
    return rows
  }

  #line({ row, faded }: ShownRow, rowIndex: number, shown: ReadonlyArray<Column>): TemplateResult {
    const active = this.#active?.number === row.number ? 'active' : ''
    const classes = `row ${active} ${faded ? 'faded' : ''} ${row.left === null ? '' : 'gone'}`
    return html`<div class=${classes} role="row" id="v-${row.number}" data-number=${row.number} aria-rowindex=${rowIndex}
      aria-selected=${row.number === this.picked}>${
        this.cards ? card(row, this.scene) : shown.map((column, i) => this.#cell(column, row, i + 1))
      }</div>`
  }

  #cell(column: Column, row: VisitorRow, columnIndex: number): TemplateResult {
    const { words, title } = cell(column, row, this.scene)
    return html`<div class="cell of-${column} ${numeric.has(column) ? 'right' : ''}" title=${title || nothing}
      role=${column === 'number' ? 'rowheader' : 'gridcell'} aria-colindex=${columnIndex}>${words}</div>`
  }

  /** Only a row that is in the page can be named as the active one. */
  #activeId(stack: Stack) {
    const active = this.#active
    if (active === null) return nothing
    if (active.number === null) return `g-${active.group}`
    const found = this.shown.find(active.number)
    if (!found) return nothing
    const { from, to } = stack.window(groups.indexOf(found.group), this.#top, this.#sight, spare)
    return found.index >= from && found.index < to ? `v-${active.number}` : nothing
  }
}

customElements.define('rh-visitor-grid', VisitorGrid)
declare global {
  interface HTMLElementTagNameMap {
    'rh-visitor-grid': VisitorGrid
  }
}
