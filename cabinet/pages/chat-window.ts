import { html, type TemplateResult } from 'lit'
import { defineTexts } from '../../console/ui/i18n.ts'
import { SettingsPage } from '../settings/settings-page.ts'

const texts = defineTexts({
  ru: {
    title: 'Окно чата',
    lead: 'Что видит посетитель, когда открывает чат.',
    who: 'Кто вы',
    whoText: 'Имя оператора меняется в разделе «Операторы».',
    looks: 'Цвет и фотографии',
    rating: 'Оценка',
    first: 'Размер и место',
    firstText:
      'При первом открытии. Посетитель может передвинуть и растянуть окно, и у него оно таким и останется.',
  },
  en: {
    title: 'Chat window',
    lead: 'What a visitor sees when he opens the chat.',
    who: 'Who you are',
    whoText: 'The operator’s name is set among the operators.',
    looks: 'Colour and photos',
    rating: 'Rating',
    first: 'Size and place',
    firstText:
      'At the first opening. The visitor can move and resize the window, and for him it stays that way.',
  },
})

/** C3, C4, C5, C13: the widget's window. */
export class ChatWindowPage extends SettingsPage {
  protected override readonly about = ['window.', 'rating.']

  protected override get words() {
    return texts()
  }

  protected override sections(): TemplateResult {
    const t = texts()
    return html`${this.section({
      title: t.who,
      lead: t.whoText,
      names: ['window.company', 'window.about', 'window.greeting'],
    })}
    ${this.section({ title: t.looks, names: ['window.color', 'window.photos'] })}
    ${this.section({ title: t.rating, names: ['rating.on'] })}
    ${this.section({
      title: t.first,
      lead: t.firstText,
      names: ['window.width', 'window.height', 'window.place'],
    })}`
  }
}

customElements.define('rh-chat-window-page', ChatWindowPage)
