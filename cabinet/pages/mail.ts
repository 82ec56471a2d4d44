import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { api, type Failure, failureOf, type Letter, type RelayState } from '../../console/ui/api.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { empty, failed, loading, notice } from '../../console/ui/states.ts'
import { listStyles } from '../lists/list-styles.ts'
import '../mail/letter-dialog.ts'
import { LetterList, letterListStyles } from '../mail/letter-list.ts'
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
  },
})

/** How often is looked what became of them, ms. */
const lookEvery = 10_000

/** The letters of this account, and what became of them. */
export class Mail extends UiElement {
  static override styles = [pageStyles, listStyles, letterListStyles]

  /** Has the engine ever answered? */
  @state() private known = false
  @state() private relay: RelayState = 'working'
  @state() private failure: Failure | undefined
  @state() private read: Letter | null = null
  readonly #look = async (): Promise<void> => {
    try {
      const newest = await api.letters()
      this.#letters.renew(newest)
      this.relay = newest.relay
      this.known = true
      this.failure = undefined
    } catch (error) {
      // What is shown already stays.
      if (!this.known) this.failure = failureOf(error)
    }
  }
  readonly #letters = new LetterList<Letter>(this, {
    older: api.letters,
    send: api.sendLetter,
    look: this.#look,
  })

  constructor() {
    super()
    new WhileSeen(this, lookEvery, this.#look)
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
    if (this.failure) return html`<div class="card">${failed(this.failure, () => void this.#look())}</div>`
    if (!this.known) return loading(4)
    if (this.#letters.empty) {
      return html`<div class="card">${empty({ icon: 'mail', title: t.none, text: t.noneText })}</div>`
    }
    return this.#letters.render(this.relay, (letter) => (this.read = letter))
  }
}

customElements.define('rh-mail', Mail)
