/**
 * The visitors of the operator's sites, as long as somebody looks at them: asked for, put together from the engine's
 * frames, shown a few times a second.
 */
import { pageTimers, Refused, type Timers } from '../../engine/protocol/client/index.ts'
import type { Done, ToOperator, VisitorsFrame } from '../../engine/protocol/frames.ts'
import { Shown } from './Shown.ts'
import { plainQuestion, type Question, VisitorTable } from './VisitorTable.ts'

export interface VisitorsOptions {
  /** The operator's own id. */
  readonly me: string
  readonly ask: <R>(frame: object) => Promise<R>
  /** The number of those who are there is another. */
  readonly counted: () => void
  readonly timers?: Timers
}

/** Watchers hear of changes at most so often, ms: nobody reads faster. */
const tellEvery = 250
/** Refused for now, it is asked again after, ms. */
const againAfter = 2_000

export class Visitors {
  /** How many are on the sites; null until the engine has said. */
  present: number | null = null
  readonly shown: Shown
  readonly #options: VisitorsOptions
  readonly #timers: Timers
  readonly #watchers = new Set<() => void>()
  #question = plainQuestion
  #wanted = false
  #linked = false
  /** A snapshot that is not complete yet; what was there before stands until it is. */
  #next: VisitorTable | null = null
  #complete = false
  #current = false
  #told = Number.NEGATIVE_INFINITY
  #telling = false

  constructor(options: VisitorsOptions) {
    this.#options = options
    this.#timers = options.timers ?? pageTimers
    this.shown = new Shown(new VisitorTable(options.me))
  }

  /** Was there ever a whole table? */
  get complete(): boolean {
    return this.#complete
  }

  /** Is there anything to show? The first table is shown as it comes. */
  get begun(): boolean {
    return this.#complete || this.shown.table.size > 0
  }

  /** Is what is shown what is? Without a connection it is what was. */
  get current(): boolean {
    return this.#current
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed)
    return () => this.#watchers.delete(changed)
  }

  /** Does anybody look? */
  want(wanted: boolean): void {
    if (wanted === this.#wanted) return
    this.#wanted = wanted
    this.#current = false
    void this.#ask()
  }

  /** There is a connection, new to the engine: nothing is told unasked. */
  online(): void {
    this.#linked = true
    if (this.#wanted) void this.#ask()
  }

  offline(): void {
    this.#linked = false
    this.#next = null
    this.#current = false
    this.#tell()
  }

  ask(question: Question): void {
    this.#question = question
    this.shown.table.ask(question)
    this.#next?.ask(question)
    this.shown.admit()
    this.#tell()
  }

  hold(held: boolean): void {
    this.shown.hold(held)
    this.#tell()
  }

  admit(): void {
    this.shown.admit()
    this.#tell()
  }

  receive(frame: VisitorsFrame | Extract<ToOperator, { kind: 'present' }>): void {
    if (frame.kind === 'present') {
      this.present = frame.visitors
      this.#options.counted()
      return
    }
    if (frame.reset) {
      this.#next = new VisitorTable(this.#options.me)
      this.#next.ask(this.#question)
      if (!this.#complete) this.shown.become(this.#next)
    }
    const table = this.#next ?? this.shown.table
    table.receive(frame)
    if (frame.complete) this.#become(table)
    if (table === this.shown.table) this.#soon()
  }

  #become(table: VisitorTable): void {
    this.#next = null
    this.#complete = true
    this.#current = this.#wanted && this.#linked
    this.shown.become(table)
  }

  async #ask(): Promise<void> {
    if (!this.#linked) return
    const watching = this.#wanted
    try {
      await this.#options.ask<Done>({ kind: 'watch', watching })
    } catch (why) {
      if (!(why instanceof Refused)) return
      this.#timers.set(() => {
        if (watching && this.#wanted && !this.#current) void this.#ask()
      }, againAfter)
    }
  }

  #soon(): void {
    if (this.#telling) return
    const wait = this.#told + tellEvery - performance.now()
    if (wait <= 0) return this.#tell()
    this.#telling = true
    this.#timers.set(() => {
      this.#telling = false
      this.#tell()
    }, wait)
  }

  #tell(): void {
    this.#told = performance.now()
    for (const changed of this.#watchers) changed()
  }
}
