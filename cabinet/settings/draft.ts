/** Settings as they are kept, and as they stand on a page before they are saved. Pure. */
import type { AllSettings, Feature, Language, OwnSettings, Wanted } from '../../console/ui/api.ts'
import {
  lockedBy,
  type Name,
  type OwnValues,
  resolve,
  settings,
  type Value,
  type Whole,
  wantedProblems,
} from '../../engine/protocol/client/settings.ts'

export class Draft {
  // Asked for by every field of a page.
  #above: Whole | undefined
  #standards: Whole | undefined

  private constructor(
    readonly all: AllSettings,
    /** Id of a site; null: all of the account. */
    readonly site: string | null,
    /** Of the site, or the account. */
    readonly language: Language,
    /** What is to be saved; null: inherited from now on. */
    readonly wanted: Wanted,
  ) {}

  static of(all: AllSettings, site: string | null, language: Language, wanted: Wanted = {}): Draft {
    return new Draft(all, site, language, wanted)
  }

  /** What is kept for what is shown. */
  get kept(): OwnSettings {
    const { account, sites } = this.all
    if (this.site === null) return account
    return sites.find(({ site }) => site === this.site) ?? { site: this.site, version: 0, values: {} }
  }

  get changed(): boolean {
    return Object.keys(this.wanted).length > 0
  }

  /** What it has of its own; undefined: it inherits. */
  own(name: Name): Value | undefined {
    const wanted = this.wanted[name]
    return wanted === null ? undefined : (wanted ?? this.kept.values[name])
  }

  /** What stands in its place while it has none: the account's, or the standard. */
  inherited<N extends Name>(name: N): Whole[N] {
    return this.above[name]
  }

  /** What counts, saved or not. */
  value<N extends Name>(name: N): Whole[N] {
    return (this.own(name) as Whole[N] | undefined) ?? this.inherited(name)
  }

  locked(name: Name): boolean {
    return this.all.locked.includes(name)
  }

  /** Typed or chosen. What says what is inherited, or what was kept, is no change. */
  set(name: Name, value: Value | null): Draft {
    const kept = this.kept.values[name]
    const same = kept === undefined && value === this.inherited(name) ? null : value
    const wanted = { ...this.wanted, [name]: same }
    if (same === (kept ?? null)) delete wanted[name]
    return this.with(this.all, wanted)
  }

  /** Of a field that is cleared: words that there have to be are inherited again. */
  type(name: Name, typed: string): Draft {
    const setting = settings.get(name)!
    if (typed.trim() === '' && this.standards[name] !== '') return this.set(name, null)
    if (setting.kind !== 'number') return this.set(name, typed)
    const digits = typed.replace(/\s/g, '')
    return this.set(name, /^\d{1,9}$/.test(digits) ? Number(digits) : digits)
  }

  /** With another tariff. */
  under(features: ReadonlyArray<Feature>): Draft {
    const locked = lockedBy((feature) => features.includes(feature))
    return this.with({ ...this.all, locked }, this.wanted)
  }

  reset(): Draft {
    return this.with(this.all, {})
  }

  /** As it is kept by now; what is still wanted stays so, but for `without`. */
  keeping(own: OwnSettings, without: ReadonlyArray<string> = Object.keys(this.wanted)): Draft {
    const { all } = this
    const sites = all.sites.filter(({ site }) => site !== own.site)
    const next = own.site === null ? { ...all, account: own } : { ...all, sites: [...sites, own] }
    const rest = Object.entries(this.wanted).filter(
      ([name, value]) => !without.includes(name) && value !== (own.values[name] ?? null),
    )
    return this.with(next, Object.fromEntries(rest))
  }

  /** All that counts, as visitors would get it; what is wrong as it stands is left out. */
  get whole(): Whole {
    const problems = wantedProblems(this.wanted)
    const own: Record<string, Value> = { ...this.kept.values }
    for (const [name, value] of Object.entries(this.wanted)) {
      if (value === null) delete own[name]
      else if (problems[name] === null) own[name] = value
    }
    const { account } = this.all
    return this.site === null ? this.resolved(own) : this.resolved(account.values, own)
  }

  private get above(): Whole {
    this.#above ??= this.site === null ? this.standards : this.resolved(this.all.account.values)
    return this.#above
  }

  private get standards(): Whole {
    this.#standards ??= this.resolved({})
    return this.#standards
  }

  private resolved(account: OwnValues, site: OwnValues = {}): Whole {
    // What the tariff lacks is told by name.
    const shut = new Set(this.all.locked.map((name) => settings.get(name)?.feature))
    return resolve(this.language, (feature) => !shut.has(feature), account, site)
  }

  private with(all: AllSettings, wanted: Wanted): Draft {
    return new Draft(all, this.site, this.language, wanted)
  }
}
