import { css, html, nothing } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { controls } from '../ui/controls.ts'
import { UiElement } from '../ui/i18n.ts'
import { type IconName, icon } from '../ui/icon.ts'

/** From the edge of the window, px. */
const margin = 8

/**
 * A button and the panel that it opens: for what is chosen several at a time, where a menu would close at once.
 * `--drop-chevron`: `none` where room is short.
 *
 * @event rh-open rh-close - what stands in the panel is needed only in between.
 * @slot - the panel.
 */
export class Drop extends UiElement {
  static override styles = [
    controls,
    css`
      :host { display: inline-block; position: relative; }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 0.3125rem;
        min-height: 1.75rem;
        padding: 0 var(--drop-padding, 0.5rem) 0 var(--drop-padding, 0.625rem);
        border: 1px solid var(--rh-line-strong);
        border-radius: 99px;
        background: none;
        color: var(--rh-text-2);
        font: 500 var(--rh-text-s) / 1.3 var(--rh-font);
        white-space: nowrap;
        cursor: pointer;
      }
      .chip:hover, .chip[aria-expanded='true'] { background: var(--rh-hover); color: var(--rh-text); }
      .chip:focus-visible { border-radius: 99px; }
      .chip.square { border-radius: var(--rh-radius); }
      .chip .rh-icon { color: var(--rh-text-3); }
      .chip .rh-icon:last-child { display: var(--drop-chevron, block); }
      .panel {
        position: fixed;
        top: var(--top, 0);
        left: var(--left, 0);
        z-index: 20;
        display: flex;
        flex-direction: column;
        width: max-content;
        min-width: 13rem;
        max-width: min(22rem, calc(100vw - 1rem));
        max-height: min(34rem, calc(100dvh - var(--top, 0px) - 0.5rem));
        padding: var(--rh-1);
        overflow: auto;
        border: 1px solid var(--rh-line);
        border-radius: var(--rh-radius-card);
        background: var(--rh-raised);
        box-shadow: var(--rh-shadow);
      }
      @media (pointer: coarse) { .chip { min-height: 2.5rem; } }
    `,
  ]

  @property() label = ''
  @property() icon: IconName | null = null
  /** As other buttons, not as a chip. */
  @property({ type: Boolean }) square = false
  @state() private open = false
  @query('.chip') private button!: HTMLElement
  @query('.panel') private panel!: HTMLElement | null

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#listen(false)
  }

  override focus(): void {
    this.button.focus()
  }

  #toggle = (): void => {
    if (this.open) return this.#close()
    this.dispatchEvent(new CustomEvent('rh-open'))
    this.open = true
    this.#listen(true)
    void this.updateComplete.then(() => this.#place())
  }

  #close(): void {
    this.open = false
    this.#listen(false)
    this.dispatchEvent(new CustomEvent('rh-close'))
  }

  #listen(on: boolean): void {
    for (const name of ['pointerdown', 'resize']) {
      if (on) window.addEventListener(name, this.#elsewhere, { capture: true })
      else window.removeEventListener(name, this.#elsewhere, { capture: true })
    }
  }

  readonly #elsewhere = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.#close()
  }

  /** Below the button, and inside the window. */
  #place(): void {
    const { panel } = this
    if (!panel) return
    const { left, bottom } = this.button.getBoundingClientRect()
    const furthest = window.innerWidth - panel.offsetWidth - margin
    panel.style.setProperty('--left', `${Math.max(margin, Math.min(left, furthest))}px`)
    panel.style.setProperty('--top', `${bottom + 4}px`)
    this.querySelector<HTMLElement>('input, button')?.focus()
  }

  #pressed = (event: KeyboardEvent): void => {
    if (!this.open || event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    this.#close()
    this.button.focus()
  }

  #left = (event: FocusEvent): void => {
    const to = event.relatedTarget
    if (this.open && to instanceof Node && !this.contains(to) && !this.renderRoot.contains(to)) this.#close()
  }

  protected override render() {
    return html`<div @keydown=${this.#pressed} @focusout=${this.#left}>
      <button class="chip ${this.square ? 'square' : ''}" type="button" aria-expanded=${this.open} @click=${this.#toggle}>
        ${this.icon === null ? nothing : icon(this.icon)}${this.label}${icon('chevron-down', { size: 14 })}</button>
      ${this.open ? html`<div class="panel" role="group" aria-label=${this.label}><slot></slot></div>` : nothing}
    </div>`
  }
}

customElements.define('rh-drop', Drop)
declare global {
  interface HTMLElementTagNameMap {
    'rh-drop': Drop
  }
}
