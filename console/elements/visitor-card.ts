import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import type { Page } from '../../engine/domain/events.ts'
import type { VisitFacts } from '../../engine/domain/facts.ts'
import type { Presence, VisitorFacts, VisitorRow } from '../../engine/protocol/frames.ts'
import type { Known } from '../desk/Acquaintance.ts'
import type { Listed } from '../desk/DeskState.ts'
import { hostOf, oneLine, relativeAddress, safeLink, visible } from '../desk/text.ts'
import { controls } from '../ui/controls.ts'
import { formatDay, formatDuration, formatFull, formatMoment, formatTime } from '../ui/format.ts'
import { UiElement } from '../ui/i18n.ts'
import { type IconName, icon } from '../ui/icon.ts'
import { loading, stateStyles } from '../ui/states.ts'
import { copyWord, toClipboard } from './clipboard.ts'
import { visitorName } from './dialogue-row.ts'
import type { EarlierTalk } from './earlier-dialog.ts'
import { languageName, placeInFull } from './place-words.ts'
import { sourceInFull, sourceWords } from './source-words.ts'
import { cardStyles } from './visitor-card-styles.ts'
import { cardTexts as texts } from './visitor-card-texts.ts'
import './visitor-comments.ts'

/** Whose card it is: of a dialogue on the list, or of a row in the table. */
export interface Subject {
  readonly visitor: Listed['visitor']
  readonly presence: Presence
  /** The conversation that is on screen, or goes on. */
  readonly conversation: string | null
  /** Is he to be asked for? */
  readonly off: boolean
  /** With it there may be something new to know. */
  readonly stage: string
}

export const subjectOf = ({ visitor, presence, id, off, state }: Listed): Subject => ({
  visitor,
  presence,
  conversation: id,
  off: off || state === 'closed',
  stage: `${id} ${state}`,
})

/** Of whom no more is at hand than who he is: what else is known the engine tells. */
export const subjectOfId = ({ id, number }: { readonly id: string; readonly number: number }): Subject => ({
  visitor: { id, number, place: null },
  presence: { online: false, open: false, page: null },
  conversation: null,
  off: false,
  stage: id,
})

export const subjectOfRow = (row: VisitorRow): Subject => {
  const { id, number, place, left, open, page, conversation, invited } = row
  return {
    visitor: { id, number, place },
    presence: { online: left === null, open, page },
    conversation,
    off: false,
    stage: `${id} ${conversation} ${invited}`,
  }
}

/**
 * What is known of the visitor (H4), and what operators wrote down about him (H12).
 *
 * @event rh-close-card
 * @event rh-learn - what the engine knows is wanted, or may have changed.
 * @event rh-earlier - `detail`: a conversation to be read.
 * @event rh-ban-visitor
 * @event rh-erase-visitor - the administrator wants everything of him gone.
 * @event rh-comment rh-uncomment - from the comments.
 * @slot actions - what can be done with him.
 */
export class VisitorCard extends UiElement {
  static override styles = [controls, stateStyles, ...cardStyles]

