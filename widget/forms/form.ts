import {
  askedBy,
  type ContactField,
  type Contacts,
  requestProblems,
} from '../../engine/protocol/client/contacts.ts'
import type { Host, Lit } from '../host.ts'
import { type Words, words } from '../language/forms.ts'
import { inWords } from '../language/inWords.ts'
import { type Outcome, type Problems, sendingOf } from './Sending.ts'
import { formStyles } from './styles.ts'

const kinds = { name: ['text', 'name'], email: ['email', 'email'], phone: ['tel', 'tel'] } as const
const none: Contacts = { name: '', email: '', phone: '', message: '' }

export interface FormOf {
  readonly host: Host
  readonly form: 'offline' | 'lead'
  /** Of a lead: where he was asked for it, and whether he has left it. */
  readonly conversation?: string | null
  readonly lead?: 'LeadAsked' | 'LeadLeft' | null
  /** Nothing waits to be sent any more. */
  readonly sent: () => void
}

/**
 * An offline message, or contacts. What was typed survives a reload; the message is the same draft as the chat's, and
 * goes over from there and back.
 */
export const makeForm = ({ LitElement, html, nothing, css, sheets }: Lit): CustomElementConstructor =>
  class extends LitElement {
    static override properties = {
      of: { attribute: false },
    }
    static override styles = [...sheets, formStyles(css)]
    static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true }
    /** Another object whenever something of it may be different. */
    declare of: FormOf
    private contacts = none
    private agreed = false
    private problems: Problems = {}
    private state: 'writing' | 'sending' | 'sent' = 'writing'
    private trouble = ''

    // Not when it is connected: what was set before our code came is here only now.
    protected override willUpdate(): void {
      if (this.hasUpdated) return
      const { host, form } = this.of
      const { keep } = host
      const sending = sendingOf(host)
      try {
        this.contacts = { ...none, ...JSON.parse(keep.get('form', 'sessionStorage')!) }
      } catch {}
      this.contacts = { ...this.contacts, message: keep.get('draft', 'sessionStorage') ?? '' }
      const { pending } = sending
      if (pending?.form === form) {
        this.contacts = pending.contacts
        this.agreed = pending.consent !== null
        this.state = 'sending'
      }
      this.listen()
    }

    override connectedCallback(): void {
      super.connectedCallback()
      if (this.hasUpdated) this.listen()
    }
    override disconnectedCallback(): void {
      super.disconnectedCallback()
      sendingOf(this.of.host).listen(null)
    }

    private listen(): void {
      sendingOf(this.of.host).listen((outcome) => this.ended(outcome))
    }

    override focus(): void {
      const field = this.renderRoot?.querySelector<HTMLElement>(
        '[aria-invalid=true], input:not(.trap), textarea',
      )
      field?.focus({ preventScroll: true })
    }

    protected override render() {
      const { texts } = this
      const { form, host } = this.of
      const { offline, consent } = host.settings
      if (this.state === 'sent' || this.of.lead === 'LeadLeft') {
        const lead = form === 'lead'
        return html`<div class="sent" role="status">
          <h3>${lead ? texts.left : texts.thanks}</h3>
          <p>${lead ? texts.leftText : texts.thanksText}</p>
          ${lead ? nothing : html`<button class="link" type="button" @click=${this.anew}>${texts.again}</button>`}
        </div>`
      }
      const sending = this.state === 'sending'
      const trouble = sending && host.connection.state !== 'online' ? texts.waits : this.trouble
      return html`<form novalidate @submit=${this.submit} aria-busy=${sending}>
        ${form === 'offline' && offline?.caption ? html`<p class="caption">${offline.caption}</p>` : nothing}
        ${this.asked.map((field) => this.renderField(field))}
        <input class="trap" name="topic" tabindex="-1" autocomplete="off" aria-hidden="true" />
        ${consent ? this.renderConsent(consent) : nothing}
        ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
        <button class="post" type="submit" aria-disabled=${sending}>${sending ? texts.sending : texts.send}</button>
      </form>`
    }

    private renderField(field: ContactField) {
      const { texts } = this
      const problem = this.said(field)
      const common = {
        value: this.contacts[field],
        write: (event: Event) => this.write(field, (event.target as HTMLInputElement).value),
      }
      const [type, autocomplete] = field === 'message' ? [] : kinds[field]
      return html`<label>
        <span>${texts[field]}</span>
        ${
          field === 'message'
            ? html`<textarea rows="3" dir="auto" aria-invalid=${!!problem} aria-describedby=${problem ? field : nothing}
                .value=${common.value} @input=${common.write}></textarea>`
            : html`<input type=${type!} name=${field} autocomplete=${autocomplete!} dir="auto" aria-invalid=${!!problem}
                aria-describedby=${problem ? field : nothing} .value=${common.value} @input=${common.write} />`
        }
        ${problem ? html`<span class="problem" id=${field}>${problem}</span>` : nothing}
      </label>`
    }

    private renderConsent({ text, link }: NonNullable<Host['settings']['consent']>) {
      const problem = this.said('consent')
      return html`<label class="consent">
        <input type="checkbox" .checked=${this.agreed} aria-invalid=${!!problem} aria-describedby=${problem ? 'consent' : nothing} @change=${this.agree} />
        <span>${text}${link ? html` <a href=${link} target="_blank" rel="noopener">${this.texts.more}</a>` : nothing}</span>
        ${problem ? html`<span class="problem" id="consent">${problem}</span>` : nothing}
      </label>`
    }

    private get texts(): Words {
      const { texts, language } = this.of.host.settings
      return inWords(texts, words[language], 'forms.')
    }

    private get asked(): ReadonlyArray<ContactField> {
      const asked = askedBy(this.of.form, this.of.host.settings.fields)
      return (['name', 'email', 'phone', 'message'] as const).filter((field) => asked[field])
    }

    private said(field: ContactField | 'consent'): string {
      const { texts } = this
      const problem = this.problems[field]
      const kind = texts[problem as 'required' | 'malformed'] as Readonly<Record<string, string>> | undefined
      return problem ? (kind?.[field] ?? texts.tooLong) : ''
    }

    private write(field: ContactField, value: string): void {
      const { keep } = this.of.host
      this.contacts = { ...this.contacts, [field]: value }
      // Said again when it is sent, and not at every sign.
      if (this.problems[field]) this.problems = { ...this.problems, [field]: '' }
      const { message, ...rest } = this.contacts
      keep.set('draft', message || null, 'sessionStorage')
      keep.set('form', JSON.stringify(rest), 'sessionStorage')
      this.requestUpdate()
    }

    private agree(event: Event): void {
      this.agreed = (event.target as HTMLInputElement).checked
      this.problems = { ...this.problems, consent: '' }
      this.requestUpdate()
    }

    private submit(event: Event): void {
      event.preventDefault()
      if (this.state === 'sending') return
      const { contacts, agreed } = this
      const { form, host, conversation = null } = this.of
      const { consent, fields } = host.settings
      this.trouble = ''
      this.problems = requestProblems(askedBy(form, fields), contacts, !!consent, agreed)
      if (Object.keys(this.problems).length) return void this.show()
      this.state = 'sending'
      const trap = this.renderRoot.querySelector<HTMLInputElement>('.trap')!
      const filled = { form, conversation, contacts, consent: consent && agreed ? consent.version : null }
      sendingOf(host).send(filled, trap.value)
      trap.value = ''
      this.requestUpdate()
    }

    private ended(outcome: Outcome): void {
      const { form, host, sent } = this.of
      if (outcome.filled.form !== form) return
      this.state = outcome.kind === 'taken' ? 'sent' : 'writing'
      if (outcome.kind === 'taken') {
        this.contacts = { ...this.contacts, message: '' }
        if (form === 'offline') host.keep.set('draft', null, 'sessionStorage')
        sent()
      } else if (outcome.kind === 'failed') this.trouble = outcome.rate ? this.texts.rate : this.texts.failed
      else {
        this.problems = outcome.problems
        if (outcome.problems.trap) this.trouble = this.texts.failed
      }
      this.show()
    }

    /** And to the first field that is wrong. */
    private async show(): Promise<void> {
      this.requestUpdate()
      await this.updateComplete
      if (Object.values(this.problems).some(Boolean)) this.focus()
    }

    private anew(): void {
      this.state = 'writing'
      this.requestUpdate()
    }
  }
