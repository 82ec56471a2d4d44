/** Does the harm when its moment has come: to the engine one thing after the other, to clients all at once. */
import { closeCodes } from '../../engine/protocol/client/limits.ts'
import type { Engine } from './Engine.ts'
import { weekIsOver } from './erasing.ts'
import type { Operator } from './Operator.ts'
import type { Random } from './Random.ts'
import type { Harm } from './schedule.ts'
import { closeAccount } from './setting.ts'
import type { Visitor } from './Visitor.ts'
import type { Link } from './Wire.ts'
import { sleep, type World, words } from './world.ts'

export class Harmer {
  /** What is being done to clients now. */
  readonly #underWay = new Set<Promise<void>>()
  /** When the last copy was put aside. */
  #copiedAt: number | null = null

  constructor(
    readonly world: World,
    readonly engine: Engine,
    readonly visitors: ReadonlyArray<Visitor>,
    readonly operators: ReadonlyArray<Operator>,
  ) {}

  async run(schedule: ReadonlyArray<Harm>): Promise<void> {
    const { ledger } = this.world
    let next = 0
    while (next < schedule.length && this.world.talking) {
      const harm = schedule[next]!
      this.world.due = harm.at
      if (ledger.written.length < harm.at && this.world.left > 0) {
        await sleep(10)
        continue
      }
      next++
      await sleep(harm.random.between(0, 60))
      const done = this.#toEngine(harm)
      if (done !== undefined) await done
      else this.#aside(this.#toClient(harm))
    }
    this.world.due = Number.POSITIVE_INFINITY
    await Promise.all(this.#underWay)
  }

  #aside(done: Promise<void>): void {
    this.#underWay.add(done)
    void done.then(() => this.#underWay.delete(done))
  }

  // ── the engine ────────────────────────────────────────────────────────────────────────────────────────
  #toEngine({ kind, random }: Harm): Promise<void> | undefined {
    switch (kind) {
      case 'kill':
        return this.#again('SIGKILL', random)
      case 'restart':
        return this.#again('SIGTERM', random)
      case 'killInCommit':
        return this.#killInCommit(random)
      case 'copyAside':
        return this.#again('SIGTERM', random, () => {
          this.engine.copyAside('copy')
          this.#copiedAt = performance.now()
        })
      case 'restore':
        return this.#again(random.chance(0.5) ? 'SIGKILL' : 'SIGTERM', random, () => {
          // What is older than ten minutes does not come back, and is not promised to.
          const age = this.#copiedAt === null ? Number.POSITIVE_INFINITY : performance.now() - this.#copiedAt
          if (age > 8 * 60_000) return
          this.engine.restore('copy')
          this.world.ledger.restores(age)
        })
      case 'fillDisk':
        return this.#fillDisk(random)
      case 'killProjection':
        return this.#killProjection()
      case 'hangProjection':
        return this.#hangProjection()
      case 'eraseAndKill':
        return this.#eraseAndKill(random)
      case 'closeAccount':
        return this.#closeAccount(random)
      default:
        return undefined
    }
  }

  async #again(signal: 'SIGKILL' | 'SIGTERM', random: Random, between: () => void = () => {}): Promise<void> {
    this.world.ledger.count(signal === 'SIGKILL' ? 'kills' : 'restarts')
    await this.engine.end(signal)
    between()
    await this.#start(random)
  }

  async #killInCommit(random: Random): Promise<void> {
    const rows = 1 + random.below(12)
    this.engine.tell({ harness: 'dieInCommit', rows, micros: random.below(random.chance(0.5) ? 300 : 3_000) })
    const died = await this.engine.dies(8_000)
    if (!died) return this.#again('SIGKILL', random)
    this.world.ledger.count('kills')
    this.world.ledger.count('kills within a commit')
    await this.#start(random)
  }

  async #start(random: Random): Promise<void> {
    await this.engine.start()
    // Most people's network or tab comes back by and by; the others wait for their back-off.
    for (const person of [...this.visitors, ...this.operators]) {
      if (random.chance(0.75)) setTimeout(() => person.nudge(), random.between(0, 1_200))
    }
  }

  async #fillDisk(random: Random): Promise<void> {
    const { ledger } = this.world
    ledger.count('full disks')
    this.engine.tell({ harness: 'disk', full: true })
    const until = performance.now() + random.between(1_500, 3_500)
    const refusals = () => ledger.counts['refused: notSent'] ?? 0
    const before = refusals()
    let red = false
    let refusing = 0
    while (performance.now() < until) {
      await sleep(100)
      if (refusals() > before) refusing++
      const health = await this.engine.health()
      if (health === null || !health.live) ledger.fault('engine', 'a full disk made the engine stop living')
      else if (!health.ok && health.reason !== null) red = true
    }
    if (red) ledger.count('full disks that showed in /healthz')
    else if (refusing > 10) ledger.fault('engine', 'a full disk did not show in /healthz')
    this.engine.tell({ harness: 'disk', full: false })
    await this.#healthy('after there was room again')
  }

  async #killProjection(): Promise<void> {
    this.world.ledger.count('projections killed')
    this.engine.tell({ harness: 'killProjection' })
    await sleep(50)
    await this.#healthy('after its projection was killed')
  }

  /** It is red only for the moment in which it is replaced, which a busy machine does not see; its log stays. */
  async #hangProjection(): Promise<void> {
    this.world.ledger.count('projections hung')
    let found = false
    // It may have been about to be replaced anyway, by a history that is made anew.
    for (let n = 0; n < 4 && !found; n++) {
      const said = this.engine.says('The projection hangs', 10_000)
      this.engine.tell({ harness: 'hangProjection', silence: 1_000 })
      found = await said
    }
    if (!found) this.world.ledger.fault('engine', 'a projection that hung was not found out')
    await this.#healthy('after its projection hung')
  }

  /** The moment of the kill is anywhere from before it is asked for to after it is done. */
  async #eraseAndKill(random: Random): Promise<void> {
    const visitor = random.pick(this.visitors)
    this.#aside(this.#eraseOnce(visitor, visitor.id, random))
    await sleep(random.between(0, 30))
    await this.#again('SIGKILL', random)
  }

  /** The last account's: everybody leaves, its administrator closes it, and a week later it is erased. */
  async #closeAccount(random: Random): Promise<void> {
    const { ledger } = this.world
    const head = this.operators.at(-1)!
    const { account } = head
    for (const person of [...this.visitors, ...this.operators]) if (person.account === account) person.leave()
    if (!(await closeAccount(this.engine.origin, account, head.cookie))) return
    ledger.closed.add(account.index)
    ledger.count('accounts closed')
    await this.#again('SIGTERM', random, () => weekIsOver(this.engine.dataDir))
  }

  async #healthy(when: string): Promise<void> {
    const until = performance.now() + 20_000
    let reason: string | null = 'no answer'
    while (performance.now() < until) {
      const health = await this.engine.health()
      if (health?.ok) return
      reason = health?.reason ?? null
      await sleep(100)
    }
    this.world.ledger.fault('engine', `not healthy ${when}: ${reason}`)
  }

  // ── clients ───────────────────────────────────────────────────────────────────────────────────────────
  async #toClient({ kind, random }: Harm): Promise<void> {
    const { ledger } = this.world
    const visitor = random.pick(this.visitors)
    const person = random.chance(0.3) ? random.pick(this.operators) : visitor
    const ends = 'tabs' in person ? person.tabs : person.consoles
    if (ends.length === 0) return
    const { link } = random.pick<{ readonly link: Link }>(ends)
    switch (kind) {
      case 'cut':
        ledger.count('cuts')
        return link.cut()
      case 'dead':
        ledger.count('half-open')
        link.set('dead')
        // Some notice when they look at the tab again, some by the heartbeat alone.
        if (random.chance(0.5)) return
        await sleep(random.between(1_000, 6_000))
        return person.nudge()
      case 'swallow':
        ledger.count('swallowed')
        link.set('swallow')
        await sleep(random.between(100, 1_500))
        return link.cut()
      case 'sleep':
        ledger.count('sleeps')
        link.set('stalled')
        await sleep(random.between(2_000, 25_000))
        link.set('flow')
        return person.nudge()
      case 'slow':
        return this.#slow(visitor, random)
      case 'twoTabs':
        return this.#twoTabs(visitor, random)
      case 'erase':
        return this.#erase(visitor, random)
      case 'clock':
        ledger.count('clocks set wrong')
        person.clock.wrongBy += Math.round(random.between(-1, 1) * 7_200_000)
    }
  }

  /** By a console of his account's administrator, as often as it takes. */
  async #erase(visitor: Visitor, random: Random): Promise<void> {
    const { id } = visitor
    for (let n = 0; n < 10 && !this.world.ledger.erased.has(id); n++)
      await this.#eraseOnce(visitor, id, random)
  }

  /** Without an answer nobody knows whether it is done. */
  async #eraseOnce({ account }: Visitor, id: string, random: Random): Promise<void> {
    const { ledger } = this.world
    const administrator = this.operators.find((operator) => operator.account === account)!
    if (administrator.consoles.length === 0 || id === '') return
    const { desk } = random.pick(administrator.consoles)
    for (let n = 0; n < 100 && desk.link !== 'online'; n++) await sleep(20)
    const refusal = await administrator.own(() => desk.erase(id))
    if (refusal === null) ledger.erases(id)
    else ledger.count(`erasures without an answer, or refused: ${refusal}`)
  }

  /** Asks for more than its socket and the kernel hold (some 12 MB), and does not read it. */
  async #slow(visitor: Visitor, random: Random): Promise<void> {
    const { world } = this
    const tab = visitor.tabs[0]
    if (tab === undefined) return
    const long = Math.min(12, world.left)
    world.left -= long
    visitor.own(() => {
      for (let n = 0; n < long; n++) visitor.say(tab, 'слово '.repeat(1_500))
    })
    for (let n = 0; visitor.waiting.length > 0 && n < 100; n++) await sleep(100)
    world.ledger.count('slow readers')
    visitor.away = true
    tab.link.set('slow')
    for (let n = 0; n < 4; n++) {
      visitor.own(() => {
        for (let m = 0; m < 30; m++) {
          tab.connection.request({ kind: 'history', before: null, limit: 100 }).catch(() => {})
        }
      })
      await sleep(100)
    }
    await sleep(random.between(200, 2_000))
    tab.link.set('flow')
    // What fitted into the socket comes first, then the word.
    let told = false
    for (let n = 0; n < 60 && !told; n++) {
      told = tab.talk.closeCode === closeCodes.slow
      await sleep(50)
    }
    if (told) world.ledger.count('slow readers told to come back')
    visitor.away = false
  }

  /** One message, waiting in the storage that both tabs share when both come back. */
  async #twoTabs(visitor: Visitor, random: Random): Promise<void> {
    const { world } = this
    if (world.left <= 0) return
    if (visitor.tabs.length === 0) return
    if (visitor.tabs.length < 2) visitor.openTab()
    await sleep(random.between(50, 300))
    const [tab, other] = visitor.tabs
    if (tab === undefined || other === undefined || world.left <= 0) return
    world.ledger.count('two tabs')
    world.left--
    visitor.own(() => visitor.say(tab, words(random)))
    tab.link.cut()
    other.link.cut()
  }
}
