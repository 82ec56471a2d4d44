import { css, html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, failureOf, type Me } from '../../console/ui/api.ts'
import { choice } from '../../console/ui/choice.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import {
  chooseLanguage,
  defineTexts,
  type Language,
  language,
  languages,
  UiElement,
} from '../../console/ui/i18n.ts'
import { setTheme, type Theme, theme, themes } from '../../console/ui/theme.ts'
import { toast } from '../../console/ui/toast.ts'
import { languageNames } from '../language-switch.ts'
import { pageStyles } from '../page-styles.ts'
import '../emails-form.ts'
import '../password-form.ts'
import '../photo/photo-field.ts'
import '../second-factor.ts'
import { choiceStyles } from '../../console/ui/choice.ts'
import { saveBar, saveBarStyles } from '../save-bar.ts'
import { timeZones } from '../time-zones.ts'
import { Unsaved } from '../unsaved.ts'
import { who } from '../who.ts'

const texts = defineTexts({
  ru: {
    title: 'Аккаунт',
    ownTitle: 'Мои настройки',
    lead: 'Ваше имя в чате, адреса, язык и пароль.',
    ownLead: 'Ваше имя в чате, язык и пароль.',
    profile: 'Как вас видят посетители',
    name: 'Имя',
    nameHint: 'Его видят посетители в чате. По умолчанию «Консультант».',
    ownNameHint: 'Его видят посетители в чате.',
    saved: 'Имя сохранено',
    entry: 'Вход',
    login: 'Логин',
    loginHint: 'Стоит в коде на вашем сайте и не меняется.',
    ownLoginHint: 'Не меняется.',
    emails: 'Адреса',
    looks: 'Язык и оформление',
    language: 'Язык кабинета',
    languageHint: 'Язык чата на сайте от этого не зависит.',
    timeZone: 'Часовой пояс',
    timeZoneHint: '«Сегодня» и все дни в статистике считаются по нему.',
    timeZoneSaved: 'Часовой пояс сохранён',
    theme: 'Оформление',
    themeHint: 'Только в этом браузере.',
    themes: { auto: 'Как в системе', light: 'Светлое', dark: 'Тёмное' },
    password: 'Пароль',
    passwordText: 'После смены вы останетесь в этом браузере, остальные сеансы завершатся.',
    secondFactor: 'Двухфакторный вход',
    cities: 'Города посетителей',
    citiesText: 'Пока видны только страны. Чтобы операторы видели и города, выполните на сервере:',
  },
  en: {
    title: 'Account',
    ownTitle: 'My settings',
    lead: 'Your name in the chat, addresses, language and password.',
    ownLead: 'Your name in the chat, language and password.',
    profile: 'How visitors see you',
    name: 'Name',
    nameHint: 'Visitors see it in the chat. “Консультант” by default.',
    ownNameHint: 'Visitors see it in the chat.',
    saved: 'Name saved',
    entry: 'Sign-in',
    login: 'Login',
    loginHint: 'It stands in the code on your site, and does not change.',
    ownLoginHint: 'It does not change.',
    emails: 'Addresses',
    looks: 'Language and appearance',
    language: 'Cabinet language',
    languageHint: 'The language of the chat on your site does not depend on it.',
    timeZone: 'Time zone',
    timeZoneHint: '“Today”, and every day in statistics, is a day of this zone.',
    timeZoneSaved: 'Time zone saved',
    theme: 'Appearance',
    themeHint: 'In this browser only.',
    themes: { auto: 'As in the system', light: 'Light', dark: 'Dark' },
    password: 'Password',
    passwordText: 'After the change you stay signed in here; other sessions end.',
    secondFactor: 'Two-factor sign-in',
    cities: 'Cities of visitors',
    citiesText: 'Only countries are shown so far. For operators to see cities too, run this on the server:',
  },
})

/** Everybody's own settings; the administrator sees the account's login and e-mail as well (A6, A7). */
export class Account extends UiElement {
  static override styles = [
    pageStyles,
    choiceStyles,
    saveBarStyles,
    css`
      .zone {
        max-width: 26rem;
      }
    `,
  ]

  @property({ attribute: false }) me!: Me
  @state() private theme: Theme = theme()
  /** The engine knows countries alone. */
  @state() private withoutCities = false
  readonly #form = new FormState(this)

  constructor() {
    super()
    new Unsaved(this, () => this.#form.changed)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.me.administrator) void this.#lookForCities()
  }

  async #lookForCities(): Promise<void> {
    try {
      this.withoutCities = (await api.instance()).places === 'country'
    } catch {
      // Then there is nothing to say about them.
    }
  }

