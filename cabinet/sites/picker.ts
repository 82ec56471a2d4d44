import { css, html, nothing, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import '../../console/ui/avatar.ts'
import { controls } from '../../console/ui/controls.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { type Choice, matching } from './choices.ts'

const texts = defineTexts({
  ru: {
    placeholder: 'Начните вводить имя',
    remove: (name: string) => `Убрать: ${name}`,
    stays: 'Это единственный отдел оператора: убрать нельзя',
    nobody: 'Никого не нашлось',
    chosen: 'Все, кто нашёлся, уже выбраны',
    all: 'Больше выбирать некого',
    more: (count: number) => `И ещё ${count}. Введите больше букв.`,
    department: 'отдел',
  },
  en: {
    placeholder: 'Begin to type a name',
    remove: (name: string) => `Remove: ${name}`,
    stays: 'This is the operator’s only department: it cannot be left',
    nobody: 'Nobody found',
    chosen: 'All that were found are chosen already',
    all: 'There is nobody else to choose',
    more: (count: number) => `And ${count} more. Type more letters.`,
    department: 'department',
  },
})

/** Rows that are drawn at once; the rest is a matter of more letters. */
const most = 30

/**
 * Chooses some of many by name: what is chosen stands above the input, what matches below it.
 * @event rh-change - detail: ids of the chosen.
 */
export class Picker extends UiElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 0.375rem;
        min-width: 0;
      }
      .chosen {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
        max-height: 11rem;
        overflow-y: auto;
        list-style: none;
        margin: 0;
        padding: 0;
      }
      .chosen li {
        display: flex;
        align-items: center;
        gap: 0.375rem;
        max-width: 100%;
        min-height: 2rem;
        padding: 0 0.25rem 0 0.375rem;
        border: 1px solid var(--rh-line);
        border-radius: var(--rh-radius);
        background: var(--rh-sunken);
      }
      .chosen li.stays {
        padding-right: 0.625rem;
      }
      .chosen button {
        flex: none;
      }
      rh-avatar {
        --size: 1.375rem;
      }
      .kind {
        display: grid;
        place-items: center;
        flex: none;
        width: 1.375rem;
        color: var(--rh-text-3);
      }
      .hint {
        color: var(--rh-text-3);
        font-size: var(--rh-text-s);
      }
      .box {
        position: relative;
      }
      /* Over what follows: were it in its way, closing it would move the button that is being pressed. */
      [role='listbox'] {
        position: absolute;
        inset: calc(100% + 4px) 0 auto;
        z-index: 1;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        max-height: 13rem;
        overflow-y: auto;
        padding: var(--rh-1);
        border: 1px solid var(--rh-line-strong);
        border-radius: var(--rh-radius);
        background: var(--rh-raised);
      }
      [role='option'] {
        display: flex;
        align-items: center;
        gap: var(--rh-2);
        min-height: 2.25rem;
        padding: 0.125rem var(--rh-2);
        border-radius: var(--rh-radius);
        cursor: pointer;
      }
      [role='option'].active {
        background: var(--rh-hover);
      }
      [role='option'] .faint {
        flex: 0 1000 auto;
        min-width: 4rem;
        font-size: var(--rh-text-s);
      }
      .note {
        padding: var(--rh-2);
        color: var(--rh-text-3);
        font-size: var(--rh-text-s);
      }
      @media (pointer: coarse) {
        [role='option'], .chosen li {
          min-height: 2.75rem;
        }
      }
    `,
  ]

  @property() label = ''
  @property() hint = ''
  @property({ attribute: false }) choices: ReadonlyArray<Choice> = []
  @property({ attribute: false }) chosen: ReadonlyArray<string> = []
  /** Of the chosen, those that cannot be taken away. */
  @property({ attribute: false }) staying: ReadonlySet<string> = new Set()
  @state() private typed = ''
  @state() private open = false
  @state() private active = 0
  @query('input') private input!: HTMLInputElement

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('open') || !this.open) return
    this.renderRoot.querySelector('[role="listbox"]')?.scrollIntoView?.({ block: 'nearest' })
  }

  #change(chosen: ReadonlyArray<string>): void {
    this.chosen = chosen
    this.dispatchEvent(new CustomEvent('rh-change', { detail: chosen }))
  }

  #pick(choice: Choice): void {
    this.#change([...this.chosen, choice.id])
    this.typed = this.input.value = ''
    this.active = 0
    this.input.focus()
    this.open = false
  }

  #remove(id: string): void {
    if (!this.staying.has(id)) this.#change(this.chosen.filter((each) => each !== id))
  }

  #key(event: KeyboardEvent, found: ReadonlyArray<Choice>): void {
    const { key } = event
    const last = Math.min(found.length, most) - 1
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (this.open) this.active = Math.max(0, Math.min(last, this.active + (key === 'ArrowDown' ? 1 : -1)))
      this.open = true
    } else if (key === 'Enter') {
      const choice = this.open ? found[this.active] : undefined
      if (choice) this.#pick(choice)
    } else if (key === 'Escape' && this.open) {
      this.open = false
      event.stopPropagation()
    } else if (key === 'Backspace' && this.typed === '') {
      const removable = this.chosen.filter((id) => !this.staying.has(id)).at(-1)
      if (removable !== undefined) this.#remove(removable)
      return
    } else return
    event.preventDefault()
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('.active')?.scrollIntoView?.({ block: 'nearest' }),
    )
  }

  #type(): void {
    this.typed = this.input.value
    this.open = true
    this.active = 0
  }

  protected override render() {
    const t = texts()
    const found = matching(this.choices, this.typed, this.chosen)
    const known = new Map(this.choices.map((choice) => [choice.id, choice]))
    const chosen = this.chosen.map((id) => known.get(id)).filter((choice) => choice !== undefined)
    return html`<label class="label" for="typed">${this.label}</label>
      ${chosen.length === 0 ? nothing : html`<ul class="chosen">${chosen.map((choice) => this.#chip(choice))}</ul>`}
      <div class="box">
        <input
          id="typed"
          class="input"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          placeholder=${t.placeholder}
          aria-expanded=${this.open}
          aria-controls="found"
          aria-autocomplete="list"
          aria-describedby="hint"
          aria-activedescendant=${this.open && found.length > 0 ? `found-${this.active}` : nothing}
          @input=${this.#type}
          @focus=${() => (this.open = true)}
          @click=${() => (this.open = true)}
          @blur=${() => (this.open = false)}
          @keydown=${(event: KeyboardEvent) => this.#key(event, found)}
        />
        ${this.open ? this.#found(found) : nothing}
      </div>
      <div class="hint" id="hint">${this.hint}</div>`
  }

  #chip(choice: Choice): TemplateResult {
    const t = texts()
    const stays = this.staying.has(choice.id)
    return html`<li class=${stays ? 'stays' : ''} title=${stays ? t.stays : nothing}>
      ${this.#picture(choice)}<span class="cut">${choice.name}</span>
      ${
        stays
          ? nothing
          : html`<button
              class="button plain small icon-only"
              type="button"
              aria-label=${t.remove(choice.name)}
              @click=${() => this.#remove(choice.id)}
            >
              ${icon('x', { size: 14 })}
            </button>`
      }
    </li>`
  }

  #found(found: ReadonlyArray<Choice>): TemplateResult {
    const t = texts()
    const known = found.length === 0 && matching(this.choices, this.typed, []).length > 0
    const none = this.typed === '' ? t.all : known ? t.chosen : t.nobody
    // Pressing must not take the focus from the input: that would close the list under the finger.
    return html`<div role="listbox" id="found" aria-label=${this.label} @mousedown=${(event: Event) => event.preventDefault()}>
      ${found.length === 0 ? html`<div class="note" role="status">${none}</div>` : nothing}
      ${found.slice(0, most).map(
        (choice, at) => html`<div
          id="found-${at}"
          role="option"
          class=${at === this.active ? 'active' : ''}
          aria-selected=${at === this.active}
          @mousemove=${() => (this.active = at)}
          @click=${() => this.#pick(choice)}
        >
          ${this.#picture(choice)}<span class="cut">${choice.name}</span>
          <span class="faint cut">${choice.kind === 'department' ? t.department : choice.about}</span>
        </div>`,
      )}
      ${found.length > most ? html`<div class="note">${t.more(found.length - most)}</div>` : nothing}
    </div>`
  }

  #picture({ kind, name, photo }: Choice): TemplateResult {
    return kind === 'department'
      ? html`<span class="kind">${icon('headset')}</span>`
      : html`<rh-avatar .name=${name} .photo=${photo}></rh-avatar>`
  }
}

customElements.define('rh-picker', Picker)
