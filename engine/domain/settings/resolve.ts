/** What counts on a site's pages: its own, else the account's, else what stands until somebody sets it (C11). */
import type { FieldProblem } from '../field.ts'
import type { Feature } from '../tariff.ts'
import { type Language, type Setting, settingKept, settingProblem, type Value } from './setting.ts'
import { settings, type Whole } from './table.ts'

/** What an account or a site has of its own, by name; the rest is inherited. */
export type OwnValues = Readonly<Record<string, Value>>

export const nothingOwn: OwnValues = {}

const standardOf = ({ standard }: Setting, language: Language): Value =>
  typeof standard === 'object' ? standard[language] : standard

export const standard = (language: Language): Whole => resolve(language, () => false, nothingOwn)

export const resolve = (
  language: Language,
  /** Does the tariff have it? */
  includes: (feature: Feature) => boolean,
  account: OwnValues,
  site: OwnValues = nothingOwn,
): Whole => {
  const whole: Record<string, Value> = {}
  for (const [name, setting] of settings) {
    const locked = setting.feature !== undefined && !includes(setting.feature)
    const own = locked ? undefined : (site[name] ?? account[name])
    whole[name] = own ?? standardOf(setting, language)
  }
  // The photo goes with the name, from wherever that is.
  if (site['invitation.inviter'] !== undefined) whole['invitation.photo'] = site['invitation.photo'] ?? ''
  if (whole['invitation.inviter'] === '') whole['invitation.photo'] = ''
  return whole as Whole
}

/** The names that a tariff locks. */
export const lockedBy = (includes: (feature: Feature) => boolean): ReadonlyArray<string> =>
  [...settings].flatMap(([name, { feature }]) => (feature !== undefined && !includes(feature) ? [name] : []))

/** Null: to be inherited. */
export type Wanted = Readonly<Record<string, Value | null>>

/** Why these cannot be set, by name. */
export const wantedProblems = (wanted: Wanted): Readonly<Record<string, FieldProblem | null>> =>
  Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => {
      const setting = settings.get(name)
      if (setting === undefined) return [name, 'malformed']
      return [name, value === null ? null : settingProblem(setting, value)]
    }),
  )

/** As it is kept: no words where there have to be some are nothing of one's own. */
export const wantedKept = (wanted: Wanted): Wanted =>
  Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => {
      const setting = settings.get(name)!
      const kept = value === null ? null : settingKept(setting, value)
      const silent = typeof kept === 'string' && kept.replace(/[\p{Cf}\p{M}\s]/gu, '') === ''
      return [name, silent && standardOf(setting, 'en') !== '' ? null : kept]
    }),
  )
