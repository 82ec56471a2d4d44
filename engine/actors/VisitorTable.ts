/**
 * What the consoles of one account see of the visitors on its sites (H3): everything once, then what changes, a few
 * times a second, encoded once for all who see the same sites. Costs nothing while nobody watches.
 */
import type { VisitorRow, VisitorsFrame } from '../protocol/frames.ts'
import { Audience } from './Audience.ts'
import type { Socket } from './Socket.ts'
import type { Visit } from './Visit.ts'

/** Of each site's visitors that left so many are shown, of several sites' together as well. */
const mostLeft = 20
/** Ms between two frames of changes. */
export const showEvery = 300
/** Ms between two frames that only count. */
const countEvery = 1_000
/** Rows of one frame of a table that begins. */
const rowsAtOnce = 200

/** What an operator may see. */
export interface Sight {
  /** Null: all. */
  readonly sites: ReadonlySet<string> | null
  /** Everybody there, and all that is known; else only who chats, by number, page and status (A4). */
  readonly monitoring: boolean
}

/** By what a visitor is seen. */
interface Look {
  readonly site: string | null
  /** Is his chat open, or a conversation of his? */
  readonly chats: boolean
}

/** What a change of a visit is to a row. */
const columns = {
  site: 1 << 0,
  page: 1 << 1,
  views: 1 << 2,
  shown: 1 << 3,
  watching: 1 << 3,
  open: 1 << 4,
  conversation: 1 << 5,
  operator: 1 << 6,
  invited: 1 << 7,
} as const
type Column = keyof typeof columns
const left = 1 << 8
const whole = 1 << 9
/** After these others may be seen, or more of them. */
const movesCounts = whole | left | columns.site | columns.open | columns.conversation

/** All who see the same. */
interface View {
  readonly sight: Sight
  readonly table: Audience
  readonly count: Audience
  told: number
  toldAt: number
}

interface Watcher {
  readonly operator: string
  readonly view: View
  /** Does it want to know more than how many there are? */
  readonly table: boolean
  /** What its table begins with and has not been told yet, the last first; undefined once it is complete. */
  rows: Array<Visit> | undefined
}

interface Change {
  columns: number
  /** As it was when consoles last heard of it. */
  readonly before: Look
}

interface Gone {
  readonly visit: Visit
  readonly at: number
}

export class VisitorTable {
  private readonly views = new Map<string, View>()
  private readonly watchers = new Map<Socket, Watcher>()
  private readonly changes = new Map<Visit, Change>()
  /** The last ones who left, oldest first. */
  private gone: ReadonlyArray<Gone> = []
  /** Has the number of visitors changed since it was told? */
  private recount = false
  private awake = false

  constructor(
    private readonly present: ReadonlyMap<string, Visit>,
    /** Something is to be shown: `show` is to be called, soon. */
    private readonly wake: () => void,
  ) {}

  get watched(): boolean {
    return this.watchers.size > 0
  }

  // ── what happens to visits ────────────────────────────────────────────────────────────────────────────
  /** Changes a visit, and remembers that consoles have to hear of it. */
  set<C extends Column>(visit: Visit, column: C, value: Visit[C]): void {
    if (visit[column] === value) return
    const before = this.watched ? lookOf(visit) : unseen
    visit[column] = value
    if (this.present.get(visit.visitor) === visit) this.changed(visit, columns[column], before)
  }

  /** He is among those present now. `before`: as whom he was there until now, his actor having been made anew. */
  arrived(visit: Visit, before?: Visit): void {
    if (before !== undefined) this.changed(before, left, lookOf(before))
    // Back before he was forgotten: he is no longer among those who left, also where he is not to be seen now.
    this.forget(({ visitor }) => visitor === visit.visitor)
    this.changed(visit, whole, unseen)
  }

  /** He is no longer among those present. */
  departed(visit: Visit, at: number): void {
    this.gone = newest([...this.gone, { visit, at }])
    this.changed(visit, left, lookOf(visit))
  }

  /** Those who left and are these are not to be seen any more. */
  forget(these: (visit: Visit) => boolean): void {
    const forgotten = this.gone.filter(({ visit }) => these(visit))
    if (forgotten.length === 0) return
    this.gone = this.gone.filter((one) => !forgotten.includes(one))
    for (const { visit } of forgotten) this.changed(visit, left, lookOf(visit))
  }

  private changed(visit: Visit, what: number, before: Look): void {
    if (!this.watched) return
    if (what & movesCounts) this.recount = true
    const known = this.changes.get(visit)
    if (known === undefined) this.changes.set(visit, { columns: what, before })
    else known.columns |= what
    this.stir()
  }

  private stir(): void {
    if (this.awake) return
    this.awake = true
    this.wake()
  }

