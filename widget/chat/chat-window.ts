import { html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ConnectionState } from '../../engine/protocol/client/Connection.ts'
import { closeCodes } from '../../engine/protocol/client/limits.ts'
import type { Position, ToVisitor, VisitorWelcome, WidgetSettings } from '../../engine/protocol/frames.ts'
import type { Chat, Host, OffersChunk } from '../host.ts'
import { Speech } from '../language/texts.ts'
import { avatar, avatarStyles, gone } from './avatar.ts'
import { chatWindowStyles } from './chat-window.styles.ts'
import type { Composer } from './composer.ts'
import './composer.ts'
import type { Edges } from './geometry.ts'
import { icons } from './icons.ts'
import { chunkOf, later } from './later.ts'
import type { MessageList } from './message-list.ts'
import './message-list.ts'
import { Placement } from './placement.ts'
import { rowsOf, type Wanted, wantedOf } from './rows.ts'
import { Talk } from './talk.ts'
import { dress } from './theme.ts'
import { palette, tokens } from './tokens.ts'

const edges: ReadonlyArray<Edges> = ['n', 'e', 's', 'w', 'ne', 'nw', 'se', 'sw']

/**
 * What the visitor does in the window stays in it. To the page our field is a strange element and no field, so its
 * shortcuts would take letters out of a message, and its own dialogs would take the focus back.
 */
const ours = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  'copy',
  'cut',
  'paste',
  'focusin',
] as const

/** The chat window: who answers, what was said, where to write. */
export class ChatWindow extends LitElement implements Chat {
  static override styles = [palette, tokens, avatarStyles, chatWindowStyles]
  private readonly host: Host
  private readonly talk: Talk
  private readonly placement: Placement
  private speech: Speech
  /** What screen readers have been told last. */
  private announced = ''
  /** The visitor looks at the departments again. */
  private choosing = false
  private door = ''

  constructor(host: Host) {
    super()
    this.host = host
    this.hidden = true
    const { settings } = host
    this.speech = new Speech(settings.language, settings.texts)
    this.talk = new Talk(host, () => this.requestUpdate())
    this.placement = new Placement(this, host.keep, settings)
    dress(this, settings)
    this.addEventListener('keydown', this.onKey)
    for (const kind of ours) this.addEventListener(kind, (event) => event.stopPropagation())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('visibilitychange', this.onVisible)
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('visibilitychange', this.onVisible)
  }

  // ── the loader's side ─────────────────────────────────────────────────────────────────────────────────
  async show(focus: boolean): Promise<void> {
    this.hidden = false
    this.talk.watch(!document.hidden)
    await this.updateComplete
    this.list?.toEnd()
    this.composer?.grow()
    // He may have gone on writing somewhere else while our code was on its way.
    const elsewhere = document.activeElement?.matches(':read-write')
    // A phone's keyboard would cover half of what the visitor opened the window to read.
    if (!focus || elsewhere) return
    if (this.placement.fullScreen) return this.renderRoot.querySelector<HTMLElement>('.window')?.focus()
    const stop = this.lastStop
    if (stop?.localName.includes('-')) await customElements.whenDefined(stop.localName)
    stop?.focus()
  }
  hide(): void {
    this.hidden = true
    this.talk.watch(false)
  }
  welcome(welcome: VisitorWelcome): void {
    this.talk.welcome(welcome)
    chunkOf(this.host, 'offers.js').then(
      (chunk) => (chunk as OffersChunk).offer(this, this.host, this.talk, welcome.mail),
      // One can talk without it.
      () => {},
    )
  }
  frame(frame: ToVisitor): void {
    this.talk.frame(frame)
  }
  state(state: ConnectionState, code?: number): void {
    this.talk.became(state, code)
    if (state === 'online' && this.host.keep.get('request'))
      later(this.host, 'forms').then(({ resume }) => resume(this.host, () => this.talk.queued()))
  }
  settings(settings: WidgetSettings): void {
    this.speech = new Speech(settings.language, settings.texts)
    this.wear()
    this.placement.settings(settings)
    this.requestUpdate()
  }
  position(): Position | null {
    return this.talk.position()
  }

