import './webawesome.ts'
import '@awesome.me/webawesome/dist/components/dialog/dialog.js'
import { css, html, type PropertyValues } from 'lit'
import { property, query } from 'lit/decorators.js'
import { controls } from './controls.ts'
import { defineTexts, language, UiElement } from './i18n.ts'

const texts = defineTexts({ ru: { cancel: 'Отмена' }, en: { cancel: 'Cancel' } })

/**
 * A dialog over the page: `<rh-dialog label="…" ?open=${…} @rh-close=${…}>body<div slot="footer">…`.
 * Focus goes in and comes back, Escape closes; `locked` keeps it open (while saving), `firm` lets nothing
 * but what stands inside close it.
 *
 * @event rh-close - the person closes it; set `open` to false, or prevent it.
 * @event rh-hidden - it has gone: the focus may be elsewhere again.
 */
export class Dialog extends UiElement {
  static override styles = [
    controls,
    css`
      wa-dialog {
        --width: var(--dialog-width, 28rem);
        --spacing: var(--rh-5);
        --wa-panel-border-width: 1px;
      }
      :host([firm]) wa-dialog::part(header-actions) {
        display: none;
      }
      wa-dialog::part(title) {
        min-width: 0;
        overflow-wrap: anywhere;
        font: 600 var(--rh-text-xl) / 1.3 var(--rh-font);
        letter-spacing: -0.011em;
      }
      wa-dialog::part(body) {
        font-size: var(--rh-text-m);
        padding-block: var(--rh-2) var(--rh-3);
        overflow-wrap: anywhere;
      }
      .footer {
        display: contents;
      }
    `,
  ]

  @property() label = ''
  @property({ type: Boolean, reflect: true }) open = false
  @property({ type: Boolean }) locked = false
  @property({ type: Boolean, reflect: true }) firm = false
  @query('wa-dialog') private inner!: HTMLElement

  protected override updated(changed: PropertyValues<this>): void {
    // Web Awesome reads its language (the close button's label) from `lang`.
    if (this.inner.lang !== language()) this.inner.lang = language()
    super.updated(changed)
  }

  // At once when it opens, so that no key pressed next goes astray. Web Awesome looks for `autofocus` among its own
  // children, ours are a slot further out, and would focus the dialog itself in the next frame.
  #shown(event: Event): void {
    if (event.target !== this.inner) return
    const first = this.querySelector<HTMLElement>('[autofocus]')
    this.inner.querySelector('slot')?.toggleAttribute('autofocus', first !== null)
    queueMicrotask(() => first?.focus())
  }

  #hide(event: Event): void {
    // wa-select and others inside the dialog emit events of the same name.
    if (event.target !== this.inner || !this.open) return
    const stays = this.locked || this.firm
    if (stays || !this.dispatchEvent(new CustomEvent('rh-close', { cancelable: true }))) {
      event.preventDefault()
      return
    }
    this.open = false
  }

  #hidden(event: Event): void {
    if (event.target === this.inner) this.dispatchEvent(new CustomEvent('rh-hidden'))
  }

  protected override render() {
    return html`<wa-dialog label=${this.label} ?open=${this.open} @wa-show=${this.#shown} @wa-hide=${this.#hide}
      @wa-after-hide=${this.#hidden}>
      <slot></slot>
      <slot name="footer" slot="footer"></slot>
    </wa-dialog>`
  }
}

customElements.define('rh-dialog', Dialog)
declare global {
  interface HTMLElementTagNameMap {
    'rh-dialog': Dialog
  }
}

/** Asks before something that cannot be taken back; resolves to the answer. The verb stands on the button. */
export function confirm(of: { title: string; text: string; verb: string }): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = document.createElement('rh-dialog')
    dialog.label = of.title
    const answer = (yes: boolean) => {
      dialog.open = false
      resolve(yes)
      setTimeout(() => dialog.remove(), 400)
    }
    const text = document.createElement('p')
    text.textContent = of.text
    const cancel = button('button', texts().cancel, () => answer(false))
    const yes = button('button primary', of.verb, () => answer(true))
    // What cannot be taken back is never one careless Enter away.
    cancel.autofocus = true
    dialog.append(text, cancel, yes)
    dialog.addEventListener('rh-close', () => answer(false))
    document.body.append(dialog)
    requestAnimationFrame(() => (dialog.open = true))
  })
}

function button(className: string, text: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.className = className
  made.type = 'button'
  made.slot = 'footer'
  made.textContent = text
  made.addEventListener('click', act)
  return made
}