  // ── who watches ───────────────────────────────────────────────────────────────────────────────────────
  /** This console is told how many visitors there are, and with `table` who. */
  watch(socket: Socket, operator: string, sight: Sight, table: boolean): void {
    this.unwatch(socket)
    if (!socket.live) return
    const view = this.viewOf(sight)
    view.count.add(socket)
    const rows = table ? this.begin(socket, view) : undefined
    this.watchers.set(socket, { operator, view, table, rows })
    // To the others as well, if they were told another number: what is told next is what differs from this.
    const number = this.numberIn(view)
    if (number === view.told) socket.volatile('present', countFrame(number))
    else view.count.volatile('present', countFrame((view.told = number)))
    if (table) this.stir()
  }

  unwatch(socket: Socket): void {
    const watcher = this.watchers.get(socket)
    if (watcher === undefined) return
    this.watchers.delete(socket)
    const { view } = watcher
    view.table.delete(socket)
    view.count.delete(socket)
    if (view.count.known === 0) this.views.delete(keyOf(view.sight))
    if (this.watchers.size === 0) this.changes.clear()
  }

  /** What operators may see has changed: whom that concerns sees it from the beginning. */
  resight(sightOf: (operator: string) => Sight): void {
    for (const [socket, { operator, view, table }] of [...this.watchers]) {
      const sight = sightOf(operator)
      if (keyOf(sight) !== keyOf(view.sight)) this.watch(socket, operator, sight, table)
    }
  }

  private viewOf(sight: Sight): View {
    const key = keyOf(sight)
    let view = this.views.get(key)
    if (view === undefined) {
      view = { sight, table: new Audience(), count: new Audience(), told: 0, toldAt: 0 }
      view.told = this.numberIn(view)
      this.views.set(key, view)
    }
    return view
  }

  private begin(socket: Socket, view: View): Array<Visit> {
    // What changes from here on it hears with the others.
    view.table.add(socket)
    socket.send('{"kind":"visitors","reset":true}')
    const gone = this.goneIn(view.sight).map(({ visit }) => visit)
    return [
      ...gone,
      ...[...this.present.values()].filter((visit) => sees(view.sight, lookOf(visit))),
    ].reverse()
  }

  /** May who sees this see this visitor, or has he just seen him leave? */
  sees(sight: Sight, visitor: string): boolean {
    const visit = this.find(visitor)
    return visit !== undefined && sees(sight, lookOf(visit))
  }

  private find(visitor: string): Visit | undefined {
    return this.present.get(visitor) ?? this.gone.find(({ visit }) => visit.visitor === visitor)?.visit
  }

  // ── showing ───────────────────────────────────────────────────────────────────────────────────────────
  /** Shows what is new. Ms until there may be more to show; 0 when all is quiet. */
  show(now: number): number {
    this.awake = false
    this.showChanges()
    const more = this.showRows()
    const uncounted = this.showCounts(now)
    if (!more && !uncounted) return 0
    this.awake = true
    return more ? 25 : showEvery
  }

  private showChanges(): void {
    if (this.changes.size === 0) return
    const changes = [...this.changes].map(([visit, change]) => this.news(visit, change))
    this.changes.clear()
    for (const view of this.views.values()) {
      if (view.table.known === 0) continue
      const rows: Array<string> = []
      const changed: Array<string> = []
      const gone: Array<number> = []
      for (const { number, was, is, encoded } of changes) {
        const before = was !== undefined && sees(view.sight, was)
        const now = is !== undefined && sees(view.sight, is)
        const { row, change } = encoded[view.sight.monitoring ? 'whole' : 'little']
        if (now && before) changed.push(change())
        else if (now) rows.push(row())
        else if (before) gone.push(number)
      }
      if (rows.length + changed.length + gone.length > 0) view.table.send(frameOf(rows, changed, gone))
    }
  }

  /** `was`, `is`: undefined when it was, or is, not to be seen by anybody. */
  private news(visit: Visit, { columns: what, before }: Change) {
    const at = this.leftAt(visit)
    const encode = (monitoring: boolean) => ({
      row: once(() => JSON.stringify(rowOf(visit, at ?? null, monitoring))),
      change: once(() => JSON.stringify(changeOf(visit, what, at ?? null, monitoring))),
    })
    return {
      number: visit.number,
      was: what & whole ? undefined : before,
      is: at === undefined ? undefined : lookOf(visit),
      encoded: { whole: encode(true), little: encode(false) },
    }
  }

  /** Null while he is there; undefined when he is not among the last who left either. */
  private leftAt(visit: Visit): number | null | undefined {
    if (this.present.get(visit.visitor) === visit) return null
    return this.gone.find((one) => one.visit === visit)?.at
  }

  /** Some more rows of tables that have begun. Are there still more? */
  private showRows(): boolean {
    let more = false
    for (const [socket, watcher] of this.watchers) {
      const { view, rows: waiting } = watcher
      if (waiting === undefined) continue
      if (!socket.behind) {
        const rows: Array<string> = []
        while (waiting.length > 0 && rows.length < rowsAtOnce) {
          const visit = waiting.pop()!
          const at = this.leftAt(visit)
          if (at === undefined || !sees(view.sight, lookOf(visit))) continue
          rows.push(JSON.stringify(rowOf(visit, at, view.sight.monitoring)))
        }
        socket.send(frameOf(rows, [], [], waiting.length === 0))
        if (waiting.length === 0) watcher.rows = undefined
      }
      more ||= watcher.rows !== undefined
    }
    return more
  }

