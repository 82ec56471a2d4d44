import { css, html, type PropertyValues } from 'lit'
import { property } from 'lit/decorators.js'
import type { Language } from '../../console/ui/api.ts'
import { UiElement } from '../../console/ui/i18n.ts'
import { filled } from '../../engine/protocol/client/invitations.ts'
import { makeBubble } from '../../widget/invitation/bubble.ts'

/** An example, for the gap that texts have most. */
const cities: Readonly<Record<Language, string>> = { ru: 'Казань', en: 'Kazan' }

/** The invitation as a visitor sees it, by the widget's own code; its buttons do nothing here. */
export class InvitationPreview extends UiElement {
  static override styles = css`
    :host {
      display: block;
      padding: var(--rh-4);
      border: 1px solid var(--rh-line);
      border-radius: var(--rh-radius-card);
      background: var(--rh-sunken);
    }
  `

  @property() text = ''
  @property() name = ''
  @property() photo: string | null = null
  @property() spoken: Language = 'ru'
  #drawn = ''

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed)
    const { text, name, photo, spoken: language } = this
    const drawn = JSON.stringify([text, name, photo, language])
    if (drawn === this.#drawn) return
    this.#drawn = drawn
    const invitation = {
      text: filled(text, (gap) => (gap === 'city' ? cities[language] : null)),
      name,
      photo,
    }
    const bubble = makeBubble({
      invitation,
      language,
      side: 'still',
      origin: location.origin,
      answer: () => {},
    })
    this.renderRoot.querySelector('div')!.replaceChildren(bubble)
  }

  protected override render() {
    return html`<div inert></div>`
  }
}

customElements.define('rh-invitation-preview', InvitationPreview)
