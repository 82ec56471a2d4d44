import { css, html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, type Failure, failureOf, type Session } from '../../console/ui/api.ts'
import { controls } from '../../console/ui/controls.ts'
import { confirm } from '../../console/ui/dialog.ts'
import { failureText, loadFailureText } from '../../console/ui/failure-texts.ts'
import { formatAgo, formatFull } from '../../console/ui/format.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { toast } from '../../console/ui/toast.ts'
import { device } from '../device.ts'

const texts = defineTexts({
  ru: {
    title: 'Где вошёл',
    none: 'Сейчас нигде.',
    unknown: 'Неизвестное устройство',
    end: 'Выйти везде',
    endTitle: 'Завершить все сеансы оператора?',
    endText: 'Открытые консоли сразу отключатся. Чтобы войти снова, понадобится пароль.',
    ended: 'Сеансы оператора завершены',
  },
  en: {
    title: 'Signed in at',
    none: 'Nowhere now.',
    unknown: 'Unknown device',
    end: 'Sign out everywhere',
    endTitle: 'End all sessions of the operator?',
    endText: 'Open consoles disconnect at once. To sign in again the password is needed.',
    ended: 'The operator’s sessions have ended',
  },
})

/** Where an operator is signed in, for the administrator; all of it can be ended at once (A7). */
export class OperatorSessions extends UiElement {
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--rh-2);
        justify-items: start;
      }
      ul {
        display: grid;
        gap: var(--rh-1);
        width: 100%;
        max-height: 9rem;
        overflow-y: auto;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--rh-2);
        line-height: 1.4;
      }
      li span:not(:first-child) {
        font-size: var(--rh-text-s);
        color: var(--rh-text-3);
      }
    `,
  ]

  @property() operator = ''
  @state() private sessions: ReadonlyArray<Session> | undefined
  @state() private failure: Failure | undefined
  @state() private ending = false

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  async #load(): Promise<void> {
    try {
      const sessions = await api.sessionsOf(this.operator)
      this.sessions = [...sessions].sort((a, b) => b.seenAt - a.seenAt)
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  async #end(): Promise<void> {
    const t = texts()
    if (!(await confirm({ title: t.endTitle, text: t.endText, verb: t.end }))) return
    this.ending = true
    try {
      await api.endSessionsOf(this.operator)
      this.sessions = []
      toast(texts().ended)
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
    } finally {
      this.ending = false
    }
  }

  protected override render() {
    const t = texts()
    return html`<div class="label">${t.title}</div>${this.#content()}`
  }

  #content(): TemplateResult | typeof nothing {
    const t = texts()
    const { failure, sessions } = this
    if (failure) return html`<p class="quiet">${loadFailureText(failure)}</p>`
    if (!sessions) return nothing
    if (sessions.length === 0) return html`<p class="quiet">${t.none}</p>`
    return html`<ul>${sessions.map((session) => this.#row(session))}</ul>
      <button class="button small" type="button" ?disabled=${this.ending} @click=${this.#end}>${t.end}</button>`
  }

  #row({ userAgent, address, seenAt }: Session): TemplateResult {
    return html`<li title=${userAgent}>
      <span>${device(userAgent).name ?? texts().unknown}</span>
      <span class="numbers">${address}</span>
      <span title=${formatFull(seenAt)}>${formatAgo(seenAt)}</span>
    </li>`
  }
}

customElements.define('rh-operator-sessions', OperatorSessions)
