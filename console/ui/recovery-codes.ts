import { css, html } from 'lit'
import { property, state } from 'lit/decorators.js'
import { controls } from './controls.ts'
import { copy } from './copy.ts'
import { defineTexts, UiElement } from './i18n.ts'
import { icon } from './icon.ts'
import { notice, stateStyles } from './states.ts'

const texts = defineTexts({
  ru: {
    text: 'Коды восстановления. Каждый один раз заменит код из приложения, если телефон потеряется.',
    once: 'Больше они показаны не будут. Сохраните их там, где есть пароли.',
    codes: 'Коды восстановления',
    copy: 'Скопировать коды',
    copied: 'Скопировано',
    done: 'Коды сохранены, продолжить',
  },
  en: {
    text: 'Recovery codes. Each replaces the app’s code once, should the phone get lost.',
    once: 'They are not shown again. Keep them where you keep passwords.',
    codes: 'Recovery codes',
    copy: 'Copy the codes',
    copied: 'Copied',
    done: 'Codes are kept, continue',
  },
})

/**
 * Recovery codes, in the one moment in which they can be seen.
 * @event rh-done - the person has them.
 */
export class RecoveryCodes extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    css`
      :host { display: grid; gap: var(--rh-4); }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
        gap: var(--rh-1) var(--rh-4);
        max-width: 30rem;
        padding: 0.875rem 1rem;
        border: 1px solid var(--rh-line);
        border-radius: var(--rh-radius);
        background: var(--rh-sunken);
        font: 400 var(--rh-text-m) / 1.6 var(--rh-font-mono);
        list-style: none;
      }
      p { color: var(--rh-text-2); text-wrap: pretty; }
      .actions { display: flex; flex-wrap: wrap; gap: var(--rh-2); }
    `,
  ]

  @property({ attribute: false }) codes: ReadonlyArray<string> = []
  @state() private copied = false

  protected override firstUpdated(): void {
    this.shadowRoot?.querySelector('button')?.focus()
  }

  async #copy(): Promise<void> {
    this.copied = await copy(this.codes.join('\n'))
  }

  protected override render() {
    const t = texts()
    return html`<p>${t.text}</p>
      <ol aria-label=${t.codes}>${this.codes.map((code) => html`<li>${code}</li>`)}</ol>
      ${notice('warn', t.once)}
      <div class="actions">
        <button class="button" type="button" @click=${this.#copy}>
          ${icon(this.copied ? 'check' : 'copy')}${this.copied ? t.copied : t.copy}
        </button>
        <button class="button primary" type="button" @click=${() => this.dispatchEvent(new CustomEvent('rh-done'))}>${t.done}</button>
      </div>`
  }
}

customElements.define('rh-recovery-codes', RecoveryCodes)
