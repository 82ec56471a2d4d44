/** A visitor: one browser with its storage, one or two tabs in it, and the widget's own code in each. */
import { Connection } from '../../engine/protocol/client/Connection.ts'
import { protocolVersion } from '../../engine/protocol/client/limits.ts'
import { uuidv7 } from '../../engine/protocol/client/uuidv7.ts'
import type { VisitorWelcome } from '../../engine/protocol/frames.ts'
import { Talk } from '../../widget/chat/talk.ts'
import type { Host } from '../../widget/host.ts'
import { tokenIn } from '../../widget/loader/keep.ts'
import { Waiting } from './browser.ts'
import { asOwner, type Clock } from './clock.ts'
import { glance, glances } from './glance.ts'
import { HeardSocket } from './HeardSocket.ts'
import { numberIn } from './Ledger.ts'
import type { Random } from './Random.ts'
import type { Link } from './Wire.ts'
import { type Account, mayWrite, sleep, type World, words } from './world.ts'

let tabs = 0

/** The widget of one page, wired as its loader does it, without anything painted. */
export class Tab {
  readonly number = tabs++
  readonly link: Link
  readonly talk: Talk
  readonly connection: Connection
  welcome: VisitorWelcome | null = null
  /** Begun and not sent: its text. */
  draft = ''
  readonly #id = uuidv7()

  constructor(readonly visitor: Visitor) {
    const { world, account, kept, clock } = visitor
    this.link = world.wire.link()
    const keep: Host['keep'] = {
      get: (key) => kept.get(key) ?? null,
      set: (key, value) => void (value ? kept.set(key, `${value}`) : kept.delete(key)),
    }
    this.connection = new Connection({
      url: this.link.url('/ws/visitor'),
      hello: () => ({
        kind: 'hello',
        version: protocolVersion,
        account: account.login,
        token: tokenIn(keep),
        tab: this.#id,
        page: { url: `https://shop.example/${this.number}`, title: 'Shop' },
        referrer: '',
        language: 'ru',
        visible: true,
        open: true,
        epoch: this.welcome?.epoch ?? null,
        position: this.talk.position(),
      }),
      welcome: (welcome: VisitorWelcome) => {
        if (welcome.token) kept.set('', welcome.token)
        this.welcome = welcome
        visitor.id = welcome.visitor
        world.ledger.identifies(visitor.index, welcome.visitor)
        this.talk.welcome(welcome)
      },
      frame: (frame) => this.talk.frame(frame),
      state: (state, code) => this.talk.became(state, code),
      socket: (url) =>
        new HeardSocket(url, {
          name: `visitor ${visitor.index}, tab ${this.number}`,
          account: account.index,
          visitor: visitor.index,
          clock,
          ledger: world.ledger,
          link: this.link,
        }) as unknown as WebSocket,
    })
    const host: Partial<Host> = { account: account.login, keep, connection: this.connection, unread() {} }
    this.talk = new Talk(host as Host, () => {})
    this.talk.watch(true)
    this.connection.start()
  }

  /** What it says on the screen of it. */
  get texts(): ReadonlyArray<string> {
    return this.talk.items.flatMap(({ entry, pending }) => {
      if (pending) return [pending.text]
      return entry?.event.kind === 'MessageSent' ? [entry.event.text] : []
    })
  }

  /** The page is left. */
  leave(): void {
    this.connection.stop()
    this.talk.became('ended')
  }
}

export class Visitor {
  readonly kept = new Map<string, string>()
  readonly tabs: Array<Tab> = []
  readonly clock: Clock
  readonly #waiting = new Waiting()
  /** Does nothing for a while. */
  away = false
  /** Has left for good. */
  gone = false
  /** Who he is, as the engine said last; empty until then. */
  id = ''

