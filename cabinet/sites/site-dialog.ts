import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import {
  api,
  type Department,
  type FieldProblem,
  type Language,
  type Operator,
  type Site,
} from '../../console/ui/api.ts'
import { choice, choiceStyles } from '../../console/ui/choice.ts'
import { field } from '../../console/ui/field.ts'
import { defineTexts } from '../../console/ui/i18n.ts'
import { notice } from '../../console/ui/states.ts'
import { FormDialog } from '../lists/form-dialog.ts'
import { spokenLanguages } from '../spoken-languages.ts'
import { departmentChoices, operatorChoices } from './choices.ts'
import './picker.ts'

const texts = defineTexts({
  ru: {
    add: 'Новый сайт',
    edit: 'Сайт',
    address: 'Адрес',
    addressHint:
      'Чат будет на этой странице и на всех, чей адрес так начинается. Знак * заменяет любой текст: *website.ru — с www и без, * — все страницы.',
    description: 'Описание',
    descriptionHint: 'Какие это страницы. Видите только вы.',
    language: 'Язык чата',
    languageHint: 'На этом языке виджет говорит с посетителем.',
    who: 'Кто отвечает',
    whoHint: 'Новые посетители этих страниц распределятся между теми, кто в сети.',
    everybody: 'Все операторы',
    some: 'Выбранные',
    served: 'Операторы и отделы',
    servedHint: 'Оператор без отдела показан как отдел из одного человека.',
    nobody: 'Пока никто не выбран, отвечать на этих страницах некому.',
    taken: 'У другого сайта уже такой адрес.',
  },
  en: {
    add: 'New site',
    edit: 'Site',
    address: 'Address',
    addressHint:
      'The chat will be on this page and on all whose address begins like this. The sign * stands for any text: *website.com is with www and without, * is every page.',
    description: 'Description',
    descriptionHint: 'Which pages these are. Only you see it.',
    language: 'Language of the chat',
    languageHint: 'The widget speaks it to the visitor.',
    who: 'Who answers',
    whoHint: 'New visitors of these pages are shared out among those who are online.',
    everybody: 'All operators',
    some: 'Chosen ones',
    served: 'Operators and departments',
    servedHint: 'An operator added singly shows as a department of one.',
    nobody: 'As long as nobody is chosen, there is nobody to answer on these pages.',
    taken: 'Another site has this address already.',
  },
})

/** Adds a site, or changes one (E1, E2). */
export class SiteDialog extends FormDialog<Site> {
  static override styles: CSSResultGroup = [FormDialog.styles, choiceStyles]

  @property({ attribute: false }) operators: ReadonlyArray<Operator> = []
  @property({ attribute: false }) departments: ReadonlyArray<Department> = []
  /** The account's: what a new site begins with. */
  @property() language: Language = 'ru'
  @state() private spoken: Language = 'ru'
  @state() private everybody = true
  @state() private chosen: ReadonlyArray<string> = []

  protected override get label(): string {
    return this.item ? texts().edit : texts().add
  }

  protected override problem(name: string, problem: FieldProblem): string | undefined {
    return name === 'address' && problem === 'taken' ? texts().taken : undefined
  }

  protected override begin(): void {
    const { item } = this
    this.spoken = item?.language ?? this.language
    this.everybody = item?.everybody ?? true
    this.chosen = [...(item?.departments ?? []), ...(item?.operators ?? [])]
  }

  protected override send({ address = '', description = '' }: Record<string, string>): Promise<Site> {
    const ours = new Set(this.departments.map(({ id }) => id))
    const site = {
      address,
      description,
      language: this.spoken,
      everybody: this.everybody,
      operators: this.chosen.filter((id) => !ours.has(id)),
      departments: this.chosen.filter((id) => ours.has(id)),
    }
    return this.item ? api.editSite(this.item.id, site) : api.addSite(site)
  }

  protected override fields(): TemplateResult {
    const t = texts()
    const { form, item } = this
    return html`${field({
      name: 'address',
      label: t.address,
      hint: t.addressHint,
      value: item?.address ?? '',
      error: form.error('address'),
      placeholder: 'website.ru/shop',
      required: true,
      autofocus: item === null,
      inputmode: 'url',
    })}
      ${field({
        name: 'description',
        label: t.description,
        hint: t.descriptionHint,
        value: item?.description ?? '',
        error: form.error('description'),
      })}
      ${choice<Language>({
        name: 'language',
        label: t.language,
        hint: t.languageHint,
        value: this.spoken,
        options: spokenLanguages,
        choose: (language) => (this.spoken = language),
      })}
      ${choice<'everybody' | 'some'>({
        name: 'who',
        label: t.who,
        hint: t.whoHint,
        value: this.everybody ? 'everybody' : 'some',
        options: [
          { value: 'everybody', label: t.everybody },
          { value: 'some', label: t.some },
        ],
        choose: (who) => (this.everybody = who === 'everybody'),
      })}
      ${this.everybody ? nothing : this.#served()}`
  }

  #served(): TemplateResult {
    const t = texts()
    return html`<rh-picker
        label=${t.served}
        hint=${t.servedHint}
        .choices=${[...departmentChoices(this.departments), ...operatorChoices(this.operators)]}
        .chosen=${this.chosen}
        @rh-change=${({ detail }: CustomEvent<ReadonlyArray<string>>) => (this.chosen = detail)}
      ></rh-picker>
      ${this.chosen.length === 0 ? notice('warn', t.nobody) : nothing}`
  }
}

customElements.define('rh-site-dialog', SiteDialog)
