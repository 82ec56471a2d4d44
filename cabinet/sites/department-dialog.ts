import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type Department, type Operator } from '../../console/ui/api.ts'
import { controls } from '../../console/ui/controls.ts'
import '../../console/ui/dialog.ts'
import { field } from '../../console/ui/field.ts'
import { FormState } from '../../console/ui/form.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { notice, stateStyles } from '../../console/ui/states.ts'
import { inNoOther, operatorChoices } from './choices.ts'
import { formStyles } from './form-styles.ts'
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
    save: 'Сохранить',
    addVerb: 'Добавить',
    cancel: 'Отмена',
  },
  en: {
    add: 'New department',
    edit: 'Department',
    name: 'Name',
    description: 'Explanation',
    descriptionHint: 'It tells a visitor whether this is the right place to ask.',
    operators: 'Operators',
    operatorsHint: 'An operator can be in several departments, but cannot leave the last one.',
    save: 'Save',
    addVerb: 'Add',
    cancel: 'Cancel',
  },
})

/**
 * Adds a department, or changes one (E3).
 * @event rh-saved - detail: the department as it is now.
 * @event rh-close - closed by the person or after saving.
 */
export class DepartmentDialog extends UiElement {
  static override styles = [controls, stateStyles, formStyles]

  /** null: a new one. */
  @property({ attribute: false }) department: Department | null = null
  @property({ attribute: false }) departments: ReadonlyArray<Department> = []
  @property({ attribute: false }) operators: ReadonlyArray<Operator> = []
  @property({ type: Boolean }) open = false
  @state() private chosen: ReadonlyArray<string> = []

  readonly #form = new FormState(this)

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.get('open') !== false || !this.open) return
    this.#form.reset()
    this.chosen = this.department?.operators ?? []
  }

  readonly #save = this.#form.submit(
    ({ name = '', description = '' }) => {
      const department = { name, description, operators: this.chosen }
      return this.department
        ? api.editDepartment(this.department.id, department)
        : api.addDepartment(department)
    },
    (department) => {
      this.dispatchEvent(new CustomEvent('rh-saved', { detail: department }))
      this.#close()
    },
  )

  #close(): void {
    this.open = false
    this.dispatchEvent(new CustomEvent('rh-close'))
  }

  protected override render() {
    const t = texts()
    const label = this.department ? t.edit : t.add
    return html`<rh-dialog label=${label} ?open=${this.open} ?locked=${this.#form.busy} @rh-close=${this.#close}>
      ${this.open ? this.#fields() : nothing}
    </rh-dialog>`
  }

  #fields(): TemplateResult {
    const t = texts()
    const form = this.#form
    const { department } = this
    return html`<form novalidate @submit=${this.#save} @input=${form.typed}>
      ${field({
        name: 'name',
        label: t.name,
        value: department?.name ?? '',
        error: form.error('name'),
        required: true,
        autofocus: department === null,
      })}
      ${field({
        name: 'description',
        label: t.description,
        hint: t.descriptionHint,
        value: department?.description ?? '',
        error: form.error('description'),
      })}
      <rh-picker
        label=${t.operators}
        hint=${t.operatorsHint}
        .choices=${operatorChoices(this.operators)}
        .chosen=${this.chosen}
        .staying=${inNoOther(department, this.departments)}
        @rh-change=${({ detail }: CustomEvent<ReadonlyArray<string>>) => (this.chosen = detail)}
      ></rh-picker>
      ${form.failure && form.message !== undefined ? notice('bad', refusedText(form.failure, this.operators)) : nothing}
      <div class="buttons">
        <button class="button" type="button" @click=${this.#close}>${t.cancel}</button>
        <button class="button primary" type="submit" aria-busy=${form.busy} ?disabled=${form.busy}>
          ${department ? t.save : t.addVerb}
        </button>
      </div>
    </form>`
  }
}

customElements.define('rh-department-dialog', DepartmentDialog)
