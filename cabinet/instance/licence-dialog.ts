import { css, html, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { api, type FieldProblem, type InstanceAccount, type Tariff } from '../../console/ui/api.ts'
import { choice, choiceStyles } from '../../console/ui/choice.ts'
import { field } from '../../console/ui/field.ts'
import { isolated } from '../../console/ui/format.ts'
import { defineTexts } from '../../console/ui/i18n.ts'
import { licenceWords, tariffName } from '../../console/ui/licence-words.ts'
import { tariffs } from '../../engine/protocol/client/tariffs.ts'
import { FormDialog } from '../lists/form-dialog.ts'

const texts = defineTexts({
  ru: {
    title: (login: string) => `Лицензия: ${login}`,
    now: (licence: string) => `Сейчас: ${licence}`,
    tariff: 'Тариф',
    term: 'Срок',
    ever: 'Бессрочно',
    until: 'До даты',
    day: 'Последний день',
    dayHint: (zone: string) => `Этот день включительно, по времени аккаунта (${zone}).`,
    dayWrong: 'Нужна дата, например 2027-01-01',
    dayOver: 'Этот день уже прошёл',
    give: 'Дать лицензию',
  },
  en: {
    title: (login: string) => `Licence: ${login}`,
    now: (licence: string) => `Now: ${licence}`,
    tariff: 'Plan',
    term: 'How long',
    ever: 'For ever',
    until: 'Up to a date',
    day: 'Last day',
    dayHint: (zone: string) => `Including that day, by the account’s time (${zone}).`,
    dayWrong: 'A date is needed, like 2027-01-01',
    dayOver: 'That day is over',
    give: 'Give the licence',
  },
})

/** A5: another licence for an account of this instance. */
export class LicenceDialog extends FormDialog<InstanceAccount> {
  static override styles = [
    FormDialog.styles,
    choiceStyles,
    css`
      .now {
        color: var(--rh-text-2);
      }
      [name='until'] {
        max-width: 12rem;
      }
    `,
  ]

  @state() private tariff: Tariff = 'pro'
  @state() private ever = false

  protected override get label(): string {
    return texts().title(isolated(this.item?.login ?? ''))
  }

  protected override get verb(): string {
    return texts().give
  }

  protected override begin(): void {
    const { tariff = 'pro' } = this.item?.licence ?? {}
    this.tariff = tariff
    this.ever = false
  }

  protected override problem(_name: string, problem: FieldProblem): string | undefined {
    return problem === 'range' ? texts().dayOver : texts().dayWrong
  }

  protected override send(values: Record<string, string>): Promise<InstanceAccount> {
    const { tariff } = this
    const ever = this.ever || tariff === 'personal'
    // Of what is not a whole date the browser gives nothing; the engine says what is wrong with that.
    return api.giveLicence(this.item!.id, { tariff, until: ever ? null : (values.until ?? '') })
  }

  protected override fields(): TemplateResult {
    const t = texts()
    const { licence, timeZone } = this.item!
    return html`<p class="now">${t.now(licenceWords(licence, timeZone))}</p>
      ${choice<Tariff>({
        name: 'tariff',
        label: t.tariff,
        value: this.tariff,
        options: tariffs.map((value) => ({ value, label: tariffName(value) })),
        choose: (tariff) => (this.tariff = tariff),
      })}
      ${this.tariff === 'personal' ? '' : this.#term(timeZone)}`
  }

  #term(timeZone: string): TemplateResult {
    const t = texts()
    return html`${choice<'until' | 'ever'>({
      name: 'term',
      label: t.term,
      value: this.ever ? 'ever' : 'until',
      options: [
        { value: 'until', label: t.until },
        { value: 'ever', label: t.ever },
      ],
      choose: (term) => (this.ever = term === 'ever'),
    })}
    ${
      this.ever
        ? ''
        : field({
            name: 'until',
            type: 'date',
            label: t.day,
            hint: t.dayHint(timeZone),
            error: this.form.error('until'),
            required: true,
          })
    }`
  }
}

customElements.define('rh-licence-dialog', LicenceDialog)