  @property({ attribute: false }) subject: Subject | null = null
  @property({ attribute: false }) known: Known | null = null
  /** Is there a connection? */
  @property({ type: Boolean }) linked = true
  @property({ type: Boolean }) administrator = false
  /** Engine's clock, ms. */
  @property({ type: Number }) now = 0
  #learnt = ''

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed)
    const of = this.subject
    if (!of || of.off || !this.linked) {
      this.#learnt = ''
      return
    }
    // Another visitor or dialogue, another page, gone or back: there is something new to know.
    const now = `${of.visitor.id} ${of.stage} ${of.presence.online} ${of.presence.page?.url}`
    if (now === this.#learnt && this.known !== null) return
    this.#learnt = now
    this.#emit('rh-learn')
  }

  #emit(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }

  protected override render() {
    const of = this.subject
    if (!of) return nothing
    const t = texts()
    const { online, open, page } = of.presence
    return html`<div class="head"><h2>${t.title}</h2>
        <button class="button plain icon-only small" type="button" title=${t.close} aria-label=${t.close}
          @click=${() => this.#emit('rh-close-card')}>${icon('x')}</button>
      </div>
      <div class="facts" tabindex="0" role="region" aria-label=${t.title}>
        <div class="who">
          <span class="face">${icon('user-round', { size: 20 })}</span>
          <b>${visitorName(of.visitor)}</b>
          <span class="presence ${online ? '' : 'gone'}"><i></i>${online ? (open ? t.hereOpen : t.here) : t.gone}</span>
        </div>
        <slot name="actions"></slot>
        ${
          page
            ? html`<section class="page"><dl>${fact(online ? t.now : t.last, pageWords(page), page.url, 'tall')}
              ${hostOf(page.url) ? fact(t.site, hostOf(page.url), hostOf(page.url)) : nothing}</dl></section>`
            : nothing
        }
        ${this.#learned(of)} ${this.#deeds(of)}
      </div>`
  }

  #deeds({ off }: Subject) {
    const t = texts()
    const deed = (event: string, sign: IconName, words: string) =>
      html`<button class="button small danger" type="button" ?disabled=${!this.linked}
        @click=${() => this.#emit(event)}>${icon(sign, { size: 14 })}${words}</button>`
    if (off && !this.administrator) return nothing
    return html`<section class="deeds">${off ? nothing : deed('rh-ban-visitor', 'ban', t.ban)}
      ${this.administrator ? deed('rh-erase-visitor', 'trash-2', t.erase) : nothing}</section>`
  }

  #learned(of: Subject) {
    const t = texts()
    const { known } = this
    const facts = known?.facts
    const failed =
      known?.state === 'failed'
        ? html`<div class="failed" role="alert"><span>${t.failed}</span>
          <button class="button small" type="button" ?disabled=${!this.linked} @click=${() => this.#emit('rh-learn')}>${t.again}</button></div>`
        : nothing
    if (!facts) return known?.state === 'failed' ? failed : loading(6)
    const whole = facts.locked
      ? html`<section><p class="locked">${icon('lock', { size: 14 })}${t.locked}</p></section>`
      : html`<section><dl>${this.#facts(of, facts)}</dl></section>`
    return html`${failed}
      ${whole}
      <section><rh-visitor-comments .visitor=${facts.visitor} .comments=${facts.comments} .linked=${this.linked} .now=${this.now}
        @rh-comment=${this.#pass} @rh-uncomment=${this.#pass}></rh-visitor-comments></section>
      ${this.#trail(facts)} ${this.#invitations(facts)} ${this.#talks(of, facts)} ${this.#footer(facts)}`
  }

  #pass = (event: Event): void => {
    event.stopPropagation()
    this.#emit(event.type, (event as CustomEvent<unknown>).detail)
  }

  #facts(of: Subject, known: VisitorFacts) {
    const t = texts()
    const { facts, first, visits, views, language } = known
    const time = formatDuration(this.#seconds(of, known))
    const visited = `${t.times(visits)}, ${t.views(views)}`
    const number = String(of.visitor.number)
    return html`
      ${facts === null ? nothing : visitFacts(facts)}
      ${first?.source ? fact(t.firstSource, html`${sourceWords(first.source)}<small class="when numbers">${moment(first.at)}</small>`, sourceInFull(first.source)) : nothing}
      ${language === '' ? nothing : fact(t.language, languageName(language), languageName(language))}
      ${fact(t.time, time, time, '', t.timeHint)}
      ${fact(t.visits, visited, visited)}
      ${fact(t.number, html`<span class="numbers">${number}</span>`, number)}`
  }

  /** Goes on while the page is in view. */
  #seconds({ presence }: Subject, { seconds, watching, now }: VisitorFacts): number {
    return watching && presence.online ? seconds + Math.max(0, this.now - now) / 1_000 : seconds
  }

  #trail({ trail }: VisitorFacts) {
    if (trail.length === 0) return nothing
    return html`<section><h3>${texts().pages}</h3><ol class="trail">${trail.map(
      ({
        at,
        page,
      }) => html`<li><time class="numbers" datetime=${new Date(at).toISOString()} title=${formatFull(at)}>${formatMoment(at, this.now)}</time>
        <span class="cut" title=${page.url}>${linked(page)}</span></li>`,
    )}</ol></section>`
  }

  #invitations({ invitations }: VisitorFacts) {
    const t = texts()
    if (invitations.length === 0) return nothing
    return html`<section><h3>${t.invitations}</h3><ol class="invitations">${invitations.map(
      ({ at, text, state, automatic, operator }) => {
        const by = automatic ? t.invitedItself : operator ? t.invitedBy(operator.name) : ''
        return html`<li title=${text}>
          <span class="line"><span class="cut">${formatDay(at, this.now)}, ${formatTime(at)}</span>
            <span class="by">${t.invited[state]}</span></span>
          <span class="last cut"><bdi>${oneLine(visible(text))}</bdi></span>
          ${by === '' ? nothing : html`<span class="by">${by}</span>`}
        </li>`
      },
    )}</ol></section>`
  }

  #talks(of: Subject, { conversations }: VisitorFacts) {
    const t = texts()
    const earlier = conversations.filter(({ id }) => id !== of.conversation)
    if (earlier.length === 0) return nothing
    return html`<section><h3>${t.earlier}</h3><ol class="talks">${earlier.map((one) => {
      const detail: EarlierTalk = { conversation: one }
      return html`<li><button class="talk" type="button" ?disabled=${!this.linked} @click=${() => this.#emit('rh-earlier', detail)}>
        <span class="line"><span class="cut">${formatDay(one.openedAt, this.now)}, ${one.operator?.name ?? t.nobody}</span>
          <span class="by">${t.messages(one.messages)}</span></span>
        ${one.last === null ? nothing : html`<span class="last cut">${one.last.author === 'operator' ? `${t.you} ` : ''}<bdi>${oneLine(visible(one.last.text))}</bdi></span>`}
      </button></li>`
    })}</ol></section>`
  }

  #footer({ facts, geo }: VisitorFacts) {
    const t = texts()
    if (!facts?.place) return nothing
    return html`<footer>
      <p>${t.attribution} <a href="https://db-ip.com" target="_blank" rel="noreferrer">DB-IP</a></p>
      ${geo === 'country' && this.administrator ? html`<p>${t.citiesMissing} <code>npm run geo</code></p>` : nothing}
    </footer>`
  }
}

