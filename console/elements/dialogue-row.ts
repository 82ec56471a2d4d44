import { css, html, nothing, type TemplateResult } from 'lit'
import type { Listed } from '../desk/DeskState.ts'
import { isTyping, type Mood, moodOf, waits } from '../desk/mood.ts'
import { oneLine, visible } from '../desk/text.ts'
import { formatFull, formatMoment } from '../ui/format.ts'
import { defineTexts } from '../ui/i18n.ts'
import { type IconName, icon } from '../ui/icon.ts'
import { placeName } from './place-words.ts'

const texts = defineTexts({
  ru: {
    visitor: (number: number, place: string) => `Посетитель ${number}${place && ` · ${place}`}`,
    you: 'Вы:',
    typing: 'печатает',
    silent: 'Пока ничего не написал',
    draft: 'Черновик:',
    unread: 'непрочитано',
    notSent: 'есть неотправленное сообщение',
    underway: 'ответ ждёт связи',
    handed: 'Вам передают:',
    moods: {
      fresh: 'начинает диалог',
      unanswered: 'ждёт ответа',
      answered: 'последнее слово за вами',
      gone: 'ушёл с сайта',
      closed: 'диалог закрыт',
    },
  },
  en: {
    visitor: (number: number, place: string) => `Visitor ${number}${place && ` · ${place}`}`,
    you: 'You:',
    typing: 'typing',
    silent: 'Has not written yet',
    draft: 'Draft:',
    unread: 'unread',
    notSent: 'has a message that was not sent',
    underway: 'the answer waits for the connection',
    handed: 'Transferred to you:',
    moods: {
      fresh: 'begins a dialogue',
      unanswered: 'waits for an answer',
      answered: 'the last word is yours',
      gone: 'left the site',
      closed: 'dialogue closed',
    },
  },
})

/** What a visitor is called. */
/** «Посетитель 1042 · Казань» */
export const visitorName = ({ number, place }: Listed['visitor']): string =>
  texts().visitor(number, place === null ? '' : placeName(place))
export const moodWord = (mood: Mood): string => texts().moods[mood]

const moodIcons: Record<Mood, IconName> = {
  fresh: 'pencil',
  unanswered: 'message-circle',
  answered: 'reply',
  gone: 'user-round-x',
  closed: 'archive',
}

export interface Row {
  readonly dialogue: Listed
  readonly selected: boolean
  readonly draft: string
  readonly notSent: boolean
  /** Our newest answer, as long as the engine has not acknowledged it. */
  readonly underway: string | undefined
  /** Is there a connection? */
  readonly linked: boolean
  /** Engine's clock, ms. */
  readonly now: number
  readonly position: number
  readonly total: number
}

/** One dialogue on the list: its state by H7 as weight, colour, icon and word. */
export const dialogueRow = (row: Row): TemplateResult => {
  const { dialogue: d, selected, now } = row
  const t = texts()
  const mood = moodOf(d)
  const typing = isTyping(d)
  const at = d.last?.at ?? d.turn
  const classes = `row ${mood} ${waits(d) ? 'waits' : ''} ${typing ? 'typing' : ''} ${d.flashing ? 'flashing' : ''}`
  return html`<div class=${classes} role="option" id="d-${d.id}" data-id=${d.id} aria-selected=${selected}
    aria-setsize=${row.total} aria-posinset=${row.position}>
    <span class="mark" title=${t.moods[mood]}>${icon(typing ? 'pencil' : moodIcons[mood])}</span>
    <span class="first">
      <span class="name cut">${visitorName(d.visitor)}</span>
      <span class="unseen">, ${t.moods[mood]}${row.notSent ? `, ${t.notSent}` : ''}</span>
      <time class="numbers" datetime=${new Date(at).toISOString()} title=${formatFull(at)}>${formatMoment(at, now)}</time>
    </span>
    <span class="second">
      <span class="words cut">${words(row, typing)}</span>
      ${row.underway !== undefined && !row.linked ? html`<span class="underway" title=${t.underway}>${icon('clock', { size: 14 })}</span>` : nothing}
      ${row.notSent ? html`<span class="alert" title=${t.notSent}>${icon('circle-alert')}</span>` : nothing}
      ${
        d.unread > 0
          ? html`<span class="unread numbers">${d.unread > 99 ? '99+' : d.unread}<span class="unseen"> ${t.unread}</span></span>`
          : nothing
      }
    </span>
  </div>`
}

