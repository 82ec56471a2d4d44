/** A letter in a list: what it is, to whom, what became of it. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { InstanceLetter, Letter, RelayState } from '../../console/ui/api.ts'
import { formatFull, formatMoment } from '../../console/ui/format.ts'
import { defineTexts, plural } from '../../console/ui/i18n.ts'
import { type IconName, icon } from '../../console/ui/icon.ts'

const texts = defineTexts({
  ru: {
    waiting: 'Ждёт отправки',
    sent: 'Отправлено',
    refused: 'Адрес не принял письмо',
    givenUp: 'Не удалось отправить',
    next: (when: string) => `попробуем ${when}`,
    soon: 'отправляется',
    tries: (n: number) => `${n} ${plural('ru', n, { one: 'попытка', few: 'попытки', many: 'попыток' })}`,
    relay: 'Почтовый сервер не принимает письма',
    error: 'Ошибка на нашей стороне, она записана в журнал сервера',
    sendNow: 'Отправить сейчас',
    sendNowOf: (subject: string) => `Отправить сейчас: ${subject}`,
  },
  en: {
    waiting: 'Waiting',
    sent: 'Sent',
    refused: 'Refused by the address',
    givenUp: 'Could not be sent',
    next: (when: string) => `next try ${when}`,
    soon: 'being sent',
    tries: (n: number) => `${n} ${plural('en', n, { one: 'try', other: 'tries' })}`,
    relay: 'The mail server takes no letters',
    error: 'An error on our side; it is in the server’s log',
    sendNow: 'Send now',
    sendNowOf: (subject: string) => `Send now: ${subject}`,
  },
})

export const letterRowStyles = css`
  /* One grid for all of them: what became of each stands below what became of the one before. */
  ul.letters {
    display: grid;
    grid-template-columns: minmax(0, 1.5fr) minmax(0, 1fr) auto;
    gap: 0;
  }
  li.letter {
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    min-height: 3.75rem;
    content-visibility: visible;
  }
  .open {
    display: block;
    width: 100%;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }
  /* What tells two of them apart is the address at their end. */
  .open .name {
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .open:hover .name {
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  .fate {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 0.375rem;
    font-size: var(--rh-text-s);
    line-height: 1.4;
    color: var(--rh-text-2);
  }
  .fate > .rh-icon {
    margin-top: 0.125rem;
  }
  .fate .why {
    grid-column: 2;
    color: var(--rh-text-3);
    overflow-wrap: anywhere;
  }
  .fate.sent > .rh-icon {
    color: var(--rh-online-text);
  }
  .fate.waiting > .rh-icon {
    color: var(--rh-break-text);
  }
  .fate:is(.refused, .givenUp) > :is(.rh-icon, .state-word) {
    color: var(--rh-danger-text);
  }
  li.letter > .button {
    justify-self: end;
    white-space: nowrap;
  }
  li.letter .words > span {
    display: block;
  }
  @media (max-width: 40rem) {
    ul.letters {
      grid-template-columns: minmax(0, 1fr);
    }
    li.letter {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--rh-2);
      padding: var(--rh-3) var(--rh-4);
    }
    li.letter > .button {
      justify-self: start;
    }
  }
`

const pictures: Record<Letter['state'], IconName> = {
  waiting: 'clock',
  sent: 'check',
  refused: 'circle-alert',
  givenUp: 'circle-alert',
}

/** What became of it, with when and why. */
export function fateOf(letter: Letter, now: number = Date.now()): TemplateResult {
  const t = texts()
  const { state, error, tries } = letter
  const why = error === 'relay' || error === 'error' ? t[error] : error
  const counted = tries > 1 && state === 'waiting' ? ` · ${t.tries(tries)}` : ''
  return html`<div class="fate ${state}">
    ${icon(pictures[state], { size: 14 })}
    <span class="state-word" title=${formatFull(letter.changedAt)}>${t[state]}${whenOf(letter, now)}${counted}</span>
    ${why === null ? nothing : html`<span class="why">${why}</span>`}
  </div>`
}

function whenOf({ state, nextAt, changedAt }: Letter, now: number): string {
  const t = texts()
  if (state !== 'waiting') return `, ${formatMoment(changedAt, now)}`
  if (nextAt === null) return ''
  return `, ${nextAt <= now + 5_000 ? t.soon : t.next(formatMoment(nextAt, now))}`
}

/** Is there any sense in sending it now? Without a relay it only waits. */
export const maySend = (letter: Letter, relay: RelayState): boolean =>
  letter.state !== 'sent' && relay !== 'none'

export function letterRow(of: {
  readonly letter: Letter | InstanceLetter
  readonly relay: RelayState
  readonly busy: boolean
  readonly send: () => void
  /** Null: it cannot be read here. */
  readonly read: (() => void) | null
}): TemplateResult {
  const t = texts()
  const { letter } = of
  const { subject, to } = letter
  const account = 'account' in letter ? `${letter.account} · ` : ''
  const words = html`<span class="name cut">${subject}</span>
    <span class="about cut">${account}${to} · ${formatMoment(letter.createdAt)}</span>`
  return html`<li class="letter">
    ${
      of.read === null
        ? html`<div class="words" title=${subject}>${words}</div>`
        : html`<button class="open words" type="button" title=${subject} @click=${of.read}>${words}</button>`
    }
    ${fateOf(letter)}
    ${
      maySend(letter, of.relay)
        ? html`<button
            class="button small"
            type="button"
            aria-label=${t.sendNowOf(subject)}
            aria-busy=${of.busy}
            ?disabled=${of.busy}
            @click=${of.send}
          >
            ${t.sendNow}
          </button>`
        : html`<span></span>`
    }
  </li>`
}
