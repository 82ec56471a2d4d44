import { html, nothing } from 'lit'
import { property } from 'lit/decorators.js'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { empty } from '../../console/ui/states.ts'
import { pageStyles } from '../page-styles.ts'

const texts = defineTexts({
  ru: {
    title: 'Такой страницы нет',
    text: 'Возможно, адрес набран с ошибкой.',
    theirs: 'Это раздел администратора',
    theirsText: 'Его открывает только администратор аккаунта. Вам доступны ваши настройки и сеансы.',
    requestsText: 'Заявки ваших сайтов ждут вас в консоли.',
    console: 'Открыть консоль',
    back: 'В начало кабинета',
  },
  en: {
    title: 'There is no such page',
    text: 'Perhaps the address was mistyped.',
    theirs: 'This section is the administrator’s',
    theirsText: 'Only the account’s administrator can open it. Your own settings and sessions are yours.',
    requestsText: 'Requests from your sites wait for you in the console.',
    console: 'Open the console',
    back: 'To the cabinet’s start',
  },
})

/** An address in the cabinet that leads nowhere (or nowhere for this person). */
export class NotFound extends UiElement {
  static override styles = pageStyles

  /** There is such a page, for the administrator. */
  @property({ type: Boolean }) theirs = false
  /** It is the one of requests: the operator has his elsewhere. */
  @property({ type: Boolean }) requests = false

  protected override updated(): void {
    document.title = `${this.theirs ? texts().theirs : texts().title} · RedHelper`
  }

  protected override render() {
    const t = texts()
    return empty({
      page: true,
      icon: this.theirs ? 'shield-check' : 'circle-question-mark',
      title: this.theirs ? t.theirs : t.title,
      text: this.theirs ? (this.requests ? t.requestsText : t.theirsText) : t.text,
      action: html`${this.requests ? html`<a class="button primary" href="/console/" target="redhelper-console">${t.console}</a>` : nothing}
        <a class="button" href="/cabinet">${t.back}</a>`,
    })
  }
}

customElements.define('rh-not-found', NotFound)