  constructor(
    readonly world: World,
    readonly account: Account,
    readonly index: number,
    readonly random: Random,
  ) {
    // One in three believes in another day, or another hour.
    this.clock = { wrongBy: random.chance(0.3) ? Math.round(random.between(-1, 1) * 86_400_000) : 0 }
  }

  get waiting() {
    return this.#waiting.of(this.kept.get('outbox') ?? null)
  }

  openTab(): Tab {
    const tab = this.own(() => new Tab(this))
    this.tabs.push(tab)
    return tab
  }

  closeTab(tab: Tab): void {
    this.own(() => tab.leave())
    this.tabs.splice(this.tabs.indexOf(tab), 1)
  }

  own<A>(run: () => A): A {
    return asOwner(this.clock, run)
  }

  leave(): void {
    this.gone = true
    for (const tab of [...this.tabs]) this.closeTab(tab)
  }

  nudge(): void {
    this.own(() => {
      for (const { connection, talk } of this.tabs) {
        connection.nudge()
        talk.look()
      }
    })
  }

  /** Talks until there is nothing left to say. */
  async live(): Promise<void> {
    const { world, random } = this
    await sleep(random.between(0, 2_000))
    this.openTab()
    while (world.talking && !this.gone) {
      await sleep(random.between(0, 2 * world.pace))
      if (!world.talking || this.gone) break
      if (this.away) continue
      this.own(() => this.#act())
    }
    // Nobody leaves a half-written message standing.
    this.own(() => {
      for (const tab of this.tabs) if (tab.draft) this.#send(tab)
    })
  }

  #act(): void {
    const { world, random, tabs } = this
    const tab = random.pick(tabs)
    if (random.chance(glances)) glance(world.ledger, `visitor ${this.index}`, tab.texts)
    if (this.tryAgain(tab)) return
    // A person who sees three messages waiting waits too.
    if (this.waiting.length > 3) return
    const dice = random.next()
    if (tab.draft) return dice < 0.9 ? this.#send(tab) : undefined
    if (dice < 0.03) return this.#reload(tab)
    if (dice < 0.05 && tabs.length < 2) return void this.openTab()
    if (dice < 0.07 && tabs.length > 1) return this.closeTab(tab)
    if (dice < 0.09) return void tab.talk.loadEarlier()
    if (!mayWrite(world)) return
    tab.draft = this.#written(tab, words(random))
    if (dice < 0.5) return tab.talk.composes(tab.draft.slice(0, 60))
    this.#send(tab)
  }

  /** At once, without having been seen typing. */
  say(tab: Tab, what: string): void {
    if (tab.draft) this.#send(tab)
    tab.talk.send(this.#written(tab, what))
  }

  /** As this tab believes: another one may have heard already that he is somebody else now. */
  #identity(tab: Tab): string {
    return tab.welcome?.visitor ?? /^[^[]*/.exec(this.kept.get('outbox') ?? '')![0]
  }

  #written(tab: Tab, what: string): string {
    const to = this.#identity(tab)
    const who = { account: this.account.index, visitor: this.index, operator: null, tab: tab.number, to }
    return this.world.ledger.write(who, what)
  }

  #send(tab: Tab): void {
    const written = this.world.ledger.written[numberIn(tab.draft)!]!
    written.to = this.#identity(tab)
    tab.talk.send(tab.draft)
    tab.draft = ''
  }

  #reload(tab: Tab): void {
    this.closeTab(tab)
    this.openTab()
  }

  /** A person who reads 'not sent' presses the button beside it. */
  tryAgain(tab: Tab): boolean {
    const stuck = this.waiting.find(({ state }) => state === 'notSent')
    if (stuck === undefined) return false
    const number = numberIn(stuck.text)
    if (stuck.code === 'notSent' || stuck.code === 'rate') tab.talk.retry(stuck.client)
    else {
      tab.talk.discard(stuck.client)
      if (number !== null) this.world.ledger.givenUp.add(number)
      this.world.ledger.count(`given up: ${stuck.code}`)
    }
    return true
  }
}