  // ── view ──────────────────────────────────────────────────────────────────────────────────────────────
  protected override render() {
    const { talk, speech, placement } = this
    const { texts } = speech
    const { window, theme } = this.host.settings
    const full = placement.fullScreen
    const rows = rowsOf(talk.items)
    const fresh = this.unspoken && !this.choosing
    const { away } = this
    return html`
      <section
        class="window ${full ? 'full' : ''} ${fresh ? 'fresh' : ''} ${theme.vendor ? 'named' : ''}"
        role="dialog"
        tabindex="-1"
        lang=${speech.language}
        aria-modal=${full}
        aria-label=${texts.window}
      >
        ${full ? html`<span class="guard" tabindex="0" @focus=${() => this.lastStop?.focus()}></span>` : nothing}
        ${this.renderHead(fresh)}
        <redhelper-messages
          ?hidden=${away && this.unspoken}
          .speech=${speech}
          .rows=${rows}
          .personOf=${(operator: string) => talk.personOf(operator)}
          .typist=${talk.operator}
          .typing=${talk.typing}
          .earlier=${talk.earlier}
          .photos=${window.photos}
          .greeting=${this.crowded ? '' : this.greeting}
          .greeter=${talk.operator ?? (window.company ? { id: '', name: window.company, photo: null } : null)}
          .hello=${this.crowded ? nothing : this.renderHello()}
          .origin=${this.host.origin}
          .form=${this.renderWanted(this.wanted)}
          @earlier=${() => talk.loadEarlier()}
          @retry=${(event: CustomEvent<string>) => talk.retry(event.detail)}
          @discard=${(event: CustomEvent<string>) => talk.discard(event.detail)}
        ></redhelper-messages>
        <div role="status">${this.renderTrouble() ?? this.renderQueue()}</div>
        ${away ? this.renderForm('offline') : this.renderDepartments()}
        <redhelper-composer
          ?hidden=${this.mustChoose || talk.door !== 'chat'}
          .speech=${speech}
          @write=${this.onWrite}
          @post=${this.onPost}
        ></redhelper-composer>
        ${theme.vendor ? html`<p class="vendor">RedHelper</p>` : nothing}
        <div class="unseen" role="status" aria-live="polite">${repeat(
          this.announcement,
          ({ key }) => key,
          ({ name, text }) => html`<p>${name}: ${text}</p>`,
        )}</div>
        ${full ? html`<span class="guard" tabindex="0" @focus=${() => this.closeButton?.focus()}></span>` : nothing}
      </section>
      ${full ? nothing : edges.map((edge) => html`<div class="edge ${edge}" @pointerdown=${placement.grab(edge)}></div>`)}
    `
  }

  private renderHead(fresh: boolean) {
    const { talk, placement, host } = this
    const { texts } = this.speech
    const { company, about, photos } = host.settings.window
    const { away } = this
    const { muted } = talk.sound
    const name = talk.operator?.name
    const there = talk.state === 'online' && talk.online && !talk.lost && talk.before === null
    // Before anything was said it is a firm that one turns to, then a person.
    const title = away?.title || (fresh && company) || name || company || texts.team
    const beside = title === company ? name : company
    return html`
      <div class="head" @pointerdown=${placement.grab('')} @dblclick=${placement.reset}>
        ${this.renderLogo(fresh) ?? (photos && talk.operator && !away ? avatar(talk.operator, host.origin) : nothing)}
        <div class="who">
          <h2><bdi>${title}</bdi></h2>
          ${fresh && about ? html`<p class="about">${about}</p>` : nothing}
          <p class="state ${there ? 'there' : ''}">${away ? company || nothing : html`${this.presence(fresh && !this.greeting)}${beside ? html` · <bdi>${beside}</bdi>` : nothing}`}</p>
        </div>
        <button type="button" aria-pressed=${muted} title=${muted ? texts.unmute : texts.mute} aria-label=${texts.mute} @click=${this.onMute}>
          ${muted ? icons.muted() : icons.sound()}
        </button>
        <button class="close" type="button" title=${texts.close} aria-label=${texts.close} @click=${() => host.close()}>
          ${icons.fold()}
        </button>
      </div>
    `
  }