const visitFacts = ({ place, address, source, campaign, browser, os }: VisitFacts): TemplateResult => {
  const t = texts()
  const marks = Object.entries(campaign)
  const marked = marks.map(([name, value]) => `${name}=${value}`).join('\n')
  return html`
    ${place === null ? nothing : fact(t.place, placeInFull(place), placeInFull(place), '', t.placeHint)}
    ${fact(t.address, html`<span class="numbers">${address}</span>`, address)}
    ${fact(t.source, sourceWords(source), sourceInFull(source))}
    ${marks.length === 0 ? nothing : fact(t.campaign, html`${marks.map(([name, value]) => html`<span class="pair"><small>${name}</small> <bdi>${oneLine(value)}</bdi></span>`)}`, marked)}
    ${browser === '' ? nothing : fact(t.browser, browser, browser)}
    ${os === '' ? nothing : fact(t.system, os, os)}`
}

const fact = (
  name: string,
  value: TemplateResult | string,
  copied: string,
  look: '' | 'tall' = '',
  hint = '',
): TemplateResult =>
  html`<div class="fact ${look}" title=${hint || nothing}><dt>${name}</dt><dd>${value}<button
    class="button plain small icon-only copy" type="button" title=${copyWord()} aria-label="${copyWord()}: ${name}"
    @click=${() => toClipboard(copied)}>${icon('copy', { size: 14 })}</button></dd></div>`

const moment = (at: number): TemplateResult =>
  html`<time datetime=${new Date(at).toISOString()} title=${formatFull(at)}>${formatDay(at)}, ${formatTime(at)}</time>`

const linked = (page: Page): TemplateResult => {
  const words = html`<bdi>${oneLine(page.title, 120) || relativeAddress(page.url)}</bdi>`
  const href = safeLink(page.url)
  return href === null
    ? words
    : html`<a href=${href} target="_blank" rel="noreferrer" title=${page.url}>${words}</a>`
}

const pageWords = (page: Page): TemplateResult =>
  html`${linked(page)}${page.title.trim() === '' ? nothing : html`<span class="address">${relativeAddress(page.url)}</span>`}`

customElements.define('rh-visitor-card', VisitorCard)
declare global {
  interface HTMLElementTagNameMap {
    'rh-visitor-card': VisitorCard
  }
}
