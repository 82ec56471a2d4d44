import { css, html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import {
  api,
  type Failure,
  failureOf,
  type InstanceLetter,
  type MailCondition,
} from '../../console/ui/api.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { formatMoment, formatNumber } from '../../console/ui/format.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { empty, failed, loading, notice } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import { listStyles } from '../lists/list-styles.ts'
import { pageStyles } from '../page-styles.ts'
import { WhileSeen } from '../while-seen.ts'
import { LetterList, letterListStyles } from './letter-list.ts'

const texts = defineTexts({
  ru: {
    title: 'Почта',
    none: 'Почта не настроена: письма всех аккаунтов ждут. Задайте SMTP_URL, MAIL_FROM и PUBLIC_URL и перезапустите сервер.',
    untried: (host: string) => `Настроен сервер ${host}. После запуска писем ещё не отправляли.`,
    working: (host: string, last: string) => `Сервер ${host} принимает письма. Последнее: ${last}.`,
    failing: (host: string, since: string) => `Сервер ${host} не принимает письма с ${since}.`,
    reason: 'Ответ',
    next: 'Следующая попытка',
    from: 'Отправитель',
    waiting: 'Ждут отправки',
    sent: 'Отправлено с запуска',
    failed: 'Не отправлено с запуска',
    test: 'Отправить проверочное письмо',
    testTo: 'Кому',
    send: 'Отправить',
    malformed: 'Похоже на опечатку: адрес выглядит как имя@сайт.ру.',
    asked: 'Письмо отправляется, смотрите в списке',
    letters: 'Письма всех аккаунтов',
    noLetters: 'Писем пока нет',
  },
  en: {
    title: 'Mail',
    none: 'Mail is not set up: letters of all accounts wait. Set SMTP_URL, MAIL_FROM and PUBLIC_URL, and restart the server.',
    untried: (host: string) => `The server ${host} is set. Nothing was sent since the start.`,
    working: (host: string, last: string) => `The server ${host} takes letters. The last one: ${last}.`,
    failing: (host: string, since: string) => `The server ${host} has taken no letters since ${since}.`,
    reason: 'Its answer',
    next: 'Next try',
    from: 'Sender',
    waiting: 'Waiting',
    sent: 'Sent since the start',
    failed: 'Not sent since the start',
    test: 'Send a test letter',
    testTo: 'To',
    send: 'Send',
    malformed: 'This looks mistyped: an address looks like name@site.com.',
    asked: 'The letter is on its way; see the list',
    letters: 'Letters of all accounts',
    noLetters: 'No letters yet',
  },
})

/** How often is looked, ms. */
const lookEvery = 5_000

/** Mail over all accounts, for who runs the instance: does it work, a test letter, what waits. */
export class InstanceMail extends UiElement {
  static override styles = [
    pageStyles,
    listStyles,
    letterListStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.25rem var(--rh-4);
      }
      dt {
        color: var(--rh-text-2);
      }
      dd {
        overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums;
      }
      .list {
        display: grid;
        gap: var(--rh-3);
      }
    `,
  ]

  /** Whom a test letter is for, unless another address is typed. */
  @property() email = ''
  @state() private condition: MailCondition | undefined
  @state() private failure: Failure | undefined
  readonly #look = async (): Promise<void> => {
    try {
      const [condition, newest] = await Promise.all([api.mail(), api.allLetters()])
      this.#letters.renew(newest)
      this.condition = condition
      this.failure = undefined
    } catch (error) {
      // What is shown already stays.
      if (!this.condition) this.failure = failureOf(error)
    }
  }
  readonly #letters = new LetterList<InstanceLetter>(this, {
    older: api.allLetters,
    send: api.sendAnyLetter,
    look: this.#look,
  })
  readonly #form = new FormState(this, (name, problem) =>
    name === 'to' && problem === 'malformed' ? texts().malformed : undefined,
  )

  constructor() {
    super()
    new WhileSeen(this, lookEvery, this.#look)
  }

  readonly #test = this.#form.submit(
    (values) => api.testMail(values.to ?? ''),
    (letter) => {
      this.#letters.add(letter)
      toast(texts().asked)
    },
  )

  protected override render() {
    const t = texts()
    if (this.failure) return html`<div class="card">${failed(this.failure, () => void this.#look())}</div>`
    if (!this.condition) return loading(4)
    return html`<section class="card">
        <header><h2>${t.title}</h2></header>
        ${this.#state(this.condition)} ${this.#facts(this.condition)}
        ${this.condition.relay === 'none' ? nothing : this.#testForm()}
      </section>
      ${this.#list(this.condition)}`
  }

  #state({ relay, host, since }: MailCondition): TemplateResult {
    const t = texts()
    switch (relay) {
      case 'none':
        return notice('warn', t.none)
      case 'untried':
        return notice('plain', t.untried(host ?? ''))
      case 'working':
        return notice('good', t.working(host ?? '', formatMoment(since ?? 0)))
      case 'failing':
        return notice('bad', t.failing(host ?? '', formatMoment(since ?? 0)))
    }
  }

  #facts({ from, reason, nextAt, waiting, sent, failed }: MailCondition): TemplateResult {
    const t = texts()
    const facts: ReadonlyArray<readonly [string, string | null]> = [
      [t.reason, reason],
      [t.next, nextAt === null ? null : formatMoment(nextAt)],
      [t.from, from],
      [t.waiting, formatNumber(waiting)],
      [t.sent, formatNumber(sent)],
      [t.failed, formatNumber(failed)],
    ]
    return html`<dl>${facts.map(([label, value]) => (value === null ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`))}</dl>`
  }

  #testForm(): TemplateResult {
    const t = texts()
    const form = this.#form
    return html`<form class="fields" novalidate method="post" aria-label=${t.test} @submit=${this.#test} @input=${form.typed}>
      <h3>${t.test}</h3>
      ${field({ name: 'to', type: 'email', label: t.testTo, value: this.email, error: form.error('to'), required: true })}
      ${form.message === undefined ? nothing : notice('bad', form.message)}
      <div class="actions">
        <button class="button" type="submit" aria-busy=${form.busy} aria-disabled=${form.busy}>${t.send}</button>
      </div>
    </form>`
  }

  #list({ relay }: MailCondition): TemplateResult {
    const t = texts()
    if (this.#letters.empty)
      return html`<div class="card">${empty({ icon: 'mail', title: t.noLetters })}</div>`
    return html`<section class="list">
      <h2>${t.letters}</h2>
      ${this.#letters.render(relay, null)}
    </section>`
  }
}

customElements.define('rh-instance-mail', InstanceMail)
