import { css, html, nothing, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { Line } from '../desk/lines.ts'
import type { Earlier } from '../desk/Transcripts.ts'
import { oneLine } from '../desk/text.ts'
import { controls } from '../ui/controls.ts'
import { defineTexts, plural, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { drawLines, ghost, lineStyles } from './lines-view.ts'

const texts = defineTexts({
  ru: {
    messages: 'Сообщения диалога',
    earlier: 'Показать более ранние',
    loading: 'Загружаются более ранние сообщения',
    failed: 'Более ранние сообщения не загрузились.',
    again: 'Повторить',
    down: 'К последним сообщениям',
    fresh: (n: number) =>
      `${n} ${plural('ru', n, { one: 'новое сообщение', few: 'новых сообщения', many: 'новых сообщений' })}`,
    silent: 'Посетитель ещё ничего не написал.',
    says: 'Посетитель:',
  },
  en: {
    messages: 'Messages of the dialogue',
    earlier: 'Show earlier ones',
    loading: 'Earlier messages are loading',
    failed: 'Earlier messages could not be loaded.',
    again: 'Try again',
    down: 'To the newest messages',
    fresh: (n: number) => `${n} ${plural('en', n, { one: 'new message', other: 'new messages' })}`,
    silent: 'The visitor has not written anything yet.',
    says: 'Visitor:',
  },
})

/** A line by its key, and how far below the upper edge it stands, px. */
interface Place {
  readonly key: string | undefined
  readonly below: number
}

/** So near the end counts as at the end, px. */
const near = 48
/** So near the beginning asks for what was before, px. */
const soon = 300

/**
 * The messages of one dialogue: stays at the end while the operator is there, keeps his place when he is not,
 * whatever comes in above or below.
 *
 * @event rh-older - more of the past is wanted.
 * @event rh-follow - `detail`: is the end on screen?
 * @event rh-retry @event rh-discard - `detail`: a message's client id.
 */
export class Messages extends UiElement {
  static override styles = [
    controls,
    lineStyles,
    css`
      :host { position: relative; display: block; min-height: 0; }
      .scroll {
        height: 100%;
        overflow-y: auto;
        overflow-anchor: none;
        overscroll-behavior: contain;
        scrollbar-width: thin;
        scrollbar-color: var(--rh-line-strong) transparent;
      }
      .scroll:focus-visible { outline-offset: -2px; border-radius: 0; }
      .column { display: flex; flex-direction: column; justify-content: flex-end; min-height: 100%; max-width: 52rem; margin: 0 auto; padding: var(--rh-4) var(--rh-6) var(--rh-3); }
      .top { display: flex; justify-content: center; align-items: center; gap: var(--rh-3); min-height: 2rem; margin-bottom: auto; color: var(--rh-text-3); font-size: var(--rh-text-s); }
      .silent { text-align: center; color: var(--rh-text-3); font-size: var(--rh-text-s); padding: var(--rh-4) 0; }
      .pill {
        position: absolute;
        inset-block-end: var(--rh-3);
        inset-inline: 0;
        margin: auto;
        width: fit-content;
        border-radius: 99px;
        background: var(--rh-raised);
        box-shadow: var(--rh-shadow);
      }
      .pill.fresh-ones { border-color: transparent; background: var(--rh-accent); color: var(--rh-on-accent); }
      .pill.fresh-ones:hover { background: var(--rh-accent-hover); }
      @media (max-width: 48rem) { .column { padding-inline: var(--rh-3); } }
    `,
  ]

  /** Whose messages these are: a change of it starts at the end (or where he was). */
  @property() dialogue = ''
  @property({ attribute: false }) lines: ReadonlyArray<Line> = []
  @property() preview = ''
  @property() earlier: Earlier = 'none'
  @property({ type: Number }) unread = 0
  @property({ type: Boolean }) online = true
  @property() me = ''
  @property({ attribute: false }) nameOf: (operator: string) => string | null = () => null
  @property({ type: Number }) now = 0
  @state() private atEnd = true
  @state() private said = ''
  @query('.scroll') private scroller!: HTMLElement
  @query('.column') private column!: HTMLElement
  /** Away from the end: what he reads. */
  #reading: Place | undefined
  /** What he was reading in each dialogue that he left. */
  #left = new Map<string, Place>()
  /** What the last scrolling found. */
  #seen = { top: 0, client: 0, all: 0 }
  #sized = new ResizeObserver(() => this.#stay())

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sized.disconnect()
  }

  protected override firstUpdated(): void {
    this.#sized.observe(this.scroller)
    this.#sized.observe(this.column)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) return
    const before = changed.get('dialogue')
    if (before !== undefined) {
      if (this.atEnd || !this.#reading) this.#left.delete(before)
      else this.#left.set(before, this.#reading)
      this.#reading = this.#left.get(this.dialogue)
      this.atEnd = this.#reading === undefined
    }
    this.#announce(changed)
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#stay()
    if (changed.has('dialogue')) {
      if (this.atEnd) this.#toUnread()
      this.#emit('rh-follow', this.atEnd)
    }
    if (changed.has('earlier') || changed.has('dialogue')) this.#wantOlder()
  }

  toEnd(): void {
    this.scroller.scrollTop = this.scroller.scrollHeight
  }

  /** To the end, and stay there: for who has sent something, wherever he was reading. */
  follow(): void {
    this.toEnd()
    if (this.atEnd) return
    this.atEnd = true
    this.#emit('rh-follow', true)
  }

  /** One page up (-1) or down (1). */
  page(by: 1 | -1): void {
    this.scroller.scrollBy({ top: by * this.scroller.clientHeight * 0.85 })
    this.#scrolled()
  }

  /** Whatever came in above or below, and however the lines broke anew. */
  #stay(): void {
    if (this.atEnd) return this.toEnd()
    const { key, below } = this.#reading ?? {}
    const line = this.#lines().find((one) => one.dataset.key === key)
    const moved = line && below !== undefined ? this.#below(line) - below : 0
    if (Math.abs(moved) >= 1) this.scroller.scrollTop += moved
  }

  /** More that is new than the screen holds is read from its beginning. */
  #toUnread(): void {
    const mark = this.column.querySelector('.fresh')
    const below = mark ? this.#below(mark) : 0
    if (below >= 0) return
    this.scroller.scrollTop += below
    this.atEnd = false
    this.#read()
  }

  #lines(): ReadonlyArray<HTMLElement> {
    return [...this.column.querySelectorAll<HTMLElement>('[data-key]')]
  }

  #below(line: Element): number {
    return line.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top
  }

  #read(): void {
    const lines = this.#lines()
    let [from, to] = [0, lines.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if (this.#below(lines[middle]!) < 0) from = middle + 1
      else to = middle
    }
    const line = lines[from] ?? lines.at(-1)
    this.#reading = line && { key: line.dataset.key, below: this.#below(line) }
  }

  /** Screen readers hear each new message of the visitor once, and never the whole history. */
  #announce(changed: PropertyValues<this>): void {
    const before = changed.get('lines')
    if (!before || changed.has('dialogue')) return
    const last = this.lines.at(-1)
    const newest = last?.kind === 'group' && last.author === 'visitor' ? last.spoken.at(-1) : undefined
    const known = before.some((l) => l.kind === 'group' && l.spoken.some((m) => m.client === newest?.client))
    if (newest && !known) this.said = `${texts().says} ${oneLine(newest.text)}`
  }

  #scrolled = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller
    const atEnd = scrollHeight - scrollTop - clientHeight < near
    // Only a person goes up: what grows or shrinks around the messages does not take him from the end.
    const resized = clientHeight !== this.#seen.client || scrollHeight !== this.#seen.all
    const wentUp = scrollTop < this.#seen.top - 1 && !resized
    this.#seen = { top: scrollTop, client: clientHeight, all: scrollHeight }
    if (resized && this.atEnd) this.toEnd()
    if (atEnd !== this.atEnd && (atEnd || wentUp)) {
      this.atEnd = atEnd
      this.#emit('rh-follow', atEnd)
    }
    if (!this.atEnd) this.#read()
    this.#wantOlder()
  }

  #wantOlder(): void {
    if (this.earlier === 'more' && !this.atEnd && this.scroller.scrollTop < soon) this.#emit('rh-older')
  }

  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  protected override render() {
    const t = texts()
    const scenery = {
      me: this.me,
      nameOf: this.nameOf,
      online: this.online,
      now: this.now,
      retry: (client: string) => this.#emit('rh-retry', client),
      discard: (client: string) => this.#emit('rh-discard', client),
    }
    const silent = this.lines.length === 0 && this.preview === '' && this.earlier !== 'loading'
    return html`<div class="scroll" tabindex="0" role="log" aria-live="off" aria-label=${t.messages}
        @scroll=${{ handleEvent: this.#scrolled, passive: true }}>
        <div class="column">
          <div class="top">${this.#past()}</div>
          ${silent ? html`<p class="silent">${t.silent}</p>` : nothing}
          ${drawLines(this.lines, scenery)}
          ${this.preview === '' ? nothing : ghost(this.preview)}
        </div>
      </div>
      <div class="unseen" aria-live="polite">${this.said}</div>
      ${this.atEnd ? nothing : this.#pill()}`
  }

  #past() {
    const t = texts()
    if (this.earlier === 'loading') {
      return html`<span class="spin" role="status" aria-label=${t.loading}>${icon('loader-circle')}</span>`
    }
    const again = (words: string) =>
      html`<button class="button plain small" type="button" @click=${() => this.#emit('rh-older')}>${words}</button>`
    if (this.earlier === 'failed') return html`<span>${t.failed}</span>${again(t.again)}`
    return this.earlier === 'more' && this.online && this.lines.length > 0 ? again(t.earlier) : nothing
  }

  #pill() {
    const t = texts()
    return this.unread > 0
      ? html`<button class="button small pill fresh-ones" type="button" @click=${this.follow}>
          ${t.fresh(this.unread)}${icon('arrow-down', { size: 14 })}</button>`
      : html`<button class="button small pill icon-only" type="button" title=${t.down} aria-label=${t.down}
          @click=${this.follow}>${icon('arrow-down')}</button>`
  }
}

customElements.define('rh-messages', Messages)
