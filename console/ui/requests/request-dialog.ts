import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type Failure, failureOf, type RequestDetails, type Said, type VisitorRequest } from '../api.ts'
import { controls } from '../controls.ts'
import '../dialog.ts'
import { formatDay, formatFull, formatTime } from '../format.ts'
import { UiElement } from '../i18n.ts'
import { icon } from '../icon.ts'
import { failed, loading, notice, stateStyles } from '../states.ts'
import { mailto, replyTo, tel } from './reply.ts'
import { requestTexts as texts } from './texts.ts'

type Dialogue = RequestDetails['dialogues'][number]

/**
 * A request as a whole: every field, what was agreed to, and what else is of the same visitor.
 *
 * @event rh-close - closed by the person.
 * @event rh-open - `detail`: another request of the visitor is wanted.
 * @event rh-process - `detail`: is it processed from now on?
 * @event rh-visitor - his card is wanted.
 */
export class RequestDialog extends UiElement {
  static override styles = [
    controls,
    stateStyles,
    css`
      rh-dialog { --dialog-width: 44rem; }
      dl { display: grid; grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr); gap: var(--rh-2) var(--rh-4); margin: 0; }
      dt { color: var(--rh-text-3); }
      dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
      .message { white-space: pre-line; line-height: 1.5; }
      .quiet { color: var(--rh-text-3); font-size: var(--rh-text-s); }
      dd .quiet { display: block; }
      section { display: grid; gap: var(--rh-2); margin-top: var(--rh-5); padding-top: var(--rh-4); border-top: 1px solid var(--rh-line); }
      h3 { font-size: var(--rh-text-m); }
      ul { display: grid; gap: var(--rh-1); margin: 0; padding: 0; list-style: none; }
      .row, summary { display: flex; flex-wrap: wrap; gap: 0 var(--rh-3); width: 100%; padding: var(--rh-2) var(--rh-3); border: 0; border-radius: var(--rh-radius); background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
      .row:hover, summary:hover { background: var(--rh-hover); }
      .row .cut, summary .cut { flex: 1 1 12rem; min-width: 0; color: var(--rh-text-2); }
      summary::marker { content: none; }
      summary .rh-icon { color: var(--rh-text-3); align-self: center; }
      details[open] summary .rh-icon { rotate: 90deg; }
      .said { display: grid; gap: var(--rh-2); margin: 0 var(--rh-3) var(--rh-3); padding: var(--rh-3); border-radius: var(--rh-radius-card); background: var(--rh-sunken); }
      .words { display: block; white-space: pre-line; overflow-wrap: anywhere; }
      .said b { font-weight: 600; }
      .said time { color: var(--rh-text-3); font-size: var(--rh-text-xs); font-variant-numeric: tabular-nums; }
      .operator b { color: var(--rh-answered); }
      @media (max-width: 40rem) {
        dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
        dd { margin-bottom: var(--rh-3); }
      }
    `,
  ]

