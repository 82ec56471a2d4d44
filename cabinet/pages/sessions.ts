import { css, html, type TemplateResult } from 'lit'
import { state } from 'lit/decorators.js'
import { api, type Failure, failureOf, type Session } from '../../console/ui/api.ts'
import { confirm } from '../../console/ui/dialog.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { formatAgo, formatFull } from '../../console/ui/format.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { failed, loading } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import { device } from '../device.ts'
import { pageStyles } from '../page-styles.ts'

const texts = defineTexts({
  ru: {
    title: 'Сеансы',
    lead: 'Где вы сейчас вошли под своим логином. Незнакомый сеанс завершите и смените пароль.',
    current: 'этот браузер',
    unknown: 'Неизвестное устройство',
    seen: (ago: string) => `был активен ${ago}`,
    since: (ago: string) => `вход ${ago}`,
    revoke: 'Завершить',
    revokeOf: (name: string) => `Завершить сеанс: ${name}`,
    revoked: 'Сеанс завершён',
    others: 'Завершить все остальные',
    othersTitle: 'Завершить все остальные сеансы?',
    othersText: 'Вы останетесь только в этом браузере. Открытые там консоли сразу отключатся.',
    othersVerb: 'Завершить',
    othersDone: 'Остальные сеансы завершены',
  },
  en: {
    title: 'Sessions',
    lead: 'Where you are signed in with your login now. End a session you do not know, and change your password.',
    current: 'this browser',
    unknown: 'Unknown device',
    seen: (ago: string) => `active ${ago}`,
    since: (ago: string) => `signed in ${ago}`,
    revoke: 'End',
    revokeOf: (name: string) => `End session: ${name}`,
    revoked: 'Session ended',
    others: 'End all others',
    othersTitle: 'End all other sessions?',
    othersText:
      'You stay signed in only in this browser. Consoles that are open elsewhere disconnect at once.',
    othersVerb: 'End',
    othersDone: 'The other sessions have ended',
  },
})

/** Where one is signed in; every session but this one can be ended. */
export class Sessions extends UiElement {
  static override styles = [
    pageStyles,
    css`
      ul {
        list-style: none;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--rh-3);
        padding: var(--rh-3) var(--rh-4);
        min-height: 3.5rem;
      }
      li + li {
        border-top: 1px solid var(--rh-line);
      }
      li > .rh-icon {
        color: var(--rh-text-3);
      }
      .name {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.125rem var(--rh-2);
        font-weight: 550;
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        column-gap: var(--rh-3);
        font-size: var(--rh-text-s);
        color: var(--rh-text-3);
        overflow-wrap: anywhere;
      }
      .badge {
        background: var(--rh-online-soft);
        color: var(--rh-online-text);
      }
    `,
  ]

  @state() private sessions: ReadonlyArray<Session> | undefined
  @state() private failure: Failure | undefined
  @state() private ending: ReadonlySet<string> = new Set()

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  async #load(): Promise<void> {
    this.failure = undefined
    try {
      const sessions = await api.sessions()
      this.sessions = [...sessions].sort(
        (a, b) => Number(b.current) - Number(a.current) || b.seenAt - a.seenAt,
      )
    } catch (error) {
      this.failure = failureOf(error)
    }
  }

  /** Gone already is as good as ended. */
  async #end(session: string): Promise<boolean> {
    this.ending = new Set([...this.ending, session])
    try {
      await api.revoke(session)
    } catch (error) {
      const failure = failureOf(error)
      if (failure._tag !== 'NotFound') {
        toast(failureText(failure), 'bad')
        return false
      }
    } finally {
      this.ending = new Set([...this.ending].filter((each) => each !== session))
    }
    this.sessions = this.sessions?.filter(({ id }) => id !== session)
    return true
  }

  async #endOne(session: string): Promise<void> {
    if (!(await this.#end(session))) return
    toast(texts().revoked)
    // The button that had the focus went with its row.
    await this.updateComplete
    this.shadowRoot?.querySelector<HTMLElement>('li button')?.focus()
  }

  async #endOthers(): Promise<void> {
    const t = texts()
    if (!(await confirm({ title: t.othersTitle, text: t.othersText, verb: t.othersVerb }))) return
    try {
      await api.revokeOthers()
    } catch (error) {
      return toast(failureText(failureOf(error)), 'bad')
    }
    this.sessions = this.sessions?.filter(({ current }) => current)
    toast(texts().othersDone)
  }

  protected override render() {
    const t = texts()
    const several = (this.sessions?.length ?? 0) > 1
    return html`<header class="page ${several ? 'with-action' : ''}">
        <h1>${t.title}</h1>
        <p>${t.lead}</p>
        ${several ? html`<button class="button" type="button" @click=${this.#endOthers}>${t.others}</button>` : ''}
      </header>
      ${this.#content()}`
  }

  #content(): TemplateResult {
    if (this.failure) return html`<div class="card">${failed(this.failure, () => void this.#load())}</div>`
    if (!this.sessions) return loading(3)
    return html`<ul class="card">${this.sessions.map((session) => this.#row(session))}</ul>`
  }

  #row(session: Session): TemplateResult {
    const t = texts()
    const { name, phone } = device(session.userAgent)
    return html`<li>
      ${icon(phone ? 'smartphone' : 'monitor', { size: 20 })}
      <div>
        <div class="name" title=${session.userAgent}>
          <span>${name ?? t.unknown}</span> ${session.current ? html`<span class="badge">${t.current}</span>` : ''}
        </div>
        <div class="more numbers">
          <span>${session.address}</span>
          <span title=${formatFull(session.seenAt)}>${t.seen(formatAgo(session.seenAt))}</span>
          <span title=${formatFull(session.createdAt)}>${t.since(formatAgo(session.createdAt))}</span>
        </div>
      </div>
      ${
        session.current
          ? html`<span></span>`
          : html`<button
              class="button small"
              type="button"
              aria-label=${t.revokeOf(name ?? t.unknown)}
              ?disabled=${this.ending.has(session.id)}
              @click=${() => this.#endOne(session.id)}
            >
              ${t.revoke}
            </button>`
      }
    </li>`
  }
}

customElements.define('rh-sessions', Sessions)
