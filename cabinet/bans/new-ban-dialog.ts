import { type CSSResultGroup, html, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { api, type Ban, type FieldProblem, failureOf } from '../../console/ui/api.ts'
import { choiceStyles } from '../../console/ui/choice.ts'
import { confirm } from '../../console/ui/dialog.ts'
import { field } from '../../console/ui/field.ts'
import { defineTexts } from '../../console/ui/i18n.ts'
import { endOf, type Term, termChoice } from '../../console/ui/term.ts'
import { banReasonLength } from '../../engine/protocol/client/limits.ts'
import { FormDialog } from '../lists/form-dialog.ts'

const texts = defineTexts({
  ru: {
    label: 'Новый бан',
    what: 'Чат исчезнет с сайта для тех, кого касается бан, и больше ничего им не скажет. Их открытые диалоги закроются.',
    whom: 'Кого',
    whomHint: 'Номер посетителя, IP-адрес или подсеть, например 203.0.113.0/24.',
    unknown: 'Посетителя с таким номером нет',
    malformed: 'Нужен номер посетителя, IP-адрес или подсеть, например 1042 или 203.0.113.0/24',
    reason: 'Причина',
    reasonHint: 'Видите только вы.',
    verb: 'Забанить',
    ownTitle: 'Забанить и свой адрес?',
    ownText:
      'Под этот бан попадает адрес, с которого вы сейчас зашли. На своём сайте чата не увидите ни вы, ни все, кто выходит в интернет вместе с вами. Консоль и кабинет будут работать как прежде.',
    ownVerb: 'Всё равно забанить',
  },
  en: {
    label: 'New ban',
    what: 'Whoever is banned no longer sees the chat, and is not told. Their open dialogues are closed.',
    whom: 'Whom',
    whomHint: 'A visitor’s number, an IP address or a subnet, like 203.0.113.0/24.',
    unknown: 'There is no visitor with this number',
    malformed: 'This has to be a visitor’s number, an IP address or a subnet, like 1042 or 203.0.113.0/24',
    reason: 'Reason',
    reasonHint: 'Only you see it.',
    verb: 'Ban',
    ownTitle: 'Ban your own address, too?',
    ownText:
      'This ban holds for the address from which you are here now. Neither you nor anybody who shares your connection will see the chat on your site. Console and cabinet go on as before.',
    ownVerb: 'Ban all the same',
  },
})

/** Bans by hand (H6). */
export class NewBanDialog extends FormDialog<Ban> {
  static override styles: CSSResultGroup = [FormDialog.styles, choiceStyles]

  @state() private term: Term = 'ever'

  protected override get label(): string {
    return texts().label
  }

  protected override get verb(): string {
    return texts().verb
  }

  protected override begin(): void {
    this.term = 'ever'
  }

  protected override problem(name: string, problem: FieldProblem): string | undefined {
    if (name !== 'whom') return undefined
    if (problem === 'wrong') return texts().unknown
    return problem === 'malformed' ? texts().malformed : undefined
  }

  protected override async send({ whom = '', reason = '' }: Record<string, string>): Promise<Ban> {
    const ban = { whom, reason, until: endOf(this.term, Date.now()) }
    try {
      return await api.addBan(ban)
    } catch (error) {
      const t = texts()
      const own = failureOf(error)._tag === 'OwnAddress'
      if (!own || !(await confirm({ title: t.ownTitle, text: t.ownText, verb: t.ownVerb }))) throw error
      return api.addBan({ ...ban, sure: true })
    }
  }

  protected override fields(): TemplateResult {
    const t = texts()
    const { form } = this
    return html`<p class="quiet">${t.what}</p>
      ${field({
        name: 'whom',
        label: t.whom,
        hint: t.whomHint,
        error: form.error('whom'),
        required: true,
        autofocus: true,
      })}
      ${termChoice(this.term, (term) => (this.term = term))}
      ${field({
        name: 'reason',
        label: t.reason,
        hint: t.reasonHint,
        error: form.error('reason'),
        maxlength: banReasonLength,
      })}`
  }
}

customElements.define('rh-new-ban-dialog', NewBanDialog)
