/** How the lines of a dialogue are drawn. */
import { css, html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { linkify } from '../../engine/protocol/client/linkify.ts'
import type { Line, Mark } from '../desk/lines.ts'
import { visible } from '../desk/text.ts'
import { formatDay, formatFull, formatTime } from '../ui/format.ts'
import { defineTexts } from '../ui/i18n.ts'
import { type IconName, icon } from '../ui/icon.ts'
import { copyWord, toClipboard } from './clipboard.ts'
import { markWord, refusalWord, serviceDetails, serviceWords } from './line-words.ts'

const texts = defineTexts({
  ru: {
    today: 'Сегодня',
    yesterday: 'Вчера',
    unread: 'Новые сообщения',
    retry: 'Повторить',
    discard: 'Убрать',
    waiting: 'ждёт связи',
    visitor: 'Посетитель',
    you: 'Вы',
    types: 'печатает',
  },
  en: {
    today: 'Today',
    yesterday: 'Yesterday',
    unread: 'New messages',
    retry: 'Try again',
    discard: 'Remove',
    waiting: 'waits for the connection',
    visitor: 'Visitor',
    you: 'You',
    types: 'is typing',
  },
})

export interface Scenery {
  readonly me: string
  readonly nameOf: (operator: string) => string | null
  readonly online: boolean
  /** Engine's clock, ms. */
  readonly now: number
  readonly retry: (client: string) => void
  readonly discard: (client: string) => void
}

export const drawLines = (lines: ReadonlyArray<Line>, scenery: Scenery) =>
  repeat(
    lines,
    (line) => line.key,
    (line) => drawLine(line, scenery),
  )

const drawLine = (line: Line, scenery: Scenery): TemplateResult => {
  switch (line.kind) {
    case 'day':
      return html`<div class="day" role="separator"><span>${dayWords(line.at, scenery.now)}</span></div>`
    case 'unread':
      return html`<div class="fresh" role="separator"><span>${texts().unread}</span></div>`
    case 'service':
      return service(line, scenery)
    case 'group':
      return group(line, scenery)
  }
}

const service = (line: Extract<Line, { kind: 'service' }>, scenery: Scenery): TemplateResult => {
  const details = serviceDetails(line.service, scenery.me, scenery.nameOf)
  const said = serviceWords(line.service, scenery.me, scenery.nameOf)
  return html`<div class="service" data-key=${line.key}><span>${
    details === '' ? said : html`<abbr title=${details} tabindex="0">${said}</abbr>`
  }</span>${time(line.at)}${
    'comment' in line.service && line.service.comment !== ''
      ? html`<p class="comment" dir="auto">${words(line.service.comment)}</p>`
      : nothing
  }</div>`
}

type Group = Extract<Line, { kind: 'group' }>

const group = (line: Group, scenery: Scenery): TemplateResult => {
  const t = texts()
  const ours = line.author === 'operator'
  const other = ours && line.from !== scenery.me ? scenery.nameOf(line.from) : null
  const who = ours ? (other ?? t.you) : t.visitor
  return html`<div class="group ${line.author} ${line.mark ?? ''}" role="group" aria-label="${who}, ${formatTime(line.at)}">
    ${other === null ? nothing : html`<span class="who">${other}</span>`}
    ${repeat(
      line.spoken,
      (m) => m.client,
      (m) =>
        html`<div class="bubble" dir="auto" data-key="${line.author} ${m.client}">${words(m.text)}</div>`,
    )}
    <span class="foot">${time(line.at)}${line.mark ? drawMark(line.mark, scenery.online) : nothing}</span>
    ${line.mark === 'notSent' ? refused(line, scenery) : nothing}
  </div>`
}

const refused = (line: Group, scenery: Scenery): TemplateResult => {
  const { client, text } = line.spoken[0]!
  return html`<div class="refused" role="alert">
    <span>${refusalWord(line.code)}</span>
    ${
      line.code === 'tooLong' || line.code === 'closed' || line.code === 'unknown'
        ? html`<button type="button" @click=${() => toClipboard(text)}>${copyWord()}</button>`
        : html`<button type="button" @click=${() => scenery.retry(client)}>${texts().retry}</button>`
    }
    <button type="button" @click=${() => scenery.discard(client)}>${texts().discard}</button>
  </div>`
}

/** Everything a person wrote is text; only addresses become links. */
const words = (text: string) =>
  linkify(visible(text)).map((part) =>
    typeof part === 'string'
      ? part
      : html`<a href=${part.href} target="_blank" rel="noopener noreferrer nofollow">${part.text}</a>`,
  )

const markIcons: Record<Mark, IconName> = {
  sending: 'clock',
  notSent: 'circle-alert',
  sent: 'check',
  delivered: 'check-check',
  seen: 'check-check',
}

const drawMark = (mark: Mark, online: boolean): TemplateResult => {
  const word = mark === 'sending' && !online ? texts().waiting : markWord(mark)
  const said = mark === 'notSent' || (mark === 'sending' && !online)
  return html`<span class="mark ${mark}" title=${word}>${icon(markIcons[mark], { size: 14 })}<span
    class=${said ? 'said' : 'unseen'}>${word}</span></span>`
}

const time = (at: number): TemplateResult =>
  html`<time class="numbers" datetime=${new Date(at).toISOString()} title=${formatFull(at)}>${formatTime(at)}</time>`

const dayWords = (at: number, now: number): string => {
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000)
  if (days === 0) return texts().today
  return days === 1 ? texts().yesterday : formatDay(at, now)
}
const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

