import { type CSSResultGroup, css, html, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { type Failure, type FieldProblem, failureOf } from '../console/ui/api.ts'
import { FormState } from '../console/ui/form.ts'
import { UiElement } from '../console/ui/i18n.ts'
import { failed, loading } from '../console/ui/states.ts'
import { pageStyles } from './page-styles.ts'
import { saveBar, saveBarStyles } from './save-bar.ts'
import { Unsaved } from './unsaved.ts'

/** A page of settings that are saved together: load, change, save or undo; nothing typed is lost silently. */
export abstract class FormPage<Kept> extends UiElement {
  static override styles: CSSResultGroup = [
    pageStyles,
    saveBarStyles,
    css`
      form {
        display: grid;
        gap: var(--rh-6);
        min-width: 0;
      }
    `,
  ]

  @state() private failure: Failure | undefined
  @state() protected loaded = false
  readonly form = new FormState(this, (name, problem) => this.problem(name, problem))

  constructor() {
    super()
    new Unsaved(this, () => this.loaded && this.changed)
  }

  protected abstract get words(): { readonly title: string; readonly lead: string }
  /** Asks the engine. */
  protected abstract ask(): Promise<Kept>
  /** Shows what is kept, and nothing that was typed. */
  protected abstract show(kept: Kept): void
  protected abstract get changed(): boolean
  protected abstract undo(): void
  protected abstract readonly submit: (event: Event) => unknown
  /** Of the form. */
  protected abstract fields(): TemplateResult

  /** Words of its own for what is wrong with a field. */
  protected problem(_name: string, _problem: FieldProblem): string | undefined {
    return undefined
  }
  protected typed(event: Event): void {
    this.form.typed(event)
  }
  /** Nothing in it can be changed. */
  protected get shut(): boolean {
    return false
  }
  protected above(): TemplateResult {
    return html``
  }
  protected below(): TemplateResult {
    return html``
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  async #load(): Promise<void> {
    this.failure = undefined
    try {
      this.show(await this.ask())
      this.loaded = true
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  protected override render() {
    const { title, lead } = this.words
    return html`<header class="page"><h1>${title}</h1><p>${lead}</p></header>${this.#content()}`
  }

  #content(): TemplateResult {
    if (this.failure) return html`<div class="card">${failed(this.failure, () => void this.#load())}</div>`
    if (!this.loaded) return loading(3)
    const { form } = this
    return html`${this.above()}
      <form
        id="settings"
        novalidate
        method="post"
        ?inert=${this.shut}
        @submit=${this.submit}
        @input=${this.typed}
      >
        ${this.fields()}
      </form>
      ${saveBar({
        form: 'settings',
        shown: this.changed,
        busy: form.busy,
        message: form.message,
        reset: () => {
          form.reset()
          this.undo()
        },
      })}
      ${this.below()}`
  }
}
