import { css, html, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import type { Status } from '../../engine/protocol/frames.ts'
import type { Unread } from '../desk/attention.ts'
import '../ui/avatar.ts'
import { controls } from '../ui/controls.ts'
import { formatNumber } from '../ui/format.ts'
import { defineTexts, UiElement } from '../ui/i18n.ts'
import { type IconName, icon } from '../ui/icon.ts'
import { statusEffect, statuses, statusIcons, statusWord } from '../ui/status.ts'

const texts = defineTexts({
  ru: {
    areas: 'Разделы',
    dialogues: 'Диалоги',
    visitors: 'Посетители',
    requests: 'Заявки',
    toProcess: 'не обработано',
    here: 'на сайте',
    yourStatus: 'Ваш статус',
    lost: 'Нет связи',
    lostTitle: 'Пока нет связи, посетители вас не видят',
    unread: 'непрочитано',
    goneUnread: 'непрочитано от тех, кто уже ушёл',
  },
  en: {
    areas: 'Areas',
    dialogues: 'Dialogues',
    visitors: 'Visitors',
    requests: 'Requests',
    toProcess: 'to process',
    here: 'on the site',
    yourStatus: 'Your status',
    lost: 'No link',
    lostTitle: 'Without a connection visitors do not see you',
    unread: 'unread',
    goneUnread: 'unread, from visitors who have left',
  },
})

/** What fills the window beside the rail. */
export const areas = ['dialogues', 'visitors', 'requests'] as const
export type Area = (typeof areas)[number]

const areaIcons: Record<Area, IconName> = {
  dialogues: 'messages-square',
  visitors: 'users',
  requests: 'inbox',
}
const areaKeys: Record<Area, string> = { dialogues: 'Alt+C', visitors: 'Alt+V', requests: 'Alt+R' }

/**
 * The narrow pane at the edge: the operator and his status (H2), the areas of the console.
 *
 * @event rh-status - `detail`: the status to change to.
 * @event rh-area - `detail`: the area that is asked for.
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
      .me { display: grid; grid-template-columns: minmax(0, 1fr); justify-items: center; gap: var(--rh-2); width: 100%; }
      .me rh-avatar { --size: 2.5rem; --avatar-ring: var(--rh-page); }
      .offline rh-avatar, .lost rh-avatar { filter: grayscale(1); opacity: 0.7; }
      .statuses { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1px; width: 100%; }
      .status {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        min-height: 1.75rem;
        padding: 0 0.3125rem;
        border-radius: var(--rh-radius);
        color: var(--rh-text-3);
        line-height: 1.2;
        white-space: nowrap;
      }
      .status .rh-icon { flex: none; }
      .status[aria-pressed='true'] { font-weight: 650; }
      .status.online[aria-pressed='true'] { background: var(--rh-online-soft); color: var(--rh-online-text); }
      .status.break[aria-pressed='true'] { background: var(--rh-break-soft); color: var(--rh-break-text); }
      .status.second[aria-pressed='true'] { background: var(--rh-second-soft); color: var(--rh-second-text); }
      .status.offline[aria-pressed='true'] { background: var(--rh-selected); color: var(--rh-offline-text); }
      .statuses[aria-busy='true'] .status[aria-pressed='true'] { opacity: 0.6; }
      .lost .status { opacity: 0.6; }
      .link {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        color: var(--rh-danger-text);
        font: 600 var(--rh-text-xs) / 1.3 var(--rh-font);
      }
      nav { display: grid; gap: var(--rh-1); width: 100%; margin-top: var(--rh-2); }
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
      .count.quiet { background: var(--rh-text-3); color: var(--rh-page); }
      .here { color: var(--rh-text-3); font-weight: 450; font-variant-numeric: tabular-nums; }
      .rest { flex: 1; }
      @media (max-width: 48rem) {
        :host { flex-direction: row; padding: var(--rh-2) var(--rh-3); gap: var(--rh-3); }
        button, a.item { width: auto; }
        .me, .statuses { display: flex; align-items: center; width: auto; }
        .me { gap: var(--rh-2); }
        .me rh-avatar { --size: 2.25rem; }
        .status { justify-content: center; min-width: 2.5rem; min-height: 2.75rem; padding: 0 0.5rem; font-size: var(--rh-text-s); }
        .status[aria-pressed='false'] span { position: absolute; clip-path: inset(50%); }
        .link span { position: absolute; clip-path: inset(50%); }
        :host { flex-wrap: wrap; row-gap: 0; padding-bottom: 0; }
        nav { order: 3; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 0; margin-top: var(--rh-1); }
        .item { display: flex; align-items: center; justify-content: center; gap: 0.375rem; min-width: 0; min-height: 2.75rem; padding: 0; border-radius: 0; font-size: var(--rh-text-s); }
        .item[aria-current] { box-shadow: inset 0 -2px var(--rh-text); }
        .item .face, .item[aria-current] .face { width: auto; height: auto; background: none; }
        .count { position: static; border: 0; }
      }
      /* Three names with their numbers, in Russian. */
      @media (max-width: 27rem) {
        nav { grid-auto-columns: auto; justify-content: space-between; gap: var(--rh-2); }
        .face { display: none; }
        .item { gap: 0.25rem; }
        .me { gap: var(--rh-1); }
        .status { min-width: 2.25rem; padding: 0 0.375rem; }
      }
    `,
  ]

  @property() name = ''
  @property() photo: string | null = null
  @property() status: Status = 'offline'
  /** A change of the status is on its way. */
  @property({ type: Boolean }) busy = false
  /** Is there a connection? Without one nobody is online. */
  @property({ type: Boolean }) linked = true
  @property() area: Area = 'dialogues'
  /** Red as long as somebody is there to be answered. */
  @property({ attribute: false }) unread: Unread = { here: 0, gone: 0 }
  /** How many requests nobody has processed. */
  @property({ type: Number }) requests = 0
  /** How many are on the sites; null while that is not known. */
  @property({ type: Number }) present: number | null = null

  /** To the switch, from wherever the keyboard was. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.status[aria-pressed="true"]')?.focus()
  }

  #choose(status: Status): void {
    if (status !== this.status) this.dispatchEvent(new CustomEvent('rh-status', { detail: status }))
  }

  /** Arrows only go there: what is passed on the way is not chosen. Digits choose at once. */
  #pressed = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('.status')]
    const at = all.indexOf(event.target as HTMLElement)
    const digit = /^(?:Digit|Numpad)([1-4])$/.exec(event.code)?.[1]
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key] ?? 0
    if (digit !== undefined) this.#choose(statuses[Number(digit) - 1]!)
    else if (by === 0) return
    event.preventDefault()
    event.stopPropagation()
    all[digit === undefined ? (at + by + all.length) % all.length : Number(digit) - 1]?.focus()
  }

  protected override render() {
    const t = texts()
    return html`<div class="me ${this.status} ${this.linked ? '' : 'lost'}">
        <rh-avatar .name=${this.name} .photo=${this.photo}></rh-avatar>
        ${
          this.linked
            ? nothing
            : html`<div class="link" title=${t.lostTitle}>${icon('wifi-off', { size: 14 })}<span>${t.lost}</span></div>`
        }
        <div class="statuses" role="group" aria-label=${t.yourStatus} aria-busy=${this.busy} @keydown=${this.#pressed}>
          ${statuses.map(
            (
              status,
              i,
            ) => html`<button class="status ${status}" type="button" aria-pressed=${status === this.status}
              tabindex=${status === this.status ? 0 : -1} title="${statusEffect(status)} (Alt+S, ${i + 1})"
              @click=${() => this.#choose(status)}>${icon(statusIcons[status], { size: 14 })}<span>${statusWord(status)}</span></button>`,
          )}
        </div>
      </div>
      <nav aria-label=${t.areas}>
        ${areas.map((area) => this.#area(area))}
      </nav>
      <div class="rest"></div>
      <slot></slot>`
  }

  #area(area: Area) {
    const t = texts()
    return html`<button class="item" type="button" aria-current=${area === this.area ? 'page' : nothing} title="${t[area]} (${areaKeys[area]})"
      @click=${() => this.dispatchEvent(new CustomEvent('rh-area', { detail: area }))}>
      <span class="face">${icon(areaIcons[area], { size: 20 })}</span>
      <span>${t[area]}</span>
      ${this.#number(area)}
    </button>`
  }

  #number(area: Area) {
    const t = texts()
    if (area === 'visitors') return this.#present()
    if (area === 'requests') return this.#count(this.requests, t.toProcess)
    const { here, gone } = this.unread
    return here > 0 ? this.#count(here, t.unread) : this.#count(gone, t.goneUnread, 'quiet')
  }

  #count(count: number, word: string, how = '') {
    if (count === 0) return nothing
    return html`<span class="count ${how}" title=${word}>${count > 99 ? '99+' : count}<span class="unseen"> ${word}</span></span>`
  }

  #present() {
    if (this.present === null) return nothing
    return html`<span class="here">${formatNumber(this.present)}<span class="unseen"> ${texts().here}</span></span>`
  }
}

customElements.define('rh-rail', Rail)
