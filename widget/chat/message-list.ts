import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { linkify } from '../../engine/protocol/client/linkify.ts'
import type { Person } from '../../engine/protocol/frames.ts'
import type { Speech } from '../language/texts.ts'
import { avatar, avatarStyles } from './avatar.ts'
import { icons } from './icons.ts'
import { messageListStyles } from './message-list.styles.ts'
import type { MessageRow, Row } from './rows.ts'
import type { EarlierState } from './talk.ts'
import { tokens } from './tokens.ts'

/** Pixels from an end of the list within which the reader counts as being there. */
const near = 60

/**
 * The messages, newest at the bottom. Stays at the bottom while the reader is there, and where he reads when
 * earlier ones are put before.
 * Events: `earlier` (older messages are wanted), `retry` and `discard` (a client id).
 */
export class MessageList extends LitElement {
  static override properties = {
    speech: { attribute: false },
    rows: { attribute: false },
    personOf: { attribute: false },
    typist: { attribute: false },
    typing: { type: Boolean },
    earlier: { attribute: false },
    photos: { type: Boolean },
    greeting: { attribute: false },
    greeter: { attribute: false },
    hello: { attribute: false },
    form: { attribute: false },
    origin: { attribute: false },
    below: { state: true },
  }
  declare speech: Speech
  declare rows: ReadonlyArray<Row>
  declare personOf: (operator: string) => Person | null
  declare typist: Person | null
  declare typing: boolean
  declare earlier: EarlierState
  declare photos: boolean
  /** Said before anything else, by who answers; it is no message, and kept nowhere. */
  declare greeting: string
  declare greeter: Person | null
  /** Where there is nothing else. */
  declare hello: TemplateResult | typeof nothing
  /** What is to be filled in, at the end. */
  declare form: TemplateResult | typeof nothing
  declare origin: string
  /** New messages of the operator under the visible part. */
  declare below: number
  private atEnd = true
  private fromEnd = 0
  /** Where it was scrolled to last. */
  private top = 0
  private readonly room =
    typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.settle())

  static override styles = [tokens, avatarStyles, messageListStyles]

  constructor() {
    super()
    this.rows = []
    this.typist = null
    this.typing = false
    this.earlier = 'none'
    this.photos = true
    this.greeting = ''
    this.greeter = null
    this.below = 0
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.room?.disconnect()
  }

  /** To the newest message. */
  toEnd(): void {
    this.atEnd = true
    this.below = 0
    this.settle()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const scroller = this.scroller
    if (scroller) this.fromEnd = scroller.scrollHeight - scroller.scrollTop
    const before = changed.get('rows')
    if (!before || !scroller) return
    const known = new Set(before.map(({ key }) => key))
    let fresh = 0
    for (let n = this.rows.length; n-- && !known.has(this.rows[n]!.key); ) {
      const row = this.rows[n]!
      if (row.kind !== 'message') continue
      fresh++
      // Whoever writes wants to see it.
      if (row.author === 'visitor') this.atEnd = true
    }
    if (!this.atEnd) this.below += fresh
  }

  protected override updated(changed: PropertyValues<this>): void {
    const scroller = this.scroller!
    const before = changed.get('rows')
    const grewAbove = before?.length && before[0]!.key !== this.rows[0]?.key
    if (!this.atEnd && grewAbove) scroller.scrollTop = scroller.scrollHeight - this.fromEnd
    this.settle()
  }

  protected override firstUpdated(): void {
    this.room?.observe(this)
    this.room?.observe(this.renderRoot.querySelector('.content')!)
  }

  protected override render() {
    const { texts } = this.speech
    const ours = this.rows.filter((row) => row.kind === 'message' && row.mark).pop()
    return html`
      <div class="scroller" tabindex="0" role="log" aria-live="off" aria-label=${texts.messages} @scroll=${this.onScroll}>
        <div class="content">
          ${
            this.rows.length || /loading|failed/.test(this.earlier)
              ? this.renderEarlier()
              : this.greeting
                ? nothing
                : this.hello
          }
          ${this.greeting ? this.renderGreeting() : nothing}
          ${repeat(
            this.rows,
            (row) => row.key,
            (row) => this.renderRow(row, row === ours),
          )}
          ${this.typing ? this.renderTyping() : nothing}
          ${this.form}
        </div>
      </div>
      ${
        this.below
          ? html`<button class="latest" type="button" @click=${this.toEnd} title=${texts.latest}>
              ${icons.down()} ${this.speech.count(texts.newMessages, this.below)}
            </button>`
          : nothing
      }
    `
  }

  private renderEarlier() {
    const { texts } = this.speech
    if (this.earlier === 'loading') return html`<p class="note late">${texts.earlier}</p>`
    if (this.earlier !== 'failed') return nothing
    return html`<p class="note">
      ${texts.earlierFailed} <button class="link" type="button" @click=${this.wantEarlier}>${texts.retry}</button>
    </p>`
  }

  private renderRow(row: Row, ours: boolean) {
    if (row.kind === 'day')
      return html`<p class="day"><span>${this.speech.day(row.at, Date.now())}</span></p>`
    if (row.kind === 'closed') return html`<p class="note">${this.speech.texts.closed}</p>`
    if (row.kind === 'note') return html`<p class="note" dir="auto">${row.text}</p>`
    if (row.kind === 'passed') {
      const name = this.personOf(row.operator)?.name
      return name ? html`<p class="note">${this.speech.texts.passed} <bdi>${name}</bdi></p>` : nothing
    }
    return row.author === 'visitor' ? this.renderOurs(row, ours) : this.renderTheirs(row)
  }

  private renderTheirs(row: MessageRow) {
    const person = this.personOf(row.from)
    const name = person?.name ?? this.speech.texts.operator
    return html`
      <div class="row theirs ${row.first ? 'first' : ''}">
        ${row.last ? this.renderFace(person) : this.photos ? html`<span class="avatar empty"></span>` : nothing}
        <div class="stack">
          ${row.first ? html`<bdi class="name">${name}</bdi>` : html`<span class="unseen">${name}:</span>`}
          <div class="bubble ${size(row.text)}"><div class="words" dir="auto">${said(row.text)}</div></div>
          ${row.last ? html`<div class="under">${this.renderTime(row)}</div>` : nothing}
        </div>
      </div>
    `
  }

  private renderGreeting() {
    const { greeter, greeting } = this
    return html`
      <div class="row theirs first">
        ${this.renderFace(greeter)}
        <div class="stack">
          <bdi class="name">${greeter?.name ?? this.speech.texts.operator}</bdi>
          <div class="bubble"><div class="words" dir="auto">${said(greeting)}</div></div>
          <div class="under"></div>
        </div>
      </div>
    `
  }

  private renderFace(person: Person | null) {
    return this.photos ? avatar(person, this.origin) : nothing
  }

  private renderOurs(row: MessageRow, newest: boolean) {
    const { texts } = this.speech
    const mark = row.mark!
    const failed = mark === 'notSent'
    const word = texts[mark]
    return html`
      <div class="row ours ${row.first ? 'first' : ''} ${mark}">
        <div class="stack">
          <span class="unseen">${texts.you}:</span>
          <div class="bubble ${size(row.text)}">
            <div class="words" dir="auto">${said(row.text)}</div>
            <span class="mark" title=${word}>${failed ? icons.alert() : icons[mark === 'seen' ? 'delivered' : mark]()}</span>
          </div>
          ${
            failed
              ? this.renderFailure(row)
              : row.last
                ? html`<div class="under">${this.renderTime(row)} <span class=${newest ? '' : 'unseen'}>${word}</span></div>`
                : html`<span class="unseen">${word}</span>`
          }
        </div>
      </div>
    `
  }

  private renderFailure({ key, refusal }: MessageRow) {
    const { texts } = this.speech
    const act = (kind: 'retry' | 'discard') => () =>
      this.dispatchEvent(new CustomEvent(kind, { detail: key }))
    return html`
      <div class="under failure">
        <span>${texts.notSent}${refusal ? html`: ${texts.why[refusal as keyof typeof texts.why]}` : nothing}</span>
        ${
          refusal === 'tooLong'
            ? nothing
            : html`<button class="link" type="button" @click=${act('retry')}>${texts.retry}</button>`
        }
        <button class="link" type="button" @click=${act('discard')}>${texts.discard}</button>
      </div>
    `
  }

  private renderTime({ at }: MessageRow) {
    return html`<time datetime=${new Date(at).toISOString()} title=${this.speech.full(at)}>${this.speech.time(at)}</time>`
  }

  private renderTyping() {
    const name = this.typist?.name ?? this.speech.texts.operator
    return html`
      <div class="row theirs first types">
        ${this.renderFace(this.typist)}
        <div class="bubble typing" role="img" aria-label="${name} ${this.speech.texts.typing}"><i></i><i></i><i></i></div>
      </div>
    `
  }

  private get scroller(): HTMLElement | null {
    return this.renderRoot?.querySelector('.scroller') ?? null
  }

  /** Keeps the end in view through new messages, a keyboard, a resized window; asks for more at the other end. */
  private settle(): void {
    const scroller = this.scroller
    if (!scroller?.clientHeight) return
    if (this.atEnd) scroller.scrollTop = scroller.scrollHeight
    this.top = scroller.scrollTop
    if (this.earlier === 'more' && this.rows.length && scroller.scrollTop < near) this.wantEarlier()
  }

  private onScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller!
    // What has grown before we hear of our own scrolling takes nobody away from the end.
    this.atEnd = scrollHeight - scrollTop - clientHeight < near || (this.atEnd && scrollTop >= this.top)
    if (this.atEnd) this.below = 0
    if (this.earlier === 'more' && scrollTop < near) this.wantEarlier()
  }

  private wantEarlier(): void {
    this.dispatchEvent(new CustomEvent('earlier'))
  }
}
customElements.define('redhelper-messages', MessageList)

/** A message is text: links become clickable, nothing else means anything. */
const said = (text: string) =>
  linkify(visible(text)).map((part) =>
    typeof part === 'string'
      ? part
      : html`<a href=${part.href} target="_blank" rel="noopener nofollow" dir="ltr">${part.text}</a>`,
  )

/** A few emoji and nothing else are a gesture rather than words. */
const gesture =
  /^(?:[\p{Emoji_Presentation}\p{Extended_Pictographic}](?:\u{fe0f}|\u{200d}|[\u{1f3fb}-\u{1f3ff}])*|[\u{1f1e6}-\u{1f1ff}]{2}){1,3}$/u
const size = (text: string): string => (gesture.test(text) ? 'big' : '')

/** Control characters (NUL, bell …) show as �, as they do in the console: nothing that was sent is invisible. */
const visible = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '\ufffd')
