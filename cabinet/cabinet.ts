import { html, nothing, type TemplateResult } from 'lit'
import { UiElement } from '../console/ui/i18n.ts'
import { failed } from '../console/ui/states.ts'
import { navigation, pageAt } from './navigation.ts'
import { afterSignIn, router } from './router.ts'
import './start/start.ts'
import { forgetUnsaved } from './unsaved.ts'
import { who } from './who.ts'

/** The whole program: the start page for a stranger, the cabinet for who is signed in. */
export class Cabinet extends UiElement {
  #inside: 'away' | 'coming' | 'here' | 'failed' = 'away'

  constructor() {
    super()
    router.watch(this)
    who.watch(this)
  }

  // Without a shadow root, so that the forms with passwords stand in the page, where password savers look.
  protected override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    router.listen()
    void who.ask()
  }

  protected override willUpdate(): void {
    const { me } = who
    if (me === undefined) return
    const inside = router.path.startsWith('/cabinet')
    // A link from a letter is looked at whoever is signed in here.
    if (me && !inside && router.path !== '/reset') this.#enter()
    if (me === null && inside) {
      // Asked already, or given up on purpose.
      forgetUnsaved()
      const next = who.left ? '' : `?next=${encodeURIComponent(router.path)}`
      void router.go(`/signin${next}`, { replace: true })
    }
  }

  protected override updated(): void {
    const { me } = who
    if (me === null || router.path === '/reset') return
    const place = me && navigation(me.administrator, me.instanceOwner).flatMap((group) => group.places)
    const here = place?.find(({ path }) => path === router.path)
    document.title = here ? `${here.label} · RedHelper` : 'RedHelper'
  }

  #enter(): void {
    const next = afterSignIn(router.query.get('next'))
    if (next.startsWith('/cabinet')) void router.go(next, { replace: true })
    else location.replace(next)
  }

  protected override render(): TemplateResult {
    if (who.failure) return failed(who.failure, () => void who.ask())
    if (who.me === undefined) return html``
    if (who.me === null || router.path === '/reset') return html`<rh-start></rh-start>`
    if (this.#inside === 'away') void this.#loadInside()
    if (this.#inside === 'failed') return failed({ _tag: 'Offline' }, () => location.reload())
    if (this.#inside !== 'here') return html``
    if (who.me.eraseAt !== null) return html`<rh-closed .me=${who.me}></rh-closed>`
    return html`<rh-frame .me=${who.me}>${this.#page()}</rh-frame>
      ${who.over ? html`<rh-sign-in-again .me=${who.me}></rh-sign-in-again>` : nothing}`
  }

  // A stranger at the start page needs none of the cabinet's code; the frame is drawn when it has come.
  async #loadInside(): Promise<void> {
    this.#inside = 'coming'
    this.#inside = await import('./inside.ts').then(
      () => 'here' as const,
      () => 'failed' as const,
    )
    this.requestUpdate()
  }

  #notFound(): TemplateResult {
    const theirs = pageAt(router.path, true)
    return html`<rh-not-found .theirs=${theirs !== undefined} .requests=${theirs === 'requests'}></rh-not-found>`
  }

  #page(): TemplateResult {
    const me = who.me!
    switch (pageAt(router.path, me.administrator, me.instanceOwner)) {
      case 'firstSteps':
        return html`<rh-first-steps .me=${me}></rh-first-steps>`
      case 'siteCode':
        return html`<rh-site-code .me=${me}></rh-site-code>`
      case 'button':
        return html`<rh-button-page .me=${me}></rh-button-page>`
      case 'chatWindow':
        return html`<rh-chat-window-page .me=${me}></rh-chat-window-page>`
      case 'texts':
        return html`<rh-texts-page .me=${me}></rh-texts-page>`
      case 'theme':
        return html`<rh-theme-page .me=${me}></rh-theme-page>`
      case 'consoleApp':
        return html`<rh-console-app .me=${me}></rh-console-app>`
      case 'invitations':
        return html`<rh-invitations .me=${me}></rh-invitations>`
      case 'operators':
        return html`<rh-operators .me=${me}></rh-operators>`
      case 'bans':
        return html`<rh-bans></rh-bans>`
      case 'unanswered':
        return html`<rh-unanswered-page .me=${me}></rh-unanswered-page>`
      case 'requests':
        return html`<rh-requests-page></rh-requests-page>`
      case 'routing':
        return html`<rh-routing></rh-routing>`
      case 'sites':
        return html`<rh-sites .me=${me}></rh-sites>`
      case 'departments':
        return html`<rh-departments></rh-departments>`
      case 'mail':
        return html`<rh-mail></rh-mail>`
      case 'account':
      case 'profile':
        return html`<rh-account .me=${me}></rh-account>`
      case 'licence':
        return html`<rh-licence .me=${me}></rh-licence>`
      case 'instance':
        return html`<rh-instance .me=${me}></rh-instance>`
      case 'sessions':
        return html`<rh-sessions></rh-sessions>`
      default:
        return this.#notFound()
    }
  }
}

customElements.define('rh-cabinet', Cabinet)
