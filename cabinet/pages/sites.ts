import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import {
  api,
  type Department,
  type Failure,
  failureOf,
  type Me,
  type Operator,
  type Site,
} from '../../console/ui/api.ts'
import { confirm } from '../../console/ui/dialog.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { formatNumber, isolated } from '../../console/ui/format.ts'
import { defineTexts, plural, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { empty, failed, loading, notice } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import { pageStyles } from '../page-styles.ts'
import { servedBy } from '../sites/choices.ts'
import { listStyles } from '../sites/list-styles.ts'
import '../sites/site-dialog.ts'

const texts = defineTexts({
  ru: {
    title: 'Сайты',
    lead: 'На каких страницах есть чат, на каком языке и кто там отвечает. Если страницу описывают несколько адресов, действует самый точный.',
    add: 'Добавить сайт',
    search: 'Найти по адресу или описанию',
    count: (count: number) =>
      `${formatNumber(count)} ${plural('ru', count, { one: 'сайт', few: 'сайта', many: 'сайтов' })}`,
    russian: 'Русский',
    english: 'English',
    everyPage: 'Все страницы',
    everybody: 'Все операторы',
    nobody: 'Никто не отвечает',
    more: (count: number) => `и ещё ${count}`,
    edit: (address: string) => `Изменить: ${address}`,
    remove: (address: string) => `Удалить: ${address}`,
    none: 'Чата нет ни на одной странице',
    noneText:
      'Добавьте адрес своего сайта, чтобы на нём появился чат, или *, чтобы он был везде, где стоит код.',
    notFound: 'Ничего не нашлось',
    notFoundText: (typed: string) => `Нет сайта, в адресе или описании которого есть «${typed}».`,
    closed: 'Чат есть только на страницах из этого списка. На всех остальных он не показывается.',
    removeTitle: (address: string) => `Удалить сайт ${address}?`,
    removeText:
      'На его страницах останется чат другого подходящего сайта из списка, а если такого нет, чат с них исчезнет сразу. Диалоги и история сохранятся.',
    removeVerb: 'Удалить сайт',
    removed: 'Сайт удалён',
    saved: 'Изменения сохранены',
    added: 'Сайт добавлен',
  },
  en: {
    title: 'Sites',
    lead: 'Which pages have the chat, in which language, and who answers there. If several addresses cover a page, the most exact one counts.',
    add: 'Add site',
    search: 'Find by address or description',
    count: (count: number) =>
      `${formatNumber(count)} ${plural('en', count, { one: 'site', other: 'sites' })}`,
    russian: 'Russian',
    english: 'English',
    everyPage: 'Every page',
    everybody: 'All operators',
    nobody: 'Nobody answers',
    more: (count: number) => `and ${count} more`,
    edit: (address: string) => `Edit: ${address}`,
    remove: (address: string) => `Delete: ${address}`,
    none: 'No page has the chat',
    noneText:
      'Add the address of your site to have the chat there, or * to have it wherever the code stands.',
    notFound: 'Nothing found',
    notFoundText: (typed: string) => `There is no site with “${typed}” in its address or description.`,
    closed: 'Only the pages of this list have the chat. It is not shown on any other.',
    removeTitle: (address: string) => `Delete the site ${address}?`,
    removeText:
      'Its pages keep the chat of another site of the list that covers them; where there is none, the chat goes at once. Dialogues and history stay.',
    removeVerb: 'Delete site',
    removed: 'Site deleted',
    saved: 'Changes saved',
    added: 'Site added',
  },
})

/** From so many sites on there is something to search. */
const searchFrom = 8
/** Names that are said in a row; the rest is counted. */
const mostNames = 2

interface Everything {
  readonly sites: ReadonlyArray<Site>
  readonly departments: ReadonlyArray<Department>
  readonly operators: ReadonlyArray<Operator>
}

/** The account's sites: list, add, edit, delete (E1, E2). */
export class Sites extends UiElement {
  static override styles = [pageStyles, listStyles]

  @property({ attribute: false }) me!: Me
  @state() private all: Everything | undefined
  @state() private failure: Failure | undefined
  @state() private typed = ''
  @state() private edited: Site | null = null
  @state() private open = false

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  async #load(): Promise<void> {
    this.failure = undefined
    try {
      const [sites, departments, operators] = await Promise.all([
        api.sites(),
        api.departments(),
        api.operators(),
      ])
      this.all = { sites, departments, operators }
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  #edit(site: Site | null): void {
    this.edited = site
    this.open = true
  }

  #show(sites: ReadonlyArray<Site>): void {
    if (this.all) this.all = { ...this.all, sites }
  }

  #saved({ detail }: CustomEvent<Site>): void {
    const sites = this.all?.sites ?? []
    const known = sites.some(({ id }) => id === detail.id)
    this.#show(known ? sites.map((each) => (each.id === detail.id ? detail : each)) : [...sites, detail])
    toast(known ? texts().saved : texts().added)
  }

  async #remove(site: Site): Promise<void> {
    const t = texts()
    const sure = await confirm({
      title: t.removeTitle(isolated(site.address)),
      text: t.removeText,
      verb: t.removeVerb,
    })
    if (!sure) return
    try {
      await api.removeSite(site.id)
    } catch (error) {
      const failure = failureOf(error)
      if (failure._tag !== 'NotFound') return toast(failureText(failure), 'bad')
    }
    this.#show(this.all?.sites.filter(({ id }) => id !== site.id) ?? [])
    toast(t.removed)
  }

  protected override render() {
    const t = texts()
    return html`<header class="page with-action">
        <h1>${t.title}</h1>
        <p>${t.lead}</p>
        ${this.all ? this.#add() : nothing}
      </header>
      ${this.#content()}
      <rh-site-dialog
        .site=${this.edited}
        .operators=${this.all?.operators ?? []}
        .departments=${this.all?.departments ?? []}
        .language=${this.me.language}
        .open=${this.open}
        @rh-saved=${this.#saved}
        @rh-close=${() => (this.open = false)}
      ></rh-site-dialog>`
  }

  #add(): TemplateResult {
    return html`<button class="button primary" type="button" @click=${() => this.#edit(null)}>
      ${icon('plus')}${texts().add}
    </button>`
  }

  #content(): TemplateResult {
    const t = texts()
    if (this.failure) return html`<div class="card">${failed(this.failure, () => void this.#load())}</div>`
    if (!this.all) return loading(3)
    const { sites } = this.all
    if (sites.length === 0) {
      return html`<div class="card">${empty({ icon: 'globe', title: t.none, text: t.noneText })}</div>`
    }
    const shown = foundSites(sites, this.typed)
    return html`<div>
        ${sites.length >= searchFrom ? this.#tools(sites.length) : nothing}
        ${
          shown.length > 0
            ? html`<ul class="card">${repeat(
                shown,
                ({ id }) => id,
                (site) => this.#row(site, this.all!),
              )}</ul>`
            : html`<div class="card">${empty({ icon: 'search', title: t.notFound, text: t.notFoundText(this.typed) })}</div>`
        }
      </div>
      ${sites.some(({ address }) => address === '*') ? nothing : notice('plain', t.closed)}`
  }

  #tools(count: number): TemplateResult {
    const t = texts()
    return html`<div class="tools">
      <input
        class="input"
        type="search"
        placeholder=${t.search}
        aria-label=${t.search}
        @input=${(event: Event) => (this.typed = (event.target as HTMLInputElement).value)}
      />
      <span class="faint numbers">${t.count(count)}</span>
    </div>`
  }

  #row(site: Site, all: Everything): TemplateResult {
    const t = texts()
    const { address, description, language } = site
    const spoken = language === 'ru' ? t.russian : t.english
    return html`<li>
      <div>
        <div class="name cut" title=${address}>${address}</div>
        <div class="about cut" title=${description}>${spoken}${description === '' ? nothing : html` · ${description}`}</div>
      </div>
      ${this.#serves(site, all)}
      <div class="row-actions">
        <button
          class="button plain small icon-only"
          type="button"
          aria-label=${t.edit(address)}
          title=${t.edit(address)}
          @click=${() => this.#edit(site)}
        >
          ${icon('pencil')}
        </button>
        <button
          class="button plain small icon-only"
          type="button"
          aria-label=${t.remove(address)}
          title=${t.remove(address)}
          @click=${() => this.#remove(site)}
        >
          ${icon('trash-2')}
        </button>
      </div>
    </li>`
  }

  #serves(site: Site, { operators, departments }: Everything): TemplateResult {
    const t = texts()
    if (site.everybody) return html`<div class="serves">${t.everybody}</div>`
    const names = servedBy(site, operators, departments)
    if (names.length === 0) {
      return html`<div class="serves nobody">${icon('circle-alert', { size: 14 })}${t.nobody}</div>`
    }
    const rest = names.length - mostNames
    const said = names.slice(0, rest > 1 ? mostNames : undefined).join(', ')
    return html`<div class="serves" title=${names.join(', ')}>
      <span class="cut">${said}</span>${rest > 1 ? html`<span class="rest">${t.more(rest)}</span>` : nothing}
    </div>`
  }
}

/** By address; only those with the typed words in it or in the description. */
export function foundSites(sites: ReadonlyArray<Site>, typed: string): ReadonlyArray<Site> {
  const wanted = typed.trim().toLocaleLowerCase()
  return sites
    .filter(({ address, description }) => `${address} ${description}`.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => a.address.localeCompare(b.address, undefined, { numeric: true }))
}

customElements.define('rh-sites', Sites)
