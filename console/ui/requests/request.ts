import { css, html, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import type { VisitorRequest } from '../api.ts'
import { controls } from '../controls.ts'
import { formatDay, formatFull, formatMoment, formatTime } from '../format.ts'
import { UiElement } from '../i18n.ts'
import { icon } from '../icon.ts'
import { mailto, tel } from './reply.ts'
import { requestTexts as texts } from './texts.ts'

/**
 * One request: who, what, from where, and whether somebody has taken care of it.
 *
 * @event rh-process - `detail`: is it processed from now on?
 * @event rh-visitor - his card is wanted.
 * @event rh-open - all of it is wanted.
 */
export class RequestCard extends UiElement {
  static override styles = [
    controls,
    css`
      :host { display: block; }
      article {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--rh-2) var(--rh-4);
        padding: var(--rh-4) var(--rh-5);
      }
      .done { color: var(--rh-text-2); }
      header { display: flex; flex-wrap: wrap; align-items: center; gap: var(--rh-1) var(--rh-3); min-width: 0; }
      h3 { font-size: var(--rh-text-l); overflow-wrap: anywhere; min-width: 0; }
      .kind { display: inline-flex; align-items: center; gap: 0.25rem; color: var(--rh-text-3); font-size: var(--rh-text-s); }
      .open .kind { color: var(--rh-accent-text); }
      time { color: var(--rh-text-3); font-size: var(--rh-text-s); font-variant-numeric: tabular-nums; }
      .reach { display: flex; flex-wrap: wrap; gap: var(--rh-1) var(--rh-4); }
      .reach a { overflow-wrap: anywhere; }
      .message { white-space: pre-line; overflow-wrap: anywhere; font-size: var(--rh-text-l); line-height: 1.5; }
      .about { display: flex; flex-wrap: wrap; gap: var(--rh-1) var(--rh-4); color: var(--rh-text-3); font-size: var(--rh-text-s); min-width: 0; }
      .about a, .about button { color: var(--rh-text-2); }
      .about a { max-width: 26rem; }
      .link { padding: 0; border: 0; background: none; font: inherit; text-decoration: underline; text-underline-offset: 0.18em; cursor: pointer; }
      .whole { padding: 0; border: 0; border-radius: 4px; background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
      .whole:hover { text-decoration: underline; text-underline-offset: 0.18em; }
      .body { display: grid; gap: var(--rh-2); min-width: 0; }
      .deed { align-self: start; }
      @media (max-width: 40rem) {
        article { grid-template-columns: minmax(0, 1fr); padding: var(--rh-4); }
        .deed { justify-self: start; }
      }
    `,
  ]

  @property({ attribute: false }) request!: VisitorRequest
  /** Can the visitor's card be shown here? */
  @property({ type: Boolean }) opens = false
  @property({ type: Boolean }) busy = false

  protected override render() {
    const t = texts()
    const { request } = this
    const { kind, at, name, visitor, email, phone, message, processed } = request
    const done = processed !== null
    return html`<article class=${done ? 'done' : 'open'}>
      <div class="body">
        <header>
          <h3><button class="whole" type="button" title=${t.whole} @click=${this.#open}><bdi>${name || t.visitor(visitor.number)}</bdi></button></h3>
          <span class="kind">${icon(kind === 'lead' ? 'clock' : 'mail', { size: 14 })}${t.kind[kind]}</span>
          <time datetime=${new Date(at).toISOString()} title=${formatFull(at)}>${formatMoment(at)}</time>
        </header>
        ${
          email || phone
            ? html`<div class="reach">
                ${email ? html`<a href=${mailto(email)}><bdi>${email}</bdi></a>` : nothing}
                ${phone ? html`<a href=${tel(phone)}><bdi>${phone}</bdi></a>` : nothing}
              </div>`
            : nothing
        }
        ${message ? html`<p class="message" dir="auto">${message}</p>` : nothing}
        ${this.#about()}
      </div>
      <button class="button small deed" type="button" aria-busy=${this.busy} @click=${this.#process}>
        ${done ? t.reopen : html`${icon('check', { size: 14 })}${t.process}`}
      </button>
    </article>`
  }

  #about() {
    const t = texts()
    const { page, visitor, consent, processed, name } = this.request
    const who = t.visitor(visitor.number)
    const safe = /^https?:/i.test(page.url)
    return html`<div class="about">
      ${
        this.opens
          ? html`<button class="link" type="button" title=${t.opens} @click=${this.#visitor}>${who}</button>`
          : name
            ? html`<span>${who}</span>`
            : nothing
      }
      ${
        safe
          ? html`<a class="cut" href=${page.url} target="_blank" rel="noopener noreferrer" title=${page.url}><bdi>${page.title || page.url}</bdi></a>`
          : html`<bdi class="cut">${page.url}</bdi>`
      }
      ${consent ? html`<span title=${[consent.text, consent.link].filter(Boolean).join('\n') || consent.version}>${t.consent(when(consent.at))}</span>` : nothing}
      ${processed ? html`<span title=${formatFull(processed.at)}>${t.processed(processed.by, when(processed.at))}</span>` : nothing}
    </div>`
  }

  #process(): void {
    if (this.busy) return
    this.dispatchEvent(new CustomEvent('rh-process', { detail: this.request.processed === null }))
  }

  #open(): void {
    this.dispatchEvent(new CustomEvent('rh-open'))
  }

  #visitor(): void {
    this.dispatchEvent(new CustomEvent('rh-visitor', { detail: this.request, bubbles: true, composed: true }))
  }
}

const when = (at: number): string => `${formatDay(at)}, ${formatTime(at)}`

customElements.define('rh-request', RequestCard)
