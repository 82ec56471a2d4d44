/** Letters on a page: looked at again and again, older ones on demand, and sent when somebody says so. */
import { css, html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { failureOf, type Letter, type RelayState } from '../../console/ui/api.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { defineTexts } from '../../console/ui/i18n.ts'
import { toast } from '../../console/ui/toast.ts'
import { letterRow, letterRowStyles } from './letter-row.ts'
import { extended, type Pages, renewed } from './pages.ts'

const texts = defineTexts({
  ru: { more: 'Показать ещё', asked: 'Отправляем' },
  en: { more: 'Show more', asked: 'On its way' },
})

/** Ms until it is worth a look what became of a letter. */
const soon = 1_500

export const letterListStyles = [
  letterRowStyles,
  css`
    .more {
      justify-self: center;
    }
  `,
]

/** How the page asks the engine. */
interface Ways<L> {
  readonly older: (before: number) => Promise<Pages<L>>
  readonly send: (id: string) => Promise<L>
  readonly look: () => Promise<void>
}

export class LetterList<L extends Letter> {
  #pages: Pages<L> = { letters: [], next: null }
  #busy = ''
  readonly #host: ReactiveControllerHost
  readonly #ways: Ways<L>

  constructor(host: ReactiveControllerHost, ways: Ways<L>) {
    this.#host = host
    this.#ways = ways
  }

  get empty(): boolean {
    return this.#pages.letters.length === 0
  }

  /** The newest anew; older ones that were asked for stay. */
  renew(newest: Pages<L>): void {
    this.#show(renewed(this.#pages, newest))
  }

  /** One that was written here just now. */
  add(letter: L): void {
    this.#show({ ...this.#pages, letters: [letter, ...this.#pages.letters] })
    this.#lookSoon()
  }

  /** @param read - null: they cannot be read here. */
  render(relay: RelayState, read: ((letter: L) => void) | null): TemplateResult {
    return html`<ul class="card letters">${repeat(
      this.#pages.letters,
      ({ id }) => id,
      (letter) =>
        letterRow({
          letter,
          relay,
          busy: this.#busy === letter.id,
          send: () => void this.#send(letter),
          read: read && (() => read(letter)),
        }),
    )}</ul>
      ${
        this.#pages.next === null
          ? nothing
          : html`<button class="button more" type="button" @click=${() => void this.#more()}>${texts().more}</button>`
      }`
  }

  async #more(): Promise<void> {
    if (this.#pages.next === null) return
    try {
      this.#show(extended(this.#pages, await this.#ways.older(this.#pages.next)))
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
    }
  }

  async #send({ id }: L): Promise<void> {
    this.#setBusy(id)
    try {
      const sent = await this.#ways.send(id)
      const letters = this.#pages.letters.map((letter) => (letter.id === id ? sent : letter))
      this.#show({ ...this.#pages, letters })
      toast(texts().asked)
      this.#lookSoon()
    } catch (error) {
      toast(failureText(failureOf(error)), 'bad')
    } finally {
      this.#setBusy('')
    }
  }

  #lookSoon(): void {
    setTimeout(() => void this.#ways.look(), soon)
  }

  #show(pages: Pages<L>): void {
    this.#pages = pages
    this.#host.requestUpdate()
  }

  #setBusy(id: string): void {
    this.#busy = id
    this.#host.requestUpdate()
  }
}
