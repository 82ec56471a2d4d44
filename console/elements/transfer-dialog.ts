import { css, html, nothing, type PropertyValues } from 'lit'
import { property, state } from 'lit/decorators.js'
import { commentLength } from '../../engine/protocol/client/limits.ts'
import type { Colleague, Team } from '../../engine/protocol/frames.ts'
import type { Receiver } from '../desk/Desk.ts'
import '../ui/avatar.ts'
import { controls } from '../ui/controls.ts'
import '../ui/dialog.ts'
import { defineTexts, plural, UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { statusIcons, statusWord } from '../ui/status.ts'

const texts = defineTexts({
  ru: {
    title: 'Передать диалог',
    search: 'Найти коллегу',
    searchBoth: 'Найти отдел или коллегу',
    list: 'Кому передать',
    departments: 'Отделы',
    colleagues: 'Коллеги',
    unable: 'Сейчас не принимают',
    able: (n: number) =>
      `${n} ${plural('ru', n, { one: 'принимает', few: 'принимают', many: 'принимают' })} диалоги`,
    nobodyThere: 'никого нет',
    comment: 'Комментарий для коллеги',
    hint: 'Посетитель его не увидит',
    transfer: 'Передать диалог',
    cancel: 'Отмена',
    nobody: 'Никого не нашлось',
    alone: 'Передать некому: других операторов пока нет',
    away: 'не принимает диалоги',
  },
  en: {
    title: 'Transfer the dialogue',
    search: 'Find a colleague',
    searchBoth: 'Find a department or a colleague',
    list: 'To whom',
    departments: 'Departments',
    colleagues: 'Colleagues',
    unable: 'Not available now',
    able: (n: number) => `${n} available`,
    nobodyThere: 'nobody there',
    comment: 'Comment for the colleague',
    hint: 'The visitor does not see it',
    transfer: 'Transfer the dialogue',
    cancel: 'Cancel',
    nobody: 'Nobody found',
    alone: 'There is nobody to transfer it to yet',
    away: 'takes no dialogues',
  },
})

const takes = ({ status }: Colleague): boolean => status === 'online' || status === 'second'

export type Transfer = Receiver & { readonly name: string; readonly comment: string }

/** One to choose. `colleague`: none when it is a department. `able`: how many there take dialogues. */
interface One {
  readonly id: string
  readonly name: string
  readonly colleague: Colleague | null
  readonly able: number
}

/** As they stand in the list: whoever cannot take it does not push those who can out of sight. */
const sections = ['departments', 'colleagues', 'unable'] as const
const sectionOf = ({ able, colleague }: One): (typeof sections)[number] =>
  able === 0 ? 'unable' : colleague === null ? 'departments' : 'colleagues'

/**
 * To whom a dialogue goes (F4): departments with how many are there, colleagues with their statuses; and a comment.
 *
 * @event rh-transfer - `detail`: a `Transfer`.
 * @event rh-close
 */
export class TransferDialog extends UiElement {
  static override styles = [
    controls,
    css`
      form { display: grid; gap: var(--rh-4); }
      .list { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2px; max-height: min(20rem, 45vh); margin: 0 calc(var(--rh-2) * -1); overflow-y: auto; }
      .one {
        display: flex;
        align-items: center;
        gap: var(--rh-3);
        min-height: 2.75rem;
        padding: var(--rh-1) var(--rh-2);
        border-radius: var(--rh-radius);
        cursor: pointer;
      }
      .one:hover { background: var(--rh-hover); }
      .one.chosen { background: var(--rh-selected); }
      .one.away { color: var(--rh-text-3); cursor: default; background: none; }
      .one:has(:focus-visible) { outline: 2px solid var(--rh-focus); outline-offset: -2px; }
      .one input { position: absolute; opacity: 0; pointer-events: none; }
      .one rh-avatar { --size: 1.75rem; }
      .group { padding: var(--rh-2) var(--rh-2) var(--rh-1); font-size: var(--rh-text-s); font-weight: 600; color: var(--rh-text-3); }
      .face { display: grid; place-items: center; width: 1.75rem; height: 1.75rem; border-radius: var(--rh-radius); background: var(--rh-sunken); color: var(--rh-text-2); }
      .name { flex: 1; min-width: 0; }
      .status { display: inline-flex; align-items: center; gap: 0.25rem; font-size: var(--rh-text-s); white-space: nowrap; }
      .status.online { color: var(--rh-online-text); }
      .status.second { color: var(--rh-second-text); }
      .status.break { color: var(--rh-break-text); }
      .status.offline { color: var(--rh-offline-text); }
      .none { padding: var(--rh-3) var(--rh-2); color: var(--rh-text-3); }
      textarea.input { min-height: 4.5rem; padding-block: var(--rh-2); resize: vertical; line-height: 1.4; }
      .buttons { display: flex; justify-content: flex-end; gap: var(--rh-2); }
    `,
  ]

  @property({ type: Boolean }) open = false
  /** All but oneself. */
  @property({ attribute: false }) colleagues: ReadonlyArray<Colleague> = []
  @property({ attribute: false }) departments: ReadonlyArray<Team> = []
  @state() private sought = ''
  @state() private chosen: string | null = null

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('open') !== false || !this.open) return
    this.sought = ''
    this.chosen = null
  }

  /** Departments, then colleagues; of both those who take dialogues first, then by name. */
  get #found(): ReadonlyArray<One> {
    const sought = this.sought.trim().toLocaleLowerCase()
    const able = new Set(this.colleagues.filter(takes).map(({ id }) => id))
    const departments = this.departments.map(({ id, name, operators }): One => {
      return { id, name, colleague: null, able: operators.filter((one) => able.has(one)).length }
    })
    const colleagues = this.colleagues.map((colleague): One => {
      return { id: colleague.id, name: colleague.name, colleague, able: Number(able.has(colleague.id)) }
    })
    const found = [departments, colleagues].flatMap((group) =>
      group
        .filter(({ name }) => name.toLocaleLowerCase().includes(sought))
        .sort((a, b) => a.name.localeCompare(b.name)),
    )
    return sections.flatMap((section) => found.filter((one) => sectionOf(one) === section))
  }

  /** What Enter would send it to: the chosen one as long as it is there, else the only one that is found. */
  get #to(): One | undefined {
    const able = this.#found.filter((one) => one.able > 0)
    return able.find(({ id }) => id === this.chosen) ?? (able.length === 1 ? able[0] : undefined)
  }

  #submit = (event: Event): void => {
    event.preventDefault()
    const to = this.#to
    if (to === undefined) return
    const comment = this.renderRoot.querySelector('textarea')?.value ?? ''
    const receiver: Receiver = to.colleague === null ? { department: to.id } : { operator: to.id }
    const detail: Transfer = { ...receiver, name: to.name, comment }
    this.dispatchEvent(new CustomEvent('rh-transfer', { detail }))
  }

  /** From the search straight into the list. */
  #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return
    const first = this.renderRoot.querySelector<HTMLInputElement>('.one input:enabled')
    if (first === null) return
    event.preventDefault()
    first.focus()
    this.chosen = first.value
  }

  /** Ctrl+Enter sends it from the comment too. */
  #keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#submit(event)
  }

  protected override render() {
    const t = texts()
    return html`<rh-dialog label=${t.title} ?open=${this.open}
      @rh-close=${() => this.dispatchEvent(new CustomEvent('rh-close'))}>${this.open ? this.#form() : nothing}</rh-dialog>`
  }

  #form() {
    const t = texts()
    const to = this.#to
    if (this.colleagues.length === 0) return html`<p class="none">${t.alone}</p>`
    const found = this.#found
    const search = this.departments.length > 0 ? t.searchBoth : t.search
    return html`<form @submit=${this.#submit} @keydown=${this.#keyed}>
      <input class="input" type="search" autofocus aria-label=${search} placeholder=${search} autocomplete="off"
        @input=${(e: Event) => (this.sought = (e.target as HTMLInputElement).value)} @keydown=${this.#pressed} />
      <div class="list" role="radiogroup" aria-label=${t.list}>
        ${found.length === 0 ? html`<p class="none">${t.nobody}</p>` : found.map((one, i) => [this.#heading(one, found[i - 1]), this.#one(one, one === to)])}
      </div>
      <div class="field">
        <label for="comment">${t.comment}</label>
        <textarea class="input" id="comment" maxlength=${commentLength} aria-describedby="hint" dir="auto"></textarea>
        <p class="hint" id="hint">${t.hint}</p>
      </div>
      <div class="buttons">
        <button class="button" type="button" @click=${() => this.dispatchEvent(new CustomEvent('rh-close'))}>${t.cancel}</button>
        <button class="button primary" type="submit" ?disabled=${to === undefined}>${t.transfer}</button>
      </div>
    </form>`
  }

  /** Only where there are both sorts. */
  #heading(one: One, before: One | undefined) {
    const t = texts()
    const section = sectionOf(one)
    if (this.departments.length === 0 || (before && sectionOf(before) === section)) return nothing
    return html`<div class="group" aria-hidden="true">${t[section]}</div>`
  }

  #one(one: One, chosen: boolean) {
    const able = one.able > 0
    return html`<label class="one ${chosen ? 'chosen' : ''} ${able ? '' : 'away'}" title=${able ? '' : texts().away}>
      <input type="radio" name="to" value=${one.id} .checked=${chosen} ?disabled=${!able}
        @change=${() => (this.chosen = one.id)} />
      ${one.colleague === null ? this.#department(one) : this.#colleague(one.colleague)}
    </label>`
  }

  #department({ name, able }: One) {
    const t = texts()
    return html`<span class="face">${icon('headset')}</span>
      <span class="name cut">${name}</span>
      <span class="status numbers ${able > 0 ? 'online' : 'offline'}">${able > 0 ? t.able(able) : t.nobodyThere}</span>`
  }

  #colleague({ name, photo, status }: Colleague) {
    return html`<rh-avatar .name=${name} .photo=${photo}></rh-avatar>
      <span class="name cut">${name}</span>
      <span class="status ${status}">${icon(statusIcons[status], { size: 14 })}${statusWord(status)}</span>`
  }
}

customElements.define('rh-transfer-dialog', TransferDialog)
