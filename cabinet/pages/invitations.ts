import { html, type TemplateResult } from 'lit'
import { defineTexts } from '../../console/ui/i18n.ts'
import '../invitations/preview.ts'
import '../photo/photo-field.ts'
import { SettingsPage } from '../settings/settings-page.ts'
import { wordsOf } from '../settings/words.ts'

const texts = defineTexts({
  ru: {
    title: 'Приглашения',
    lead: 'Виджет предлагает посетителю поговорить: сам, когда тот провёл на сайте какое-то время, или по просьбе оператора.',
    itself: 'Автоматическое приглашение',
    itselfText:
      'Один раз за визит, пока окно чата закрыто и есть кому ответить. Тех, кто уже общался с вами, виджет не зовёт.',
    who: 'Кто приглашает',
    whoText: 'Автоматическое и обычное приглашение выглядят одинаково.',
    preview: 'Так увидит посетитель',
    manual: 'Приглашение от оператора',
    manualText: 'Оператор может позвать посетителя сам: этими словами или своими.',
    photoHint: 'Её увидят рядом с именем.',
  },
  en: {
    title: 'Invitations',
    lead: 'The widget asks visitors whether they want to talk: by itself after some time on the site, or when an operator wants it.',
    itself: 'Automatic invitation',
    itselfText:
      'Once a visit, while the chat window is closed and somebody is there to answer. Whoever has talked with you before is not invited.',
    who: 'Who invites',
    whoText: 'Automatic and other invitations look the same.',
    preview: 'As the visitor sees it',
    manual: 'Invitation by an operator',
    manualText: 'An operator can invite a visitor himself: in these words or in his own.',
    photoHint: 'It shows beside the name.',
  },
})

/** C10: how visitors are invited. */
export class Invitations extends SettingsPage {
  protected override readonly about = ['invitation.']

  protected override get words() {
    return texts()
  }

  protected override sections(): TemplateResult {
    const t = texts()
    return html`${this.section({
      title: t.itself,
      lead: t.itselfText,
      names: ['invitation.automatic', 'invitation.delay', 'invitation.text'],
    })}
    ${this.section({
      title: t.who,
      lead: t.whoText,
      names: ['invitation.inviter', 'invitation.photo'],
      content: html`${this.setting('invitation.inviter')} ${this.#photo()}`,
    })}
    ${this.section({ title: t.manual, lead: t.manualText, names: ['invitation.manual'] })}`
  }

  /** Of whom nobody names there is none to show; it stands beside the name, wherever that is from. */
  #photo(): TemplateResult {
    if (!this.draft.own('invitation.inviter')) return html``
    return html`<rh-photo-field
      .label=${wordsOf('invitation.photo').label}
      .hint=${texts().photoHint}
      .place=${this.pictureOf('invitation.photo')}
      .name=${this.draft.value('invitation.inviter')}
      .photo=${(this.draft.own('invitation.photo') as string | undefined) ?? null}
    ></rh-photo-field>`
  }

  protected override preview(): TemplateResult {
    const t = texts()
    const whole = this.draft.whole
    const name = whole['invitation.inviter']
    return html`<aside aria-label=${t.preview}>
      <div class="label">${t.preview}</div>
      <rh-invitation-preview
        .text=${whole['invitation.text']}
        .name=${name || this.me.name}
        .photo=${name ? whole['invitation.photo'] || null : this.me.photo}
        .spoken=${this.draft.language}
      ></rh-invitation-preview>
    </aside>`
  }
}

customElements.define('rh-invitations', Invitations)
