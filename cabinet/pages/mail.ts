import { css, html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { api, type Failure, failureOf, type Letter, type RelayState } from '../../console/ui/api.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { empty, failed, loading, notice } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import { listStyles } from '../lists/list-styles.ts'
import '../mail/letter-dialog.ts'
import { letterRow, letterRowStyles, wordsStyles } from '../mail/letter-row.ts'
import { extended, type Pages, renewed } from '../mail/pages.ts'
import { pageStyles } from '../page-styles.ts'
import { WhileSeen } from '../while-seen.ts'

const texts = defineTexts({
  ru: {
    title: 'Почта',
    lead: 'Письма, которые сервер отправляет за вас: вам и вашим посетителям. Хранятся 30 дней после отправки.',
    none: 'Писем пока нет',
    noneText:
      'Здесь появятся письма об аккаунте, сообщения с сайта и копии диалогов, о которых попросят посетители.',
    noRelay:
      'Этот сервер пока не отправляет почту: письма ждут и не пропадут. Чтобы они уходили, тот, кто управляет сервером, задаёт SMTP_URL, MAIL_FROM и PUBLIC_URL и перезапускает его.',
    failing:
      'Почтовый сервер сейчас не принимает письма. Они ждут до двух дней и уйдут сами, как только он заработает.',
    more: 'Показать ещё',
    asked: 'Отправляем',
  },
  en: {
    title: 'Mail',
    lead: 'Letters that the server sends for you: to you and to your visitors. Kept for 30 days after they were sent.',
    none: 'No letters yet',
    noneText:
      'Letters about the account, messages from your site and dialogues that visitors ask for will be here.',
    noRelay:
      'This server does not send mail yet: letters wait, and none is lost. For them to go, whoever runs the server sets SMTP_URL, MAIL_FROM and PUBLIC_URL, and restarts it.',
    failing:
      'The mail server takes no letters right now. They wait for up to two days, and go by themselves once it works.',
    more: 'Show more',
    asked: 'On its way',
  },
})

/** How often is looked what became of them, ms. */
const lookEvery = 10_000

/** The letters of this account, and what became of them. */
export class Mail extends UiElement {
  static override styles = [
    pageStyles,
    listStyles,
    letterRowStyles,
    wordsStyles,
    css`
      .more {
        justify-self: center;
      }
    `,
  ]

  @state() private letters: ReadonlyArray<Letter> | undefined
  @state() private relay: RelayState = 'working'
  @state() private failure: Failure | undefined
  @state() private read: Letter | null = null
  @state() private busy = ''
  /** Where the older ones begin. */
  #next: number | null = null

  constructor() {
    super()
    new WhileSeen(this, lookEvery, () => this.#look())
  }

  get #pages(): Pages<Letter> {
    return { letters: this.letters ?? [], next: this.#next }
  }

  #keep({ letters, next }: Pages<Letter>): void {
    this.#next = next
    this.letters = letters
  }

  /** The newest anew; older ones that were asked for stay. */
  async #look(): Promise<void> {
    try {
      const newest = await api.letters()
      this.#keep(renewed(this.#pages, newest))
      this.relay = newest.relay
      this.failure = undefined
    } catch (error) {
      // What is shown already stays.
      if (!this.letters) this.failure = failureOf(error)
    }
  }

  async #more(): Promise<void> {
    if (this.#next === null || !this.letters) return
    try {
      this.#keep(extended(this.#pages, await api.letters(this.#next)))
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
    }
  }

  async #send({ id }: Letter): Promise<void> {
    this.busy = id
    try {
      const letter = await api.sendLetter(id)
      this.letters = this.letters?.map((each) => (each.id === id ? letter : each))
      toast(texts().asked)
      setTimeout(() => void this.#look(), 1_500)
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
    } finally {
      this.busy = ''
    }
  }

  protected override render() {
    const t = texts()
    return html`<header class="page"><h1>${t.title}</h1><p>${t.lead}</p></header>
      ${this.#banner()} ${this.#content()}
      <rh-letter-dialog .letter=${this.read} @rh-close=${() => (this.read = null)}></rh-letter-dialog>`
  }

  #banner(): TemplateResult | typeof nothing {
    if (this.relay === 'none') return notice('warn', texts().noRelay)
    return this.relay === 'failing' ? notice('warn', texts().failing) : nothing
  }

  #content(): TemplateResult {
    const t = texts()
    const { letters, relay } = this
    if (this.failure) return html`<div class="card">${failed(this.failure, () => void this.#look())}</div>`
    if (!letters) return loading(4)
    if (letters.length === 0) {
      return html`<div class="card">${empty({ icon: 'mail', title: t.none, text: t.noneText })}</div>`
    }
    return html`<ul class="card">${repeat(
      letters,
      ({ id }) => id,
      (letter) =>
        letterRow({
          letter,
          relay,
          busy: this.busy === letter.id,
          send: () => void this.#send(letter),
          read: () => (this.read = letter),
        }),
    )}</ul>
      ${
        this.#next === null
          ? nothing
          : html`<button class="button more" type="button" @click=${() => void this.#more()}>${t.more}</button>`
      }`
  }
}

customElements.define('rh-mail', Mail)
