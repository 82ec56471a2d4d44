import { type CSSResultGroup, html, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { ApiError, api, type FieldProblem, type Routing } from '../../console/ui/api.ts'
import { choice, choiceStyles } from '../../console/ui/choice.ts'
import { field } from '../../console/ui/field.ts'
import { defineTexts, plural } from '../../console/ui/i18n.ts'
import { toast } from '../../console/ui/toast.ts'
import { FormPage } from '../form-page.ts'
import { always, isRouting, spanOf, withValue } from './routing-values.ts'

const texts = defineTexts({
  ru: {
    title: 'Распределение диалогов',
    lead: 'Кому достаются посетители и когда диалог заканчивается.',
    toWhom: 'Кому достаётся диалог',
    client: 'Знакомый посетитель возвращается к своему оператору',
    clientHint:
      'Столько дней после последнего сообщения посетитель попадает к тому же оператору, если тот в сети. По умолчанию 7 дней.',
    never: 'Нет',
    days: (n: number) => `${n} ${plural('ru', n, { one: 'день', few: 'дня', many: 'дней' })}`,
    always: 'Всегда',
    limit: 'Сколько диалогов ведёт один оператор',
    limitHint:
      'Когда столько открыто, новых он не получает: посетители ждут в очереди и видят, сколько человек перед ними. По умолчанию без ограничения.',
    limitEmpty: 'Без ограничения',
    limitRange: 'Целое число от 1 до 1000, или оставьте поле пустым',
    departments: 'Отделы в чате',
    departmentsHint:
      'До первого сообщения чат показывает отделы, которые обслуживают страницу, и на связи ли они. По умолчанию отделы не видны.',
    departmentsNone: 'Не показывать',
    departmentsMay: 'Можно выбрать',
    departmentsMust: 'Нужно выбрать',
    departmentsNote:
      'Выбранный отдел и отвечает: если в нём никого нет на связи, сообщение подождёт его оператора. Операторы, которых нет ни в одном отделе сайта, при обязательном выборе новых посетителей не получают.',
    end: 'Когда диалог заканчивается',
    idle: 'Закрывать диалог, если в нём молчат',
    idleHint:
      'Если ни посетитель, ни оператор столько времени не пишут, диалог закроется сам. Диалог, в котором остались непрочитанные сообщения посетителя, не закрывается. По умолчанию 24 часа.',
    minutes: (n: number) => `${n} ${plural('ru', n, { one: 'минута', few: 'минуты', many: 'минут' })}`,
    hours: (n: number) => `${n} ${plural('ru', n, { one: 'час', few: 'часа', many: 'часов' })}`,
    notByItself: 'Никогда',
    sight: 'Что видят операторы',
    seesAll: 'Посетители в списке',
    seesAllHint:
      'Оператор видит посетителей тех сайтов, которые обслуживает, или всех. Администратор всегда видит всех. По умолчанию только своих.',
    own: 'Своих сайтов',
    all: 'Всех сайтов',
    saved: 'Изменения сохранены',
  },
  en: {
    title: 'Routing',
    lead: 'Who gets visitors, and when a dialogue ends.',
    toWhom: 'Who gets a dialogue',
    client: 'A visitor comes back to the same operator',
    clientHint:
      'For so many days after the last message a visitor gets the same operator, while that one is online. 7 days by default.',
    never: 'No',
    days: (n: number) => `${n} ${plural('en', n, { one: 'day', other: 'days' })}`,
    always: 'Always',
    limit: 'Dialogues of one operator at a time',
    limitHint:
      'An operator who has so many open gets nobody new: visitors wait in a queue and see how many are before them. No limit by default.',
    limitEmpty: 'No limit',
    limitRange: 'A whole number from 1 to 1000, or leave it empty',
    departments: 'Departments in the chat',
    departmentsHint:
      'Before the first message the chat shows the departments that serve the page, and which of them are online. Not shown by default.',
    departmentsNone: 'Hidden',
    departmentsMay: 'May be chosen',
    departmentsMust: 'Must be chosen',
    departmentsNote:
      'The chosen department answers: while nobody of it is online, the message waits for its operators. When visitors choose first, operators who are in no department of the site get no new visitors.',
    end: 'When a dialogue ends',
    idle: 'Close a dialogue in which nobody writes',
    idleHint:
      'When neither visitor nor operator writes for so long, the dialogue closes by itself. One with messages of the visitor that nobody has read stays open. 24 hours by default.',
    minutes: (n: number) => `${n} ${plural('en', n, { one: 'minute', other: 'minutes' })}`,
    hours: (n: number) => `${n} ${plural('en', n, { one: 'hour', other: 'hours' })}`,
    notByItself: 'Never',
    sight: 'What operators see',
    seesAll: 'Visitors in the list',
    seesAllHint:
      'An operator sees the visitors of the sites he serves, or all of them. The administrator always sees all. Only their own by default.',
    own: 'Of own sites',
    all: 'Of all sites',
    saved: 'Changes saved',
  },
})

const idleChoices = [30, 60, 240, 1_440, 4_320, 10_080, 0]
const dayChoices = [0, 1, 7, 30, always]

/** How dialogues come to operators, and when they end (F, E4). */
export class RoutingPage extends FormPage<Routing> {
  static override styles: CSSResultGroup = [FormPage.styles, choiceStyles]

  @state() private saved!: Routing
  @state() private wanted!: Routing
  /** As it was typed. */
  @state() private limit = ''

  protected override get words() {
    return texts()
  }
  protected override problem(_: string, problem: FieldProblem): string | undefined {
    return problem === 'range' ? texts().limitRange : undefined
  }
  protected override ask(): Promise<Routing> {
    return api.routing()
  }
  protected override show(rules: Routing): void {
    this.saved = this.wanted = rules
    this.limit = limitText(rules)
  }
  protected override get changed(): boolean {
    const { saved, wanted, limit } = this
    return !isRouting(saved, wanted) || limit.trim() !== limitText(saved)
  }
  protected override undo(): void {
    this.show(this.saved)
    this.renderRoot.querySelector<HTMLInputElement>('input[name=conversationLimit]')!.value = this.limit
  }

  protected override readonly submit = this.form.submit(
    async () => {
      const limit = this.limit.trim()
      if (!/^\d{0,4}$/.test(limit)) {
        throw new ApiError({ _tag: 'Invalid', fields: { conversationLimit: 'range' } })
      }
      return api.setRouting({ ...this.wanted, conversationLimit: Number(limit) })
    },
    (rules) => {
      this.saved = rules
      toast(texts().saved)
    },
  )

  #set(change: Partial<Routing>): void {
    this.wanted = { ...this.wanted, ...change }
  }

  protected override typed(event: Event): void {
    const { name, value } = event.target as HTMLInputElement
    if (name !== 'conversationLimit') return
    this.limit = value
    super.typed(event)
  }

  protected override fields(): TemplateResult {
    const { wanted, saved } = this
    return html`${this.#toWhom(wanted, saved)} ${this.#end(wanted)} ${this.#sight(wanted)}`
  }

  #toWhom(wanted: Routing, saved: Routing): TemplateResult {
    const t = texts()
    return html`<section class="card">
      <header><h2>${t.toWhom}</h2></header>
      ${choice({
        name: 'clientDays',
        label: t.client,
        hint: t.clientHint,
        value: String(wanted.clientDays),
        options: withValue(dayChoices, saved.clientDays).map((days) => ({
          value: String(days),
          label: days === 0 ? t.never : days === always ? t.always : t.days(days),
        })),
        choose: (days) => this.#set({ clientDays: Number(days) }),
      })}
      <div class="fields">
        ${field({
          name: 'conversationLimit',
          label: t.limit,
          hint: t.limitHint,
          value: limitText(saved),
          placeholder: t.limitEmpty,
          error: this.form.error('conversationLimit'),
          inputmode: 'numeric',
          maxlength: 4,
        })}
      </div>
      ${choice({
        name: 'departmentChoice',
        label: t.departments,
        hint:
          wanted.departmentChoice === 'none'
            ? t.departmentsHint
            : `${t.departmentsHint} ${t.departmentsNote}`,
        value: wanted.departmentChoice,
        options: [
          { value: 'none', label: t.departmentsNone },
          { value: 'may', label: t.departmentsMay },
          { value: 'must', label: t.departmentsMust },
        ],
        choose: (departmentChoice) => this.#set({ departmentChoice }),
      })}
    </section>`
  }

  #end(wanted: Routing): TemplateResult {
    const t = texts()
    return html`<section class="card">
      <header><h2>${t.end}</h2></header>
      ${choice({
        name: 'idleMinutes',
        label: t.idle,
        hint: t.idleHint,
        value: String(wanted.idleMinutes),
        options: withValue(idleChoices, this.saved.idleMinutes).map((minutes) => ({
          value: String(minutes),
          label: idleLabel(minutes),
        })),
        choose: (minutes) => this.#set({ idleMinutes: Number(minutes) }),
      })}
    </section>`
  }

  #sight(wanted: Routing): TemplateResult {
    const t = texts()
    return html`<section class="card">
      <header><h2>${t.sight}</h2></header>
      ${choice({
        name: 'seesAll',
        label: t.seesAll,
        hint: t.seesAllHint,
        value: wanted.seesAll ? 'all' : 'own',
        options: [
          { value: 'own', label: t.own },
          { value: 'all', label: t.all },
        ],
        choose: (of) => this.#set({ seesAll: of === 'all' }),
      })}
    </section>`
  }
}

const limitText = ({ conversationLimit }: Routing): string =>
  conversationLimit === 0 ? '' : String(conversationLimit)

const idleLabel = (minutes: number): string => {
  const t = texts()
  if (minutes === 0) return t.notByItself
  const { unit, count } = spanOf(minutes)
  return t[unit](count)
}

customElements.define('rh-routing', RoutingPage)
