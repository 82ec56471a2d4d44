import { html, type TemplateResult } from 'lit'
import { defineTexts } from '../../console/ui/i18n.ts'
import { SettingsPage } from '../settings/settings-page.ts'

const texts = defineTexts({
  ru: {
    title: 'Когда не отвечают',
    lead: 'Что видит посетитель, когда никого нет на связи или ему долго не отвечают.',
    form: 'Офлайн-форма',
    formText:
      'Стоит на месте чата, пока никого нет в сети. Что оставлено, приходит письмом и видно в «Заявках».',
    fields: 'Поля',
    fieldsText: 'Те, что показаны, нужно заполнить. В диалоге просят те же контакты.',
    consent: 'Согласие',
    consentText: 'Вместе с заявкой хранится, на какой текст и когда согласился посетитель.',
    hold: 'Просьба подождать',
    contacts: 'Сбор контактов',
  },
  en: {
    title: 'When nobody answers',
    lead: 'What a visitor sees while nobody is online, or when an answer takes long.',
    form: 'Offline form',
    formText:
      'Stands in the place of the chat while nobody is online. What is left comes by mail, and is among the requests.',
    fields: 'Fields',
    fieldsText: 'Those that are shown have to be filled in. A dialogue asks for the same contacts.',
    consent: 'Consent',
    consentText: 'With a request is kept to which text the visitor agreed, and when.',
    hold: 'A word to wait',
    contacts: 'Collecting contacts',
  },
})

/** C6–C8: the form, and what a dialogue says by itself. */
export class UnansweredPage extends SettingsPage {
  protected override readonly about = ['offline.', 'consent.', 'hold.', 'lead.']

  protected override readonly scenes = ['offline', 'waiting'] as const
  protected override readonly scene = 'offline'

  protected override get words() {
    return texts()
  }

  protected override sections(): TemplateResult {
    const t = texts()
    return html`${this.section({
      title: t.form,
      lead: t.formText,
      names: ['offline.on', 'offline.title', 'offline.caption', 'offline.color'],
    })}
    ${this.section({
      title: t.fields,
      lead: t.fieldsText,
      names: ['offline.name', 'offline.email', 'offline.phone', 'offline.message'],
    })}
    ${this.section({ title: t.consent, lead: t.consentText, names: ['consent.on', 'consent.text', 'consent.link'] })}
    ${this.section({ title: t.hold, names: ['hold.on', 'hold.after', 'hold.text'] })}
    ${this.section({ title: t.contacts, names: ['lead.on', 'lead.after', 'lead.text'] })}`
  }
}

customElements.define('rh-unanswered-page', UnansweredPage)
