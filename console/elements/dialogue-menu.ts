import { css, html } from 'lit'
import { controls } from '../ui/controls.ts'
import { defineTexts, language, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { itemIcon, menuStyles } from '../ui/menu.ts'

const texts = defineTexts({
  ru: { more: 'Ещё', ban: 'Забанить посетителя…' },
  en: { more: 'More', ban: 'Ban the visitor…' },
})

/**
 * What is seldom done with a dialogue (H5).
 *
 * @event rh-ban-visitor
 */
export class DialogueMenu extends UiElement {
  static override styles = [
    controls,
    menuStyles,
    css`
      @media (pointer: coarse) {
        .button.small.icon-only { min-height: 2.5rem; width: 2.5rem; }
      }
    `,
  ]

  #chosen = (): void => {
    this.dispatchEvent(new CustomEvent('rh-ban-visitor'))
  }

  protected override render() {
    const t = texts()
    return html`<wa-dropdown lang=${language()} placement="bottom-end" distance="4" @wa-select=${this.#chosen}>
      <button slot="trigger" class="button plain small icon-only" type="button" title=${t.more} aria-label=${t.more}>${icon('ellipsis')}</button>
      <wa-dropdown-item value="ban">${itemIcon('ban')}${t.ban}</wa-dropdown-item>
    </wa-dropdown>`
  }
}

customElements.define('rh-dialogue-menu', DialogueMenu)
