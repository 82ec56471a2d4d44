import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type Department, type Language, type Operator, type Site } from '../../console/ui/api.ts'
import { controls } from '../../console/ui/controls.ts'
import '../../console/ui/dialog.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { notice, stateStyles } from '../../console/ui/states.ts'
import { choice, choiceStyles } from '../choice.ts'
import { departmentChoices, operatorChoices } from './choices.ts'
import { formStyles } from './form-styles.ts'
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
    save: 'Сохранить',
    addVerb: 'Добавить',
    cancel: 'Отмена',
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
    save: 'Save',
    addVerb: 'Add',
    cancel: 'Cancel',
  },
})

/** Each in its own words. */
const languages: ReadonlyArray<{ value: Language; label: string; lang: string }> = [
  { value: 'ru', label: 'Русский', lang: 'ru' },
  { value: 'en', label: 'English', lang: 'en' },
]

/**
 * Adds a site, or changes one (E1, E2).
 * @event rh-saved - detail: the site as it is now.
 * @event rh-close - closed by the person or after saving.
 */
export class SiteDialog extends UiElement {
  static override styles = [controls, stateStyles, choiceStyles, formStyles]

  /** null: a new one. */
  @property({ attribute: false }) site: Site | null = null
  @property({ attribute: false }) operators: ReadonlyArray<Operator> = []
  @property({ attribute: false }) departments: ReadonlyArray<Department> = []
  /** The account's: what a new site begins with. */
  @property() language: Language = 'ru'
  @property({ type: Boolean }) open = false
  @state() private spoken: Language = 'ru'
  @state() private everybody = true
  @state() private chosen: ReadonlyArray<string> = []

  readonly #form = new FormState(this, (name, problem) =>
    name === 'address' && problem === 'taken' ? texts().taken : undefined,
  )

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.get('open') !== false || !this.open) return
    this.#form.reset()
    this.spoken = this.site?.language ?? this.language
    this.everybody = this.site?.everybody ?? true
    this.chosen = [...(this.site?.departments ?? []), ...(this.site?.operators ?? [])]
  }

  readonly #save = this.#form.submit(
    (values) => {
      const ours = new Set(this.departments.map(({ id }) => id))
      const site = {
        address: values.address ?? '',
        description: values.description ?? '',
        language: this.spoken,
        everybody: this.everybody,
        operators: this.chosen.filter((id) => !ours.has(id)),
        departments: this.chosen.filter((id) => ours.has(id)),
      }
      return this.site ? api.editSite(this.site.id, site) : api.addSite(site)
    },
    (site) => {
      this.dispatchEvent(new CustomEvent('rh-saved', { detail: site }))
      this.#close()
    },
  )

  #close(): void {
    this.open = false
    this.dispatchEvent(new CustomEvent('rh-close'))
  }

  protected override render() {
    const t = texts()
    const label = this.site ? t.edit : t.add
    return html`<rh-dialog label=${label} ?open=${this.open} ?locked=${this.#form.busy} @rh-close=${this.#close}>
      ${this.open ? this.#fields() : nothing}
    </rh-dialog>`
  }

  #fields(): TemplateResult {
    const t = texts()
    const form = this.#form
    const { site } = this
    return html`<form novalidate @submit=${this.#save} @input=${form.typed}>
      ${field({
        name: 'address',
        label: t.address,
        hint: t.addressHint,
        value: site?.address ?? '',
        error: form.error('address'),
        placeholder: 'website.ru/shop',
        required: true,
        autofocus: site === null,
        inputmode: 'url',
      })}
      ${field({
        name: 'description',
        label: t.description,
        hint: t.descriptionHint,
        value: site?.description ?? '',
        error: form.error('description'),
      })}
      ${choice<Language>({
        name: 'language',
        label: t.language,
        hint: t.languageHint,
        value: this.spoken,
        options: languages,
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
      ${this.everybody ? nothing : this.#served()}
      ${form.message === undefined ? nothing : notice('bad', form.message)}
      <div class="buttons">
        <button class="button" type="button" @click=${this.#close}>${t.cancel}</button>
        <button class="button primary" type="submit" aria-busy=${form.busy} ?disabled=${form.busy}>
          ${site ? t.save : t.addVerb}
        </button>
      </div>
    </form>`
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
