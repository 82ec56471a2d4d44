import { html, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type Department, type Failure, type Operator } from '../../console/ui/api.ts'
import { field } from '../../console/ui/field.ts'
import { defineTexts } from '../../console/ui/i18n.ts'
import { FormDialog } from '../lists/form-dialog.ts'
import { inNoOther, operatorChoices } from './choices.ts'
import { refusedText } from './last-department.ts'
import './picker.ts'

const texts = defineTexts({
  ru: {
    add: 'Новый отдел',
    edit: 'Отдел',
    name: 'Название',
    description: 'Пояснение',
    descriptionHint: 'По нему посетитель поймёт, сюда ли ему обратиться.',
    operators: 'Операторы',
    operatorsHint: 'Оператор может состоять в нескольких отделах, но не может покинуть последний.',
  },
  en: {
    add: 'New department',
    edit: 'Department',
    name: 'Name',
    description: 'Explanation',
    descriptionHint: 'It tells a visitor whether this is the right place to ask.',
    operators: 'Operators',
    operatorsHint: 'An operator can be in several departments, but cannot leave the last one.',
  },
})

/** Adds a department, or changes one (E3). */
export class DepartmentDialog extends FormDialog<Department> {
  @property({ attribute: false }) departments: ReadonlyArray<Department> = []
  @property({ attribute: false }) operators: ReadonlyArray<Operator> = []
  @state() private chosen: ReadonlyArray<string> = []

  protected override get label(): string {
    return this.item ? texts().edit : texts().add
  }

  protected override begin(): void {
    this.chosen = this.item?.operators ?? []
  }

  protected override send({ name = '', description = '' }: Record<string, string>): Promise<Department> {
    const department = { name, description, operators: this.chosen }
    return this.item ? api.editDepartment(this.item.id, department) : api.addDepartment(department)
  }

  protected override refusedText(failure: Failure): string {
    return refusedText(failure, this.operators)
  }

  protected override fields(): TemplateResult {
    const t = texts()
    const { form, item } = this
    return html`${field({
      name: 'name',
      label: t.name,
      value: item?.name ?? '',
      error: form.error('name'),
      required: true,
      autofocus: item === null,
    })}
      ${field({
        name: 'description',
        label: t.description,
        hint: t.descriptionHint,
        value: item?.description ?? '',
        error: form.error('description'),
      })}
      <rh-picker
        label=${t.operators}
        hint=${t.operatorsHint}
        .choices=${operatorChoices(this.operators)}
        .chosen=${this.chosen}
        .staying=${inNoOther(item, this.departments)}
        @rh-change=${({ detail }: CustomEvent<ReadonlyArray<string>>) => (this.chosen = detail)}
      ></rh-picker>`
  }
}

customElements.define('rh-department-dialog', DepartmentDialog)
