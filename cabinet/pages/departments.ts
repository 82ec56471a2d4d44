import { html, nothing, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { api, type Department, type Failure, failureOf, type Operator } from '../../console/ui/api.ts'
import { confirm } from '../../console/ui/dialog.ts'
import { formatNumber, isolated } from '../../console/ui/format.ts'
import { defineTexts, plural, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { empty, failed, loading } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import { pageStyles } from '../page-styles.ts'
import { inNoOther } from '../sites/choices.ts'
import '../sites/department-dialog.ts'
import { lastDepartmentText, refusedText } from '../sites/last-department.ts'
import { listStyles } from '../sites/list-styles.ts'

const texts = defineTexts({
  ru: {
    title: 'Отделы',
    lead: 'Операторы по тому, в чём они разбираются. Отделы назначают сайтам на странице «Сайты».',
    add: 'Добавить отдел',
    search: 'Найти отдел или оператора',
    count: (count: number) =>
      `${formatNumber(count)} ${plural('ru', count, { one: 'отдел', few: 'отдела', many: 'отделов' })}`,
    operators: (count: number) =>
      `${formatNumber(count)} ${plural('ru', count, { one: 'оператор', few: 'оператора', many: 'операторов' })}`,
    nobody: 'Никого нет',
    edit: (name: string) => `Изменить: ${name}`,
    remove: (name: string) => `Удалить: ${name}`,
    none: 'Отделов пока нет',
    noneText:
      'Если все отвечают на всё, отделы не нужны. Иначе разделите операторов: продажи, поддержка, доставка.',
    notFound: 'Ничего не нашлось',
    notFoundText: (typed: string) => `Нет отдела, где есть «${typed}».`,
    removeTitle: (name: string) => `Удалить отдел «${name}»?`,
    removeText: 'Он исчезнет и у сайтов, которым назначен. Операторы останутся.',
    removeVerb: 'Удалить отдел',
    removed: 'Отдел удалён',
    saved: 'Изменения сохранены',
    added: 'Отдел добавлен',
  },
  en: {
    title: 'Departments',
    lead: 'Operators by what they know. Departments are assigned to sites on the “Sites” page.',
    add: 'Add department',
    search: 'Find a department or an operator',
    count: (count: number) =>
      `${formatNumber(count)} ${plural('en', count, { one: 'department', other: 'departments' })}`,
    operators: (count: number) =>
      `${formatNumber(count)} ${plural('en', count, { one: 'operator', other: 'operators' })}`,
    nobody: 'Nobody',
    edit: (name: string) => `Edit: ${name}`,
    remove: (name: string) => `Delete: ${name}`,
    none: 'There are no departments yet',
    noneText:
      'If everybody answers everything, none are needed. Else divide the operators: sales, support, delivery.',
    notFound: 'Nothing found',
    notFoundText: (typed: string) => `There is no department with “${typed}”.`,
    removeTitle: (name: string) => `Delete the department “${name}”?`,
    removeText: 'It goes from the sites it serves, too. The operators stay.',
    removeVerb: 'Delete department',
    removed: 'Department deleted',
    saved: 'Changes saved',
    added: 'Department added',
  },
})

/** From so many departments on there is something to search. */
const searchFrom = 8
/** Names that are said in a row; the rest is counted. */
const mostNames = 3

interface Everything {
  readonly departments: ReadonlyArray<Department>
  readonly operators: ReadonlyArray<Operator>
}

/** The account's departments: list, add, edit, delete (E3). */
export class Departments extends UiElement {
  static override styles = [pageStyles, listStyles]

  @state() private all: Everything | undefined
  @state() private failure: Failure | undefined
  @state() private typed = ''
  @state() private edited: Department | null = null
  @state() private open = false

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  async #load(): Promise<void> {
    this.failure = undefined
    try {
      const [departments, operators] = await Promise.all([api.departments(), api.operators()])
      this.all = { departments, operators }
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  #edit(department: Department | null): void {
    this.edited = department
    this.open = true
  }

  #show(departments: ReadonlyArray<Department>): void {
    if (this.all) this.all = { ...this.all, departments }
  }

  #saved({ detail }: CustomEvent<Department>): void {
    const departments = this.all?.departments ?? []
    const known = departments.some(({ id }) => id === detail.id)
    this.#show(
      known ? departments.map((each) => (each.id === detail.id ? detail : each)) : [...departments, detail],
    )
    toast(known ? texts().saved : texts().added)
  }

  async #remove(department: Department, { departments, operators }: Everything): Promise<void> {
    const t = texts()
    const last = inNoOther(department, departments)
    // Nobody is asked about what cannot be.
    if (last.size > 0) return toast(lastDepartmentText(last, operators), 'bad')
    const sure = await confirm({
      title: t.removeTitle(isolated(department.name)),
      text: t.removeText,
      verb: t.removeVerb,
    })
    if (!sure) return
    try {
      await api.removeDepartment(department.id)
    } catch (error) {
      const failure = failureOf(error)
      if (failure._tag !== 'NotFound') return toast(refusedText(failure, operators), 'bad')
    }
    this.#show(this.all?.departments.filter(({ id }) => id !== department.id) ?? [])
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
      <rh-department-dialog
        .department=${this.edited}
        .departments=${this.all?.departments ?? []}
        .operators=${this.all?.operators ?? []}
        .open=${this.open}
        @rh-saved=${this.#saved}
        @rh-close=${() => (this.open = false)}
      ></rh-department-dialog>`
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
    const { departments, operators } = this.all
    if (departments.length === 0) {
      return html`<div class="card">${empty({ icon: 'headset', title: t.none, text: t.noneText })}</div>`
    }
    const names = new Map(operators.map(({ id, name }) => [id, name]))
    const wanted = this.typed.trim().toLocaleLowerCase()
    const shown = departments
      .map((department) => ({
        department,
        members: department.operators.map((id) => names.get(id) ?? '').filter((name) => name !== ''),
      }))
      .filter(({ department: { name, description }, members }) =>
        `${name} ${description} ${members.join(' ')}`.toLocaleLowerCase().includes(wanted),
      )
    return html`<div>
      ${departments.length >= searchFrom ? this.#tools(departments.length) : nothing}
      ${
        shown.length > 0
          ? html`<ul class="card">${repeat(
              shown,
              ({ department }) => department.id,
              ({ department, members }) => this.#row(department, members, this.all!),
            )}</ul>`
          : html`<div class="card">${empty({ icon: 'search', title: t.notFound, text: t.notFoundText(this.typed) })}</div>`
      }
    </div>`
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

  #row(department: Department, members: ReadonlyArray<string>, all: Everything): TemplateResult {
    const t = texts()
    const { name, description } = department
    const said = members.length > mostNames ? t.operators(members.length) : members.join(', ')
    return html`<li>
      <div>
        <div class="name cut" title=${name}>${name}</div>
        ${description === '' ? nothing : html`<div class="about cut" title=${description}>${description}</div>`}
      </div>
      ${
        members.length === 0
          ? html`<div class="serves nobody">${icon('circle-alert', { size: 14 })}${t.nobody}</div>`
          : html`<div class="serves" title=${members.join(', ')}><span class="cut">${said}</span></div>`
      }
      <div class="row-actions">
        <button
          class="button plain small icon-only"
          type="button"
          aria-label=${t.edit(name)}
          title=${t.edit(name)}
          @click=${() => this.#edit(department)}
        >
          ${icon('pencil')}
        </button>
        <button
          class="button plain small icon-only"
          type="button"
          aria-label=${t.remove(name)}
          title=${t.remove(name)}
          @click=${() => this.#remove(department, all)}
        >
          ${icon('trash-2')}
        </button>
      </div>
    </li>`
  }
}

customElements.define('rh-departments', Departments)
