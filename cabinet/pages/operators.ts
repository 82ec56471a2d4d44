import { html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { api, type Failure, failureOf, type Me, type Operator } from '../../console/ui/api.ts'
import '../../console/ui/avatar.ts'
import { confirm } from '../../console/ui/dialog.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { formatNumber, isolated } from '../../console/ui/format.ts'
import { defineTexts, language, plural, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { empty, failed, loading } from '../../console/ui/states.ts'
import { statusWord } from '../../console/ui/status.ts'
import { toast } from '../../console/ui/toast.ts'
import '../operators/operator-dialog.ts'
import { pageStyles } from '../page-styles.ts'
import { WhileSeen } from '../while-seen.ts'
import { who } from '../who.ts'
import { operatorsStyles } from './operators-styles.ts'

const texts = defineTexts({
  ru: {
    title: 'Операторы',
    lead: 'Кто отвечает посетителям. У каждого свой логин для консоли.',
    add: 'Добавить оператора',
    search: 'Найти по имени или логину',
    count: (count: number) =>
      `${formatNumber(count)} ${plural('ru', count, { one: 'оператор', few: 'оператора', many: 'операторов' })}`,
    you: 'это вы',
    administrator: 'администратор',
    edit: (name: string) => `Изменить: ${name}`,
    remove: (name: string) => `Удалить: ${name}`,
    alone: 'Пока отвечаете только вы',
    aloneText: 'Добавьте коллег: новые посетители распределятся между теми, кто в сети.',
    nobody: 'Никого не нашлось',
    nobodyText: (typed: string) => `Нет оператора, в имени или логине которого есть «${typed}».`,
    removeTitle: (name: string) => `Удалить оператора «${name}»?`,
    removeText: (login: string) =>
      `Открытые консоли этого оператора закроются сразу. Его диалоги останутся в истории и в статистике. Логин ${login} больше никогда нельзя будет создать.`,
    removeVerb: 'Удалить оператора',
    removed: 'Оператор удалён',
    saved: 'Изменения сохранены',
  },
  en: {
    title: 'Operators',
    lead: 'Who answers your visitors. Each has a login for the console.',
    add: 'Add operator',
    search: 'Find by name or login',
    count: (count: number) =>
      `${formatNumber(count)} ${plural('en', count, { one: 'operator', other: 'operators' })}`,
    you: 'you',
    administrator: 'administrator',
    edit: (name: string) => `Edit: ${name}`,
    remove: (name: string) => `Delete: ${name}`,
    alone: 'Only you answer so far',
    aloneText: 'Add colleagues: new visitors are shared out among those who are online.',
    nobody: 'Nobody found',
    nobodyText: (typed: string) => `There is no operator with “${typed}” in the name or login.`,
    removeTitle: (name: string) => `Delete the operator “${name}”?`,
    removeText: (login: string) =>
      `This operator’s open consoles close at once. The dialogues stay in the history and in the statistics. The login ${login} can never be created again.`,
    removeVerb: 'Delete operator',
    removed: 'Operator deleted',
    saved: 'Changes saved',
  },
})

/** From so many operators on there is something to search. */
const searchFrom = 8

/** How often is asked who is online now, ms. */
const lookEvery = 10_000

/** The account's operators: list, add, edit, delete (D1–D3). */
export class Operators extends UiElement {
  static override styles = [pageStyles, operatorsStyles]

  @property({ attribute: false }) me!: Me
  @state() private operators: ReadonlyArray<Operator> | undefined
  @state() private failure: Failure | undefined
  @state() private typed = ''
  @state() private edited: Operator | null = null
  @state() private open = false

  constructor() {
    super()
    new WhileSeen(this, lookEvery, () => this.#load())
  }

  async #load(): Promise<void> {
    const before = this.operators
    try {
      const operators = await api.operators()
      // What was saved here meanwhile is newer than the answer.
      if (this.operators === before) this.operators = operators
      this.failure = undefined
    } catch (error) {
      // A list that is shown already stays.
      if (!this.operators) this.failure = failureOf(error)
    }
  }

  #again(): void {
    this.failure = undefined
    void this.#load()
  }

  #edit(operator: Operator | null): void {
    this.edited = operator
    this.open = true
  }

  #saved({ detail }: CustomEvent<Operator>): void {
    const others = this.operators ?? []
    const known = others.some(({ id }) => id === detail.id)
    this.operators = known
      ? others.map((each) => (each.id === detail.id ? detail : each))
      : [...others, detail]
    if (this.edited?.id === detail.id) this.edited = detail
    if (detail.id === this.me.operator) who.update({ name: detail.name, photo: detail.photo })
    if (known) toast(texts().saved)
  }

  async #remove(operator: Operator): Promise<void> {
    const t = texts()
    const sure = await confirm({
      title: t.removeTitle(isolated(operator.name)),
      text: t.removeText(operator.login),
      verb: t.removeVerb,
    })
    if (!sure) return
    try {
      await api.removeOperator(operator.id)
    } catch (error) {
      const failure = failureOf(error)
      if (failure._tag !== 'NotFound') {
        toast(failureText(failure), 'bad')
        return
      }
    }
    this.operators = this.operators?.filter(({ id }) => id !== operator.id)
    toast(t.removed)
    // The button that had the focus went with its row.
    this.shadowRoot?.querySelector<HTMLElement>('header .button')?.focus()
  }

  protected override render() {
    const t = texts()
    return html`<header class="page with-action">
        <h1>${t.title}</h1>
        <p>${t.lead}</p>
        ${
          this.operators
            ? html`<button class="button primary" type="button" @click=${() => this.#edit(null)}>
                ${icon('user-plus')}${t.add}
              </button>`
            : nothing
        }
      </header>
      ${this.#content()}
      <rh-operator-dialog
        .operator=${this.edited}
        .own=${this.edited?.id === this.me.operator}
        .console="${this.me.publicUrl}/console/"
        .open=${this.open}
        @rh-saved=${this.#saved}
        @rh-close=${() => (this.open = false)}
      ></rh-operator-dialog>`
  }

  #content(): TemplateResult {
    const t = texts()
    if (this.failure) return html`<div class="card">${failed(this.failure, () => this.#again())}</div>`
    if (!this.operators) return loading(5)
    const shown = found(this.operators, this.typed, this.me.operator)
    return html`<div>
      ${this.operators.length >= searchFrom ? this.#tools(this.operators.length) : nothing}
      ${
        shown.length > 0
          ? html`<ul class="card">${repeat(
              shown,
              ({ id }) => id,
              (operator) => this.#row(operator),
            )}</ul>`
          : html`<div class="card">${empty({ icon: 'search', title: t.nobody, text: t.nobodyText(this.typed) })}</div>`
      }
      ${this.operators.length === 1 ? empty({ icon: 'users', title: t.alone, text: t.aloneText }) : nothing}
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

  #row(operator: Operator): TemplateResult {
    const t = texts()
    const { name, login, status } = operator
    const own = operator.id === this.me.operator
    return html`<li>
      <rh-avatar .name=${name} .photo=${operator.photo}></rh-avatar>
      <div>
        <div class="name">
          <span class="cut" title=${name}>${name}</span>
          ${own ? html`<span class="badge">${t.you}</span>` : nothing}
        </div>
        <div class="login cut">${login}${operator.administrator ? html` · ${t.administrator}` : nothing}</div>
      </div>
      <span class="status ${status}">${statusWord(status)}</span>
      <div class="row-actions">
        <button
          class="button plain small icon-only"
          type="button"
          aria-label=${t.edit(name)}
          title=${t.edit(name)}
          @click=${() => this.#edit(operator)}
        >
          ${icon('pencil')}
        </button>
        ${
          operator.administrator
            ? nothing
            : html`<button
                class="button plain small icon-only"
                type="button"
                aria-label=${t.remove(name)}
                title=${t.remove(name)}
                @click=${() => this.#remove(operator)}
              >
                ${icon('trash-2')}
              </button>`
        }
      </div>
    </li>`
  }
}

/** Oneself first, then by name; only those with the typed words in name or login. */
export function found(
  operators: ReadonlyArray<Operator>,
  typed: string,
  own: string,
): ReadonlyArray<Operator> {
  const wanted = typed.trim().toLocaleLowerCase()
  return operators
    .filter(({ name, login }) => `${name} ${login}`.toLocaleLowerCase().includes(wanted))
    .sort(
      (a, b) =>
        Number(b.id === own) - Number(a.id === own) ||
        a.name.localeCompare(b.name, language(), { numeric: true }),
    )
}

customElements.define('rh-operators', Operators)
