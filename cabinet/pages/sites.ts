import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { api, type Department, type Me, type Operator, type Site } from '../../console/ui/api.ts'
import { formatNumber, isolated } from '../../console/ui/format.ts'
import { defineTexts, plural } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { empty, notice } from '../../console/ui/states.ts'
import { has, ListPage, rowAction } from '../lists/list-page.ts'
import { servedBy } from '../sites/choices.ts'
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

/** Names that are said in a row; the rest is counted. */
const mostNames = 2

/** The account's sites: list, add, edit, delete (E1, E2). */
export class Sites extends ListPage<Site> {
  @property({ attribute: false }) me!: Me
  private departments: ReadonlyArray<Department> = []
  private operators: ReadonlyArray<Operator> = []

  protected override get words() {
    return texts()
  }

  protected override async ask(): Promise<ReadonlyArray<Site>> {
    const [sites, departments, operators] = await Promise.all([
      api.sites(),
      api.departments(),
      api.operators(),
    ])
    Object.assign(this, { departments, operators })
    return sites
  }

  protected override found = foundSites

  protected override question({ address }: Site) {
    const t = texts()
    return { title: t.removeTitle(isolated(address)), text: t.removeText, verb: t.removeVerb }
  }

  protected override delete(site: Site): Promise<void> {
    return api.removeSite(site.id)
  }

  protected override none(): TemplateResult {
    const t = texts()
    return empty({ icon: 'globe', title: t.none, text: t.noneText })
  }

  protected override below(sites: ReadonlyArray<Site>) {
    return sites.some(({ address }) => address === '*') ? nothing : notice('plain', texts().closed)
  }

  protected override dialog(): TemplateResult {
    return html`<rh-site-dialog
      .item=${this.edited}
      .operators=${this.operators}
      .departments=${this.departments}
      .language=${this.me.language}
      .open=${this.open}
      @rh-saved=${this.whenSaved}
      @rh-close=${this.whenClosed}
    ></rh-site-dialog>`
  }

  protected override row(site: Site): TemplateResult {
    const t = texts()
    const { address, language } = site
    const every = address === '*'
    // What the catch-all is called by itself says nothing more.
    const description = every && site.description === t.everyPage ? '' : site.description
    const spoken = language === 'ru' ? t.russian : t.english
    return html`<li>
      <div>
        <div class="name cut" title=${address}>${every ? `${t.everyPage} (*)` : address}</div>
        <div class="about cut" title=${description}>${spoken}${description === '' ? nothing : html` · ${description}`}</div>
      </div>
      ${this.#serves(site)}
      <div class="row-actions">
        ${rowAction('pencil', t.edit(address), () => this.edit(site))}
        ${rowAction('trash-2', t.remove(address), () => void this.discard(site))}
      </div>
    </li>`
  }

  #serves(site: Site): TemplateResult {
    const t = texts()
    if (site.everybody) return html`<div class="serves">${t.everybody}</div>`
    const names = servedBy(site, this.operators, this.departments)
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
  return sites
    .filter(({ address, description }) => has(typed, address, description))
    .sort((a, b) => a.address.localeCompare(b.address, undefined, { numeric: true }))
}

customElements.define('rh-sites', Sites)