  /** Null: closed. */
  @property({ attribute: false }) request: VisitorRequest | null = null
  /** Can the visitor's card be shown here? */
  @property({ type: Boolean }) opens = false
  @property({ type: Boolean }) busy = false
  @state() private details: RequestDetails | undefined
  @state() private failure: Failure | undefined
  /** Of the dialogues that were opened. */
  @state() private said: ReadonlyMap<string, Said | Failure> = new Map()
  /** Stays while the dialog fades away. */
  #shown: VisitorRequest | null = null

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('request') || this.request === null) return
    const before = this.#shown?.id
    const again = changed.get('request') === null || before !== this.request.id
    this.#shown = this.request
    if (again) void this.#read(this.request.id)
  }

  async #read(id: string): Promise<void> {
    this.details = undefined
    this.failure = undefined
    this.said = new Map()
    try {
      const details = await api.request(id)
      if (this.request?.id === id) this.details = details
    } catch (error) {
      if (this.request?.id === id) this.failure = failureOf(error)
    }
  }

  async #hear(request: string, dialogue: string): Promise<void> {
    let answer: Said | Failure
    try {
      answer = await api.said(request, dialogue)
    } catch (error) {
      answer = failureOf(error)
    }
    if (this.#shown?.id === request) this.said = new Map(this.said).set(dialogue, answer)
  }

  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  protected override render() {
    const request = this.#shown
    if (request === null) return nothing
    const t = texts()
    const { name, visitor, email, kind, page, processed } = request
    return html`<rh-dialog label=${name || t.visitor(visitor.number)} .open=${this.request !== null}
      @rh-close=${(event: Event) => {
        event.stopPropagation()
        this.#emit('rh-close')
      }}>
      ${this.#fields(request)} ${this.#more(request)}
      <button slot="footer" class="button" type="button" aria-busy=${this.busy} @click=${() => this.#emit('rh-process', processed === null)}>
        ${processed === null ? html`${icon('check', { size: 14 })}${t.process}` : t.reopen}
      </button>
      ${
        email
          ? html`<a slot="footer" class="button primary" href=${replyTo(request, t.subject[kind](page.url))}>${icon('reply', { size: 14 })}${t.reply}</a>`
          : nothing
      }
    </rh-dialog>`
  }

  #fields(request: VisitorRequest) {
    const t = texts()
    const { kind, at, name, visitor, email, phone, message, page, consent, processed } = request
    const who = t.visitor(visitor.number)
    const rows: ReadonlyArray<readonly [string, TemplateResult | string | false]> = [
      [t.fields.at, html`${moment(at)}<span class="quiet">${t.kind[kind]}</span>`],
      [t.fields.name, name !== '' && html`<bdi>${name}</bdi>`],
      [t.fields.email, email !== '' && html`<a href=${mailto(email)}><bdi>${email}</bdi></a>`],
      [t.fields.phone, phone !== '' && html`<a href=${tel(phone)}><bdi>${phone}</bdi></a>`],
      [t.fields.message, message !== '' && html`<p class="message" dir="auto">${message}</p>`],
      [t.fields.page, pageWords(page)],
      [
        t.fields.visitor,
        this.opens
          ? html`<button class="button small" type="button" @click=${() => this.#emitVisitor(request)}>${icon('user-round', { size: 14 })}${who}</button>`
          : who,
      ],
      [t.fields.consent, consent !== null && consentWords(consent)],
      [
        t.fields.processed,
        processed !== null &&
          html`<span title=${formatFull(processed.at)}>${t.byWhom(processed.by, when(processed.at))}</span>`,
      ],
    ]
    return html`<dl>${rows.map(([term, words]) => (words === false ? nothing : html`<dt>${term}</dt><dd>${words}</dd>`))}</dl>`
  }

  #emitVisitor(request: VisitorRequest): void {
    this.dispatchEvent(new CustomEvent('rh-visitor', { detail: request, bubbles: true, composed: true }))
  }

  #more(request: VisitorRequest) {
    const t = texts()
    const { details, failure } = this
    if (failure?._tag === 'NotFound') return html`<section>${notice('warn', t.gone)}</section>`
    if (failure) return html`<section>${failed(failure, () => void this.#read(request.id))}</section>`
    if (details === undefined) return html`<section>${loading(3)}</section>`
    const { others, dialogues } = details
    return html`<section><h3>${t.dialogues}</h3>${
      dialogues.length === 0
        ? html`<p class="quiet">${t.noDialogues}</p>`
        : html`<ul>${dialogues.map((one) => html`<li>${this.#dialogue(request, one)}</li>`)}</ul>`
    }</section>
    ${
      others.length === 0
        ? nothing
        : html`<section><h3>${t.others}</h3><ul>${others.map((one) => html`<li>${this.#other(one)}</li>`)}</ul></section>`
    }`
  }

  #other(other: VisitorRequest) {
    const t = texts()
    const state = other.processed === null ? t.states.no : t.states.yes
    return html`<button class="row" type="button" @click=${() => this.#emit('rh-open', other)}>
      <span>${when(other.at)}</span><span class="quiet">${t.kind[other.kind]} · ${state}</span>
      <bdi class="cut">${other.message || other.email || other.phone}</bdi>
    </button>`
  }

  #dialogue(request: VisitorRequest, { id, openedAt, closedAt, operator, messages, last }: Dialogue) {
    const t = texts()
    return html`<details @toggle=${(event: Event) => {
      if ((event.target as HTMLDetailsElement).open && !this.said.has(id)) void this.#hear(request.id, id)
    }}>
      <summary>${icon('chevron-right', { size: 14 })}<span>${when(openedAt)}</span>
        <span class="quiet">${[operator ?? t.nobody, t.messages(messages), ...(closedAt === null ? [t.goesOn] : [])].join(' · ')}</span>
        <bdi class="cut">${last?.text ?? ''}</bdi></summary>
      ${this.#said(request.id, id)}
    </details>`
  }

  #said(request: string, dialogue: string) {
    const t = texts()
    const said = this.said.get(dialogue)
    if (said === undefined) return html`<div class="said">${loading(2)}</div>`
    if (!('messages' in said)) return failed(said, () => void this.#hear(request, dialogue))
    return html`<div class="said">
      ${said.more ? html`<p class="quiet">${t.end}</p>` : nothing}
      ${said.messages.map(
        ({
          author,
          name,
          at,
          text,
        }) => html`<p class=${author} dir="auto"><b><bdi>${author === 'visitor' ? t.fromVisitor : name || t.fromOperator}</bdi></b>
          <time datetime=${new Date(at).toISOString()} title=${formatFull(at)}>${formatTime(at)}</time><span class="words">${text}</span></p>`,
      )}
    </div>`
  }
}

const when = (at: number): string => `${formatDay(at)}, ${formatTime(at)}`
const moment = (at: number) =>
  html`<time datetime=${new Date(at).toISOString()} title=${formatFull(at)}>${when(at)}</time>`

/** Only what is on the web is a link. */
const link = (url: string, words: string) =>
  /^https?:/i.test(url)
    ? html`<a href=${url} target="_blank" rel="noopener noreferrer"><bdi>${words}</bdi></a>`
    : html`<bdi>${words}</bdi>`

const pageWords = ({ url, title }: VisitorRequest['page']) =>
  title === '' ? link(url, url) : html`<bdi>${title}</bdi><br />${link(url, url)}`

const consentWords = ({ at, version, text, link: address }: NonNullable<VisitorRequest['consent']>) => {
  const t = texts()
  return html`${moment(at)}<span class="quiet">${t.version(version)}</span>
    ${text === '' ? nothing : html`<p>${text}</p>`} ${address === '' ? nothing : link(address, t.consentPage)}`
}

customElements.define('rh-request-dialog', RequestDialog)
