import { type CSSResultGroup, css, html, nothing, type TemplateResult } from 'lit'
import { api, type Ban } from '../../console/ui/api.ts'
import { formatDay, formatFull, formatNumber, formatTime, isolated } from '../../console/ui/format.ts'
import { defineTexts, plural } from '../../console/ui/i18n.ts'
import { empty } from '../../console/ui/states.ts'
import '../bans/new-ban-dialog.ts'
import { has, ListPage } from '../lists/list-page.ts'

const texts = defineTexts({
  ru: {
    title: 'Баны',
    lead: 'Кому не показывается чат. Операторы банят посетителей в консоли, снять бан можно только здесь.',
    add: 'Добавить бан',
    search: 'Номер, адрес или причина',
    count: (count: number) =>
      `${formatNumber(count)} ${plural('ru', count, { one: 'бан', few: 'бана', many: 'банов' })}`,
    visitor: (number: number) => `Посетитель ${number}`,
    unknown: 'Посетитель, которого больше нет',
    forEver: 'Навсегда',
    until: (when: string) => `До ${when}`,
    over: (when: string) => `Закончился ${when}`,
    by: (name: string, when: string) => `${name}, ${when}`,
    lift: 'Снять',
    forget: 'Убрать',
    liftOf: (whom: string) => `Снять бан: ${whom}`,
    forgetOf: (whom: string) => `Убрать из списка: ${whom}`,
    none: 'Никто не забанен',
    noneText:
      'Оператор может забанить посетителя в диалоге или в его карточке. Здесь можно забанить и адрес, с которого никто ещё не писал.',
    notFound: 'Ничего не нашлось',
    notFoundText: (typed: string) => `Нет бана, в котором есть «${typed}».`,
    liftTitle: (whom: string) => `Снять бан: ${whom}?`,
    liftText: 'Чат вернётся, когда посетитель откроет следующую страницу сайта.',
    liftStays: (others: string) => `Чат не вернётся, пока действует и другой бан: ${others}.`,
    forgetTitle: (whom: string) => `Убрать из списка: ${whom}?`,
    forgetText: 'Этот бан закончился и никого больше не касается.',
    liftVerb: 'Снять бан',
    removed: 'Бан снят',
    added: 'Бан добавлен',
  },
  en: {
    title: 'Bans',
    lead: 'Who is not shown the chat. Operators ban visitors in the console; a ban is lifted only here.',
    add: 'Add ban',
    search: 'Number, address or reason',
    count: (count: number) => `${formatNumber(count)} ${plural('en', count, { one: 'ban', other: 'bans' })}`,
    visitor: (number: number) => `Visitor ${number}`,
    unknown: 'A visitor who is no more',
    forEver: 'For ever',
    until: (when: string) => `Until ${when}`,
    over: (when: string) => `Ended ${when}`,
    by: (name: string, when: string) => `${name}, ${when}`,
    lift: 'Lift',
    forget: 'Remove',
    liftOf: (whom: string) => `Lift the ban: ${whom}`,
    forgetOf: (whom: string) => `Remove from the list: ${whom}`,
    none: 'Nobody is banned',
    noneText:
      'An operator can ban a visitor in the dialogue or in the visitor’s card. Here an address can be banned before anybody has written from it.',
    notFound: 'Nothing found',
    notFoundText: (typed: string) => `There is no ban with “${typed}”.`,
    liftTitle: (whom: string) => `Lift the ban: ${whom}?`,
    liftText: 'The chat comes back when the visitor opens the next page of the site.',
    liftStays: (others: string) => `The chat does not come back as long as another ban holds: ${others}.`,
    forgetTitle: (whom: string) => `Remove from the list: ${whom}?`,
    forgetText: 'This ban has ended and concerns nobody any more.',
    liftVerb: 'Lift ban',
    removed: 'Ban lifted',
    added: 'Ban added',
  },
})

/** How often is asked whom operators have banned meanwhile, ms. */
const lookEvery = 30_000

