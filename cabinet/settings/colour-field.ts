import { css, html } from 'lit'
import { property } from 'lit/decorators.js'
import { live } from 'lit/directives/live.js'
import { controls } from '../../console/ui/controls.ts'
import { formatNumber } from '../../console/ui/format.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { colour, contrast, inkOn } from '../../engine/protocol/client/settings.ts'

const texts = defineTexts({
  ru: {
    pick: 'Выбрать любой цвет',
    value: 'Значение',
    palette: 'Палитра',
    sample: 'Так виден текст',
    ratio: (ratio: string) => `Контраст текста ${ratio} : 1`,
  },
  en: {
    pick: 'Pick any colour',
    value: 'Value',
    palette: 'Palette',
    sample: 'Text on it',
    ratio: (ratio: string) => `Contrast of the text ${ratio} : 1`,
  },
})

/** Quiet and loud ones that look at home on most sites. */
const palette = [
  ...['#d5372b', '#c2185b', '#7b1fa2', '#3f51b5', '#1565c0', '#00838f'],
  ...['#2e7d32', '#827717', '#f9a825', '#e65100', '#5d4037', '#37474f'],
]

/**
 * A colour: from the palette, by the system's own picker, or by its value; and how text looks on it (C1).
 * @event rh-colour - detail: as it was typed or chosen.
 */
export class ColourField extends UiElement {
  static override shadowRootOptions = { mode: 'open' as const, delegatesFocus: true }
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--rh-2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--rh-2);
      }
      .palette {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
      }
      .palette button {
        width: 1.75rem;
        height: 1.75rem;
        display: grid;
        place-items: center;
        padding: 0;
        border: 1px solid color-mix(in srgb, var(--rh-text) 18%, transparent);
        border-radius: 50%;
        background: var(--colour);
        color: var(--ink);
        cursor: pointer;
      }
      input[type='color'] {
        flex: none;
        width: var(--rh-control);
        height: var(--rh-control);
        padding: 2px;
        border: 1px solid var(--rh-edge);
        border-radius: var(--rh-radius);
        background: var(--rh-surface);
        cursor: pointer;
      }
      .input {
        width: 7.5rem;
        font-variant-numeric: tabular-nums;
      }
      .sample {
        padding: 0.4375rem 0.75rem;
        border-radius: var(--rh-radius);
        background: var(--colour);
        color: var(--ink);
        font-weight: 500;
      }
      small {
        font-size: var(--rh-text-xs);
        color: var(--rh-text-3);
      }
      @media (pointer: coarse) {
        .palette button {
          width: 2.25rem;
          height: 2.25rem;
        }
        input[type='color'] {
          width: 2.75rem;
          height: 2.75rem;
        }
      }
    `,
  ]

  /** As of an input: a refusal of the form is taken back by it. */
  @property() name = ''
  @property() label = ''
  /** As it was typed; empty: inherited. */
  @property() value = ''
  @property() inherited = ''
  @property({ type: Boolean }) wrong = false

  get #colour(): string {
    return colour(this.value) ?? colour(this.inherited) ?? palette[0]!
  }

  #tell(value: string): void {
    this.dispatchEvent(new CustomEvent('rh-colour', { detail: value }))
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
  }
  #typed = (event: Event): void => {
    event.stopPropagation()
    this.#tell((event.target as HTMLInputElement).value)
  }

  // A style attribute would fall to the page's policy.
  protected override updated(): void {
    const paint = (element: HTMLElement, of: string) => {
      element.style.setProperty('--colour', of)
      element.style.setProperty('--ink', inkOn(of))
    }
    const swatches = this.renderRoot.querySelectorAll<HTMLElement>('.palette button')
    for (const [n, swatch] of [...swatches].entries()) paint(swatch, palette[n]!)
    paint(this.renderRoot.querySelector('.sample')!, this.#colour)
  }

  protected override render() {
    const t = texts()
    const now = this.#colour
    const ratio = Math.floor(contrast(now, inkOn(now)) * 10) / 10
    return html`<div class="palette" role="group" aria-label="${this.label}: ${t.palette}">
        ${palette.map(
          (each) => html`<button
            type="button"
            aria-label=${each}
            title=${each}
            aria-pressed=${each === now}
            @click=${() => this.#tell(each)}
          >
            ${each === now ? icon('check', { size: 14 }) : ''}
          </button>`,
        )}
      </div>
      <div class="row">
        <input
          type="color"
          aria-label="${this.label}: ${t.pick}"
          title=${t.pick}
          .value=${live(now)}
          @input=${this.#typed}
        />
        <input
          class="input"
          aria-label="${this.label}: ${t.value}"
          maxlength="16"
          spellcheck="false"
          autocomplete="off"
          placeholder=${colour(this.inherited) ?? ''}
          aria-invalid=${this.wrong ? 'true' : 'false'}
          .value=${live(this.value)}
          @input=${this.#typed}
        />
        <span class="sample">${t.sample}</span>
        <small>${t.ratio(formatNumber(ratio))}</small>
      </div>`
  }
}

customElements.define('rh-colour-field', ColourField)
