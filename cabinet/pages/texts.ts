import { type CSSResultGroup, css, html, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import type { Language } from '../../console/ui/api.ts'
import { choice } from '../../console/ui/choice.ts'
import { defineTexts } from '../../console/ui/i18n.ts'
import { empty } from '../../console/ui/states.ts'
import { type Name, phrases } from '../../engine/protocol/client/settings.ts'
import { has } from '../lists/list-page.ts'
import { SettingsPage } from '../settings/settings-page.ts'
import { spokenLanguages } from '../spoken-languages.ts'

const texts = defineTexts({
  ru: {
    title: 'Тексты',
    lead: 'Всё, что говорит виджет, на языке сайта. Пустое поле — текст, который виден в нём.',
    language: 'На каком языке',
    search: 'Найти текст',
    none: 'Такого текста нет',
    noneText: 'Поиск идёт по стандартным текстам и по вашим.',
    number: 'Вместо {n} подставится число.',
    email: 'Вместо {email} подставится адрес.',
    forms: {
      one: 'Для 1, 21, 31 и так далее.',
      few: 'Для 2, 3, 4, 22 и так далее.',
      many: 'Для 0, 5, 6, 11 и так далее.',
      other: 'Для остальных чисел.',
    },
    groups: {
      window: 'Окно и его кнопки',
      greeting: 'Приветствие и ожидание',
      departments: 'Выбор отдела',
      messages: 'Сообщения',
      trouble: 'Когда что-то не так',
      invitation: 'Приглашение',
      forms: 'Формы и оценка',
      offers: 'Завершить диалог и получить его на почту',
    },
  },
  en: {
    title: 'Texts',
    lead: 'All that the widget says, in the language of the site. An empty field is the text that shows in it.',
    language: 'In which language',
    search: 'Find a text',
    none: 'There is no such text',
    noneText: 'Both the standard texts and yours are searched.',
    number: '{n} becomes the number.',
    email: '{email} becomes the address.',
    forms: {
      one: 'For 1.',
      few: 'For a few.',
      many: 'For many.',
      other: 'For other numbers.',
    },
    groups: {
      window: 'The window and its buttons',
      greeting: 'Greeting and waiting',
      departments: 'Choosing a department',
      messages: 'Messages',
      trouble: 'When something is wrong',
      invitation: 'Invitation',
      forms: 'Forms and rating',
      offers: 'Ending a dialogue, and getting it by e-mail',
    },
  },
})

type Group = keyof ReturnType<typeof texts>['groups']

/** By the first part of their names, in the order of the page; whatever is not here belongs to the messages. */
const groups: Readonly<Record<Exclude<Group, 'messages'>, ReadonlyArray<string>>> = {
  window: ['window', 'messages', 'close', 'mute', 'unmute', 'team', 'online', 'offline'],
  greeting: ['greeting', 'inviteOnline', 'inviteOffline', 'allBusy', 'next', 'ahead', 'inTurn'],
  departments: ['whom', 'anybody', 'departmentAway', 'department', 'anyDepartment', 'change', 'departments'],
  trouble: [
    ...['connecting', 'disconnected', 'operatorLost', 'lost', 'notSent', 'retry', 'discard', 'why'],
    ...['tooLong', 'earlierFailed', 'reload', 'ended'],
  ],
  invitation: ['invitation'],
  forms: ['forms'],
  offers: ['ending', 'transcript'],
}
const order: ReadonlyArray<Group> = [
  'greeting',
  'window',
  'messages',
  'departments',
  'trouble',
  'invitation',
  'forms',
  'offers',
]
const groupOf = (phrase: string): Group => {
  const first = phrase.split('.')[0]!
  const found = Object.entries(groups).find(([, names]) => names.includes(first))
  return (found?.[0] as Group | undefined) ?? 'messages'
}

/** C12: every phrase of the widget, in its languages. */
export class TextsPage extends SettingsPage {
  static override styles: CSSResultGroup = [
    SettingsPage.styles,
    css`
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        justify-content: space-between;
        gap: var(--rh-4);
      }
      .tools [type='search'] {
        max-width: 20rem;
      }
      .fields {
        max-width: none;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
        gap: 0 var(--rh-6);
      }
      /* Long names and short ones: their inputs stand in one line. */
      .setting {
        grid-row: span 3;
        grid-template-rows: subgrid;
        gap: 0.375rem;
        margin-bottom: var(--rh-4);
      }
      .caption {
        align-items: end;
      }
      .caption > .label {
        color: var(--rh-text-2);
        font-weight: 400;
      }
      @media (max-width: 40rem) {
        .tools [type='search'] {
          max-width: none;
        }
      }
    `,
  ]

  protected override readonly about = ['texts.']
  @state() private chosen: Language | undefined
  @state() private sought = ''

  protected override get words() {
    return texts()
  }

  /** A site says everything in its own language. */
  get #spoken(): Language {
    return this.draft.site === null ? (this.chosen ?? this.draft.language) : this.draft.language
  }

  protected override sections(): TemplateResult {
    const t = texts()
    const found = this.#found()
    const nothing = () => empty({ icon: 'search', title: t.none, text: t.noneText })
    return html`<div class="tools">${this.#languages()} ${this.#search()}</div>
      ${
        found.length === 0
          ? html`<div class="card">${nothing()}</div>`
          : order.map((group) =>
              this.#group(
                group,
                found.filter((phrase) => groupOf(phrase) === group),
              ),
            )
      }`
  }

  #languages(): TemplateResult {
    if (this.draft.site !== null) return html``
    const t = texts()
    return choice<Language>({
      name: 'spoken',
      label: t.language,
      value: this.#spoken,
      options: spokenLanguages,
      choose: (language) => (this.chosen = language),
    })
  }

  #search(): TemplateResult {
    const { search } = texts()
    const typed = (event: Event) => {
      event.stopPropagation()
      this.sought = (event.target as HTMLInputElement).value
    }
    return html`<input
      class="input"
      type="search"
      placeholder=${search}
      aria-label=${search}
      @input=${typed}
    />`
  }

  #found(): ReadonlyArray<string> {
    const spoken = this.#spoken
    return Object.entries(phrases[spoken])
      .filter(([phrase, standard]) => {
        const said = this.draft.value(`texts.${spoken}.${phrase}`)
        return has(this.sought, standard, said)
      })
      .map(([phrase]) => phrase)
  }

  #group(group: Group, found: ReadonlyArray<string>): TemplateResult {
    if (found.length === 0) return html``
    const names = group === 'messages' ? [] : groups[group]
    const place = (phrase: string) => names.indexOf(phrase.split('.')[0]!)
    const sorted = [...found].sort((a, b) => place(a) - place(b))
    return this.section({
      title: texts().groups[group],
      names: [],
      content: html`${sorted.map((phrase) => this.#phrase(phrase))}`,
    })
  }

  #phrase(phrase: string): TemplateResult {
    const t = texts()
    const spoken = this.#spoken
    const name: Name = `texts.${spoken}.${phrase}`
    const form = phrase.slice(phrase.lastIndexOf('.') + 1) as keyof typeof t.forms
    const counted = phrase.includes('.') && form in t.forms ? `${t.number} ${t.forms[form]}` : undefined
    const hint = phrase === 'transcript.sent' ? t.email : counted
    return this.setting(name, { hint, lang: spoken })
  }
}

customElements.define('rh-texts-page', TextsPage)
