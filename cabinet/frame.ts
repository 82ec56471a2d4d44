import { html, nothing, type PropertyValues } from 'lit'
import { property, state } from 'lit/decorators.js'
import { api, failureOf, type Licence, type Me } from '../console/ui/api.ts'
import '../console/ui/avatar.ts'
import { controls } from '../console/ui/controls.ts'
import { failureText } from '../console/ui/failure-texts.ts'
import { defineTexts, UiElement } from '../console/ui/i18n.ts'
import { icon } from '../console/ui/icon.ts'
import { leftWords, licenceWords, shortLeftWords, tariffName } from '../console/ui/licence-words.ts'
import { toast } from '../console/ui/toast.ts'
import { endsSoon } from '../engine/protocol/client/tariffs.ts'
import { frameStyles } from './frame-styles.ts'
import { LookAgain } from './look-again.ts'
import { mark } from './mark.ts'
import { navigation } from './navigation.ts'
import { router } from './router.ts'
import { mayLoseUnsaved } from './unsaved.ts'
import { who } from './who.ts'

const texts = defineTexts({
  ru: {
    skip: 'К содержанию',
    navigation: 'Разделы кабинета',
    menu: 'Открыть меню',
    close: 'Закрыть меню',
    console: 'Консоль оператора',
    signOut: 'Выйти',
    administrator: 'Администратор',
    operator: 'Оператор',
    risen: (licence: string) => `Тариф изменился: ${licence}`,
    fallen: (licence: string) => `Теперь тариф ${licence}. Всё, что вы сохранили, на месте.`,
  },
  en: {
    skip: 'Skip to content',
    navigation: 'Cabinet sections',
    menu: 'Open menu',
    close: 'Close menu',
    console: 'Operator console',
    signOut: 'Sign out',
    administrator: 'Administrator',
    operator: 'Operator',
    risen: (licence: string) => `The plan has changed: ${licence}`,
    fallen: (licence: string) => `The plan is ${licence} now. All that you stored is kept.`,
  },
})

/** What stands around every page: sections on the left (a drawer on phones), who is signed in, the console. */
export class Frame extends UiElement {
  static override styles = [controls, frameStyles]

  @property({ attribute: false }) me!: Me
  @state() private open = false
  #shownPath = router.path
  /** The entry of the page that is shown. */
  #here: Element | null | undefined

  constructor() {
    super()
    router.watch(this)
    new LookAgain(this)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('me')
    if (before) this.#tellLicence(before.licence)
    if (this.#shownPath === router.path) return
    this.#shownPath = router.path
    this.open = false
    // A new page begins at its beginning, for the keyboard and for screen readers too.
    void this.updateComplete.then(() =>
      this.shadowRoot?.querySelector('main')?.focus({ preventScroll: true }),
    )
  }

  // The navigation is longer than a low window: where one is stands in sight, also after a link from elsewhere.
  protected override updated(changed: PropertyValues): void {
    super.updated(changed)
    const here = this.shadowRoot?.querySelector('nav [aria-current]')
    if (here === this.#here) return
    this.#here = here
    here?.scrollIntoView?.({ block: 'nearest' })
  }

  #tellLicence(before: Licence): void {
    const { licence, timeZone, administrator } = this.me
    if (!administrator || (before.tariff === licence.tariff && before.until === licence.until)) return
    const t = texts()
    if (licence.ended) toast(t.fallen(tariffName(licence.tariff)), 'plain')
    else toast(t.risen(licenceWords(licence, timeZone)))
  }

  async #signOut(): Promise<void> {
    if (!(await mayLoseUnsaved())) return
    who.left = true
    try {
      await api.signOut()
      who.signedOut()
    } catch (error) {
      const failure = failureOf(error)
      // The session was over already, which is what was wanted.
      if (failure._tag === 'Unauthorized') return
      who.left = false
      toast(failureText(failure), 'bad')
    }
  }

  #toggle(open: boolean): void {
    this.open = open
    void this.updateComplete.then(() =>
      (open && this.#here instanceof HTMLElement
        ? this.#here
        : this.shadowRoot?.querySelector<HTMLElement>(open ? 'nav a' : '.menu')
      )?.focus(),
    )
  }

  #skip(): void {
    this.shadowRoot?.querySelector('main')?.focus()
  }

  /** Of a trial, and in the last days of any licence. */
  #left() {
    const { licence } = this.me
    const soon = endsSoon(licence, Date.now())
    if (!soon && !licence.trial) return nothing
    return html`<small class="left numbers ${soon ? 'soon' : ''}" title=${leftWords(licence)}>${shortLeftWords(licence)}</small>`
  }

  protected override render() {
    const t = texts()
    return html`<header class="top">
        <button class="button skip" type="button" @click=${this.#skip}>${t.skip}</button>
        <button
          class="button plain icon-only menu"
          type="button"
          aria-label=${this.open ? t.close : t.menu}
          aria-expanded=${this.open}
          @click=${() => this.#toggle(!this.open)}
        >
          ${icon('menu', { size: 20 })}
        </button>
        <a class="brand" href="/cabinet">${mark}<span>RedHelper</span></a>
        <span class="space"></span>
        <a class="button" href="/console/" target="redhelper-console" title=${t.console}>
          ${icon('headset')}<span class="word">${t.console}</span>
        </a>
        <div class="who" title="${this.me.name} · ${this.me.login}">
          <rh-avatar .name=${this.me.name} .photo=${this.me.photo}></rh-avatar>
          <div>
            <strong class="cut">${this.me.name}</strong>
            <small class="cut">${this.me.administrator ? t.administrator : t.operator}</small>
          </div>
        </div>
        <button class="button plain icon-only" type="button" aria-label=${t.signOut} title=${t.signOut} @click=${this.#signOut}>
          ${icon('log-out', { size: 18 })}
        </button>
      </header>
      <div class="shade ${this.open ? 'open' : ''}" @click=${() => this.#toggle(false)}></div>
      <nav
        class=${this.open ? 'open' : ''}
        aria-label=${t.navigation}
        @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.open && this.#toggle(false)}
      >
        ${navigation(this.me.administrator, this.me.instanceOwner).map(
          (group) => html`<div>
            <h2>${group.label}</h2>
            <ul>
              ${group.places.map(
                ({ path, label, icon: name, page }) => html`<li>
                  <a href=${path} aria-current=${path === router.path ? 'page' : nothing}>${icon(name, { size: 18 })}${label}${page === 'licence' ? this.#left() : nothing}</a>
                </li>`,
              )}
            </ul>
          </div>`,
        )}
      </nav>
      <main tabindex="-1" ?inert=${this.open}><div><slot></slot></div></main>`
  }
}

customElements.define('rh-frame', Frame)
