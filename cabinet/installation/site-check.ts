import { css, html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type SiteCheck as Checked, type Me, type SiteCall } from '../../console/ui/api.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { formatAgo, formatFull } from '../../console/ui/format.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { notice } from '../../console/ui/states.ts'
import { pageStyles } from '../page-styles.ts'
import { WhileSeen } from '../while-seen.ts'
import { type Finding, findings, hostOf } from './check-words.ts'

const texts = defineTexts({
  ru: {
    url: 'Адрес страницы',
    submit: 'Проверить',
    checking: 'Проверяем…',
    checked: 'Проверена страница',
    calls: 'Откуда обращался виджет',
    callsText: 'Надёжный признак: виджет загрузился в браузере посетителя и соединился с сервером.',
    never: 'Пока ниоткуда. Откройте свой сайт в браузере, и он появится здесь.',
  },
  en: {
    url: 'Address of the page',
    submit: 'Check',
    checking: 'Checking…',
    checked: 'This page was checked',
    calls: 'Where the widget called from',
    callsText: 'The sure sign: the widget has loaded in a visitor’s browser and connected to the server.',
    never: 'From nowhere so far. Open your site in a browser, and it appears here.',
  },
})

/** How often the calls are asked for while the page is seen, ms. */
const lookEvery = 10_000
/** Addresses that are offered, and hosts that are listed. */
const most = { offered: 4, listed: 8 }

/** Is the code on the site, and has the widget called home (B4)? */
export class SiteCheck extends UiElement {
  static override styles = [
    pageStyles,
    css`
      :host { gap: var(--rh-5); }
      form { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: var(--rh-2); align-items: start; }
      form .button { margin-top: 1.625rem; }
      .offered { display: flex; flex-wrap: wrap; gap: var(--rh-2); margin-top: calc(-1 * var(--rh-2)); }
      .offered .button { text-align: start; overflow-wrap: anywhere; }
      .found { display: grid; gap: var(--rh-2); }
      .found b { display: block; font-weight: 600; }
      .page { color: var(--rh-text-3); font-size: var(--rh-text-s); overflow-wrap: anywhere; }
      h3 + p { color: var(--rh-text-2); margin-top: 0.125rem; text-wrap: pretty; }
      ul { list-style: none; padding: 0; margin-top: var(--rh-3); }
      li { display: flex; gap: var(--rh-3); justify-content: space-between; padding: var(--rh-2) 0; }
      li + li { border-top: 1px solid var(--rh-line); }
      li span:first-child { overflow-wrap: anywhere; }
      li span:last-child { flex: none; color: var(--rh-text-3); }
      @media (max-width: 30rem) {
        form { grid-template-columns: minmax(0, 1fr); }
        form .button { margin-top: 0; }
      }
    `,
  ]

  @property({ attribute: false }) me!: Me
  @state() private checked: Checked | undefined
  /** Undefined: not known (yet). */
  @state() private calls: ReadonlyArray<SiteCall> | undefined
  /** Addresses of the account's own sites that name a page. */
  @state() private addresses: ReadonlyArray<string> = []
  readonly #form = new FormState(this)

  constructor() {
    super()
    new WhileSeen(this, lookEvery, () => this.#look())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#offer()
  }

  // Without them an address is typed.
  async #offer(): Promise<void> {
    const sites = await api.sites().catch(() => [])
    this.addresses = sites.map(({ address }) => address).filter((address) => !address.includes('*'))
  }

  async #look(): Promise<void> {
    this.calls = await api.siteCalls().catch(() => this.calls)
  }

  readonly #submit = this.#form.submit(
    (values) => {
      this.checked = undefined
      return api.checkSite(values.url ?? '')
    },
    (checked) => {
      this.checked = checked
      void this.#look()
    },
  )

  #fill(address: string): void {
    const input = this.shadowRoot?.querySelector('input')
    if (!input) return
    input.value = address
    input.form?.requestSubmit()
  }

  protected override render() {
    const t = texts()
    const form = this.#form
    return html`<form novalidate method="post" @submit=${this.#submit} @input=${form.typed}>
        ${field({ name: 'url', type: 'url', inputmode: 'url', label: t.url, placeholder: 'https://website.ru/', error: form.error('url'), required: true, maxlength: 2_000 })}
        <button class="button" type="submit" aria-busy=${form.busy} aria-disabled=${form.busy}>
          ${form.busy ? html`<span class="spin">${icon('loader-circle')}</span>${t.checking}` : html`${icon('search')}${t.submit}`}
        </button>
      </form>
      ${this.#offered()}
      <div class="found" aria-live="polite">${form.message === undefined ? this.#found() : notice('bad', form.message)}</div>
      <div>
        <h3>${t.calls}</h3>
        <p>${t.callsText}</p>
        ${this.#called()}
      </div>`
  }

  #offered(): TemplateResult | typeof nothing {
    const known = [...new Set([...this.addresses, ...(this.calls ?? []).map(({ host }) => host)])]
    if (known.length === 0) return nothing
    return html`<div class="offered">
      ${known
        .slice(0, most.offered)
        .map(
          (address) =>
            html`<button class="button small" type="button" @click=${() => this.#fill(address)}>${address}</button>`,
        )}
    </div>`
  }

  #found(): TemplateResult | typeof nothing {
    const { checked, me } = this
    if (!checked) return nothing
    const call = this.calls?.find(({ host }) => host === hostOf(checked.url))
    const called = call ? formatAgo(call.at) : null
    const around = { origin: me.publicUrl, account: me.account, called }
    const title = checked.kind === 'page' ? checked.title : ''
    return html`${findings(checked, around).map((finding) => notice(finding.kind, wordsOf(finding)))}
      <p class="page">${texts().checked}: ${title && `${title} · `}${readable(checked.url)}</p>`
  }

  #called(): TemplateResult | typeof nothing {
    if (this.calls === undefined) return nothing
    if (this.calls.length === 0) return html`<ul><li>${texts().never}</li></ul>`
    return html`<ul>
      ${this.calls
        .slice(0, most.listed)
        .map(
          ({ host, at }) =>
            html`<li><span>${host}</span><span class="numbers" title=${formatFull(at)}>${formatAgo(at)}</span></li>`,
        )}
    </ul>`
  }
}

const wordsOf = ({ title, text }: Finding): TemplateResult =>
  html`${title === '' ? nothing : html`<b>${title}</b>`}${text}`

/** As people write it, `website.ru/чай`. */
const readable = (url: string): string => {
  try {
    return decodeURI(url)
  } catch {
    return url
  }
}

customElements.define('rh-site-check', SiteCheck)