  /** Stands for the firm, and so gives way to the face of who answers. */
  private renderLogo(fresh: boolean) {
    const { settings, origin } = this.host
    const { logo } = settings.theme
    if (!logo || (!fresh && settings.window.photos && this.talk.operator)) return null
    return html`<img class="logo" src=${new URL(logo, origin).href} alt="" draggable="false" @error=${gone} />`
  }

  private renderForm(form: 'offline' | 'lead', more?: Wanted) {
    const { host, talk } = this
    const of = { ...more, host, form, sent: () => talk.queued() }
    return html`<redhelper-form class=${form} .of=${of}></redhelper-form>`
  }

  private renderWanted(wanted: Wanted) {
    if (wanted.lead && !this.away) return this.renderForm('lead', wanted)
    return wanted.rateable
      ? html`<redhelper-rating .of=${{ ...wanted, host: this.host }}></redhelper-rating>`
      : nothing
  }

  private renderHello() {
    const { texts } = this.speech
    const { talk } = this
    const { online, state } = talk
    return html`
      <div class="hello">
        <h2>${texts.greeting}</h2>
        <p>${state !== 'online' ? nothing : online ? texts.inviteOnline : talk.door === 'chat' ? texts.inviteOffline : nothing}</p>
      </div>
    `
  }

  private renderTrouble() {
    const { texts } = this.speech
    const { state, closeCode } = this.talk
    const ended = closeCode === closeCodes.upgrade ? texts.reload : texts.ended
    const words = state === 'lost' ? texts.lost : state === 'ended' && closeCode ? ended : null
    return words && html`<p class="trouble">${icons.noLink()} ${words}</p>`
  }

  /** E4: the choice itself, or what was chosen, until the first message. */
  private renderDepartments() {
    const { talk, speech } = this
    const { departments } = talk
    if (departments === null) {
      this.choosing = false
      return nothing
    }
    if (this.mustChoose) {
      return html`<redhelper-departments
        .settings=${this.host.settings}
        .departments=${departments}
        @choose=${this.onChoose}
      ></redhelper-departments>`
    }
    const { texts } = speech
    const chosen = departments.all.find(({ id }) => id === departments.chosen)
    return html`<p class="department">
      <span>${texts.department}: <bdi>${chosen?.name ?? texts.anyDepartment}</bdi></span>
      <button class="link" type="button" @click=${this.onChange}>${texts.change}</button>
    </p>`
  }

  private renderQueue() {
    const { texts } = this.speech
    const { state, before } = this.talk
    if (state !== 'online' || before === null) return nothing
    const place = before === 0 ? texts.next : `${this.speech.count(texts.ahead, before)}. ${texts.inTurn}`
    return html`<p class="queue">${icons.sending()} ${place}</p>`
  }

  /** Honest: only what we know now. `brief`: the greeting below says the rest. */
  private presence(brief: boolean): string {
    const { texts } = this.speech
    const { state, online, lost, before } = this.talk
    if (state !== 'online') return state === 'connecting' ? texts.connecting : texts.disconnected
    if (online && lost) return texts.operatorLost
    if (before !== null) return texts.allBusy
    return online ? texts.online : texts.offline + (brief ? '' : `. ${texts.inviteOffline}`)
  }

