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
  },
  en: {
    title: (when: string) => `Dialogue of ${when}`,
    failed: 'The dialogue did not load: no connection, or the server is busy.',
    again: 'Try again',
    part: 'This is the end of the dialogue.',
  },
})

export interface EarlierTalk {
  readonly conversation: VisitorFacts['conversations'][number]
}
export interface OpenTalk extends EarlierTalk {
  readonly visitor: string
}

/**
 * One of a visitor's earlier conversations, to be read.
 *
 * @event rh-close
 */
export class EarlierDialog extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    lineStyles,
    css`
      rh-dialog { --dialog-width: 44rem; }
      .lines { display: flex; flex-direction: column; min-height: 6rem; }
      .part { text-align: center; color: var(--rh-text-3); font-size: var(--rh-text-s); }
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

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('talk') || this.talk === null) return
    this.#shown = this.talk
    void this.#load(this.talk)
  }

  async #load(talk: OpenTalk): Promise<void> {
    this.lines = 'loading'
    const lines = await this.read(talk)
    if (this.talk === talk) this.lines = lines ?? 'failed'
  }

  protected override render() {
    const talk = this.#shown
    if (talk === null) return nothing
    const { openedAt } = talk.conversation
    const t = texts()
    return html`<rh-dialog label=${t.title(`${formatDay(openedAt)}, ${formatTime(openedAt)}`)} ?open=${this.talk !== null}
      @rh-close=${() => this.dispatchEvent(new CustomEvent('rh-close'))}>${this.#body(talk)}</rh-dialog>`
  }

  #body(talk: OpenTalk) {
    const t = texts()
    if (this.lines === 'loading') return loading(3)
    if (this.lines === 'failed') {
      return html`<div class="state" role="alert"><p>${t.failed}</p>
        <button class="button" type="button" @click=${() => this.#load(talk)}>${t.again}</button></div>`
    }
    const { operator } = talk.conversation
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

customElements.define('rh-earlier-dialog', EarlierDialog)
declare global {
  interface HTMLElementTagNameMap {
    'rh-earlier-dialog': EarlierDialog
  }
}
