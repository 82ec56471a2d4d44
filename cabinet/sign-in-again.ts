import { html } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { Me } from '../console/ui/api.ts'
import '../console/ui/dialog.ts'
import { defineTexts, UiElement } from '../console/ui/i18n.ts'
import './start/sign-in.ts'
import { who } from './who.ts'

const texts = defineTexts({
  ru: {
    title: 'Сеанс закончился',
    text: 'Войдите снова. Всё, что вы ввели, осталось на месте.',
    other: 'Войти с другим логином',
  },
  en: {
    title: 'Your session has ended',
    text: 'Sign in again. Everything you typed is still here.',
    other: 'Sign in with another login',
  },
})

/** Over the page of somebody whose session ended: the same person signs in, and the page goes on as it was. */
export class SignInAgain extends UiElement {
  @property({ attribute: false }) me!: Me
  @state() private open = false

  // Without a shadow root, for password savers, like the start page.
  protected override createRenderRoot(): this {
    return this
  }

  // Shown after it stands there: only then does the focus go to the password.
  protected override firstUpdated(): void {
    requestAnimationFrame(() => (this.open = true))
  }

  #other(): void {
    who.left = true
    who.signedOut()
  }

  protected override render() {
    const t = texts()
    return html`<rh-dialog label=${t.title} firm ?open=${this.open}>
      <div class="fields">
        <p class="quiet">${t.text}</p>
        <rh-sign-in .login=${this.me.login}></rh-sign-in>
        <button class="button plain wide" type="button" @click=${this.#other}>${t.other}</button>
      </div>
    </rh-dialog>`
  }
}

customElements.define('rh-sign-in-again', SignInAgain)
