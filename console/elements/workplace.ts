import { html, nothing, type PropertyValues } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { keyed } from 'lit/directives/keyed.js'
import type { Timers } from '../../engine/protocol/client/index.ts'
import { closeCodes } from '../../engine/protocol/client/limits.ts'
import type { Status, VisitorRow } from '../../engine/protocol/frames.ts'
import { shell } from '../app/Shell.ts'
import { Attention } from '../calls/Attention.ts'
import { unlockBell } from '../calls/bell.ts'
import { askPermission, permission } from '../calls/notices.ts'
import { anyFlashing, unreadTotal } from '../desk/attention.ts'
import { Desk, type WantedBan } from '../desk/Desk.ts'
import { loadPreferences, type Preferences, savePreferences } from '../desk/preferences.ts'
import { isTyping, type Move, moveOf } from '../keys.ts'
import { workerTimers } from '../timers.ts'
import type { Me, VisitorRequest } from '../ui/api.ts'
import { controls } from '../ui/controls.ts'
import { failureText } from '../ui/failure-texts.ts'
import { UiElement } from '../ui/i18n.ts'
import { icon } from '../ui/icon.ts'
import { licenceWords } from '../ui/licence-words.ts'
import { inMenu } from '../ui/menu.ts'
import '../ui/requests/requests.ts'
import type { RequestList } from '../ui/requests/requests.ts'
import { requestTexts } from '../ui/requests/texts.ts'
import { stateStyles } from '../ui/states.ts'
import { toast } from '../ui/toast.ts'
import './ban-dialog.ts'
import { banners } from './banners.ts'
import { Banning } from './banning.ts'
import { toClipboard } from './clipboard.ts'
import { closeGone, closeSelected } from './closing.ts'
import './dialogue.ts'
import './earlier-dialog.ts'
import type { DialogueView } from './dialogue.ts'
import type { EarlierTalk, LiveTalk, OpenTalk } from './earlier-dialog.ts'
import './dialogue-list.ts'
import type { DialogueList } from './dialogue-list.ts'
import { visitorName } from './dialogue-row.ts'
import { Encounters } from './encounters.ts'
import './invite-dialog.ts'
import { Inviting } from './inviting.ts'
import { keepFor, keptFor } from './kept-place.ts'
import './keys-dialog.ts'
import { notDone } from './not-done.ts'
import { quiet } from './quiet.ts'
import './rail.ts'
import { type Area, areas, type Rail } from './rail.ts'
import { SessionCheck } from './session-check.ts'
import './settings-menu.ts'
import type { Wish } from './settings-menu.ts'
import './transfer-dialog.ts'
import type { Transfer } from './transfer-dialog.ts'
import { Transferring } from './transferring.ts'
import { visitorActions } from './visitor-actions.ts'
import './visitor-card.ts'
import { type Subject, subjectOf, subjectOfId, subjectOfRow } from './visitor-card.ts'
import type { Answered } from './visitor-comments.ts'
import type { Wanted } from './visitor-grid.ts'
import './visitor-menu.ts'
import type { Deed } from './visitor-menu.ts'
import './visitors.ts'
import type { VisitorsArea } from './visitors.ts'
import { workplaceStyles } from './workplace-styles.ts'
import { workplaceTexts as texts } from './workplace-texts.ts'

/**
 * The three panes of a signed-in operator, and what binds them: desk, keys, what calls from the tab.
 *
 * @event rh-expired - the session has ended.
 * @event rh-sign-out - `detail.change`: to sign in as somebody else; `detail.failed`: it did not work.
 */
export class Workplace extends UiElement {
  static override styles = [controls, stateStyles, workplaceStyles]