/** What the visitor is typing (G2), where it will stand when it is sent. */
export const ghost = (preview: string): TemplateResult =>
  html`<div class="group visitor ghost" aria-label="${texts().visitor} ${texts().types}">
    <div class="bubble" dir="auto">${visible(preview)}<span class="caret"></span></div>
    <span class="foot">${icon('pencil', { size: 14 })}${texts().types}…</span>
  </div>`

export const lineStyles = css`
  .day, .fresh {
    display: flex;
    align-items: center;
    gap: var(--rh-3);
    margin: var(--rh-4) 0 var(--rh-2);
    color: var(--rh-text-3);
    font-size: var(--rh-text-xs);
    font-weight: 550;
  }
  .day::before, .day::after, .fresh::before, .fresh::after { content: ''; flex: 1; height: 1px; background: var(--rh-line); }
  .fresh { color: var(--rh-accent-text); }
  .fresh::before, .fresh::after { background: color-mix(in srgb, var(--rh-accent) 35%, transparent); }
  .service {
    margin: var(--rh-1) auto;
    max-width: min(34rem, 92%);
    color: var(--rh-text-3);
    font-size: var(--rh-text-s);
    line-height: 1.45;
    text-align: center;
    text-wrap: balance;
  }
  .service > span { overflow-wrap: anywhere; }
  .service .comment {
    width: fit-content;
    max-width: 100%;
    margin: var(--rh-1) auto 0;
    padding: var(--rh-1) var(--rh-3);
    border-radius: var(--rh-radius);
    background: var(--rh-sunken);
    color: var(--rh-text-2);
    text-align: start;
    text-wrap: wrap;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .service abbr { text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); text-underline-offset: 0.2em; cursor: help; }
  .service time { margin-inline-start: var(--rh-2); font-size: var(--rh-text-xs); }
  .service a { color: var(--rh-text-2); }
  .group { display: grid; justify-items: start; gap: 0.1875rem; margin: var(--rh-2) 0; max-width: min(36rem, 82%); }
  .group.operator { justify-items: end; margin-inline-start: auto; }
  .who { padding: 0 var(--rh-3); color: var(--rh-text-3); font-size: var(--rh-text-xs); font-weight: 550; }
  .bubble {
    max-width: 100%;
    padding: 0.4375rem 0.75rem;
    border-radius: 14px;
    background: var(--bubble, var(--rh-selected));
    color: var(--rh-text);
    font-size: var(--rh-text-l);
    line-height: 1.45;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    overflow: clip;
    unicode-bidi: isolate;
  }
  .bubble a { color: inherit; }
  .visitor .bubble { --bubble: light-dark(#eeeef1, #2a2a2f); border-start-start-radius: 5px; }
  .visitor .bubble + .bubble { border-radius: 5px 14px 14px 5px; }
  .operator .bubble { --bubble: var(--rh-second-soft); border-start-end-radius: 5px; }
  .operator .bubble + .bubble { border-radius: 14px 5px 5px 14px; }
  .foot {
    display: flex;
    align-items: center;
    gap: 0.3125rem;
    padding: 0 0.25rem;
    color: var(--rh-text-3);
    font-size: var(--rh-text-xs);
    line-height: 1.3;
  }
  .mark { display: inline-flex; align-items: center; gap: 0.25rem; }
  .mark.seen { color: var(--rh-answered); }
  .mark.notSent { color: var(--rh-danger-text); }
  .sending .bubble { opacity: 0.72; }
  .notSent .bubble { --bubble: var(--rh-danger-soft); }
  .refused { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0.125rem var(--rh-3); padding: 0 0.25rem; font-size: var(--rh-text-s); color: var(--rh-danger-text); }
  .refused button { padding: 0; border: 0; background: none; color: var(--rh-text); font: 500 var(--rh-text-s) / 1.5 var(--rh-font); text-decoration: underline; text-underline-offset: 0.18em; cursor: pointer; }
  .ghost .bubble {
    --bubble: transparent;
    padding: 0.375rem 0.6875rem;
    border: 1px dashed color-mix(in srgb, var(--rh-typing) 65%, var(--rh-line));
    color: var(--rh-text-2);
  }
  .ghost .foot { color: var(--rh-typing-text); }
  .caret {
    display: inline-block;
    width: 2px;
    height: 1.1em;
    margin-inline-start: 1px;
    vertical-align: -0.18em;
    background: var(--rh-typing);
    animation: blink 1.06s steps(2, jump-none) infinite;
  }
  @keyframes blink { 50% { opacity: 1; } to { opacity: 0; } }
  @media (prefers-reduced-motion: reduce) { .caret { animation: none; } }
`
