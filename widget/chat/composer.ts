import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { limits } from '../../engine/protocol/client/limits.ts'
import type { Speech } from '../language/texts.ts'
import { icons } from './icons.ts'
import { tokens } from './tokens.ts'

const tallest = 136

/**
 * Where the visitor writes. Enter sends, Shift+Enter breaks the line.
 * Events: `write` (the text now, on each change by the visitor), `post` (the text to be sent).
 */
export class Composer extends LitElement {
  static override properties = { speech: { attribute: false }, draft: { state: true } }
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true }
  declare speech: Speech
  declare draft: string

  static override styles = [
    tokens,
    css`
      :host {
        display: block;
        padding: 10px 12px var(--foot, calc(12px + env(safe-area-inset-bottom)));
        background: var(--paper);
        border-top: 1px solid var(--line);
      }
      .box {
        display: flex;
        align-items: flex-end;
        gap: 6px;
        padding: 4px 4px 4px 16px;
        border: 1px solid var(--line);
        border-radius: min(24px, calc(var(--radius) + 8px));
        background: var(--sunken);
        transition: border-color 0.15s;
      }
      .box:focus-within {
        border-color: var(--quiet);
        background: var(--paper);
      }
      textarea {
        flex: 1;
        min-width: 0;
        max-height: ${tallest}px;
        padding: 8px 0;
        margin: 0;
        border: 0;
        outline: 0 !important;
        resize: none;
        background: none;
        color: inherit;
        font: inherit;
        /* Below 16 px iOS zooms into the field. */
        font-size: 16px;
        line-height: 22px;
        overflow-wrap: anywhere;
        unicode-bidi: plaintext;
      }
      textarea::placeholder {
        color: var(--quiet);
        opacity: 1;
      }
      .send {
        flex: none;
        display: grid;
        place-items: center;
        width: 38px;
        height: 38px;
        border-radius: 50%;
        background: var(--accent);
        color: var(--on-accent);
        box-shadow: inset 0 0 0 1px var(--edge);
        transition:
          opacity 0.15s,
          transform 0.15s;
      }
      .send:disabled {
        background: var(--line);
        color: var(--quiet);
        cursor: default;
      }
      .send:not(:disabled):active {
        transform: scale(0.94);
      }
      .over {
        margin: 6px 4px 0;
        color: var(--alarm);
        font-size: 13px;
      }
      @media (forced-colors: active) {
        .send,
        .box {
          border: 1px solid;
        }
      }
    `,
  ]

  constructor() {
    super()
    this.draft = ''
  }

  override focus(): void {
    this.field?.focus({ preventScroll: true })
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('draft')) this.grow()
  }

  protected override render() {
    const { texts } = this.speech
    const over = this.draft.length - limits.messageLength
    return html`
      <div class="box">
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint="send"
          autocomplete="off"
          placeholder=${texts.placeholder}
          aria-label=${texts.field}
          aria-invalid=${over > 0}
          aria-describedby=${over > 0 ? 'over' : nothing}
          .value=${this.draft}
          @input=${this.onInput}
          @keydown=${this.onKey}
        ></textarea>
        <button class="send" type="button" aria-label=${texts.send} title=${texts.send} ?disabled=${!this.sendable} @click=${this.post}>
          ${icons.send()}
        </button>
      </div>
      ${over > 0 ? html`<p class="over" id="over" role="alert">${texts.tooLong}: ${over}</p>` : nothing}
    `
  }

  /** To be called when the element gets its room, and its width changes. */
  grow(): void {
    const { field } = this
    if (!field) return
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight, tallest)}px`
  }

  private get field(): HTMLTextAreaElement | null {
    return this.renderRoot?.querySelector('textarea') ?? null
  }

  private get sendable(): boolean {
    return this.draft.trim() !== '' && this.draft.length <= limits.messageLength
  }

  private onInput(event: Event): void {
    this.draft = (event.target as HTMLTextAreaElement).value
    this.tell('write')
  }

  private onKey(event: KeyboardEvent): void {
    // 229: Safari ends a composition before the Enter that ended it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    this.post()
  }

  private post(): void {
    if (!this.sendable) return
    this.tell('post')
    this.draft = ''
    this.focus()
  }

  private tell(kind: 'write' | 'post'): void {
    this.dispatchEvent(new CustomEvent(kind, { detail: this.draft }))
  }
}
customElements.define('redhelper-composer', Composer)
