import { css, html, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import type { ChosenStatus } from '../../engine/protocol/frames.ts'
import '../ui/avatar.ts'
import { controls } from '../ui/controls.ts'
import { defineTexts, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'

const texts = defineTexts({
  ru: {
    areas: 'Разделы',
    dialogues: 'Диалоги',
    yourStatus: 'Ваш статус:',
    online: 'В сети',
    offline: 'Не в сети',
    lost: 'Нет связи',
    lostTitle: 'Пока нет связи, посетители вас не видят',
    goOffline: 'Вы получаете новые диалоги. Нажмите, чтобы выйти из сети',
    goOnline: 'Новые диалоги к вам не попадают. Нажмите, чтобы выйти в сеть',
    unread: 'непрочитано',
  },
  en: {
    areas: 'Areas',
    dialogues: 'Dialogues',
    yourStatus: 'Your status:',
    online: 'Online',
    offline: 'Offline',
    lost: 'No link',
    lostTitle: 'Without a connection visitors do not see you',
    goOffline: 'You receive new dialogues. Click to go offline',
    goOnline: 'New dialogues do not come to you. Click to go online',
    unread: 'unread',
  },
})

/**
 * The narrow pane at the edge: the operator and his status (H2), the areas of the console.
 *
 * @event rh-status - `detail`: the status to change to.
 * @event rh-area - the dialogues were asked for.
 * @slot - the menu at the end.
 */
export class Rail extends UiElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: var(--rh-2);
        padding: var(--rh-3) var(--rh-1);
        background: var(--rh-page);
      }
      button, a.item {
        display: grid;
        justify-items: center;
        gap: var(--rh-1);
        width: 100%;
        padding: var(--rh-2) 0;
        border: 0;
        border-radius: var(--rh-radius-card);
        background: none;
        color: var(--rh-text-2);
        font: 500 var(--rh-text-xs) / 1.3 var(--rh-font);
        cursor: pointer;
      }
      button:hover { background: var(--rh-hover); }
      :focus-visible { outline-offset: -2px; }
      .me rh-avatar { --size: 2.5rem; --avatar-ring: var(--rh-page); }
      .me.off rh-avatar { filter: grayscale(1); opacity: 0.7; }
      .pill {
        display: inline-flex;
        align-items: center;
        gap: 0.25rem;
        padding: 0.125rem 0.375rem;
        border-radius: 99px;
        background: var(--rh-online-soft);
        color: var(--rh-online-text);
        font-weight: 600;
        white-space: nowrap;
      }
      .pill i { width: 0.4375rem; height: 0.4375rem; border-radius: 50%; background: var(--rh-online); }
      .off .pill { background: var(--rh-selected); color: var(--rh-text-2); }
      .off .pill i { background: none; box-shadow: inset 0 0 0 2px var(--rh-offline); }
      .lost .pill { background: var(--rh-break-soft); color: var(--rh-break-text); }
      .lost .pill i { background: var(--rh-break); box-shadow: none; }
      .me[aria-busy='true'] .pill i { background: none; box-shadow: inset 0 0 0 2px currentColor; }
      nav { width: 100%; margin-top: var(--rh-2); }
      .item { position: relative; color: var(--rh-text); }
      .item[aria-current] .face { background: var(--rh-selected); }
      .face {
        display: grid;
        place-items: center;
        width: 2.75rem;
        height: 2rem;
        border-radius: var(--rh-radius-card);
      }
      .item:hover { background: none; }
      .item:hover .face { background: var(--rh-hover); }
      .count {
        position: absolute;
        top: 0.125rem;
        left: calc(50% + 0.25rem);
        min-width: 1.125rem;
        padding: 0 0.25rem;
        border-radius: 99px;
        border: 2px solid var(--rh-page);
        box-sizing: content-box;
        height: 1.0625rem;
        background: var(--rh-accent);
        color: var(--rh-on-accent);
        font: 600 0.6875rem / 1.0625rem var(--rh-font);
        font-variant-numeric: tabular-nums;
        text-align: center;
      }
      .rest { flex: 1; }
      @media (max-width: 48rem) {
        :host { flex-direction: row; padding: var(--rh-2) var(--rh-3); gap: var(--rh-3); }
        button, a.item { width: auto; }
        .me { display: flex; align-items: center; gap: var(--rh-2); padding: var(--rh-1) var(--rh-2); min-height: 2.75rem; }
        .me rh-avatar { --size: 2.25rem; }
        .me .pill { font-size: var(--rh-text-s); }
        nav { display: none; }
      }
    `,
  ]

  @property() name = ''
  @property() photo: string | null = null
  @property() status: ChosenStatus = 'offline'
  /** A change of the status is on its way. */
  @property({ type: Boolean }) busy = false
  /** Is there a connection? Without one nobody is online. */
  @property({ type: Boolean }) linked = true
  @property({ type: Number }) unread = 0

  #status(): void {
    const detail: ChosenStatus = this.status === 'online' ? 'offline' : 'online'
    this.dispatchEvent(new CustomEvent('rh-status', { detail }))
  }

  protected override render() {
    const t = texts()
    const on = this.status === 'online'
    return html`<button class="me ${on ? 'on' : 'off'} ${this.linked ? '' : 'lost'}" type="button" aria-busy=${this.busy}
        title=${this.linked ? (on ? t.goOffline : t.goOnline) : t.lostTitle} @click=${this.#status}>
        <rh-avatar .name=${this.name} .photo=${this.photo}></rh-avatar>
        <span class="unseen">${t.yourStatus}</span>
        <span class="pill"><i></i>${this.linked ? (on ? t.online : t.offline) : t.lost}</span>
      </button>
      <nav aria-label=${t.areas}>
        <button class="item" type="button" aria-current="page" @click=${() => this.dispatchEvent(new CustomEvent('rh-area'))}>
          <span class="face">${icon('messages-square', { size: 20 })}</span>
          ${t.dialogues}
          ${
            this.unread > 0
              ? html`<span class="count">${this.unread > 99 ? '99+' : this.unread}<span class="unseen"> ${t.unread}</span></span>`
              : nothing
          }
        </button>
      </nav>
      <div class="rest"></div>
      <slot></slot>`
  }
}

customElements.define('rh-rail', Rail)
