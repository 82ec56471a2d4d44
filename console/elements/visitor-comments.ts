import { css, html, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { commentLength } from '../../engine/protocol/client/limits.ts'
import type { VisitorFacts } from '../../engine/protocol/frames.ts'
import { visible } from '../desk/text.ts'
import { controls } from '../ui/controls.ts'
import { confirm } from '../ui/dialog.ts'
import { formatFull, formatMoment } from '../ui/format.ts'
import { defineTexts, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { copyWord, toClipboard } from './clipboard.ts'

const texts = defineTexts({
  ru: {
    title: 'Комментарии',
    hint: 'Видны всем операторам, посетителю — нет',
    write: 'Что важно помнить о посетителе',
    add: 'Добавить',
    remove: 'Удалить комментарий',
    removeTitle: 'Удалить комментарий?',
    removeText: 'Он исчезнет у всех операторов.',
    removeVerb: 'Удалить',
    former: 'бывший оператор',
  },
  en: {
    title: 'Comments',
    hint: 'Every operator sees them, the visitor does not',
    write: 'What is worth remembering of this visitor',
    add: 'Add',
    remove: 'Delete the comment',
    removeTitle: 'Delete the comment?',
    removeText: 'It goes for every operator.',
    removeVerb: 'Delete',
    former: 'a former operator',
  },
})

/** Something to be done, and to be told whether it was. */
export interface Answered<T> {
  readonly what: T
  readonly done: (stored: boolean) => void
}

/**
 * What operators wrote down about a visitor (H12).
 *
 * @event rh-comment - `detail`: `Answered` with the text.
 * @event rh-uncomment - `detail`: `Answered` with the comment's id.
 */
export class VisitorComments extends UiElement {
  static override styles = [
    controls,
    css`
      :host { display: block; }
      h3 { font-size: var(--rh-text-xs); font-weight: 550; color: var(--rh-text-3); }
      ul { list-style: none; padding: 0; display: grid; gap: var(--rh-3); margin: var(--rh-2) 0 var(--rh-3); }
      li { position: relative; font-size: var(--rh-text-s); line-height: 1.45; }
      .words { white-space: pre-wrap; overflow-wrap: anywhere; }
      .by { display: flex; gap: var(--rh-1); color: var(--rh-text-3); font-size: var(--rh-text-xs); }
      .by bdi { min-width: 0; }
      .acts { position: absolute; inset-block-start: -0.25rem; inset-inline-end: -0.25rem; display: flex; border-radius: var(--rh-radius); background: var(--rh-surface); opacity: 0; }
      li:hover .acts, li:focus-within .acts { opacity: 1; }
      @media (hover: none) { .acts { position: static; opacity: 1; } }
      form { display: grid; gap: var(--rh-2); margin-top: var(--rh-2); }
      textarea { font-size: var(--rh-text-s); line-height: 1.45; resize: none; field-sizing: content; min-height: 2.25rem; max-height: 10rem; padding: 0.4375rem 0.625rem; border: 1px solid var(--rh-line-strong); border-radius: var(--rh-radius); background: var(--rh-surface); color: var(--rh-text); font-family: inherit; width: 100%; }
      textarea::placeholder { color: var(--rh-text-3); opacity: 1; }
      .button { justify-self: start; }
    `,
  ]

  /** Whose comments these are: what was begun stays with its visitor. */
  @property() visitor = ''
  @property({ attribute: false }) comments: VisitorFacts['comments'] = []
  @property({ type: Boolean }) linked = true
  @property({ type: Number }) now = 0
  @state() private busy = false
  readonly #begun = new Map<string, string>()

  protected override render() {
    const t = texts()
    const begun = this.#begun.get(this.visitor) ?? ''
    return html`<h3 title=${t.hint}>${t.title}</h3>
      ${this.comments.length === 0 ? nothing : html`<ul>${this.comments.map((one) => this.#comment(one))}</ul>`}
      <form @submit=${this.#add}>
        <textarea rows="1" maxlength=${commentLength} aria-label=${`${t.title}: ${t.write}`} placeholder=${t.write}
          .value=${begun} @input=${this.#typed} @keydown=${this.#pressed}></textarea>
        ${
          begun.trim() === ''
            ? nothing
            : html`<button class="button small" type="submit" title="Ctrl+Enter" ?disabled=${this.busy || !this.linked}>${t.add}</button>`
        }
      </form>`
  }

  #comment(one: VisitorFacts['comments'][number]) {
    const t = texts()
    return html`<li><div class="words"><bdi>${visible(one.text)}</bdi></div>
      <div class="by"><bdi class="cut">${one.operator?.name ?? t.former}</bdi>·<time class="numbers" title=${formatFull(one.at)}
        datetime=${new Date(one.at).toISOString()}>${formatMoment(one.at, this.now)}</time></div>
      <div class="acts">
        <button class="button plain small icon-only" type="button" title=${copyWord()} aria-label=${copyWord()}
          @click=${() => toClipboard(one.text)}>${icon('copy', { size: 14 })}</button>
        ${
          one.removable
            ? html`<button class="button plain small icon-only" type="button" title=${t.remove} aria-label=${t.remove}
              ?disabled=${!this.linked} @click=${() => this.#remove(one.id)}>${icon('trash-2', { size: 14 })}</button>`
            : nothing
        }
      </div></li>`
  }

  #typed = (event: Event): void => {
    this.#begun.set(this.visitor, (event.target as HTMLTextAreaElement).value)
    this.requestUpdate()
  }

  #pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#add(event)
  }

  #add = (event: Event): void => {
    event.preventDefault()
    const { visitor } = this
    const text = this.#begun.get(visitor) ?? ''
    if (this.busy || text.trim() === '') return
    this.busy = true
    this.#emit('rh-comment', text, (stored) => {
      this.busy = false
      if (stored && this.#begun.get(visitor) === text) this.#begun.delete(visitor)
      this.requestUpdate()
    })
  }

  async #remove(comment: string): Promise<void> {
    const t = texts()
    if (!(await confirm({ title: t.removeTitle, text: t.removeText, verb: t.removeVerb }))) return
    this.#emit('rh-uncomment', comment, () => {})
  }

  #emit(name: string, what: string, done: Answered<string>['done']): void {
    const detail: Answered<string> = { what, done }
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }
}

customElements.define('rh-visitor-comments', VisitorComments)
declare global {
  interface HTMLElementTagNameMap {
    'rh-visitor-comments': VisitorComments
  }
}
