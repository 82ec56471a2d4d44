import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import type { Failure, FieldProblem } from '../../console/ui/api.ts'
import { controls } from '../../console/ui/controls.ts'
import '../../console/ui/dialog.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { FormState } from '../../console/ui/form.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { notice, stateStyles } from '../../console/ui/states.ts'
import { mayLoseUnsaved, Unsaved } from '../unsaved.ts'
import { formStyles } from './form-styles.ts'

const texts = defineTexts({
  ru: { save: 'Сохранить', add: 'Добавить', cancel: 'Отмена' },
  en: { save: 'Save', add: 'Add', cancel: 'Cancel' },
})

/**
 * A dialog that adds one to a list, or changes it.
 * @event rh-saved - detail: the item as it is now.
 * @event rh-close - closed by the person or after saving.
 */
export abstract class FormDialog<Item> extends UiElement {
  static override styles: CSSResultGroup = [controls, stateStyles, formStyles]

  /** null: a new one. */
  @property({ attribute: false }) item: Item | null = null
  @property({ type: Boolean }) open = false

  protected readonly form = new FormState(this, (name, problem) => this.problem(name, problem))

  constructor() {
    super()
    new Unsaved(this, () => this.open && this.form.changed)
  }

  protected abstract get label(): string
  protected abstract fields(): TemplateResult
  protected abstract send(values: Record<string, string>): Promise<Item>
  /** It opens: what is chosen in it by other means than typing. */
  protected abstract begin(): void

  protected get verb(): string {
    return this.item ? texts().save : texts().add
  }

  /** Words of its own for what is wrong with a field. */
  protected problem(_name: string, _problem: FieldProblem): string | undefined {
    return undefined
  }

  protected refusedText(failure: Failure): string {
    return failureText(failure)
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.get('open') !== false || !this.open) return
    this.form.reset()
    this.begin()
  }

  readonly #save = this.form.submit(
    (values) => this.send(values),
    (item) => {
      this.dispatchEvent(new CustomEvent('rh-saved', { detail: item }))
      this.#close()
    },
  )

  /** A slip of Escape does not throw away what was typed. */
  async #leave(event: Event): Promise<void> {
    if (this.form.busy) return
    if (this.form.changed) {
      event.preventDefault()
      if (!(await mayLoseUnsaved())) return
    }
    this.#close()
  }

  #close(): void {
    this.open = false
    this.dispatchEvent(new CustomEvent('rh-close'))
  }

  protected override render() {
    const { form } = this
    return html`<rh-dialog label=${this.label} ?open=${this.open} ?locked=${form.busy} @rh-close=${this.#leave}>
      ${this.open ? this.#form() : nothing}
    </rh-dialog>`
  }

  #form(): TemplateResult {
    const { form } = this
    return html`<form novalidate @submit=${this.#save} @input=${form.typed}>
      ${this.fields()}
      ${form.failure && form.message !== undefined ? notice('bad', this.#message(form.failure, form.message)) : nothing}
      <div class="buttons">
        <button class="button" type="button" @click=${this.#leave}>${texts().cancel}</button>
        <button class="button primary" type="submit" aria-busy=${form.busy} ?disabled=${form.busy}>${this.verb}</button>
      </div>
    </form>`
  }

  #message(failure: Failure, message: string): string {
    return failure._tag === 'Invalid' ? message : this.refusedText(failure)
  }
}
