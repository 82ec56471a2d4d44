import { css, html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import {
  api,
  type Condition,
  type Failure,
  failureOf,
  type InstanceAccount,
  type Me,
} from '../../console/ui/api.ts'
import { confirm } from '../../console/ui/dialog.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { formatAgo, formatDay, formatFull, formatNumber, isolated } from '../../console/ui/format.ts'
import { defineTexts, plural, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { licenceWords, tariffName } from '../../console/ui/licence-words.ts'
import { empty, failed, loading, notice } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import '../instance/licence-dialog.ts'
import { rowAction } from '../lists/list-page.ts'
import { listStyles } from '../lists/list-styles.ts'
import '../mail/instance-mail.ts'
import { pageStyles } from '../page-styles.ts'
import { WhileSeen } from '../while-seen.ts'

const texts = defineTexts({
  ru: {
    title: 'Все аккаунты',
    lead: 'Кто пользуется этим сервером. Переписку и настройки чужих аккаунтов отсюда не видно.',
    server: 'Сервер',
    version: 'Версия',
    node: 'Node.js',
    started: 'Запущен',
    health: 'Состояние',
    well: 'Всё в порядке',
    accounts: 'Аккаунтов',
    fresh: 'Новые аккаунты',
    registration: { open: 'регистрация открыта', closed: 'регистрация закрыта' },
    beginning: {
      trial: 'начинают с пробного периода',
      forEver: (tariff: string) => `получают ${tariff} бессрочно`,
    },
    search: 'Найти по логину или e-mail',
    operators: (count: number) =>
      `${formatNumber(count)} ${plural('ru', count, { one: 'оператор', few: 'оператора', many: 'операторов' })}`,
    created: (day: string) => `создан ${day}`,
    seen: (ago: string) => `активность ${ago}`,
    unseen: 'сейчас никто не вошёл',
    blocked: 'заблокирован',
    yours: 'ваш',
    licence: (login: string) => `Изменить лицензию: ${login}`,
    block: (login: string) => `Заблокировать: ${login}`,
    unblock: (login: string) => `Разблокировать: ${login}`,
    blockTitle: (login: string) => `Заблокировать аккаунт «${login}»?`,
    blockText:
      'Операторы сразу выйдут и не смогут войти, чат исчезнет с их сайтов. Всё, что сохранено, останется.',
    blockVerb: 'Заблокировать',
    wasBlocked: 'Аккаунт заблокирован',
    wasUnblocked: 'Аккаунт разблокирован',
    given: 'Лицензия изменена',
    none: 'Никого не нашлось',
    noneText: (typed: string) => `Нет аккаунта, в логине или e-mail которого есть «${typed}».`,
    more: 'Показать ещё',
  },
  en: {
    title: 'All accounts',
    lead: 'Who uses this server. What other accounts write and set is not seen from here.',
    server: 'Server',
    version: 'Version',
    node: 'Node.js',
    started: 'Started',
    health: 'Health',
    well: 'All is well',
    accounts: 'Accounts',
    fresh: 'New accounts',
    registration: { open: 'registration is open', closed: 'registration is closed' },
    beginning: {
      trial: 'begin with a trial',
      forEver: (tariff: string) => `get ${tariff} for ever`,
    },
    search: 'Find by login or e-mail',
    operators: (count: number) =>
      `${formatNumber(count)} ${plural('en', count, { one: 'operator', other: 'operators' })}`,
    created: (day: string) => `created ${day}`,
    seen: (ago: string) => `active ${ago}`,
    unseen: 'nobody is signed in',
    blocked: 'blocked',
    yours: 'yours',
    licence: (login: string) => `Change the licence: ${login}`,
    block: (login: string) => `Block: ${login}`,
    unblock: (login: string) => `Unblock: ${login}`,
    blockTitle: (login: string) => `Block the account “${login}”?`,
    blockText:
      'Its operators are signed out at once and cannot sign in, the chat disappears from its sites. All that it stored is kept.',
    blockVerb: 'Block',
    wasBlocked: 'The account is blocked',
    wasUnblocked: 'The account is no longer blocked',
    given: 'The licence is changed',
    none: 'Nobody found',
    noneText: (typed: string) => `There is no account with “${typed}” in the login or e-mail.`,
    more: 'Show more',
  },
})

/** ms between two looks at the server. */
const lookEvery = 15_000
/** ms without a key before what was typed is looked for. */
const typingRests = 250

/** The whole instance, for its owner: how it is, who is there, what they may use (A5). */
export class InstancePage extends UiElement {
  static override styles = [
    pageStyles,
    listStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr);
        gap: var(--rh-2) var(--rh-4);
        margin: 0;
      }
      dt {
        color: var(--rh-text-3);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .well {
        display: flex;
        gap: var(--rh-2);
        align-items: center;
        color: var(--rh-online-text);
      }
      .list {
        display: grid;
        gap: var(--rh-3);
      }
      .tools {
        margin-bottom: 0;
      }
      .tools .input {
        flex: 1 1 auto;
        max-width: 24rem;
      }
      .name {
        display: flex;
        align-items: center;
        gap: var(--rh-2);
      }
      li {
        grid-template-columns: minmax(0, 0.8fr) minmax(0, 1fr) 4.5rem;
      }
      li .row-actions {
        justify-content: end;
      }
      .badge.blocked {
        background: var(--rh-danger-soft);
        color: var(--rh-danger-text);
      }
      li .licence {
        line-height: 1.35;
      }
      .more {
        justify-self: center;
      }
      @media (max-width: 40rem) {
        li {
          grid-template-columns: minmax(0, 1fr) 5rem;
          gap: var(--rh-1);
        }
        li > div:nth-child(2) {
          grid-column: 1;
        }
      }
    `,
  ]

  @property({ attribute: false }) me!: Me
  @state() private condition: Condition | undefined
  @state() private accounts: ReadonlyArray<InstanceAccount> | undefined
  @state() private moreOf = false
  @state() private failure: Failure | undefined
  @state() private edited: InstanceAccount | null = null
  @state() private open = false
  /** What is shown was looked for by this. */
  @state() private typed = ''
  #waiting: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    new WhileSeen(this, lookEvery, () => this.#look())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#find('')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#waiting)
  }

  // What is shown already stays when it cannot be asked.
  async #look(): Promise<void> {
    this.condition = await api.condition().catch(() => this.condition)
  }

  async #find(typed: string, before?: InstanceAccount): Promise<void> {
    this.typed = typed
    this.failure = undefined
    try {
      const { accounts, more } = await api.accounts(typed, before?.id)
      if (this.typed !== typed) return
      this.accounts = before ? [...(this.accounts ?? []), ...accounts] : accounts
      this.moreOf = more
    } catch (error) {
      if (this.typed === typed) this.failure = failureOf(error)
    }
  }

  #type(event: Event): void {
    const typed = (event.target as HTMLInputElement).value.trim()
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => void this.#find(typed), typingRests)
  }

  #changed(account: InstanceAccount): void {
    this.accounts = this.accounts?.map((each) => (each.id === account.id ? account : each))
  }

  async #block(account: InstanceAccount): Promise<void> {
    const t = texts()
    const { id, login, blocked } = account
    const title = t.blockTitle(isolated(login))
    if (!blocked && !(await confirm({ title, text: t.blockText, verb: t.blockVerb }))) return
    try {
      this.#changed(await api.block(id, !blocked))
      toast(blocked ? t.wasUnblocked : t.wasBlocked)
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
    }
  }

  protected override render() {
    const t = texts()
    return html`<header class="page"><h1>${t.title}</h1><p>${t.lead}</p></header>
      ${this.condition ? this.#server(this.condition) : nothing}
      <div class="list">
        <div class="tools">
          <input class="input" type="search" placeholder=${t.search} aria-label=${t.search} @input=${this.#type} />
        </div>
        ${this.#list()}
      </div>
      <rh-instance-mail .email=${this.me.email ?? ''}></rh-instance-mail>
      <rh-licence-dialog
        .item=${this.edited}
        .open=${this.open}
        @rh-saved=${({ detail }: CustomEvent<InstanceAccount>) => {
          this.#changed(detail)
          toast(texts().given)
        }}
        @rh-close=${() => (this.open = false)}
      ></rh-licence-dialog>`
  }

  #server({
    version,
    node,
    startedAt,
    ok,
    reason,
    accounts,
    registration,
    beginning,
  }: Condition): TemplateResult {
    const t = texts()
    const begin = beginning === 'trial' ? t.beginning.trial : t.beginning.forEver(tariffName(beginning))
    return html`<section class="card">
      <header><h2>${t.server}</h2></header>
      ${ok ? nothing : notice('bad', reason ?? '')}
      <dl>
        ${ok ? html`<dt>${t.health}</dt><dd><span class="well">${icon('circle-check')}${t.well}</span></dd>` : nothing}
        <dt>${t.version}</dt><dd>${version} <span class="faint">· ${t.node} ${node}</span></dd>
        <dt>${t.started}</dt><dd title=${formatFull(startedAt)}>${formatAgo(startedAt)}</dd>
        <dt>${t.accounts}</dt><dd class="numbers">${formatNumber(accounts)}</dd>
        <dt>${t.fresh}</dt><dd>${begin}; ${registration ? t.registration.open : t.registration.closed}</dd>
      </dl>
    </section>`
  }

  #list(): TemplateResult {
    const t = texts()
    const { accounts, typed } = this
    if (this.failure)
      return html`<div class="card">${failed(this.failure, () => void this.#find(typed))}</div>`
    if (!accounts) return loading(4)
    if (accounts.length === 0) {
      return html`<div class="card">${empty({ icon: 'search', title: t.none, text: t.noneText(typed) })}</div>`
    }
    return html`<ul class="card">${repeat(
      accounts,
      ({ id }) => id,
      (account) => this.#row(account),
    )}</ul>
      ${this.moreOf ? html`<button class="button more" type="button" @click=${() => void this.#find(typed, accounts.at(-1))}>${t.more}</button>` : nothing}`
  }

  #row(account: InstanceAccount): TemplateResult {
    const t = texts()
    const { login, email, createdAt, licence, timeZone, operators, seenAt, blocked } = account
    const own = login === this.me.account
    const seen = seenAt === null ? t.unseen : t.seen(formatAgo(seenAt))
    return html`<li>
      <div>
        <div class="name">
          <span class="cut" title=${login}>${login}</span>
          ${own ? html`<span class="badge">${t.yours}</span>` : nothing}
          ${blocked ? html`<span class="badge blocked">${t.blocked}</span>` : nothing}
        </div>
        <div class="about cut" title=${email}>${email}</div>
      </div>
      <div>
        <div class="licence">${licenceWords(licence, timeZone)}</div>
        <div class="about">${t.operators(operators)} · ${seen} · <span title=${formatFull(createdAt)}>${t.created(formatDay(createdAt))}</span></div>
      </div>
      <div class="row-actions">
        ${rowAction('pencil', t.licence(login), () => {
          this.edited = account
          this.open = true
        })}
        ${own ? nothing : rowAction(blocked ? 'circle-check' : 'ban', blocked ? t.unblock(login) : t.block(login), () => void this.#block(account))}
      </div>
    </li>`
  }
}

customElements.define('rh-instance', InstancePage)