/** Who gets no chat: list, add, lift (H6). */
export class Bans extends ListPage<Ban> {
  static override styles: CSSResultGroup = [
    ListPage.styles,
    css`
      li > .button {
        min-width: 5rem;
      }
      .name {
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
      .reason {
        overflow-wrap: anywhere;
      }
      .term {
        font-size: var(--rh-text-s);
        line-height: 1.35;
        color: var(--rh-text-2);
        min-width: 0;
      }
      .over .name {
        font-weight: 400;
      }
      .over :is(.name, .term) {
        color: var(--rh-text-3);
      }
      @media (pointer: coarse) {
        li > .button.small {
          min-height: 2.5rem;
        }
      }
      @media (max-width: 40rem) {
        li {
          grid-template-columns: minmax(0, 1fr) auto;
          padding-inline-end: var(--rh-3);
        }
        .term {
          grid-column: 1;
        }
        li > .button {
          grid-area: 1 / 2 / span 2;
        }
      }
    `,
  ]

  constructor() {
    super(lookEvery)
  }

  protected override get words() {
    return texts()
  }

  protected override ask(): Promise<ReadonlyArray<Ban>> {
    return api.bans()
  }

  protected override found = foundBans

  /** One for exactly the same took the older one's place. */
  protected override saved(ban: Ban, known: boolean): void {
    this.items = this.items?.filter((each) => each.visitor !== ban.visitor || each.address !== ban.address)
    super.saved(ban, known)
  }

  protected override question(ban: Ban) {
    const t = texts()
    const name = isolated(whom(ban))
    if (ban.over) return { title: t.forgetTitle(name), text: t.forgetText, verb: t.forget }
    const others = (this.items ?? []).filter((each) => each !== ban && holdsToo(each, ban)).map(whom)
    const text = others.length === 0 ? t.liftText : t.liftStays(others.map(isolated).join('; '))
    return { title: t.liftTitle(name), text, verb: t.liftVerb }
  }

  protected override delete(ban: Ban): Promise<void> {
    return api.liftBan(ban.id)
  }

  protected override none(): TemplateResult {
    const t = texts()
    return empty({ icon: 'ban', title: t.none, text: t.noneText })
  }

  protected override dialog(): TemplateResult {
    return html`<rh-new-ban-dialog
      .open=${this.open}
      @rh-saved=${this.whenSaved}
      @rh-close=${this.whenClosed}
    ></rh-new-ban-dialog>`
  }

  protected override row(ban: Ban): TemplateResult {
    const t = texts()
    const { reason, operator, createdAt, over } = ban
    const name = whom(ban)
    return html`<li class=${over ? 'over' : ''}>
      <div>
        <div class="name">${name}</div>
        ${reason === '' ? nothing : html`<div class="about reason">${reason}</div>`}
      </div>
      <div class="term">
        <div>${term(ban)}</div>
        <div class="about cut" title=${`${operator}, ${formatFull(createdAt)}`}>${t.by(operator, formatDay(createdAt))}</div>
      </div>
      <button
        class="button small"
        type="button"
        aria-label=${over ? t.forgetOf(name) : t.liftOf(name)}
        @click=${() => void this.discard(ban)}
      >
        ${over ? t.forget : t.lift}
      </button>
    </li>`
  }
}

const whom = ({ visitor, address }: Ban): string =>
  [visitor === null ? '' : texts().visitor(visitor), address ?? ''].filter(Boolean).join(' · ') ||
  texts().unknown

/** Is there still no chat for whom `ban` was for? */
const holdsToo = (other: Ban, ban: Ban): boolean =>
  !other.over &&
  ((ban.visitor !== null && other.visitor === ban.visitor) ||
    (ban.address !== null && other.address === ban.address))

const term = ({ until, over }: Ban): TemplateResult | string => {
  const t = texts()
  if (until === null) return t.forEver
  const when = `${formatDay(until)}, ${formatTime(until)}`
  return html`<span title=${formatFull(until)}>${over ? t.over(formatDay(until)) : t.until(when)}</span>`
}

/** Those in force first, the newest first; only those with the typed words. */
export function foundBans(bans: ReadonlyArray<Ban>, typed: string): ReadonlyArray<Ban> {
  return bans
    .filter((ban) => has(typed, whom(ban), ban.reason, ban.operator))
    .sort((a, b) => Number(a.over) - Number(b.over) || b.createdAt - a.createdAt)
}

customElements.define('rh-bans', Bans)
