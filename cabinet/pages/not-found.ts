import { html } from 'lit'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { empty } from '../../console/ui/states.ts'
import { pageStyles } from '../page-styles.ts'

const texts = defineTexts({
  ru: { title: 'Такой страницы нет', text: 'Возможно, адрес набран с ошибкой.', back: 'В начало кабинета' },
  en: {
    title: 'There is no such page',
    text: 'Perhaps the address was mistyped.',
    back: 'To the cabinet’s start',
  },
})

/** An address in the cabinet that leads nowhere (or nowhere for this person). */
export class NotFound extends UiElement {
  static override styles = pageStyles

  protected override render() {
    const t = texts()
    return empty({
      page: true,
      icon: 'circle-question-mark',
      title: t.title,
      text: t.text,
      action: html`<a class="button" href="/cabinet">${t.back}</a>`,
    })
  }
}

customElements.define('rh-not-found', NotFound)
