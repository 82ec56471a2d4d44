import { css, html, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { UiElement } from './i18n.ts'

/** Initials of a name: first letters of its first two words (a double name is one); a number counts only when there is no word. */
export function initials(name: string): string {
  const words = name.match(/\p{L}[\p{L}\p{M}\p{N}’'-]*/gu) ?? name.match(/\p{N}+/gu) ?? []
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase()
}

/** The same name has the same one of eight colours everywhere. */
export function colourOf(name: string): number {
  let hash = 0
  for (const unit of name) hash = (hash * 31 + (unit.codePointAt(0) ?? 0)) >>> 0
  return hash % 8
}

/**
 * A person's photo, or initials where there is none (or it does not load). Decorative: the name stands beside
 * it. Size by CSS: `--size`, default 2rem.
 */
export class Avatar extends UiElement {
  static override styles = css`
    :host {
      display: inline-grid;
      flex: none;
      position: relative;
      width: var(--size, 2rem);
      height: var(--size, 2rem);
    }
    img, span {
      display: grid;
      place-items: center;
      width: 100%;
      height: 100%;
      border-radius: 50%;
      object-fit: cover;
      overflow: hidden;
      user-select: none;
    }
    span {
      font-size: calc(var(--size, 2rem) * 0.38);
      font-weight: 600;
      letter-spacing: 0.01em;
      color: light-dark(oklch(0.4 0.09 var(--hue)), oklch(0.88 0.07 var(--hue)));
      background: light-dark(oklch(0.93 0.035 var(--hue)), oklch(0.36 0.055 var(--hue)));
    }
    .c0 { --hue: 250; }
    .c1 { --hue: 285; }
    .c2 { --hue: 330; }
    .c3 { --hue: 60; }
    .c4 { --hue: 100; }
    .c5 { --hue: 150; }
    .c6 { --hue: 190; }
    .c7 { --hue: 220; }
    i {
      position: absolute;
      inset-inline-end: -1px;
      inset-block-end: -1px;
      width: max(0.5rem, 28%);
      height: max(0.5rem, 28%);
      border-radius: 50%;
      border: 2px solid var(--avatar-ring, var(--rh-surface));
      background: var(--rh-offline);
    }
    i.online { background: var(--rh-online); }
    i.break { background: var(--rh-break); }
    i.second { background: var(--rh-second); }
  `

  @property() name = ''
  /** Address of the photo, or null. */
  @property() photo: string | null = null
  /** Draws the status dot; say the status in words beside it as well. */
  @property() status: 'online' | 'offline' | 'break' | 'second' | null = null
  @state() private broken: string | null = null

  protected override render() {
    const photo = this.photo && this.photo !== this.broken
    return html`${
      photo
        ? html`<img src=${this.photo} alt="" draggable="false" @error=${() => (this.broken = this.photo)} />`
        : html`<span class="c${colourOf(this.name)}" aria-hidden="true">${initials(this.name)}</span>`
    }${this.status ? html`<i class=${this.status}></i>` : nothing}`
  }
}

customElements.define('rh-avatar', Avatar)
declare global {
  interface HTMLElementTagNameMap {
    'rh-avatar': Avatar
  }
}