  readonly #save = this.#form.submit(
    (values) => api.editOperator(this.me.operator, { name: values.name ?? '' }),
    ({ name }) => {
      who.update({ name })
      toast(texts().saved)
    },
  )

  #reset(): void {
    this.shadowRoot?.querySelector('form')?.reset()
    this.#form.reset()
  }

  async #language(next: Language): Promise<void> {
    chooseLanguage(next)
    // An operator's choice lives in the browser; the account's language is the administrator's.
    if (!this.me.administrator) return
    try {
      who.update({ language: (await api.update({ language: next })).language })
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
    }
  }

  async #timeZone(event: Event): Promise<void> {
    const select = event.target as HTMLSelectElement
    try {
      who.update({ timeZone: (await api.setTimeZone(select.value)).timeZone })
      toast(texts().timeZoneSaved)
    } catch (error) {
      select.value = this.me.timeZone
      toast(failureText(failureOf(error)), 'bad')
    }
  }

  #theme(next: Theme): void {
    setTheme(next)
    this.theme = next
  }

  protected override render() {
    const t = texts()
    const { me } = this
    return html`<header class="page">
        <h1>${me.administrator ? t.title : t.ownTitle}</h1>
        <p>${me.administrator ? t.lead : t.ownLead}</p>
      </header>
      <section class="card">
        <header><h2>${t.profile}</h2></header>
        <rh-photo-field
          operator=${me.operator}
          .name=${me.name}
          .photo=${me.photo}
          @rh-photo=${(event: CustomEvent<string | null>) => who.update({ photo: event.detail })}
        ></rh-photo-field>
        <form class="fields" id="profile" novalidate method="post" @submit=${this.#save} @input=${this.#form.typed}>
          ${field({
            name: 'name',
            label: t.name,
            hint: me.administrator ? t.nameHint : t.ownNameHint,
            value: me.name,
            error: this.#form.error('name'),
            autocomplete: 'nickname',
            required: true,
          })}
        </form>
      </section>
      ${this.#looks()}
      <section class="card">
        <header><h2>${t.entry}</h2></header>
        <div class="fields">
          ${field({ name: 'login', label: t.login, hint: me.administrator ? t.loginHint : t.ownLoginHint, value: me.login, readonly: true })}
        </div>
      </section>
      ${
        me.administrator
          ? html`<section class="card">
            <header><h2>${t.emails}</h2></header>
            <rh-emails-form .me=${me}></rh-emails-form>
          </section>`
          : nothing
      }
      <section class="card">
        <header>
          <h2>${t.password}</h2>
          <p>${t.passwordText}</p>
        </header>
        <rh-password-form .me=${me}></rh-password-form>
      </section>
      <section class="card">
        <header><h2>${t.secondFactor}</h2></header>
        <rh-second-factor .me=${me}></rh-second-factor>
      </section>
      ${
        this.withoutCities
          ? html`<section class="card">
            <header><h2>${t.cities}</h2><p>${t.citiesText} <code>npm run geo</code></p></header>
          </section>`
          : nothing
      }
      ${me.administrator ? html`<rh-erase-visitor></rh-erase-visitor><rh-end-account .me=${me}></rh-end-account>` : nothing}
      ${saveBar({
        form: 'profile',
        shown: this.#form.changed,
        busy: this.#form.busy,
        message: this.#form.message,
        reset: () => this.#reset(),
      })}`
  }

  #looks(): TemplateResult {
    const t = texts()
    return html`<section class="card">
      <header><h2>${t.looks}</h2></header>
      ${choice({
        name: 'language',
        label: t.language,
        hint: t.languageHint,
        value: language(),
        options: languages.map((each) => ({ value: each, label: languageNames[each], lang: each })),
        choose: (next) => void this.#language(next),
      })}
      ${this.me.administrator ? this.#zones() : nothing}
      ${choice({
        name: 'theme',
        label: t.theme,
        hint: t.themeHint,
        value: this.theme,
        options: themes.map((each) => ({ value: each, label: t.themes[each] })),
        choose: (next) => this.#theme(next),
      })}
    </section>`
  }

  #zones(): TemplateResult {
    const t = texts()
    return html`<div class="field zone">
      <label for="zone">${t.timeZone}</label>
      <select class="input" id="zone" aria-describedby="zone-hint" @change=${this.#timeZone}>
        ${timeZones(this.me.timeZone).map(
          ({ name, label }) =>
            html`<option value=${name} ?selected=${name === this.me.timeZone}>${label}</option>`,
        )}
      </select>
      <div class="hint" id="zone-hint">${t.timeZoneHint}</div>
    </div>`
  }
}

customElements.define('rh-account', Account)
