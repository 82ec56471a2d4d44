import { css, html, nothing, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { ConnectionState } from '../../engine/protocol/client/Connection.ts'
import type { Status } from '../../engine/protocol/frames.ts'
import type { Listed } from '../desk/DeskState.ts'
import { isTyping, waits } from '../desk/mood.ts'
import { controls } from '../ui/controls.ts'
import { defineTexts, plural, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { loading, stateStyles } from '../ui/states.ts'
import { dialogueRow, rowStyles } from './dialogue-row.ts'
import { quiet } from './quiet.ts'

const texts = defineTexts({
  ru: {
    title: 'Диалоги',
    list: 'Список диалогов',
    waiting: (n: number) => `${n} ${plural('ru', n, { one: 'ждёт', few: 'ждут', many: 'ждут' })} ответа`,
    noneWaits: 'Все отвечены',
    queue: (n: number) => `В очереди ${n}`,
    queueTitle: 'Посетители, которым пока некому ответить',
    typing: (n: number) => `${n} ${plural('ru', n, { one: 'печатает', few: 'печатают', many: 'печатают' })}`,
    notices: 'Показывать уведомления, когда консоль не видна?',
    show: 'Показывать',
    notNow: 'Не надо',
    quiet: 'Новые появятся здесь',
    lost: 'Нет связи, подключаемся…',
    connecting: 'Подключаемся…',
    closeGone: (n: number) => `Закрыть все ушедшие (${n})`,
    away: {
      break: 'Вы на перерыве: новых посетителей не будет, начатые диалоги продолжаются.',
      second: 'Вы на второй линии: к вам попадут только переданные диалоги.',
      offline: 'Вы не в сети: новые диалоги к вам не попадают.',
    } satisfies Record<Exclude<Status, 'online'>, string>,
    goOnline: 'Выйти в сеть',
  },
  en: {
    title: 'Dialogues',
    list: 'List of dialogues',
    waiting: (n: number) => `${n} ${plural('en', n, { one: 'waits', other: 'wait' })} for an answer`,
    noneWaits: 'All answered',
    queue: (n: number) => `In queue: ${n}`,
    queueTitle: 'Visitors whom nobody can answer yet',
    typing: (n: number) => `${n} ${plural('en', n, { one: 'is', other: 'are' })} typing`,
    notices: 'Show notifications while the console is hidden?',
    show: 'Show them',
    notNow: 'No',
    quiet: 'New ones will appear here',
    lost: 'No connection, reconnecting…',
    connecting: 'Connecting…',
    closeGone: (n: number) => `Close all who left (${n})`,
    away: {
      break: 'You are on break: nobody new comes, dialogues that have begun go on.',
      second: 'You are on the second line: only transferred dialogues come to you.',
      offline: 'You are offline: new dialogues do not come to you.',
    },
    goOnline: 'Go online',
  },
})

/** Rows drawn beyond the visible ones. */
const spare = 6
/** A pointer that rests so long, ms, aims at nothing. */
const restsAfter = 6_000
/** Height of a row with its gap, rem. */
const rowHeight = 4

/**
 * The dialogues (H7). Only the visible rows are in the page, so that a thousand scroll as three do.
 *
 * @event rh-select - `detail`: a dialogue's id.
 * @event rh-enter - the dialogue on screen was chosen with Enter.
 * @event rh-hold - `detail`: pointer or keyboard are in the list.
 * @event rh-notices - `detail`: are notifications wanted?
 * @event rh-close-gone @event rh-go-online
 */
export class DialogueList extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    rowStyles,
    css`
      :host { display: grid; grid-template-rows: auto auto minmax(0, 1fr) auto auto; min-height: 0; background: var(--rh-surface); }
      .head { display: flex; align-items: center; height: 3.75rem; padding: 0 var(--rh-4); }
      .head h1 { font-size: var(--rh-text-l); line-height: 1.35; letter-spacing: 0; }
      .head p { font-size: var(--rh-text-s); line-height: 1.35; color: var(--rh-text-3); }
      .head p.waiting { color: var(--rh-unanswered-text); }
      .head p.typing { color: var(--rh-typing-text); }
      .queue { margin-inline-start: auto; background: var(--rh-break-soft); color: var(--rh-break-text); }
      .head p.lost { color: var(--rh-break-text); }
      .scroll { overflow-y: auto; overscroll-behavior: contain; min-height: 0; padding-top: 2px; scrollbar-width: thin; scrollbar-color: var(--rh-line-strong) transparent; }
      .scroll:focus-visible { outline: none; }
      .scroll:focus-visible .row[aria-selected='true'] { outline: 2px solid var(--rh-focus); outline-offset: -2px; }
      .all { position: relative; height: var(--all, 0); }
      .drawn { position: absolute; inset-inline: 0; top: 0; transform: translateY(var(--top, 0)); }
      .away {
        display: grid;
        gap: var(--rh-2);
        justify-items: start;
        margin: 0 var(--rh-2) var(--rh-3);
        padding: var(--rh-3);
        border-radius: var(--rh-radius-card);
        background: var(--rh-sunken);
        font-size: var(--rh-text-s);
        color: var(--rh-text-2);
      }
      .ask { display: grid; gap: var(--rh-2); padding: var(--rh-3) var(--rh-4); border-top: 1px solid var(--rh-line); font-size: var(--rh-text-s); color: var(--rh-text-2); }
      .bones { align-content: start; gap: 0; padding-top: 2px; }
      .bones .bone { height: 3.75rem; border-radius: var(--rh-radius-card); }
      .state { align-content: start; padding: var(--rh-10) var(--rh-6); }
      .foot { border-top: 1px solid var(--rh-line); padding: var(--rh-2); }
      .foot .button { justify-content: flex-start; gap: var(--rh-3); font-weight: 450; }
      @media (pointer: coarse) { .button.small { min-height: 2.5rem; } }
    `,
  ]

  @property({ attribute: false }) dialogues: ReadonlyMap<string, Listed> = new Map()
  @property({ attribute: false }) order: ReadonlyArray<string> = []
  @property() selected: string | null = null
  @property() link: ConnectionState = 'connecting'
  /** The first frames have not all come yet. */
  @property({ type: Boolean }) loading = false
  @property() status: Status = 'online'
  /** Visitors who wait for an operator. */
  @property({ type: Number }) waiting = 0
  @property({ attribute: false }) draftOf: (id: string) => string = () => ''
  @property({ attribute: false }) stuck: ReadonlySet<string> = new Set()
  /** Answers on their way, by dialogue. */
  @property({ attribute: false }) underway: ReadonlyMap<string, string> = new Map()
  /** Engine's clock, ms. */
  @property({ type: Number }) now = 0
  /** Offer notifications? */
  @property({ type: Boolean }) askNotices = false
  /** Is there no pane beside it that could say that there is no dialogue? */
  @property({ type: Boolean }) alone = true
  /** Where the account's widget can be tried. */
  @property() test = ''
  @state() private from = 0
  @query('.scroll') private scroller!: HTMLElement | null
  @query('.all') private all!: HTMLElement | null
  #pointer = false
  #rest: ReturnType<typeof setTimeout> | undefined
  #keyboard = false
  /** Measured when it changes, never while drawing: reading a size then makes the browser lay out twice. */
  #row = rowHeight * 16
  #height = 0
  #sized = new ResizeObserver(() => this.#measure())

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sized.disconnect()
    clearTimeout(this.#rest)
  }

  protected override firstUpdated(): void {
    this.#sized.observe(this)
  }

  protected override updated(changed: PropertyValues<this>): void {
    const rem = this.#row / rowHeight
    this.all?.style.setProperty('--all', `${this.order.length * this.#row + rem}px`)
    this.all?.style.setProperty('--top', `${this.#first() * this.#row}px`)
    if (changed.has('selected')) this.#reveal()
  }

  override focus(): void {
    this.scroller?.focus()
  }

  #measure(): void {
    this.#row = rowHeight * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16)
    this.#height = this.clientHeight
    this.requestUpdate()
  }

  #first(): number {
    return Math.max(0, Math.min(this.from, this.order.length - 1))
  }

  #scrolled = (): void => {
    this.from = Math.max(0, Math.floor((this.scroller?.scrollTop ?? 0) / this.#row) - spare)
  }

  #reveal(): void {
    const at = this.selected === null ? -1 : this.order.indexOf(this.selected)
    const { scroller } = this
    if (at < 0 || !scroller) return
    const top = at * this.#row
    if (top < scroller.scrollTop) scroller.scrollTop = top
    const bottom = top + this.#row - scroller.clientHeight
    if (bottom > scroller.scrollTop) scroller.scrollTop = bottom
  }

  #clicked = (event: MouseEvent): void => {
    const row = event.composedPath().find((n): n is HTMLElement => n instanceof HTMLElement && !!n.dataset.id)
    if (row) this.#emit('rh-select', row.dataset.id)
  }

  #pressed = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || this.order.length === 0) return
    const at = this.selected === null ? -1 : this.order.indexOf(this.selected)
    const last = this.order.length - 1
    const page = Math.max(1, Math.floor((this.scroller?.clientHeight ?? 0) / this.#row) - 1)
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: last,
      PageDown: at + page,
      PageUp: at - page,
    }
    if (event.key === 'Enter' && at >= 0) this.#emit('rh-enter')
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    this.#emit('rh-select', this.order[Math.max(0, Math.min(last, to))])
  }

  #pointed = (): void => {
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => this.#hold(false, this.#keyboard), restsAfter)
    this.#hold(true, this.#keyboard)
  }

  #gone = (): void => {
    clearTimeout(this.#rest)
    this.#hold(false, this.#keyboard)
  }

  #hold(pointer: boolean, keyboard: boolean): void {
    const before = this.#pointer || this.#keyboard
    this.#pointer = pointer
    this.#keyboard = keyboard
    if (before !== (pointer || keyboard)) this.#emit('rh-hold', pointer || keyboard)
  }

  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  protected override render() {
    const t = texts()
    const gone = [...this.dialogues.values()].filter((d) => !d.off && !d.presence.online).length
    return html`<div class="head"><div><h1>${t.title}</h1>${this.#subtitle()}</div>${this.#queue()}</div>
      ${
        this.status !== 'online'
          ? html`<div class="away" role="status"><span>${t.away[this.status]}</span>
              <button class="button small" type="button" @click=${() => this.#emit('rh-go-online')}>${t.goOnline}</button>
            </div>`
          : html`<span></span>`
      }
      ${this.#body()}
      ${
        this.askNotices && this.order.length > 0
          ? html`<div class="ask">${t.notices}<div>
              <button class="button small" type="button" @click=${() => this.#emit('rh-notices', true)}>${t.show}</button>
              <button class="button plain small" type="button" @click=${() => this.#emit('rh-notices', false)}>${t.notNow}</button>
            </div></div>`
          : nothing
      }
      ${
        gone > 0
          ? html`<div class="foot"><button class="button plain small wide" type="button" @click=${() => this.#emit('rh-close-gone')}>
              ${icon('user-round-x')}${t.closeGone(gone)}</button></div>`
          : nothing
      }`
  }

  #queue() {
    if (this.waiting === 0 || this.link !== 'online') return nothing
    const t = texts()
    return html`<span class="badge queue numbers" role="status" title=${t.queueTitle}>
      ${icon('users', { size: 14 })}${t.queue(this.waiting)}</span>`
  }

  #subtitle() {
    const t = texts()
    if (this.link === 'lost') return html`<p class="lost" role="status">${t.lost}</p>`
    if (this.link === 'connecting') return html`<p>${t.connecting}</p>`
    let waiting = 0
    for (const d of this.dialogues.values()) if (waits(d)) waiting++
    if (waiting > 0) return html`<p class="waiting numbers">${t.waiting(waiting)}</p>`
    let typing = 0
    for (const d of this.dialogues.values()) if (isTyping(d)) typing++
    if (typing > 0) return html`<p class="typing numbers">${t.typing(typing)}</p>`
    return html`<p>${this.dialogues.size > 0 ? t.noneWaits : t.quiet}</p>`
  }

  #body() {
    const t = texts()
    if (this.order.length === 0) {
      if (this.loading) return loading(5)
      return this.alone ? quiet(this.test) : html`<span></span>`
    }
    return html`<div class="scroll" role="listbox" tabindex="0" aria-label=${t.list}
      aria-activedescendant=${this.#active()}
      @scroll=${{ handleEvent: this.#scrolled, passive: true }} @click=${this.#clicked} @keydown=${this.#pressed}
      @pointerenter=${this.#pointed} @pointermove=${this.#pointed} @pointerleave=${this.#gone}
      @focusin=${() => this.#hold(this.#pointer, true)} @focusout=${() => this.#hold(this.#pointer, false)}>
      <div class="all" role="presentation"><div class="drawn" role="presentation">${this.#rows()}</div></div>
    </div>`
  }

  #drawn(): ReadonlyArray<string> {
    const first = this.#first()
    const height = (this.#height || window.innerHeight) / this.#row
    return this.order.slice(first, first + Math.ceil(height) + 2 * spare)
  }

  /** Only a row that is in the page can be named as the active one. */
  #active() {
    const { selected } = this
    return selected !== null && this.#drawn().includes(selected) ? `d-${selected}` : nothing
  }

  #rows() {
    const first = this.#first()
    const drawn = this.#drawn()
    // Without keys: rows that scroll out are reused for those that scroll in.
    return drawn.map((id, i) => {
      const dialogue = this.dialogues.get(id)
      if (!dialogue) return nothing
      return dialogueRow({
        dialogue,
        selected: id === this.selected,
        draft: this.draftOf(id),
        notSent: this.stuck.has(id),
        underway: this.underway.get(id),
        linked: this.link === 'online',
        now: this.now,
        position: first + i + 1,
        total: this.order.length,
      })
    })
  }
}

customElements.define('rh-dialogue-list', DialogueList)
