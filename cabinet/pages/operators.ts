import { html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { api, type Me, type Operator } from '../../console/ui/api.ts'
import '../../console/ui/avatar.ts'
import { formatNumber, isolated } from '../../console/ui/format.ts'
import { defineTexts, language, plural } from '../../console/ui/i18n.ts'
import type { IconName } from '../../console/ui/icon.ts'
import { empty } from '../../console/ui/states.ts'
import { statusWord } from '../../console/ui/status.ts'
import { has, ListPage, rowAction } from '../lists/list-page.ts'
import '../operators/operator-dialog.ts'
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
    notFound: 'Никого не нашлось',
    notFoundText: (typed: string) => `Нет оператора, в имени или логине которого есть «${typed}».`,
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
    notFound: 'Nobody found',
    notFoundText: (typed: string) => `There is no operator with “${typed}” in the name or login.`,
    removeTitle: (name: string) => `Delete the operator “${name}”?`,
    removeText: (login: string) =>
      `This operator’s open consoles close at once. The dialogues stay in the history and in the statistics. The login ${login} can never be created again.`,
    removeVerb: 'Delete operator',
    removed: 'Operator deleted',
    saved: 'Changes saved',
  },
})

/** How often is asked who is online now, ms. */
const lookEvery = 10_000

/** The account's operators: list, add, edit, delete (D1–D3). */
export class Operators extends ListPage<Operator> {
  static override styles = [ListPage.styles, operatorsStyles]

  @property({ attribute: false }) me!: Me
  protected override readonly addIcon: IconName = 'user-plus'

  constructor() {
    super(lookEvery)
  }

  protected override get words() {
    return texts()
  }

  protected override ask(): Promise<ReadonlyArray<Operator>> {
    return api.operators()
  }

  protected override found(operators: ReadonlyArray<Operator>, typed: string) {
    return found(operators, typed, this.me.operator)
  }

  protected override saved(operator: Operator, known: boolean): void {
    super.saved(operator, known)
    if (this.edited?.id === operator.id) this.edited = operator
    if (operator.id === this.me.operator) who.update({ name: operator.name, photo: operator.photo })
  }

  protected override question({ name, login }: Operator) {
    const t = texts()
    return { title: t.removeTitle(isolated(name)), text: t.removeText(login), verb: t.removeVerb }
  }

  protected override delete(operator: Operator): Promise<void> {
    return api.removeOperator(operator.id)
  }

  protected override below(operators: ReadonlyArray<Operator>) {
    const t = texts()
    return operators.length === 1 ? empty({ icon: 'users', title: t.alone, text: t.aloneText }) : nothing
  }

  protected override dialog(): TemplateResult {
    return html`<rh-operator-dialog
      .operator=${this.edited}
      .own=${this.edited?.id === this.me.operator}
      .console="${this.me.publicUrl}/console/"
      .open=${this.open}
      @rh-saved=${this.whenSaved}
      @rh-close=${this.whenClosed}
    ></rh-operator-dialog>`
  }

  protected override row(operator: Operator): TemplateResult {
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
        ${rowAction('pencil', t.edit(name), () => this.edit(operator))}
        ${operator.administrator ? nothing : rowAction('trash-2', t.remove(name), () => void this.discard(operator))}
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
  return operators
    .filter(({ name, login }) => has(typed, name, login))
    .sort(
      (a, b) =>
        Number(b.id === own) - Number(a.id === own) ||
        a.name.localeCompare(b.name, language(), { numeric: true }),
    )
}

customElements.define('rh-operators', Operators)
