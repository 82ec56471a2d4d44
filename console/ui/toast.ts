import { css, html } from 'lit'
import { state } from 'lit/decorators.js'
import { controls } from './controls.ts'
import { defineTexts, UiElement } from './i18n.ts'
import { icon } from './icon.ts'

const texts = defineTexts({ ru: { close: 'Закрыть' }, en: { close: 'Close' } })

interface Toast {
  readonly id: number
  readonly kind: 'good' | 'bad' | 'plain'
  readonly text: string
}

/** Milliseconds that a toast stays; a bad one stays until closed. */
const staysFor = 4_000
let last = 0

/** Short confirmations at the bottom of the window; made by `toast`, never by hand. */
export class Toasts extends UiElement {
  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset-block-end: max(var(--rh-4), env(safe-area-inset-bottom));
        inset-inline: var(--rh-4);
        z-index: 1000;
        width: auto;
        height: auto;
        margin: 0;
        padding: 0;
        inset-block-start: auto;
        border: 0;
        background: none;
        overflow: visible;
        display: grid;
        justify-items: center;
        gap: var(--rh-2);
        pointer-events: none;
      }
      .toast {
        display: flex;
        align-items: center;
        gap: var(--rh-2);
        max-width: 30rem;
        padding: var(--rh-2) var(--rh-2) var(--rh-2) var(--rh-3);
        border: 1px solid var(--rh-line);
        border-radius: var(--rh-radius-card);
        background: var(--rh-raised);
        box-shadow: var(--rh-shadow);
        color: var(--rh-text);
        font-size: var(--rh-text-m);
        pointer-events: auto;
        animation: come var(--rh-slow) var(--rh-ease);
      }
      .good > .rh-icon {
        color: var(--rh-online-text);
      }
      .bad > .rh-icon {
        color: var(--rh-danger-text);
      }
      @keyframes come {
        from {
          opacity: 0;
          translate: 0 8px;
        }
      }
    `,
  ]

  @state() private toasts: ReadonlyArray<Toast> = []

  override connectedCallback(): void {
    super.connectedCallback()
    this.setAttribute('role', 'status')
    this.setAttribute('aria-live', 'polite')
    this.popover = 'manual'
  }

  show(kind: Toast['kind'], text: string): void {
    const id = ++last
    // To the top of the top layer, over a dialog that is open.
    this.hidePopover?.()
    this.showPopover?.()
    this.toasts = [...this.toasts.slice(-2), { id, kind, text }]
    if (kind !== 'bad') setTimeout(() => this.#drop(id), staysFor)
  }

  #drop(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id)
  }

  protected override render() {
    return this.toasts.map(
      ({ id, kind, text }) => html`<div class="toast ${kind}">
        ${icon(kind === 'bad' ? 'circle-alert' : kind === 'good' ? 'circle-check' : 'info')}
        <span>${text}</span>
        <button class="button plain small icon-only" type="button" aria-label=${texts().close} @click=${() => this.#drop(id)}>
          ${icon('x', { size: 14 })}
        </button>
      </div>`,
    )
  }
}

customElements.define('rh-toasts', Toasts)

/** Says in a few words that something was done, or that it failed: `toast('Сохранено')`. */
export function toast(text: string, kind: Toast['kind'] = 'good'): void {
  let region = document.querySelector<Toasts>('rh-toasts')
  if (!region) {
    region = document.createElement('rh-toasts') as Toasts
    document.body.append(region)
  }
  region.show(kind, text)
}
