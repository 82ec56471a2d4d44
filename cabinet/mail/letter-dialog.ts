import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type Failure, failureOf, type Letter, type WholeLetter } from '../../console/ui/api.ts'
import { controls } from '../../console/ui/controls.ts'
import '../../console/ui/dialog.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { failed, loading, stateStyles } from '../../console/ui/states.ts'
import { fateOf, letterRowStyles } from './letter-row.ts'

const texts = defineTexts({
  ru: { to: 'Кому', replyTo: 'Ответ уйдёт', close: 'Закрыть' },
  en: { to: 'To', replyTo: 'A reply goes to', close: 'Close' },
})

/**
 * One letter, to be read.
 * @event rh-close - closed by the person.
 */
export class LetterDialog extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    letterRowStyles,
    css`
      rh-dialog {
        --dialog-width: 40rem;
      }
      .whole {
        display: grid;
        gap: var(--rh-4);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.125rem var(--rh-4);
        font-size: var(--rh-text-s);
      }
      dt {
        color: var(--rh-text-3);
      }
      dd {
        overflow-wrap: anywhere;
      }
      pre {
        margin: 0;
        padding: var(--rh-4);
        border: 1px solid var(--rh-line);
        border-radius: var(--rh-radius);
        background: var(--rh-sunken);
        font: 400 var(--rh-text-m) / 1.5 var(--rh-font);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ]

  /** Null: none is read. */
  @property({ attribute: false }) letter: Letter | null = null
  @state() private whole: WholeLetter | undefined
  @state() private failure: Failure | undefined
  /** The dialog keeps its words while it goes away. */
  #last: Letter | null = null

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('letter') || this.letter === null) return
    const another = this.letter.id !== this.#last?.id
    this.#last = this.letter
    if (another || this.whole === undefined) void this.#load(this.letter.id)
  }

  async #load(id: string): Promise<void> {
    this.failure = undefined
    this.whole = undefined
    try {
      const whole = await api.letter(id)
      if (this.#last?.id === id) this.whole = whole
    } catch (error) {
      if (this.#last?.id === id) this.failure = failureOf(error)
    }
  }

  readonly #close = (): void => void this.dispatchEvent(new CustomEvent('rh-close'))

  protected override render() {
    const label = this.#last?.subject ?? ''
    return html`<rh-dialog label=${label} ?open=${this.letter !== null} @rh-close=${this.#close}>
      ${this.#last === null ? nothing : this.#content(this.#last)}
      <button slot="footer" class="button" type="button" autofocus @click=${this.#close}>${texts().close}</button>
    </rh-dialog>`
  }

  #content(letter: Letter): TemplateResult {
    const { id } = letter
    if (this.failure) return failed(this.failure, () => void this.#load(id))
    if (!this.whole) return loading(4)
    const t = texts()
    const { to, replyTo, text } = this.whole
    return html`<div class="whole">
      <dl>
        <dt>${t.to}</dt><dd>${to}</dd>
        ${replyTo === null ? nothing : html`<dt>${t.replyTo}</dt><dd>${replyTo}</dd>`}
      </dl>
      ${fateOf(letter)}
      <pre>${text}</pre>
    </div>`
  }
}

customElements.define('rh-letter-dialog', LetterDialog)
