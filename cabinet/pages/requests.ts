import { html } from 'lit'
import { state } from 'lit/decorators.js'
import { defineTexts, UiElement } from '../../console/ui/i18n.ts'
import '../../console/ui/requests/requests.ts'
import { requestTexts } from '../../console/ui/requests/texts.ts'
import { pageStyles } from '../page-styles.ts'
import { WhileSeen } from '../while-seen.ts'

const texts = defineTexts({
  ru: { lead: 'Что посетители оставили, когда никого не было на связи или им не ответили.' },
  en: { lead: 'What visitors left while nobody was online, or when nobody answered them.' },
})

/** How often is looked whether there is anything new, ms. */
const lookEvery = 15_000

/** C7, C9: what was left, and who has taken care of it. */
export class RequestsPage extends UiElement {
  static override styles = pageStyles
  @state() private news = 0

  constructor() {
    super()
    new WhileSeen(this, lookEvery, async () => void this.news++)
  }

  protected override render() {
    return html`<header class="page"><h1>${requestTexts().title}</h1><p>${texts().lead}</p></header>
      <rh-requests .news=${this.news}></rh-requests>`
  }
}

customElements.define('rh-requests-page', RequestsPage)