  private showCounts(now: number): boolean {
    if (!this.recount) return false
    let later = false
    for (const view of this.views.values()) {
      if (now - view.toldAt < countEvery) {
        later = true
        continue
      }
      const number = this.numberIn(view)
      if (number === view.told) continue
      view.told = number
      view.toldAt = now
      view.count.volatile('present', countFrame(number))
    }
    this.recount = later
    return later
  }

  private numberIn({ sight }: View): number {
    if (sight.sites === null && sight.monitoring) return this.present.size
    let number = 0
    for (const visit of this.present.values()) if (sees(sight, lookOf(visit))) number++
    return number
  }

  private goneIn(sight: Sight): ReadonlyArray<Gone> {
    return this.gone.filter(({ visit }) => sees(sight, lookOf(visit))).slice(-mostLeft)
  }
}

const unseen: Look = { site: null, chats: false }
const lookOf = ({ site, open, conversation }: Visit): Look => ({ site, chats: open || conversation !== null })

const sees = ({ sites, monitoring }: Sight, { site, chats }: Look): boolean =>
  (monitoring || chats) && (sites === null || (site !== null && sites.has(site)))

const keyOf = ({ sites, monitoring }: Sight): string =>
  `${monitoring} ${sites === null ? '*' : [...sites].sort().join(' ')}`

/** Of each site the newest. */
const newest = (gone: ReadonlyArray<Gone>): ReadonlyArray<Gone> => {
  const { site } = gone.at(-1)!.visit
  const ofSite = gone.filter(({ visit }) => visit.site === site)
  return ofSite.length > mostLeft ? gone.filter((one) => one !== ofSite[0]) : gone
}

const once = (make: () => string): (() => string) => {
  let made: string | undefined
  return () => (made ??= make())
}

const countFrame = (visitors: number): string => `{"kind":"present","visitors":${visitors}}`

const frameOf = (
  rows: ReadonlyArray<string>,
  changed: ReadonlyArray<string>,
  gone: ReadonlyArray<number>,
  complete = false,
): string => {
  const parts = ['"kind":"visitors"']
  if (complete) parts.push('"complete":true')
  if (rows.length > 0) parts.push(`"rows":[${rows.join(',')}]`)
  if (changed.length > 0) parts.push(`"changed":[${changed.join(',')}]`)
  if (gone.length > 0) parts.push(`"gone":[${gone.join(',')}]`)
  return `{${parts.join(',')}}`
}

const nothingKnown = {
  address: '',
  place: null,
  source: { kind: 'direct', name: '', phrase: null },
  browser: '',
  os: '',
} as const
const noTime = { seconds: 0, watching: null }

const rowOf = (visit: Visit, leftAt: number | null, monitoring: boolean): VisitorRow => {
  const { address, place, source, browser, os } = monitoring ? visit.facts : nothingKnown
  return {
    number: visit.number,
    id: visit.visitor,
    site: visit.site,
    since: visit.since,
    left: leftAt,
    page: visit.page,
    place,
    address,
    source,
    browser,
    os,
    visits: monitoring ? visit.visits : 0,
    views: monitoring ? viewsOf(visit) : 0,
    ...(monitoring ? timeOf(visit, leftAt) : noTime),
    open: visit.open,
    conversation: visit.conversation,
    operator: visit.operator,
    ...invitedOf(visit),
  }
}

type Changed = NonNullable<VisitorsFrame['changed']>[number]

const changeOf = (visit: Visit, what: number, leftAt: number | null, monitoring: boolean): Changed => ({
  number: visit.number,
  ...(what & columns.site && { site: visit.site }),
  ...(what & columns.page && { page: visit.page }),
  ...(monitoring && what & columns.views && { views: viewsOf(visit) }),
  ...(monitoring && what & (columns.shown | left) && timeOf(visit, leftAt)),
  ...(what & columns.open && { open: visit.open }),
  ...(what & columns.conversation && { conversation: visit.conversation }),
  ...(what & columns.operator && { operator: visit.operator }),
  ...(what & columns.invited && invitedOf(visit)),
  ...(what & left && { left: leftAt }),
})

const invitedOf = ({ invited, answeredAt }: Visit) => ({ invited, answeredAt })
const viewsOf = ({ views, viewsBefore }: Visit): number => viewsBefore + views

const timeOf = ({ shown, secondsBefore, watching }: Visit, leftAt: number | null) => ({
  seconds: secondsBefore + Math.round(shown / 1_000),
  watching: watching === 0 || leftAt !== null ? null : watching,
})
