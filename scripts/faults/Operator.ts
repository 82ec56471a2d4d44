/** An operator: one or two consoles, each the console's own `Desk` without anything painted. */
import { Desk } from '../../console/desk/Desk.ts'
import { storage, Waiting } from './browser.ts'
import { asOwner, type Clock } from './clock.ts'
import { glance, glances } from './glance.ts'
import { HeardSocket, lingers } from './HeardSocket.ts'
import { type Ledger, numberIn, tagsIn } from './Ledger.ts'
import type { Random } from './Random.ts'
import type { Link } from './Wire.ts'
import { type Account, mayWrite, sleep, type World, words } from './world.ts'

let consoles = 10_000

export class Console {
  readonly number = consoles++
  readonly link: Link
  readonly desk: Desk
  /** Begun and not sent, and in which dialogue. */
  draft: { readonly dialogue: string; readonly text: string } | null = null
  /** Previews whose message is there already, by dialogue, and since when this is so. */
  readonly #late = new Map<string, { readonly preview: string; readonly since: number }>()

  constructor(operator: Operator) {
    const { world, account, clock, cookie, id, index } = operator
    this.link = world.wire.link()
    this.desk = new Desk({
      operator: { operator: id },
      url: this.link.url('/ws/operator'),
      status: 'online',
      looking: () => true,
      rang: () => {},
      ended: (code) => {
        if (!operator.gone)
          world.ledger.fault('client', `the console of operator ${index} ended with ${code}`)
      },
      socket: (url) =>
        new HeardSocket(url, {
          name: `operator ${index}, console ${this.number}`,
          account: account.index,
          visitor: null,
          clock,
          ledger: world.ledger,
          link: this.link,
          headers: { cookie, origin: world.wire.origin },
        }) as unknown as WebSocket,
    })
    this.desk.start()
  }

  /** At all his dialogues: no hole in any, and, over a line that flows, no preview beside its message for long. */
  look(ledger: Ledger): void {
    if (!this.link.flows) this.#late.clear()
    for (const { id, preview } of this.desk.state.dialogues.values()) {
      const entries = this.desk.transcripts.entries(id)
      // The newest may be our own, acknowledged, whose event is on its way.
      for (const [n, { conversation, seq }] of entries.slice(0, -1).entries()) {
        const before = entries[n - 1]
        if (before?.conversation === conversation && seq !== before.seq + 1) {
          ledger.fault('reordered', `console ${this.number} has a hole in ${conversation} before ${seq}`)
        }
      }
      const number = numberIn(preview)
      const there = entries.some(
        ({ event }) => event.kind === 'MessageSent' && numberIn(event.text) === number,
      )
      const before = this.#late.get(id)
      if (number === null || !there || !this.link.flows) this.#late.delete(id)
      else if (before?.preview !== preview) this.#late.set(id, { preview, since: performance.now() })
      else if (performance.now() - before.since > lingers) {
        ledger.fault('lingering', `console ${this.number} shows '${preview}' beside its message`)
      }
    }
  }

  /** What it says in the dialogue on its screen. */
  get texts(): ReadonlyArray<string> {
    const { selected } = this.desk
    const lines = selected === null ? [] : this.desk.lines(selected.id)
    return lines.flatMap((line) => (line.kind === 'group' ? line.spoken.map(({ text }) => text) : []))
  }
}

export class Operator {
  readonly consoles: Array<Console> = []
  readonly clock: Clock
  /** Has left for good. */
  gone = false
  readonly #waiting = new Waiting()

  constructor(
    readonly world: World,
    readonly account: Account,
    readonly index: number,
    readonly id: string,
    readonly cookie: string,
    readonly random: Random,
  ) {
    this.clock = { wrongBy: random.chance(0.3) ? Math.round(random.between(-1, 1) * 86_400_000) : 0 }
  }

  get waiting() {
    return this.#waiting.of(storage.getItem(`redhelper:outbox:${this.id}`))
  }

  own<A>(run: () => A): A {
    return asOwner(this.clock, run)
  }

  nudge(): void {
    this.own(() => {
      for (const { desk } of this.consoles) desk.nudge()
    })
  }

  leave(): void {
    this.gone = true
    for (const { desk } of this.consoles.splice(0)) desk.stop()
  }

  open(): void {
    this.consoles.push(this.own(() => new Console(this)))
  }

  async live(): Promise<void> {
    const { world, random } = this
    this.open()
    while (world.talking && !this.gone) {
      // He has several dialogues, so he is quicker than his visitors.
      await sleep(random.between(0, world.pace))
      if (!world.talking || this.gone) break
      this.own(() => this.#act())
    }
  }

  #act(): void {
    const { random, consoles } = this
    const at = random.pick(consoles)
    if (random.chance(glances)) {
      glance(this.world.ledger, `operator ${this.index}`, at.texts)
      at.look(this.world.ledger)
    }
    if (this.tryAgain(at)) return
    if (this.waiting.length > 5) return
    const dice = random.next()
    if (at.draft) return this.#send(at)
    if (dice < 0.01) return this.#reload(at)
    if (dice < 0.02 && consoles.length < 2) return this.open()
    this.#answer(at, dice)
  }

  #answer(at: Console, dice: number): void {
    const { world, random } = this
    const listed = [...at.desk.state.dialogues.values()].filter((d) => !d.off && d.state === 'open')
    if (listed.length === 0) return
    const asking = listed.filter((d) => d.unread > 0 || d.last?.author === 'visitor')
    const dialogue = random.pick(asking.length > 0 ? asking : listed)
    at.desk.select(dialogue.id)
    if (dice < 0.04) return void at.desk.close(dialogue.id)
    const visitor = tagsIn(dialogue.last?.text ?? '')[0]?.visitor
    if (visitor === undefined || asking.length === 0 || !mayWrite(world)) return
    const to = dialogue.visitor.id
    const who = { account: this.account.index, visitor, operator: this.index, tab: at.number, to }
    const text = world.ledger.write(who, words(random))
    at.draft = { dialogue: dialogue.id, text }
    if (dice < 0.5) return at.desk.write(dialogue.id, text.slice(0, 60))
    this.#send(at)
  }

  #send(at: Console): void {
    const { desk, draft } = at
    at.draft = null
    if (draft === null) return
    desk.select(draft.dialogue)
    // Taken off the list meanwhile: the person sees that and writes nothing.
    if (desk.state.selected !== draft.dialogue || desk.selected?.off) {
      const number = numberIn(draft.text)
      if (number !== null) this.world.ledger.givenUp.add(number)
      this.world.ledger.count('given up: dialogue gone')
      return desk.write(draft.dialogue, '')
    }
    desk.send(draft.text)
  }

  #reload(at: Console): void {
    if (at.draft) this.#send(at)
    at.desk.stop()
    this.consoles.splice(this.consoles.indexOf(at), 1)
    this.open()
  }

  finish(): void {
    this.own(() => {
      for (const at of this.consoles) if (at.draft) this.#send(at)
    })
  }

  /** What can be sent again is; what cannot, because the dialogue has ended, is taken note of and put away. */
  tryAgain({ desk }: Console): boolean {
    const { ledger } = this.world
    const stuck = this.waiting.find(({ state }) => state === 'notSent')
    if (stuck === undefined) return false
    if (stuck.code === 'notSent' || stuck.code === 'rate') desk.retry(stuck.client)
    else {
      desk.discard(stuck.client)
      const number = numberIn(stuck.text)
      if (number !== null) ledger.givenUp.add(number)
      ledger.count(`given up: ${stuck.code}`)
    }
    return true
  }
}
