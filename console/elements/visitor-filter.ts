import { css, html, nothing, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { oneLine } from '../desk/text.ts'
import { controls } from '../ui/controls.ts'
import { UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { type Facet, facets } from '../visitors/facet.ts'
import { valueWord } from '../visitors/facetWords.ts'
import { nothingChosen, type Question, type VisitorTable } from '../visitors/VisitorTable.ts'
import './drop.ts'
import './facet-choice.ts'
import { visitorsTexts as texts } from './visitors-texts.ts'

/** What the table is narrowed down by. */
export type Filter = Pick<Question, 'sought' | 'chosen'>
export const noFilter: Filter = { sought: '', chosen: nothingChosen }
export const filters = ({ sought, chosen }: Filter): boolean =>
  sought.trim() !== '' || facets.some((facet) => chosen[facet].size > 0)

/**
 * The quick search and the facets of the visitor table.
 *
 * @event rh-filter - `detail`: `Filter`.
 * @event rh-down - from the search into the table.
 */
export class VisitorFilter extends UiElement {
  static override styles = [
    controls,
    css`
      :host { container-type: inline-size; display: flex; flex-wrap: wrap; align-items: center; gap: var(--rh-2); min-width: 0; }
      .search { position: relative; flex: 1 1 9rem; max-width: 22rem; }
      .search .rh-icon { position: absolute; inset-inline-start: 0.5rem; top: 50%; translate: 0 -50%; color: var(--rh-text-3); pointer-events: none; }
      .search .input { min-height: 2rem; padding-block: 0.1875rem; padding-inline: 1.875rem 1.75rem; border-color: var(--rh-line-strong); font-size: var(--rh-text-s); }
      .search kbd { position: absolute; inset-inline-end: 0.5rem; top: 50%; translate: 0 -50%; pointer-events: none; }
      .search:focus-within kbd { display: none; }
      .facets { display: flex; flex-wrap: wrap; align-items: center; gap: var(--rh-1); min-width: 0; }
      .chosen {
        display: inline-flex;
        align-items: center;
        gap: 0.25rem;
        max-width: 14rem;
        min-height: 1.75rem;
        padding: 0 0.375rem 0 0.625rem;
        border: 0;
        border-radius: 99px;
        background: var(--rh-second-soft);
        color: var(--rh-second-text);
        font: 500 var(--rh-text-s) / 1.3 var(--rh-font);
        cursor: pointer;
      }
      .chosen:hover { text-decoration: line-through; }
      .chosen:focus-visible { border-radius: 99px; }
      @container (max-width: 46rem) {
        .facets { --drop-chevron: none; --drop-padding: 0.5rem; }
        .search { max-width: 14rem; }
      }
      @media (max-width: 48rem) {
        .search { flex-basis: 100%; max-width: none; }
        .search kbd { display: none; }
        .facets { flex-wrap: nowrap; overflow-x: auto; margin: -4px calc(-1 * var(--rh-4)); padding: 4px var(--rh-4); scrollbar-width: none; }
        .facets > * { flex: none; }
      }
      @media (pointer: coarse) { .search .input { min-height: 2.5rem; } .chosen { min-height: 2.5rem; } }
    `,
  ]

  @property({ attribute: false }) filter: Filter = noFilter
  @property({ attribute: false }) table!: VisitorTable
  /** Another one whenever the table's counts may be others. */
  @property({ type: Number }) version = 0
  @state() private opened: Facet | null = null
  @query('.search input') private search!: HTMLInputElement
  /** What could be chosen before anything was sought: it stays where it is, whatever is found. */
  #offered: ReadonlySet<Facet> = new Set()

  override focus(): void {
    this.search.focus()
    this.search.select()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('version') && !changed.has('table') && !changed.has('filter')) return
    // What is the same for all is no choice.
    const choices = facets.filter((facet) => this.table.counts(facet).size > 1)
    this.#offered = new Set(filters(this.filter) ? [...this.#offered, ...choices] : choices)
  }

  #emit(filter: Filter): void {
    this.dispatchEvent(new CustomEvent('rh-filter', { detail: filter }))
  }

  #tick(facet: Facet, value: string): void {
    const values = new Set(this.filter.chosen[facet])
    if (!values.delete(value)) values.add(value)
    this.#emit({ ...this.filter, chosen: { ...this.filter.chosen, [facet]: values } })
  }

  #pressed = (event: KeyboardEvent): void => {
    const down = event.key === 'ArrowDown' || event.key === 'Enter'
    const emptied = event.key === 'Escape' && this.filter.sought !== ''
    if (!down && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (emptied) this.#emit({ ...this.filter, sought: '' })
    else this.dispatchEvent(new CustomEvent('rh-down'))
  }

  protected override render() {
    const t = texts()
    return html`<div class="search" role="search">${icon('search')}
        <input class="input" type="search" autocomplete="off" spellcheck="false" aria-label=${t.searchName} placeholder=${t.search}
          aria-keyshortcuts="/" .value=${this.filter.sought} @keydown=${this.#pressed}
          @input=${(e: Event) => this.#emit({ ...this.filter, sought: (e.target as HTMLInputElement).value })} />
        ${this.filter.sought === '' ? html`<kbd aria-hidden="true">/</kbd>` : nothing}
      </div>
      <div class="facets">${facets.map((facet) => this.#facet(facet))}${facets.map((facet) => this.#chosen(facet))}${
        filters(this.filter)
          ? html`<button class="button plain small" type="button" @click=${() => this.#emit(noFilter)}>${t.clear}</button>`
          : nothing
      }</div>`
  }

  #facet(facet: Facet) {
    const counts = this.table.counts(facet)
    const chosen = this.filter.chosen[facet]
    if (!this.#offered.has(facet) && chosen.size === 0 && this.opened !== facet) return nothing
    return html`<rh-drop label=${texts().facets[facet]} @rh-open=${() => (this.opened = facet)}
      @rh-close=${() => this.opened === facet && ((this.opened = null))}>${
        this.opened === facet
          ? html`<rh-facet-choice .facet=${facet} .counts=${counts} .chosen=${chosen}
              @rh-tick=${(e: CustomEvent<string>) => this.#tick(facet, e.detail)}></rh-facet-choice>`
          : nothing
      }</rh-drop>`
  }

  #chosen(facet: Facet) {
    return [...this.filter.chosen[facet]].map((value) => {
      const words = oneLine(valueWord(facet, value), 60)
      const remove = texts().without(words)
      return html`<button class="chosen" type="button" title=${remove} aria-label=${remove}
        @click=${() => this.#tick(facet, value)}><span class="cut">${words}</span>${icon('x', { size: 14 })}</button>`
    })
  }
}

customElements.define('rh-visitor-filter', VisitorFilter)
declare global {
  interface HTMLElementTagNameMap {
    'rh-visitor-filter': VisitorFilter
  }
}
