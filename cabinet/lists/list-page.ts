import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { type Failure, failureOf } from '../../console/ui/api.ts'
import { confirm } from '../../console/ui/dialog.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { UiElement } from '../../console/ui/i18n.ts'
import { type IconName, icon } from '../../console/ui/icon.ts'
import { empty, failed, loading } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import { pageStyles } from '../page-styles.ts'
import { WhileSeen } from '../while-seen.ts'
import { listStyles } from './list-styles.ts'

/** What a page says of its list, in the language that is on. */
export interface ListWords {
  readonly title: string
  readonly lead: string
  readonly add: string
  readonly search: string
  readonly count: (count: number) => string
  readonly notFound: string
  readonly notFoundText: (typed: string) => string
  readonly removed: string
  readonly saved?: string
  /** Unless the dialog says it. */
  readonly added?: string
}

/** From so many on there is something to search. */
const searchFrom = 8

/** A page that is a list of what the account has: load, search, add and change in a dialog, remove. */
export abstract class ListPage<Item extends { readonly id: string }> extends UiElement {
  static override styles: CSSResultGroup = [pageStyles, listStyles]

  @state() protected items: ReadonlyArray<Item> | undefined
  /** In the dialog; null: a new one. */
  @state() protected edited: Item | null = null
  @state() protected open = false
  @state() private failure: Failure | undefined
  @state() private typed = ''

  protected readonly addIcon: IconName = 'plus'
  readonly #every: number | undefined

  /** `every`: how often is asked again while the page is looked at, ms. */
  constructor(every?: number) {
    super()
    this.#every = every
    if (every !== undefined) new WhileSeen(this, every, () => this.#load())
  }

  protected abstract get words(): ListWords
  /** Asks the engine, for what else the page needs too. */
  protected abstract ask(): Promise<ReadonlyArray<Item>>
  /** Those with what was typed, in the order in which they are shown. */
  protected abstract found(items: ReadonlyArray<Item>, typed: string): ReadonlyArray<Item>
  protected abstract row(item: Item): TemplateResult
  protected abstract dialog(): TemplateResult
  /** What is asked before one is removed; null: it cannot be, and why was said. */
  protected abstract question(item: Item): Parameters<typeof confirm>[0] | null
  protected abstract delete(item: Item): Promise<unknown>

  /** There are none. */
  protected none(): TemplateResult {
    return html``
  }

  protected below(_items: ReadonlyArray<Item>): TemplateResult | typeof nothing {
    return nothing
  }

  protected refusedText(failure: Failure): string {
    return failureText(failure)
  }

  protected saved(item: Item, known: boolean): void {
    const others = this.items ?? []
    this.items = known ? others.map((each) => (each.id === item.id ? item : each)) : [...others, item]
    const said = known ? this.words.saved : this.words.added
    if (said !== undefined) toast(said)
  }

  protected edit(item: Item | null): void {
    this.edited = item
    this.open = true
  }

  /** For what the dialog tells. */
  protected readonly whenSaved = ({ detail }: CustomEvent<Item>): void =>
    this.saved(detail, this.items?.some(({ id }) => id === detail.id) ?? false)
  protected readonly whenClosed = (): void => {
    this.open = false
  }

  protected async discard(item: Item): Promise<void> {
    const asked = this.question(item)
    if (asked === null || !(await confirm(asked))) return
    try {
      await this.delete(item)
    } catch (error) {
      const failure = failureOf(error)
      // Gone already is as good as removed.
      if (failure._tag !== 'NotFound') return toast(this.refusedText(failure), 'bad')
    }
    this.items = this.items?.filter(({ id }) => id !== item.id)
    toast(this.words.removed)
    // The button that had the focus went with its row.
    this.shadowRoot?.querySelector<HTMLElement>('header .button')?.focus()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.#every === undefined) void this.#load()
  }

  async #load(): Promise<void> {
    const before = this.items
    try {
      const items = await this.ask()
      // What was saved here meanwhile is newer than the answer.
      if (this.items === before) this.items = items
      this.failure = undefined
    } catch (error) {
      // A list that is shown already stays.
      if (!this.items) this.failure = failureOf(error)
    }
  }

  #again(): void {
    this.failure = undefined
    void this.#load()
  }

  protected override render() {
    const { title, lead, add } = this.words
    return html`<header class="page with-action">
        <h1>${title}</h1>
        <p>${lead}</p>
        ${
          this.items
            ? html`<button class="button primary" type="button" @click=${() => this.edit(null)}>
                ${icon(this.addIcon)}${add}
              </button>`
            : nothing
        }
      </header>
      ${this.#content()} ${this.dialog()}`
  }

  #content(): TemplateResult {
    const { items } = this
    if (this.failure) return html`<div class="card">${failed(this.failure, () => this.#again())}</div>`
    if (!items) return loading(4)
    if (items.length === 0) return html`<div class="card">${this.none()}</div>`
    return html`<div>${items.length >= searchFrom ? this.#tools(items.length) : nothing}${this.#list(items)}</div>
      ${this.below(items)}`
  }

  #list(items: ReadonlyArray<Item>): TemplateResult {
    const { notFound, notFoundText } = this.words
    const shown = this.found(items, this.typed)
    if (shown.length === 0) {
      const text = notFoundText(this.typed)
      return html`<div class="card">${empty({ icon: 'search', title: notFound, text })}</div>`
    }
    return html`<ul class="card">${repeat(
      shown,
      ({ id }) => id,
      (item) => this.row(item),
    )}</ul>`
  }

  #tools(count: number): TemplateResult {
    const { search, count: counted } = this.words
    return html`<div class="tools">
      <input
        class="input"
        type="search"
        placeholder=${search}
        aria-label=${search}
        @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
      />
      <span class="faint numbers">${counted(count)}</span>
    </div>`
  }
}

/** A button of a row: a picture, and in words what it does to whom. */
export const rowAction = (picture: IconName, label: string, act: () => void): TemplateResult =>
  html`<button
    class="button plain small icon-only"
    type="button"
    aria-label=${label}
    title=${label}
    @click=${act}
  >
    ${icon(picture)}
  </button>`

/** Has one of these words what was typed? */
export const has = (typed: string, ...words: ReadonlyArray<string>): boolean =>
  words.join(' ').toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase())
