import { css, html, nothing, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { api, type Failure, failureOf, type RequestQuery, type VisitorRequest } from '../api.ts'
import { controls } from '../controls.ts'
import { failureText } from '../failure-texts.ts'
import { UiElement } from '../i18n.ts'
import { icon } from '../icon.ts'
import { empty, failed, loading, stateStyles } from '../states.ts'
import { toast } from '../toast.ts'
import './request.ts'
import './request-dialog.ts'
import { requestTexts as texts } from './texts.ts'

type State = 'no' | 'yes' | 'all'
type Kind = 'all' | VisitorRequest['kind']
type Period = 'all' | 'day' | 'week' | 'month'

const days: Record<Exclude<Period, 'all'>, number> = { day: 1, week: 7, month: 30 }
/** Ms after the last letter. */
const typedFor = 300

/**
 * Requests with their filter: what is not processed first. The same list in console and cabinet.
 *
 * @event rh-visitor - `detail`: the request whose visitor's card is wanted.
 */
export class RequestList extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    css`
      :host { display: grid; align-content: start; gap: var(--rh-4); min-width: 0; }
      .filter { display: flex; flex-wrap: wrap; align-items: center; gap: var(--rh-2); }
      .filter .input { width: auto; }
      .search { position: relative; flex: 1 1 14rem; min-width: 0; }
      .search .input { width: 100%; padding-inline-start: 2.125rem; }
      .search .rh-icon { position: absolute; inset: 0 auto 0 0.625rem; margin-block: auto; color: var(--rh-text-3); pointer-events: none; }
      .tabs { display: inline-flex; border: 1px solid var(--rh-line-strong); border-radius: var(--rh-radius); overflow: hidden; }
      .tabs button { min-height: var(--rh-control); padding: 0 0.75rem; border: 0; background: none; color: var(--rh-text-2); font: 500 var(--rh-text-m) / 1.3 var(--rh-font); cursor: pointer; }
      .tabs button + button { border-inline-start: 1px solid var(--rh-line-strong); }
      .tabs [aria-pressed='true'] { background: var(--rh-selected); color: var(--rh-text); }
      .tabs :focus-visible { outline-offset: -2px; }
      .over { display: flex; flex-wrap: wrap; gap: var(--rh-2) var(--rh-4); align-items: center; min-height: 1.75rem; color: var(--rh-text-2); font-size: var(--rh-text-s); }
      .over a { margin-inline-start: auto; }
      ul { margin: 0; padding: 0; list-style: none; }
      li + li { border-top: 1px solid var(--rh-line); }
      .end { justify-self: center; }
      @media (max-width: 40rem) {
        .tabs { width: 100%; }
        .tabs button { flex: 1; padding: 0 0.25rem; min-height: 2.75rem; font-size: var(--rh-text-s); }
        .filter select.input { flex: 1 1 8rem; }
      }
    `,
  ]

  /** Can cards of visitors be shown here? */
  @property({ type: Boolean }) opens = false
  /** Another number: there is something new, or somebody else has processed one. */
  @property({ type: Number }) news = 0
  @state() private requests: ReadonlyArray<VisitorRequest> | undefined
  @state() private next: number | null = null
  @state() private unprocessed = 0
  @state() private failure: Failure | undefined
  @state() private busy = new Set<string>()
  /** More were left than are shown; they come when somebody wants them, not under his hand. */
  @state() private behind = false
  @state() private reading = false
  @state() private which: {
    readonly state: State
    readonly kind: Kind
    readonly period: Period
    readonly typed: string
  } = {
    state: 'no',
    kind: 'all',
    period: 'all',
    typed: '',
  }
  /** It is read as a whole. */
  @state() private open: VisitorRequest | null = null
  @query('.search .input') private search!: HTMLInputElement | null
  #asked = 0
  #typing: ReturnType<typeof setTimeout> | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#read()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#typing)
  }

  override focus(): void {
    this.search?.focus()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('news') && changed.get('news') !== undefined) void this.#compare()
  }

  get #query(): RequestQuery {
    const { state, kind, period, typed } = this.which
    return {
      ...(state !== 'all' && { processed: state }),
      ...(kind !== 'all' && { kind }),
      ...(period !== 'all' && { from: Date.now() - days[period] * 86_400_000 }),
      ...(typed.trim() && { search: typed.trim() }),
    }
  }

  /** The first page, or what is older than what is shown. */
  async #read(before?: number): Promise<void> {
    const asked = ++this.#asked
    this.reading = true
    try {
      const page = await api.requests(this.#query, before)
      // Asked in another way since.
      if (asked !== this.#asked) return
      this.requests = before === undefined ? page.requests : [...(this.requests ?? []), ...page.requests]
      this.next = page.next
      this.unprocessed = page.unprocessed
      this.failure = undefined
      this.behind = false
    } catch (error) {
      if (asked !== this.#asked) return
      if (before === undefined) this.failure = failureOf(error)
      else toast(failureText(failureOf(error)), 'bad')
    }
    this.reading = false
  }

  /** What others have processed is told where it stands; what is new waits above. */
  async #compare(): Promise<void> {
    if (this.requests === undefined || this.reading) return
    const asked = this.#asked
    try {
      const { processed: _, ...any } = this.#query
      const page = await api.requests(any)
      if (asked !== this.#asked) return
      const now = new Map(page.requests.map((one) => [one.id, one]))
      const shown = this.requests ?? []
      this.requests = shown.map((one) => now.get(one.id) ?? one)
      this.unprocessed = page.unprocessed
      const known = new Set(shown.map(({ id }) => id))
      const newest = shown[0]?.at ?? 0
      const fresh = page.requests.filter(({ id, at }) => !known.has(id) && at >= newest)
      const wanted = this.which.state === 'yes' ? [] : fresh.filter(({ processed }) => processed === null)
      if (shown.length === 0 && wanted.length > 0) return void this.#read()
      this.behind = wanted.length > 0
    } catch {
      // The next word from the engine, or the next look, tells it.
    }
  }

  #choose(change: Partial<RequestList['which']>): void {
    this.which = { ...this.which, ...change }
    clearTimeout(this.#typing)
    void this.#read()
  }

  #typed(event: Event): void {
    this.which = { ...this.which, typed: (event.target as HTMLInputElement).value }
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => void this.#read(), typedFor)
  }

  async #process({ id }: VisitorRequest, processed: boolean): Promise<void> {
    this.busy = new Set([...this.busy, id])
    try {
      const now = await api.processRequest(id, processed)
      // It stays where it is until the list is read anew: nothing moves under the hand.
      this.requests = this.requests?.map((one) => (one.id === id ? now : one))
      if (this.open?.id === id) this.open = now
      this.unprocessed = Math.max(0, this.unprocessed + (now.processed === null ? 1 : -1))
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
    }
    this.busy = new Set([...this.busy].filter((one) => one !== id))
  }

  protected override render() {
    const t = texts()
    const href = api.requestTable(this.#query)
    return html`<div class="filter" role="search">
        <div class="tabs" role="group" aria-label=${t.whichState}>
          ${(['no', 'yes', 'all'] as const).map(
            (state) =>
              html`<button type="button" aria-pressed=${state === this.which.state} @click=${() => this.#choose({ state })}>${t.states[state]}</button>`,
          )}
        </div>
        ${this.#select('kind', t.whichKind, t.kinds)} ${this.#select('period', t.whichPeriod, t.periods)}
        <div class="search">
          ${icon('search')}
          <input class="input" type="search" maxlength="200" aria-label=${t.search} placeholder=${t.search} .value=${this.which.typed} @input=${this.#typed} />
        </div>
      </div>
      <div class="over" role="status">
        <span>${this.requests === undefined ? '' : this.unprocessed === 0 ? t.noneLeft : t.count(this.unprocessed)}</span>
        ${this.behind ? html`<button class="button small" type="button" @click=${() => void this.#read()}>${icon('arrow-up', { size: 14 })}${t.fresh}</button>` : nothing}
        <a class="button small" href=${href} download>${t.export}</a>
      </div>
      ${this.#list()}
      <rh-request-dialog .request=${this.open} .opens=${this.opens} .busy=${this.open !== null && this.busy.has(this.open.id)}
        @rh-close=${() => (this.open = null)} @rh-open=${(event: CustomEvent<VisitorRequest>) => (this.open = event.detail)}
        @rh-visitor=${() => (this.open = null)}
        @rh-process=${(event: CustomEvent<boolean>) => this.open && void this.#process(this.open, event.detail)}></rh-request-dialog>`
  }

  #select<K extends 'kind' | 'period'>(which: K, label: string, words: Readonly<Record<string, string>>) {
    return html`<select class="input" aria-label=${label} @change=${(event: Event) =>
      this.#choose({ [which]: (event.target as HTMLSelectElement).value })}>
      ${Object.entries(words).map(([value, word]) => html`<option value=${value} ?selected=${value === this.which[which]}>${word}</option>`)}
    </select>`
  }

  #list() {
    const t = texts()
    const { requests } = this
    if (this.failure) return failed(this.failure, () => void this.#read())
    if (requests === undefined) return loading()
    if (requests.length === 0) {
      const { kind, period, typed, state } = this.which
      const filtered = kind !== 'all' || period !== 'all' || typed.trim() !== ''
      if (filtered) return empty({ icon: 'search', title: t.notFound, text: t.notFoundText })
      return empty({ icon: 'inbox', title: state === 'no' ? t.noneLeft : t.none, text: t.noneText })
    }
    return html`<ul class="card">
        ${repeat(
          requests,
          ({ id }) => id,
          (request) =>
            html`<li><rh-request .request=${request} .opens=${this.opens} .busy=${this.busy.has(request.id)}
              @rh-open=${() => (this.open = request)}
              @rh-process=${(event: CustomEvent<boolean>) => void this.#process(request, event.detail)}></rh-request></li>`,
        )}
      </ul>
      ${
        this.next === null
          ? nothing
          : html`<button class="button end" type="button" aria-busy=${this.reading} @click=${() => void this.#read(this.next!)}>${t.more}</button>`
      }`
  }
}

customElements.define('rh-requests', RequestList)
