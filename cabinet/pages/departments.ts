import { html, nothing, type TemplateResult } from 'lit'
import { api, type Department, type Failure, type Operator } from '../../console/ui/api.ts'
import { formatNumber, isolated } from '../../console/ui/format.ts'
import { defineTexts, plural } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { empty } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import { has, ListPage, rowAction } from '../lists/list-page.ts'
import { inNoOther } from '../sites/choices.ts'
import '../sites/department-dialog.ts'
import { lastDepartmentText, refusedText } from '../sites/last-department.ts'

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

/** Names that are said in a row; the rest is counted. */
const mostNames = 3

/** The account's departments: list, add, edit, delete (E3). */
export class Departments extends ListPage<Department> {
  private operators: ReadonlyArray<Operator> = []
  private names: ReadonlyMap<string, string> = new Map()

  protected override get words() {
    return texts()
  }

  protected override async ask(): Promise<ReadonlyArray<Department>> {
    const [departments, operators] = await Promise.all([api.departments(), api.operators()])
    this.operators = operators
    this.names = new Map(operators.map(({ id, name }) => [id, name]))
    return departments
  }

  protected override found(departments: ReadonlyArray<Department>, typed: string) {
    return departments.filter((department) =>
      has(typed, department.name, department.description, ...this.#members(department)),
    )
  }

  #members({ operators }: Department): ReadonlyArray<string> {
    return operators.map((id) => this.names.get(id) ?? '').filter((name) => name !== '')
  }

  protected override question(department: Department) {
    const t = texts()
    const last = inNoOther(department, this.items ?? [])
    // Nobody is asked about what cannot be.
    if (last.size > 0) {
      toast(lastDepartmentText(last, this.operators), 'bad')
      return null
    }
    return { title: t.removeTitle(isolated(department.name)), text: t.removeText, verb: t.removeVerb }
  }

  protected override delete(department: Department): Promise<void> {
    return api.removeDepartment(department.id)
  }

  protected override refusedText(failure: Failure): string {
    return refusedText(failure, this.operators)
  }

  protected override none(): TemplateResult {
    const t = texts()
    return empty({ icon: 'headset', title: t.none, text: t.noneText })
  }

  protected override dialog(): TemplateResult {
    return html`<rh-department-dialog
      .item=${this.edited}
      .departments=${this.items ?? []}
      .operators=${this.operators}
      .open=${this.open}
      @rh-saved=${this.whenSaved}
      @rh-close=${this.whenClosed}
    ></rh-department-dialog>`
  }

  protected override row(department: Department): TemplateResult {
    const t = texts()
    const { name, description } = department
    const members = this.#members(department)
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
        ${rowAction('pencil', t.edit(name), () => this.edit(department))}
        ${rowAction('trash-2', t.remove(name), () => void this.discard(department))}
      </div>
    </li>`
  }
}

customElements.define('rh-departments', Departments)