const words = ({ dialogue: d, draft, selected, underway }: Row, typing: boolean): TemplateResult | string => {
  const t = texts()
  if (d.transfer !== null && !d.off) {
    return html`<i class="handed">${t.handed}</i> <bdi>${oneLine(d.transfer.comment || (d.last?.text ?? ''))}</bdi>`
  }
  if (typing)
    return html`<i class="says">${t.typing}:</i> <bdi>${oneLine(visible(d.preview.slice(-160)))}</bdi>`
  if (draft !== '' && !selected) return html`<i class="draft">${t.draft}</i> <bdi>${oneLine(draft)}</bdi>`
  if (underway !== undefined) return html`${t.you} <bdi>${oneLine(underway)}</bdi>`
  if (d.last === null) return t.silent
  const text = html`<bdi>${oneLine(d.last.text)}</bdi>`
  return d.last.author === 'operator' ? html`${t.you} ${text}` : text
}

export const rowStyles = css`
  .row {
    position: relative;
    display: grid;
    grid-template-columns: 1.75rem minmax(0, 1fr);
    align-content: center;
    row-gap: 0.125rem;
    height: 3.75rem;
    margin: 0 var(--rh-2) 0.25rem;
    padding: 0 var(--rh-3) 0 var(--rh-2);
    border-radius: var(--rh-radius-card);
    font-size: var(--rh-text-m);
    line-height: 1.35;
    cursor: default;
    user-select: none;
    contain: strict;
  }
  .row:hover { background: var(--rh-hover); }
  .row[aria-selected='true'] { background: var(--rh-selected); }
  .mark { grid-row: span 2; align-self: start; padding-top: 0.125rem; color: var(--rh-text-3); }
  .first, .second { display: flex; align-items: center; gap: var(--rh-2); min-width: 0; }
  .second { min-height: 1.25rem; }
  .name { flex: 1; font-weight: 450; }
  time { font-size: var(--rh-text-xs); color: var(--rh-text-3); }
  .words { flex: 1; font-size: var(--rh-text-s); color: var(--rh-text-3); }
  .words i { font-style: normal; }
  .underway { color: var(--rh-break-text); }
  .alert { color: var(--rh-danger-text); }
  .unread {
    flex: none;
    min-width: 1.25rem;
    padding: 0 0.375rem;
    border-radius: 99px;
    background: var(--rh-accent);
    color: var(--rh-on-accent);
    font-size: 0.6875rem;
    font-weight: 650;
    line-height: 1.25rem;
    text-align: center;
  }
  .waits .name { font-weight: 680; }
  .waits .words { color: var(--rh-text); }
  .unanswered .mark { color: var(--rh-unanswered); }
  .unanswered .mark .rh-icon { fill: currentColor; }
  .answered .mark { color: var(--rh-answered); }
  .typing .mark .rh-icon { fill: none; }
  .fresh .mark, .typing .mark { color: var(--rh-typing-text); }
  .gone .name, .gone .words, .closed .name, .closed .words { color: var(--rh-gone-text, var(--rh-text-3)); }
  .gone .mark, .closed .mark { color: var(--rh-gone); }
  .gone .unread, .closed .unread { background: var(--rh-text-3); color: var(--rh-surface); }
  .handed { color: var(--rh-second-text); font-weight: 550; }
  .typing .says, .draft { color: var(--rh-typing-text); font-weight: 500; }
  .draft { color: var(--rh-danger-text); }
  .typing .words { color: var(--rh-text-2); }
  .flashing { background: var(--rh-typing-soft); }
  .flashing time, .flashing .words { color: var(--rh-text); }
  .flashing .says { color: inherit; }
  .flashing::before {
    content: '';
    position: absolute;
    inset-block: 0.625rem;
    inset-inline-start: 0;
    width: 3px;
    border-radius: 2px;
    background: var(--rh-typing);
  }
  /* No colour in the keyframes: browsers keep the one of the theme in which the row began to flash. */
  .flashing::after {
    content: '';
    position: absolute;
    inset: 0;
    z-index: -1;
    border-radius: inherit;
    background: color-mix(in srgb, var(--rh-typing) 18%, transparent);
    animation: flash 1s steps(2, jump-none) infinite alternate;
  }
  @keyframes flash { from { opacity: 0; } }
  @media (prefers-reduced-motion: reduce) {
    .flashing::after { animation: none; }
  }
`
