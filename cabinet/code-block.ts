import { css, html } from 'lit'
import { property, state } from 'lit/decorators.js'
import { controls } from '../console/ui/controls.ts'
import { copy } from '../console/ui/copy.ts'
import { defineTexts, UiElement } from '../console/ui/i18n.ts'
import { icon } from '../console/ui/icon.ts'

const texts = defineTexts({
  ru: {
    copy: 'Скопировать',
    copied: 'Скопировано',
    failed: 'Браузер не дал скопировать: код выделен, нажмите Ctrl+C',
  },
  en: {
    copy: 'Copy',
    copied: 'Copied',
    failed: 'The browser did not allow it: the code is selected, press Ctrl+C',
  },
})

/** How long the button says that it was done, ms. */
const confirmedFor = 2_500

/**
 * Code to take away.
 * @event rh-copied - it is on the clipboard.
 */
export class CodeBlock extends UiElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--rh-2);
        min-width: 0;
      }
      pre {
        margin: 0;
        padding: 0.875rem 1rem;
        border: 1px solid var(--rh-line);
        border-radius: var(--rh-radius);
        background: var(--rh-sunken);
        color: var(--rh-text);
        font: 400 var(--rh-text-s) / 1.6 var(--rh-font-mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        tab-size: 2;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--rh-3);
      }
      .done {
        color: var(--rh-online-text);
      }
      .done .rh-icon {
        color: var(--rh-online-text);
      }
    `,
  ]

  @property() code = ''
  /** What is copied, for screen readers: several blocks stand on a page. */
  @property() label = ''
  @property({ type: Boolean }) primary = false
  @state() private outcome: 'none' | 'copied' | 'failed' = 'none'
  #timer: ReturnType<typeof setTimeout> | undefined

  async #copy(): Promise<void> {
    const done = await copy(this.code)
    if (!done) this.#select()
    else this.dispatchEvent(new CustomEvent('rh-copied'))
    this.outcome = done ? 'copied' : 'failed'
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => (this.outcome = 'none'), done ? confirmedFor : 4 * confirmedFor)
  }

  #select(): void {
    const block = this.shadowRoot?.querySelector('pre')
    if (block) getSelection()?.selectAllChildren(block)
  }

  protected override render() {
    const t = texts()
    const copied = this.outcome === 'copied'
    return html`<pre tabindex="0" role="region" aria-label=${this.label}>${this.code}</pre>
      <div class="row">
        <button
          class="button ${this.primary && !copied ? 'primary' : ''} ${copied ? 'done' : ''}"
          type="button"
          aria-label="${copied ? t.copied : t.copy}: ${this.label}"
          @click=${this.#copy}
        >
          ${icon(copied ? 'check' : 'copy')}${copied ? t.copied : t.copy}
        </button>
        <span class="quiet" role="status">${this.outcome === 'failed' ? t.failed : html`<span class="unseen">${copied ? t.copied : ''}</span>`}</span>
      </div>`
  }
}

customElements.define('rh-code', CodeBlock)
