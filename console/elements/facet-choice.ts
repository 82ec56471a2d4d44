import { css, html, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { oneLine } from '../desk/text.ts'
import { controls } from '../ui/controls.ts'
import { formatNumber } from '../ui/format.ts'
import { UiElement } from '../ui/i18n.ts'
import type { Facet } from '../visitors/facet.ts'
import { valueWord } from '../visitors/facetWords.ts'
import { visitorsTexts as texts } from './visitors-texts.ts'

/** More than these are found by typing. */
const most = 60
/** So many need no search. */
const few = 10

interface Choice {
  readonly value: string
  readonly words: string
}

/**
 * The values of one facet with their counts, to be ticked. They stand as they stood when it was opened: counts
 * change, places do not.
 *
 * @event rh-tick - `detail`: a value, to be chosen or not any more.
 */
export class FacetChoice extends UiElement {
  static override styles = [
    controls,
    css`
      :host { display: block; }
      .narrow { position: sticky; top: calc(-1 * var(--rh-1)); z-index: 1; padding: var(--rh-1); background: var(--rh-raised); }
      label { display: flex; align-items: center; gap: var(--rh-2); min-height: 2rem; padding: 0.25rem var(--rh-2); border-radius: var(--rh-radius); font-size: var(--rh-text-s); line-height: 1.35; cursor: pointer; }
      label:hover { background: var(--rh-hover); }
      label:has(:focus-visible) { outline: 2px solid var(--rh-focus); outline-offset: -2px; }
      input[type='checkbox'] { flex: none; margin: 0; accent-color: var(--rh-accent); }
      input[type='checkbox']:focus-visible { outline: none; }
      .words { flex: 1; min-width: 0; overflow-wrap: anywhere; }
      .inner { padding-inline-start: 1.5rem; }
      .count { color: var(--rh-text-3); font-variant-numeric: tabular-nums; }
      p { padding: var(--rh-2) var(--rh-3); color: var(--rh-text-3); font-size: var(--rh-text-s); }
      @media (pointer: coarse) { label { min-height: 2.75rem; } }
    `,
  ]

  @property() facet: Facet = 'place'
  @property({ attribute: false }) counts: ReadonlyMap<string, number> = new Map()
  @property({ attribute: false }) chosen: ReadonlySet<string> = new Set()
  @state() private sought = ''
  #choices: ReadonlyArray<Choice> | null = null

  /** Most first; a city below its country. */
  #sorted(): ReadonlyArray<Choice> {
    const all = new Set([...this.counts.keys(), ...this.chosen])
    const count = (value: string) => this.counts.get(value) ?? 0
    const country = (value: string) => value.split('/', 1)[0]!
    return [...all]
      .map((value) => ({ value, words: valueWord(this.facet, value) }))
      .sort((a, b) => {
        const [ca, cb] = this.facet === 'place' ? [country(a.value), country(b.value)] : [a.value, b.value]
        if (ca !== cb) return count(cb) - count(ca) || (ca < cb ? -1 : 1)
        return isCity(a.value) === isCity(b.value)
          ? count(b.value) - count(a.value)
          : isCity(a.value)
            ? 1
            : -1
      })
  }

  protected override render() {
    const t = texts()
    this.#choices ??= this.#sorted()
    const all = this.#choices
    if (all.length === 0) return html`<p>${t.noValues}</p>`
    const sought = this.sought.trim().toLocaleLowerCase()
    const found = all.filter(({ words }) => words.toLocaleLowerCase().includes(sought))
    return html`${
      all.length > few
        ? html`<div class="narrow"><input class="input" type="search" autocomplete="off" aria-label=${t.narrow}
            placeholder=${t.narrow} @input=${(e: Event) => (this.sought = (e.target as HTMLInputElement).value)} /></div>`
        : nothing
    }${found.length === 0 ? html`<p>${t.noValues}</p>` : found.slice(0, most).map((one) => this.#choice(one))}${
      found.length > most ? html`<p>${t.more(found.length - most)}</p>` : nothing
    }`
  }

  #choice({ value, words }: Choice) {
    const inner = this.facet === 'place' && isCity(value) ? 'inner' : ''
    return html`<label class=${inner}><input type="checkbox" .checked=${this.chosen.has(value)}
        @change=${() => this.dispatchEvent(new CustomEvent('rh-tick', { detail: value }))} />
      <bdi class="words">${oneLine(words, 120)}</bdi><span class="count">${formatNumber(this.counts.get(value) ?? 0)}</span></label>`
  }
}

const isCity = (value: string): boolean => value.includes('/')

customElements.define('rh-facet-choice', FacetChoice)
declare global {
  interface HTMLElementTagNameMap {
    'rh-facet-choice': FacetChoice
  }
}
