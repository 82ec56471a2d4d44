import { css, html, nothing } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, failureOf, type Me } from '../../console/ui/api.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { formatDay, formatTime } from '../../console/ui/format.ts'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import { icon } from '../../console/ui/icon.ts'
import { notice } from '../../console/ui/states.ts'
import { toast } from '../../console/ui/toast.ts'
import { mark } from '../mark.ts'
import { pageStyles } from '../page-styles.ts'
import { who } from '../who.ts'

const texts = defineTexts({
  ru: {
    title: 'Аккаунт закрыт',
    until: (when: string) => `Все его данные сотрутся: ${when}.`,
    text: 'Чата на сайтах нет, операторы войти не могут. До этого времени ничего не пропало: аккаунт можно открыть таким же, каким он был.',
    keep: 'Не удалять аккаунт',
    kept: 'Аккаунт снова открыт',
    signOut: 'Выйти',
  },
  en: {
    title: 'The account is closed',
    until: (when: string) => `All its data will be erased: ${when}.`,
    text: 'There is no chat on the sites, and operators cannot sign in. Nothing is lost until then: the account can be opened again, just as it was.',
    keep: 'Keep the account',
    kept: 'The account is open again',
    signOut: 'Sign out',
  },
})

/** All there is of the cabinet while the account waits for its end: until when, and one button back. */
export class Closed extends UiElement {
  static override styles = [
    pageStyles,
    css`
      :host {
        min-height: 100dvh;
        grid-template-rows: auto 1fr;
        padding: var(--rh-4) var(--rh-6);
      }
      .top {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--rh-4);
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        font-weight: 650;
      }
      .brand svg {
        width: 1.75rem;
        height: 1.75rem;
      }
      main {
        display: grid;
        align-content: start;
        justify-items: center;
        padding-block-start: max(var(--rh-4), 16vh);
      }
      section.card {
        width: 100%;
        max-width: 32rem;
      }
      h1 {
        font-size: var(--rh-text-xl);
      }
      p {
        text-wrap: pretty;
      }
    `,
  ]

  @property({ attribute: false }) me!: Me
  @state() private busy = false

  async #keep(): Promise<void> {
    if (this.busy) return
    this.busy = true
    try {
      who.signedIn(await api.keepAccount())
      toast(texts().kept)
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
      // Taken back elsewhere, or too late.
      void who.ask()
    } finally {
      this.busy = false
    }
  }

  async #signOut(): Promise<void> {
    who.left = true
    await api.signOut().catch(() => {})
    who.signedOut()
  }

  protected override render() {
    const t = texts()
    const { eraseAt, timeZone } = this.me
    const when = (at: number) => `${formatDay(at, Date.now(), timeZone)}, ${formatTime(at, timeZone)}`
    return html`<div class="top">
        <div class="brand">${mark}<span>RedHelper</span></div>
        <button class="button plain" type="button" @click=${this.#signOut}>${icon('log-out', { size: 18 })}${t.signOut}</button>
      </div>
      <main>
        <section class="card">
          <h1>${t.title}</h1>
          ${eraseAt === null ? nothing : notice('warn', t.until(when(eraseAt)))}
          <p>${t.text}</p>
          <div class="actions">
            <button class="button primary" type="button" aria-busy=${this.busy} @click=${this.#keep}>${t.keep}</button>
          </div>
        </section>
      </main>`
  }
}

customElements.define('rh-closed', Closed)
