import type { Refused } from '../../engine/protocol/client/failures.ts'
import type { Host, Lit } from '../host.ts'
import { type Words, words } from '../language/forms.ts'
import { inWords } from '../language/inWords.ts'
import { formStyles } from './styles.ts'

interface RatingOf {
  readonly host: Host
  readonly conversation: string
  /** Before that it is out of the way until it is wanted. */
  readonly over: boolean
  readonly given: { readonly stars: number; readonly comment: string } | null
}

/** C5: stars and, who wants, a comment. `given`: as it stands. */
export const makeRating = ({ LitElement, html, nothing, css, sheets }: Lit): CustomElementConstructor =>
  class extends LitElement {
    static override properties = {
      of: { attribute: false },
    }
    static override styles = [...sheets, formStyles(css)]
    declare of: RatingOf
    private shown = ''
    private given: RatingOf['given'] = null
    private stars = 0
    private comment = ''
    private changing = false
    private trouble = ''

    protected override willUpdate(): void {
      const { conversation, given } = this.of
      const now = JSON.stringify([conversation, given])
      if (this.shown === now) return
      this.shown = now
      this.given = given
      this.stars = given?.stars ?? 0
      this.comment = given?.comment ?? ''
      this.changing = false
    }

    protected override render() {
      const { texts, given } = this
      if (!this.of.over && !given && !this.changing)
        return html`<button class="link now" type="button" @click=${this.change}>${texts.rateNow}</button>`
      const done = given && !this.changing
      return html`<form class="rating" @submit=${this.submit}>
        <fieldset ?disabled=${done}>
          <legend>${done ? texts.rated : texts.rating}</legend>
          ${[1, 2, 3, 4, 5].map((n) => this.renderStar(n))}
        </fieldset>
        ${
          this.stars && !done
            ? html`<textarea rows="2" dir="auto" maxlength="1000" aria-label=${texts.comment} placeholder=${texts.comment}
                .value=${this.comment} @input=${this.write}></textarea>
                <button class="post" type="submit">${texts.send}</button>`
            : nothing
        }
        ${this.trouble ? html`<p class="trouble" role="alert">${this.trouble}</p>` : nothing}
        ${done ? html`<button class="link" type="button" @click=${this.change}>${texts.change}</button>` : nothing}
      </form>`
    }

    private renderStar(n: number) {
      return html`<label class="star">
        <input type="radio" name="stars" .checked=${n === this.stars} @change=${() => this.pick(n)} />
        <span class="unseen">${n} ${this.texts.stars}</span>
        <svg class=${n <= this.stars ? 'full' : ''} viewBox="0 0 24 24" aria-hidden="true"><path d="m12 2 3 6.3 7 .9-5.1 4.8 1.3 6.9L12 17.6 5.8 20.9l1.3-6.9L2 9.2l7-.9z"/></svg>
      </label>`
    }

    private get texts(): Words {
      const { texts, language } = this.of.host.settings
      return inWords(texts, words[language], 'forms.')
    }

    private pick(stars: number): void {
      this.stars = stars
      this.requestUpdate()
    }
    private write(event: Event): void {
      this.comment = (event.target as HTMLTextAreaElement).value
    }
    private change(): void {
      this.changing = true
      this.trouble = ''
      this.requestUpdate()
    }

    private async submit(event: Event): Promise<void> {
      event.preventDefault()
      const { stars, comment } = this
      const { host, conversation } = this.of
      try {
        await host.connection.request({ kind: 'rate', conversation, stars, comment })
        this.trouble = ''
        this.given = { stars, comment }
        this.changing = false
      } catch (why) {
        this.trouble = (why as Partial<Refused>).code === 'closed' ? this.texts.late : this.texts.failed
      }
      this.requestUpdate()
    }
  }
