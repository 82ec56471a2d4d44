/**
 * One form: what was typed stays in its inputs, whatever the engine answers. A refused field says why, in
 * place, and gets the focus; a refusal of the whole form is said above its buttons.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { type Failure, type FieldProblem, failureOf } from './api.ts'
import { failureText, fieldText } from './failure-texts.ts'

type Host = ReactiveControllerHost & HTMLElement

/** The page's own words for a problem of a field; undefined falls back to the common words. */
export type FieldWords = (field: string, problem: FieldProblem) => string | undefined

export class FormState implements ReactiveController {
  /** A request is on its way. */
  busy = false
  /** Something stands in the form that is not what was given or saved. */
  changed = false
  failure: Failure | undefined
  #fields: Readonly<Record<string, FieldProblem>> = {}
  /** Refused values that stand in no input of the form (a time zone sent along …). */
  #elsewhere = ''
  readonly #host: Host
  readonly #words: FieldWords

  constructor(host: Host, words: FieldWords = () => undefined) {
    this.#host = host
    this.#words = words
    host.addController(this)
  }

  hostConnected(): void {}

  /** What is wrong with a field, in the person's language. */
  error(field: string): string | undefined {
    const problem = this.#fields[field]
    return problem && (this.#words(field, problem) ?? fieldText(problem))
  }

  /** What is wrong with the form as a whole; undefined when the fields say it. */
  get message(): string | undefined {
    if (this.failure?._tag === 'Invalid') return this.#elsewhere || undefined
    return this.failure && failureText(this.failure)
  }

  /** For `@input` of the form: a field that is being mended stops complaining. */
  readonly typed = (event: Event): void => {
    // An element of our own belongs to no form; whatever is done in it is a change.
    const { name, form } = event.target as Partial<HTMLInputElement>
    if (name !== undefined && name in this.#fields) {
      const { [name]: _, ...others } = this.#fields
      this.#fields = others
    }
    this.changed = !form || differs(form)
    this.#host.requestUpdate()
  }

  /** Refuses before asking the engine, for what can be known here. */
  refuse(fields: Readonly<Record<string, FieldProblem>>): void {
    this.#fields = fields
    this.#host.requestUpdate()
    void this.#host.updateComplete.then(() => this.#focusFirst())
  }

  /** For `@submit`: runs `send` with what was typed; the answer of `send` goes to `done`. */
  submit<A>(send: (values: Record<string, string>) => Promise<A>, done: (answer: A) => void) {
    return async (event: Event): Promise<void> => {
      event.preventDefault()
      if (this.busy) return
      const form = event.currentTarget as HTMLFormElement
      const values = valuesOf(form)
      const missing = emptyFields(form)
      this.failure = undefined
      if (Object.keys(missing).length > 0) return this.refuse(missing)
      this.busy = true
      this.#fields = {}
      this.#host.requestUpdate()
      try {
        const answer = await send(values)
        // What was typed while this was on its way is not saved yet.
        const now = valuesOf(form)
        this.changed = Object.keys(now).some((name) => now[name] !== values[name])
        done(answer)
      } catch (error) {
        this.failure = failureOf(error)
        if (this.failure._tag === 'Unexpected') console.error(error)
        if (this.failure._tag === 'Invalid') {
          this.#elsewhere = withoutInput(form, this.failure.fields)
          this.refuse(this.failure.fields)
        }
      } finally {
        this.busy = false
        this.#host.requestUpdate()
      }
    }
  }

  /** Back to nothing typed and nothing refused. */
  reset(): void {
    this.failure = undefined
    this.#fields = {}
    this.changed = false
    this.#host.requestUpdate()
  }

  #focusFirst(): void {
    const root = this.#host.shadowRoot ?? this.#host
    root.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
}

function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') values[name] = value
  return values
}

/** Is anything in it not what it was given? */
function differs(form: HTMLFormElement): boolean {
  for (const input of form.elements) {
    if (input instanceof HTMLTextAreaElement && input.value !== input.defaultValue) return true
    if (!(input instanceof HTMLInputElement)) continue
    const ticked = input.type === 'checkbox' || input.type === 'radio'
    if (ticked ? input.checked !== input.defaultChecked : input.value !== input.defaultValue) return true
  }
  return false
}

function withoutInput(form: HTMLFormElement, fields: Readonly<Record<string, FieldProblem>>): string {
  return Object.entries(fields)
    .filter(([name]) => form.elements.namedItem(name) === null)
    .map(([name, problem]) => `${name}: ${fieldText(problem)}`)
    .join(', ')
}

// Forms carry `novalidate`: the browser's own bubbles speak the browser's language, not the interface's.
function emptyFields(form: HTMLFormElement): Record<string, FieldProblem> {
  const missing: Record<string, FieldProblem> = {}
  for (const input of form.querySelectorAll<HTMLInputElement>('input[required]')) {
    if (input.value.trim() === '') missing[input.name] = 'required'
  }
  return missing
}
