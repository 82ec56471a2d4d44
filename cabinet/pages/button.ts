import { html, type TemplateResult } from 'lit'
import { defineTexts } from '../../console/ui/i18n.ts'
import { SettingsPage } from '../settings/settings-page.ts'

const texts = defineTexts({
  ru: {
    title: 'Кнопка',
    lead: 'Кнопка, которой посетитель открывает чат. Сохранённое сразу видно на сайте, код на нём менять не нужно.',
    words: 'Что на кнопке',
    place: 'Где и какая',
  },
  en: {
    title: 'Button',
    lead: 'The button by which a visitor opens the chat. What is saved shows on the site at once; its code stays as it is.',
    words: 'What it says',
    place: 'Where it is, and how it looks',
  },
})

/** C1: the widget's button. */
export class ButtonPage extends SettingsPage {
  protected override readonly about = ['button.']
  protected override readonly scene = 'button'

  protected override get words() {
    return texts()
  }

  protected override sections(): TemplateResult {
    const t = texts()
    return html`${this.section({ title: t.words, names: ['button.text', 'button.shown'] })}
    ${this.section({
      title: t.place,
      names: ['button.color', 'button.size', 'button.side', 'button.offset'],
      content: html`${this.setting('button.color')} ${this.setting('button.size')}
      ${this.setting('button.side')} ${this.setting('button.offset', { slider: true })}`,
    })}`
  }
}

customElements.define('rh-button-page', ButtonPage)