  /**
   * Each new message once; earlier ones are there to be read, not to be told. The same words a second time are
   * another paragraph, and so told again.
   */
  private get announcement() {
    const { said } = this.talk
    if (said && !this.hidden) this.announced = said.key
    return said && said.key === this.announced ? [said] : []
  }

  /** Nothing was ever said, as far as is known. */
  private get unspoken(): boolean {
    return !rowsOf(this.talk.items).length && this.talk.earlier === 'none'
  }

  /** C3: to whom comes for the first time; from then on it stays over the talk as it was read. */
  private get greeting(): string {
    const { settings, keep } = this.host
    if (this.unspoken) return settings.window.greeting
    return (this.talk.earlier === 'none' && keep.get('greeted')) || ''
  }

  /** C8: the form stands in the place of the chat. */
  private get away() {
    return this.talk.door === 'form' ? this.host.settings.offline : null
  }

  private get wanted(): Wanted {
    const wanted = wantedOf(this.talk.items)
    return { ...wanted, rateable: this.host.settings.rating && wanted.rateable }
  }

  /** Is it the choice that stands where one writes? */
  private get mustChoose(): boolean {
    const { departments } = this.talk
    return departments !== null && (this.choosing || (departments.must && departments.chosen === null))
  }

  /** The choice leaves no room for more. */
  private get crowded(): boolean {
    return this.mustChoose && (this.choosing || this.talk.departments!.all.length > 3)
  }

  private get list(): MessageList | null {
    return this.renderRoot.querySelector('redhelper-messages')
  }
  private get composer(): Composer | null {
    return this.renderRoot.querySelector('redhelper-composer')
  }
  /** Where the keyboard goes first. */
  private get lastStop(): HTMLElement | null {
    const field = this.mustChoose ? 'departments' : 'composer'
    const stop = this.talk.door === 'chat' ? field : 'form'
    return this.renderRoot.querySelector<HTMLElement>(`redhelper-${stop}`) ?? this.closeButton
  }
  private get closeButton(): HTMLElement | null {
    return this.renderRoot.querySelector('.close')
  }

  protected override updated(): void {
    const { door } = this.talk
    const { lead, rateable } = this.wanted
    if (door === 'form' || lead || rateable) later(this.host, 'forms')
    if (this.talk.departments) later(this.host, 'departments')
    if (this.door === door) return
    this.door = door
    this.wear()
    // What was typed goes over, there and back.
    this.composer!.draft = this.host.keep.get('draft', 'sessionStorage') ?? ''
    this.composer!.grow()
  }

  // ── what the visitor does ─────────────────────────────────────────────────────────────────────────────
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return
    this.host.close()
  }

  private wear(): void {
    const { settings } = this.host
    dress(this, { ...settings, window: { ...settings.window, ...this.away } })
  }

  private readonly onVisible = (): void => {
    if (!document.hidden) this.talk.look()
    if (!this.hidden) this.talk.watch(!document.hidden)
  }

  private onWrite({ detail: text }: CustomEvent<string>): void {
    this.host.keep.set('draft', text || null, 'sessionStorage')
    this.talk.composes(text)
  }

  private onPost({ detail: text }: CustomEvent<string>): void {
    this.host.keep.set('draft', null, 'sessionStorage')
    if (this.unspoken) this.host.keep.set('greeted', this.greeting || null)
    this.talk.send(text)
  }

  private async onChoose({ detail: department }: CustomEvent<string | null>): Promise<void> {
    this.choosing = false
    this.talk.choose(department)
    await this.updateComplete
    this.composer?.grow()
    this.lastStop?.focus()
  }

  private async onChange(): Promise<void> {
    this.choosing = true
    this.requestUpdate()
    await this.updateComplete
    this.lastStop?.focus()
  }

  private onMute(): void {
    this.talk.sound.muted = !this.talk.sound.muted
    this.requestUpdate()
  }
}
customElements.define('redhelper-chat', ChatWindow)