  @property({ attribute: false }) who!: Me
  /** For tests: another way to the engine. */
  @property({ attribute: false }) socket: ((url: string) => WebSocket) | undefined
  @state() private preferences: Preferences = loadPreferences()
  @state() private area: Area = 'dialogues'
  @state() private keys = false
  /** The visitor of the table whose menu is open, and where. */
  @state() private menu: Wanted | null = null
  /** Whose card is open beside the requests. */
  @state() private applicant: VisitorRequest['visitor'] | null = null
  /** On narrow windows the card lies over the dialogue. */
  @state() private cardOver = false
  @state() private endedBy = 0
  /** Kept: asking the browser costs a trip to another process. */
  @state() private permission = permission()
  @query('rh-dialogue') private view!: DialogueView | null
  @query('rh-dialogue-list') private list!: DialogueList | null
  @query('rh-visitors') private table!: VisitorsArea | null
  @query('rh-requests') private requests!: RequestList | null
  @query('rh-rail') private rail!: Rail
  desk!: Desk
  #attention!: Attention
  #encounters!: Encounters
  #inviting!: Inviting
  #transferring!: Transferring
  #banning!: Banning
  #sessionCheck!: SessionCheck
  #unwatch: ReadonlyArray<() => void> = []
  /** «Сегодня» becomes «Вчера» also when nothing happens. */
  #minutes: ReturnType<typeof setInterval> | undefined
  #cameBack = false
  #kept: string | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    const timers = workerTimers()
    this.area = areas.find((area) => area === keptFor(this.who.operator, 'area')) ?? 'dialogues'
    this.desk = this.#deskWith(timers)
    this.#sessionCheck = new SessionCheck(this.desk)
    this.#makeHands()
    this.#attention = new Attention(timers, {
      words: () => ({ unread: texts().newMessage, typing: texts().typing }),
      sound: () => this.preferences.sound,
      notifications: () => this.preferences.notifications,
    })
    this.#unwatch = [
      this.desk.watch(() => this.#changed()),
      this.desk.visitors.watch(() => this.#tableChanged()),
      shell.watch(() => this.requestUpdate()),
    ]
    for (const [name, target] of this.#outside) target.addEventListener(name, this)
    unlockBell()
    this.#minutes = setInterval(() => this.requestUpdate(), 60_000)
    this.desk.start()
  }

  #deskWith(timers: Timers): Desk {
    return new Desk({
      operator: this.who,
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/operator`,
      status: this.preferences.status,
      looking: () => looking() && this.area === 'dialogues',
      rang: (d, text, client) =>
        this.#attention.ring({
          title: visitorName(d.visitor),
          body: text,
          tag: client,
          opened: () => this.#select(d.id),
        }),
      lost: (d, operator) =>
        toast(texts().takenOver(this.#nameOf(operator) ?? texts().someone, visitorName(d.visitor)), 'plain'),
      ended: (code) => this.#ended(code),
      timers,
      ...(this.socket ? { socket: this.socket } : {}),
    })
  }

  #makeHands(): void {
    const { desk } = this
    const me = this.who.operator
    const changed = () => this.requestUpdate()
    const write = () => this.#toComposer()
    this.#encounters = new Encounters({
      desk,
      me,
      changed,
      select: (dialogue) => this.#select(dialogue),
      entered: () => this.#go('dialogues'),
      write,
    })
    this.#inviting = new Inviting({ desk, me, changed })
    this.#transferring = new Transferring({ desk, me, changed, write })
    this.#banning = new Banning({
      desk,
      encounters: this.#encounters,
      changed,
      told: () => this.area === 'dialogues' && desk.selected !== null && desk.selected.state !== 'draft',
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const [name, target] of this.#outside) target.removeEventListener(name, this)
    this.#sessionCheck.stop()
    clearInterval(this.#minutes)
    for (const unwatch of this.#unwatch) unwatch()
    this.desk.stop()
    this.#inviting.stop()
    this.#attention.stop()
  }

  readonly #outside: ReadonlyArray<readonly [string, EventTarget]> = [
    ['online', window],
    ['offline', window],
    ['focus', window],
    ['blur', window],
    ['resize', window],
    ['storage', window],
    ['visibilitychange', document],
    ['pointerdown', window],
    ['keydown', window],
  ]

  handleEvent(event: Event): void {
    if (event.type === 'pointerdown' || event.type === 'keydown') unlockBell()
    if (event.type === 'keydown') this.#pressed(event as KeyboardEvent)
    if (event.type === 'focus') this.permission = permission()
    // Gone or back: the connection itself says late that it has died.
    if (event.type === 'online' || event.type === 'offline') this.desk.nudge()
    if (event.type === 'storage') this.desk.stored(event as StorageEvent)
    if (event.type === 'visibilitychange' && document.visibilityState === 'visible') this.desk.nudge()
    if (event.type !== 'keydown' && event.type !== 'pointerdown') {
      this.desk.looked()
      this.#changed()
    }
  }

  #tableChanged(): void {
    this.#encounters.follow()
    if (this.menu === null) return
    if (this.#encounters.row(this.menu.number)) this.requestUpdate()
    else this.menu = null
  }

  #changed(): void {
    this.requestUpdate()
    this.#comeBack()
    this.#attention.show(unreadTotal(this.desk.state).here, anyFlashing(this.desk.state), looking())
    this.#sessionCheck.look()
  }

  /** After a reload or a new sign-in the dialogue that was on screen is there again. */
  #comeBack(): void {
    const { desk } = this
    if (this.#cameBack) {
      if (this.#kept === desk.state.selected) return
      this.#kept = desk.state.selected
      keepFor(this.who.operator, 'selected', this.#kept ?? '')
    } else if (!this.#loading || desk.state.selected) {
      this.#cameBack = true
      const id = keptFor(this.who.operator, 'selected')
      if (id && !desk.state.selected && this.area === 'dialogues') this.#select(id)
      else if (id && !desk.state.selected) desk.select(id)
    }
  }

  #ended(code: number): void {
    if (code === closeCodes.signedOut) this.dispatchEvent(new CustomEvent('rh-expired'))
    else this.endedBy = code
  }

  protected override willUpdate(): void {
    this.desk.visitors.want(this.area === 'visitors' && document.visibilityState === 'visible')
  }

  protected override updated(_: PropertyValues<this>): void {
    const table = this.area !== 'dialogues'
    this.toggleAttribute('table', table)
    this.toggleAttribute('dialogue', !table && this.desk.selected !== null)
  }

  // ── what the operator does ──────────────────────────────────────────────────────────────────────────────
  #select(id: string | null): void {
    this.#go('dialogues')
    this.desk.select(id)
    this.cardOver = false
    if (id !== null) this.#toComposer()
  }

  #go(area: Area): void {
    if (area === this.area) return
    this.area = area
    this.menu = null
    this.cardOver = false
    this.applicant = null
    this.#encounters.pick(null)
    keepFor(this.who.operator, 'area', area)
    if (area === 'dialogues') this.desk.looked()
  }

  /** The keyboard goes along. */
  #show(area: Area): void {
    this.#go(area)
    if (area === 'dialogues' && this.desk.selected) return this.#toComposer()
    const panes = { dialogues: () => this.list, visitors: () => this.table, requests: () => this.requests }
    const pane = panes[area]
    void this.updateComplete.then(() => pane()?.updateComplete).then(() => pane()?.focus())
  }

  /** On touch screens the keyboard would cover the dialogue at once. */
  #toComposer(): void {
    if (matchMedia('(pointer: coarse)').matches) return
    void this.updateComplete.then(() => this.view?.updateComplete).then(() => this.view?.focus())
  }

  #chosen = (event: Event): void => {
    const byKeys = this.list?.shadowRoot?.activeElement?.matches(':focus-visible') ?? false
    const id = (event as CustomEvent<string>).detail
    if (byKeys) this.desk.select(id)
    else this.#select(id)
  }

  #pressed(event: KeyboardEvent): void {
    if (
      this.keys ||
      this.#transferring.dialogue !== null ||
      this.#encounters.talk !== null ||
      this.#banning.subject !== null ||
      this.#inviting.guest !== null ||
      event.defaultPrevented ||
      document.querySelector('rh-dialog[open]')
    )
      return
    if (inMenu(event)) return
    const move = moveOf(event, isTyping(event))
    if (
      !move ||
      (this.area !== 'dialogues' ? !this.#tableMoves(move, event.altKey) : !this.#dialogueMoves(move))
    )
      return
    event.preventDefault()
    this.#move(move)
  }

  #dialogueMoves(move: Move): boolean {
    return move !== 'search' && (move !== 'composer' || this.desk.selected !== null)
  }

  /** Over the table no dialogue is seen that could be closed, and letters without Alt lead nowhere else. */
  #tableMoves(move: Move, alt: boolean): boolean {
    return move !== 'close' && move !== 'transfer' && ((move !== 'next' && move !== 'previous') || alt)
  }

  /** Escape, over the table: the card closes; then back to the dialogues. */
  #leave(): void {
    if (this.#encounters.picked === null && this.applicant === null) return this.#show('dialogues')
    this.applicant = null
    this.#encounters.pick(null)
    this.table?.focus()
  }

  #move(move: Move): void {
    switch (move) {
      case 'next':
      case 'previous':
        this.#go('dialogues')
        this.desk.step(move === 'next' ? 1 : -1)
        return this.#toComposer()
      case 'waiting':
        if (this.desk.nextWaiting()) {
          this.#go('dialogues')
          this.#toComposer()
        } else toast(texts().noneWaits, 'plain')
        return
      case 'dialogues':
      case 'visitors':
      case 'requests':
        return this.#show(move)
      case 'search':
        return this.area === 'requests' ? this.requests?.focus() : this.table?.seek()
      case 'composer':
        if (this.area !== 'dialogues') return this.#leave()
        this.cardOver = false
        return this.#toComposer()
      case 'close':
        return void this.#close()
      case 'card':
        return this.#card()
      case 'transfer':
        return this.#transferring.beginHere()
      case 'status':
        return this.rail.focus()
      case 'keys':
        this.keys = true
    }
  }

  async #close(): Promise<void> {
    if (!this.desk.selected) return
    await closeSelected(this.desk)
    this.#toComposer()
  }

  #invite(number: number, personal = false): void {
    const row = this.#encounters.row(number)
    if (row) this.#inviting.begin(row, personal)
  }

  #do(deed: Deed, row: VisitorRow): void {
    switch (deed) {
      case 'enter':
        return this.#encounters.enter(row.number)
      case 'take':
        return this.#encounters.takeOver(row)
      case 'invite':
      case 'inviteOwn':
        return this.#inviting.begin(row, deed === 'inviteOwn')
      case 'copy':
        return void toClipboard(row.page.url)
      case 'ban':
        this.#banning.begin(subjectOfRow(row))
    }
  }

  #menuClosed(wanted: Wanted, focused: boolean): void {
    if (this.menu === wanted) this.menu = null
    if (focused) this.table?.focus()
  }

  async #status(status: Status): Promise<void> {
    if (await this.desk.setStatus(status)) this.#prefer({ status })
    else notDone()
  }

  #card(): void {
    if (this.area !== 'dialogues') {
      this.applicant = null
      this.#encounters.pick(null)
    } else if (narrow()) this.cardOver = !this.cardOver
    else this.#prefer({ card: !this.preferences.card })
  }

  /** Asked once, in our words, before the browser asks in its own. */
  async #notices(wanted: boolean): Promise<void> {
    this.#prefer({ asked: true })
    if (wanted) await this.#wish('notifications')
  }

  #prefer(change: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...change }
    savePreferences(this.preferences)
  }

  async #wish(wish: Wish): Promise<void> {
    if (wish === 'install') return shell.install()
    if (wish === 'sound') this.#prefer({ sound: !this.preferences.sound })
    else if (wish === 'keys') this.keys = true
    else if (wish === 'notifications') {
      if (this.permission === 'granted') this.#prefer({ notifications: !this.preferences.notifications })
      else {
        this.permission = await askPermission()
        this.#prefer({ notifications: this.permission === 'granted' })
      }
    } else {
      const failed = (failure: Parameters<typeof failureText>[0]) => toast(failureText(failure), 'bad')
      this.dispatchEvent(new CustomEvent('rh-sign-out', { detail: { change: wish === 'change', failed } }))
    }
  }

  // ── what he sees ────────────────────────────────────────────────────────────────────────────────────────
  protected override render() {
    const { desk } = this
    const me = desk.state.me
    const encounters = this.#encounters
    const inviting = this.#inviting
    const transferring = this.#transferring
    const banning = this.#banning
    const status = desk.statusWanted ?? me?.status ?? this.preferences.status
    return html`<rh-rail role="banner" .name=${me?.name ?? this.who.name} .photo=${me ? me.photo : this.who.photo}
        .status=${status} .busy=${desk.statusWanted !== null || desk.link === 'connecting'} .linked=${desk.link === 'online' || desk.link === 'connecting'} .area=${this.area}
        .unread=${unreadTotal(desk.state)} .present=${desk.visitors.present} .requests=${desk.state.requests}
        @rh-status=${(e: CustomEvent<Status>) => this.#status(e.detail)}
        @rh-area=${(e: CustomEvent<Area>) => this.#show(e.detail)}>
        <rh-settings-menu .name=${me?.name ?? this.who.name} .login=${this.who.login}
          .licence=${this.#licence}
          .sound=${this.preferences.sound} .notifications=${this.preferences.notifications}
          .permission=${this.permission} ?installable=${shell.installable} @rh-wish=${(e: CustomEvent<Wish>) => this.#wish(e.detail)}></rh-settings-menu>
      </rh-rail>
      ${this.#pane(status)}
      ${this.#visitorCard()}
      <rh-transfer-dialog .open=${transferring.dialogue !== null} .colleagues=${transferring.receivers} .departments=${desk.state.departments}
        @rh-close=${() => transferring.close()} @rh-transfer=${(e: CustomEvent<Transfer>) => transferring.send(e.detail)}></rh-transfer-dialog>
      <rh-ban-dialog .visitor=${banning.subject?.visitor ?? null} .read=${banning.reach} .now=${desk.now}
        @rh-close=${() => banning.close()} @rh-ban=${(e: CustomEvent<Answered<WantedBan>>) => banning.ban(e.detail)}></rh-ban-dialog>
      <rh-invite-dialog .open=${inviting.guest !== null} .visitor=${inviting.guest ? visitorName(inviting.guest) : ''} .personal=${inviting.personal}
        .recent=${desk.inviteTexts.all} .busy=${inviting.busy} .refused=${inviting.refused}
        @rh-close=${() => inviting.close()} @rh-forget=${(e: CustomEvent<string>) => inviting.forget(e.detail)}
        @rh-invite=${(e: CustomEvent<string | null>) => inviting.send(e.detail)}></rh-invite-dialog>
      ${this.#visitorMenu()}
      <rh-earlier-dialog .talk=${encounters.talk} .me=${this.who.operator} .nameOf=${this.#nameOf} .now=${desk.now}
        .read=${this.#readTalk} @rh-close=${() => encounters.look(null)}
        @rh-hidden=${() => encounters.hidden()} @rh-take=${(e: CustomEvent<LiveTalk>) => encounters.take(e.detail)}></rh-earlier-dialog>
      <rh-keys-dialog .open=${this.keys} @rh-close=${() => (this.keys = false)}></rh-keys-dialog>`
  }

  #pane(status: Status) {
    if (this.area === 'visitors') return this.#visitors()
    return this.area === 'requests' ? this.#requests() : this.#dialogues(status)
  }

  #requests() {
    return html`<main>${this.#banners()}<section class="requests" aria-label=${requestTexts().title}>
      <h1>${requestTexts().title}</h1>
      <rh-requests opens .news=${this.desk.state.requestNews} @rh-visitor=${(e: CustomEvent<VisitorRequest>) => this.#applies(e.detail)}></rh-requests>
    </section></main>`
  }

  #applies({ visitor }: VisitorRequest): void {
    this.applicant = visitor
    this.desk.acquaintance.learn(visitor.id)
  }

  #dialogues(status: Status) {
    const { desk } = this
    return html`<rh-dialogue-list role="region" aria-label=${texts().dialogues} .dialogues=${desk.state.dialogues} .order=${desk.order} .selected=${desk.state.selected}
        .link=${desk.link} .loading=${this.#loading} .alone=${phone()}
        .status=${desk.state.me === null ? 'online' : status} .waiting=${desk.state.waiting} .draftOf=${this.#draftOf} .stuck=${desk.stuck} .underway=${desk.underway} .now=${desk.now}
        .askNotices=${this.permission === 'default' && !this.preferences.asked}
        @rh-notices=${(e: CustomEvent<boolean>) => this.#notices(e.detail)}
        .test=${this.#test}
        @rh-select=${this.#chosen} @rh-enter=${() => this.#toComposer()} @rh-hold=${(e: CustomEvent<boolean>) => desk.hold(e.detail)}
        @rh-close-gone=${() => closeGone(desk)} @rh-go-online=${() => this.#status('online')}></rh-dialogue-list>
      <main>${this.#banners()}${this.#dialogue()}</main>`
  }

  #visitors() {
    const { desk } = this
    return html`<main>${this.#banners()}<rh-visitors .visitors=${desk.visitors} .me=${this.who.operator}
      .nameOf=${this.#nameOf} .clock=${this.#clock} .link=${desk.link} .picked=${this.#encounters.picked?.number ?? null}
      .administrator=${desk.state.me?.administrator ?? this.who.administrator}
      ?locked=${desk.state.me !== null && !desk.state.features.includes('monitoring')}
      @rh-pick=${(e: CustomEvent<number>) => this.#encounters.pick(e.detail)}
      @rh-invite=${(e: CustomEvent<number>) => this.#invite(e.detail)}
      @rh-menu=${(e: CustomEvent<Wanted>) => (this.menu = e.detail)}
      @rh-enter=${(e: CustomEvent<number>) => this.#encounters.enter(e.detail)}></rh-visitors></main>`
  }

  #visitorMenu() {
    const { menu } = this
    const row = menu === null ? undefined : this.#encounters.row(menu.number)
    if (menu === null || !row) return nothing
    return keyed(
      menu,
      html`<rh-visitor-menu .row=${row} .x=${menu.x} .y=${menu.y} .way=${this.#encounters.wayTo(row)} .takeable=${this.#encounters.takeable(row)}
        .whyNot=${this.#inviting.whyNot(row)} .linked=${this.desk.link === 'online'}
        @rh-close=${(e: CustomEvent<boolean>) => this.#menuClosed(menu, e.detail)}
        @rh-deed=${(e: CustomEvent<Deed>) => this.#do(e.detail, row)}></rh-visitor-menu>`,
    )
  }

  /** The first frames have not all come yet. */
  get #loading(): boolean {
    return this.desk.state.epoch === null || this.desk.state.awaited.size > 0
  }

  get #test(): string {
    return `/test/?c=${encodeURIComponent(this.who.account)}`
  }

  readonly #readTalk = async ({ visitor, conversation }: OpenTalk) =>
    conversation === null ? [] : this.desk.acquaintance.conversation(visitor, conversation, this.who.operator)
  readonly #clock = (): number => this.desk.now

  async #comment({ what, done }: Answered<string>, write: (what: string) => Promise<boolean>): Promise<void> {
    const stored = await write(what)
    if (!stored) notDone()
    done(stored)
  }

  readonly #draftOf = (id: string): string => this.desk.drafts.of(id)
  readonly #nameOf = (operator: string): string | null =>
    this.desk.state.operators.get(operator)?.name ?? null

  #dialogue() {
    const { desk } = this
    const d = desk.selected
    const t = texts()
    if (!d) {
      if (desk.order.length === 0) return this.#loading || phone() ? nothing : quiet(this.#test)
      return html`<div class="state">${icon('messages-square', { size: 32 })}
        <h2>${t.choose}</h2><p>${t.chooseText}</p></div>`
    }
    return html`<rh-dialogue .dialogue=${d} .lines=${desk.lines(d.id)} .earlier=${desk.transcripts.earlier(d.id)}
      .draft=${desk.drafts.of(d.id)} .online=${desk.link === 'online'} .card=${this.#cardShown} .me=${this.who.operator}
      .nameOf=${this.#nameOf} .now=${desk.now}
      @rh-back=${() => this.#select(null)} @rh-card=${() => this.#card()} @rh-close-dialogue=${() => this.#close()}
      @rh-transfer=${() => this.#transferring.begin(d.id)} @rh-ban-visitor=${() => this.#banning.begin(subjectOf(d))}
      @rh-answer-transfer=${(e: CustomEvent<boolean>) => this.#transferring.answer(d.id, e.detail)}
      @rh-send=${(e: CustomEvent<string>) => desk.send(e.detail)}
      @rh-write=${(e: CustomEvent<string>) => desk.write(d.id, e.detail)}
      @rh-older=${() => desk.transcripts.older(d.id)} @rh-follow=${(e: CustomEvent<boolean>) => desk.follow(e.detail)}
      @rh-retry=${(e: CustomEvent<string>) => desk.retry(e.detail)}
      @rh-discard=${(e: CustomEvent<string>) => desk.discard(e.detail)}></rh-dialogue>`
  }

  get #cardShown(): boolean {
    return narrow() ? this.cardOver : this.preferences.card
  }

  #visitorCard() {
    const d = this.desk.selected
    const { picked } = this.#encounters
    if (this.area === 'visitors') {
      return picked ? this.#cardOf(subjectOfRow(picked), picked) : nothing
    }
    if (this.area === 'requests')
      return this.applicant ? this.#cardOf(subjectOfId(this.applicant), null) : nothing
    return d && this.#cardShown ? this.#cardOf(subjectOf(d), null) : nothing
  }

  #cardOf(subject: Subject, row: VisitorRow | null) {
    const { desk } = this
    const { id } = subject.visitor
    const { acquaintance } = desk
    return html`<rh-visitor-card role="complementary" aria-label=${texts().card} .subject=${subject} .known=${acquaintance.of(id)}
      .linked=${desk.link === 'online'} .administrator=${desk.state.me?.administrator ?? false} .now=${desk.now}
      @rh-ban-visitor=${() => this.#banning.begin(subject)} @rh-erase-visitor=${() => this.#banning.erase(subject)}
      @rh-close-card=${() => this.#card()} @rh-learn=${() => acquaintance.learn(id)}
      @rh-comment=${(e: CustomEvent<Answered<string>>) => this.#comment(e.detail, (text) => acquaintance.comment(id, text))}
      @rh-uncomment=${(e: CustomEvent<Answered<string>>) => this.#comment(e.detail, (comment) => acquaintance.uncomment(id, comment))}
      @rh-earlier=${(e: CustomEvent<EarlierTalk>) => this.#encounters.look({ visitor: id, ...e.detail })}>${row === null ? nothing : this.#actions(row)}</rh-visitor-card>`
  }

  #actions(row: VisitorRow) {
    const linked = this.desk.link === 'online'
    const enter = () => this.#encounters.enter(row.number)
    const invite = () => this.#inviting.begin(row)
    return html`<div class="actions" slot="actions">${visitorActions({ row, way: this.#encounters.wayTo(row), whyNot: this.#inviting.whyNot(row), linked, enter, invite })}</div>`
  }

  #banners() {
    const { desk, endedBy } = this
    const { licenceHidden } = this.preferences
    const hideLicence = (until: number) => this.#prefer({ licenceHidden: until })
    return banners({ desk, timeZone: this.who.timeZone, endedBy, licenceHidden, hideLicence })
  }

  get #licence(): string {
    const { licence } = this.desk.state
    return licence === null ? '' : licenceWords(licence, this.who.timeZone)
  }
}

/** Does a person have this window before him? */
const looking = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

/** Too narrow for the card beside the dialogue. */
const narrow = (): boolean => matchMedia('(max-width: 68rem)').matches

/** Room for one pane only. */
const phone = (): boolean => matchMedia('(max-width: 48rem)').matches

customElements.define('rh-workplace', Workplace)
declare global {
  interface HTMLElementTagNameMap {
    'rh-workplace': Workplace
  }
}
