import { css, html, nothing, type PropertyValues } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { VisitorFacts } from '../../engine/protocol/frames.ts'
import type { Line } from '../desk/lines.ts'
import { controls } from '../ui/controls.ts'
import '../ui/dialog.ts'
import { formatDay, formatTime } from '../ui/format.ts'
import { defineTexts, UiElement } from '../ui/i18n.ts'
import { loading, stateStyles } from '../ui/states.ts'
import { drawLines, lineStyles } from './lines-view.ts'

const texts = defineTexts({
  ru: {
    title: (when: string) => `Диалог, ${when}`,
    failed: 'Диалог не загрузился: нет связи или сервер занят.',
    again: 'Повторить',
    part: 'Показан конец диалога.',
    with: (name: string) => `Диалог: ${name}`,
    silent: 'Пока ничего не сказано.',
    has: (name: string) => `Диалог ведёт ${name}. Чтобы писать посетителю, заберите диалог себе.`,
    nobody: 'Диалог никто не ведёт.',
    someone: 'другой оператор',
    take: 'Забрать диалог',
  },
  en: {
    title: (when: string) => `Dialogue of ${when}`,
    failed: 'The dialogue did not load: no connection, or the server is busy.',
    again: 'Try again',
    part: 'This is the end of the dialogue.',
    with: (name: string) => `Dialogue: ${name}`,
    silent: 'Nothing has been said yet.',
    has: (name: string) => `${name} has the dialogue. To write to the visitor, take it over.`,
    nobody: 'Nobody has the dialogue.',
    someone: 'Another operator',
    take: 'Take over',
  },
})

export interface EarlierTalk {
  readonly conversation: VisitorFacts['conversations'][number]
}
/** A talk that goes on with somebody else. */
export interface LiveTalk {
  /** Of the visitor. */
  readonly number: number
  readonly visitor: string
  /** Null: the window is open, and nothing was said. */
  readonly conversation: { readonly id: string; readonly seq: null } | null
  /** What the visitor is called. */
  readonly name: string
  /** Who has it; null: nobody. */
  readonly from: string | null
  /** Can it be taken over? */
  readonly takeable: boolean
}
export type OpenTalk = (EarlierTalk & { readonly visitor: string }) | LiveTalk

export const isLive = (talk: OpenTalk): talk is LiveTalk => 'takeable' in talk

/** What goes on is read again so often, ms. */
const readEvery = 5_000

/**
 * One of a visitor's earlier conversations, or one that another operator has now: to be read.
 *
 * @event rh-close rh-hidden - as of the dialog within.
 * @event rh-take - `detail`: the `LiveTalk` to be taken over.
 */
export class EarlierDialog extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    lineStyles,
    css`
      rh-dialog { --dialog-width: 44rem; }
      .lines { display: flex; flex-direction: column; min-height: 6rem; }
      .part, .silent { text-align: center; color: var(--rh-text-3); font-size: var(--rh-text-s); }
      .holder { flex: 1 1 14rem; align-self: center; color: var(--rh-text-2); font-size: var(--rh-text-s); line-height: 1.4; }
    `,
  ]

  @property({ attribute: false }) talk: OpenTalk | null = null
  @property({ attribute: false }) read: (talk: OpenTalk) => Promise<ReadonlyArray<Line> | null> = async () =>
    null
  @property() me = ''
  @property({ attribute: false }) nameOf: (operator: string) => string | null = () => null
  @property({ type: Number }) now = 0
  @state() private lines: ReadonlyArray<Line> | 'loading' | 'failed' = 'loading'
  /** Stays while the dialog fades away. */
  #shown: OpenTalk | null = null
  #again: ReturnType<typeof setTimeout> | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#again)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('talk')) return
    clearTimeout(this.#again)
    if (this.talk === null) return
    const before = changed.get('talk')?.conversation?.id
    this.#shown = this.talk
    // Who has it may change; what was said stays there meanwhile.
    void this.#load(this.talk, before !== undefined && before === this.talk.conversation?.id)
  }

  async #load(talk: OpenTalk, again = false): Promise<void> {
    if (!again) this.lines = talk.conversation === null ? [] : 'loading'
    const lines = await this.read(talk)
    if (this.talk !== talk) return
    if (lines || !again) this.lines = lines ?? 'failed'
    if (isLive(talk)) this.#follow(talk)
  }

  /** What is said meanwhile comes too; a failure leaves what is there. */
  #follow(talk: LiveTalk): void {
    this.#again = setTimeout(async () => {
      const lines = await this.read(talk)
      if (this.talk !== talk) return
      if (lines) this.lines = lines
      this.#follow(talk)
    }, readEvery)
  }

  protected override render() {
    const talk = this.#shown
    if (talk === null) return nothing
    return html`<rh-dialog label=${titleOf(talk)} ?open=${this.talk !== null}
      @rh-close=${() => this.dispatchEvent(new CustomEvent('rh-close'))}
      @rh-hidden=${() => this.dispatchEvent(new CustomEvent('rh-hidden'))}>${this.#body(talk)}${isLive(talk) ? this.#holder(talk) : nothing}</rh-dialog>`
  }

  #holder(talk: LiveTalk) {
    const t = texts()
    const { from, takeable } = talk
    return html`<span class="holder" slot="footer">${from === null ? t.nobody : t.has(this.nameOf(from) ?? t.someone)}</span>
      ${
        takeable
          ? html`<button class="button primary" type="button" slot="footer"
              @click=${() => this.dispatchEvent(new CustomEvent('rh-take', { detail: talk }))}>${t.take}</button>`
          : nothing
      }`
  }

  #body(talk: OpenTalk) {
    const t = texts()
    if (this.lines === 'loading') return loading(3)
    if (this.lines === 'failed') {
      return html`<div class="state" role="alert"><p>${t.failed}</p>
        <button class="button" type="button" @click=${() => this.#load(talk)}>${t.again}</button></div>`
    }
    if (this.lines.length === 0) return html`<p class="silent">${t.silent}</p>`
    const operator = isLive(talk) ? null : talk.conversation.operator
    const scenery = {
      me: this.me,
      nameOf: (id: string) => this.nameOf(id) ?? (id === operator?.id ? operator.name : null),
      online: true,
      now: this.now,
      retry: () => {},
      discard: () => {},
    }
    const whole = this.lines.some((line) => line.kind === 'service' && line.service.what === 'opened')
    return html`${whole ? nothing : html`<p class="part">${t.part}</p>`}
      <div class="lines">${drawLines(this.lines, scenery)}</div>`
  }
}

const titleOf = (talk: OpenTalk): string => {
  if (isLive(talk)) return texts().with(talk.name)
  const { openedAt } = talk.conversation
  return texts().title(`${formatDay(openedAt)}, ${formatTime(openedAt)}`)
}

customElements.define('rh-earlier-dialog', EarlierDialog)
declare global {
  interface HTMLElementTagNameMap {
    'rh-earlier-dialog': EarlierDialog
  }
}
