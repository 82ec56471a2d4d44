/**
 * Appearance and behaviour of the widget (C1–C15): what accounts have set for all their sites, what sites have of
 * their own, and what counts in the end. Kept in memory, since every page view asks.
 */
import { Clock, Context, Effect, Layer } from 'effect'
import { type InvitationSettings, invitationSettings } from '../domain/invitationSettings.ts'
import { photoPath } from '../domain/photo.ts'
import { type Patience, patienceOf } from '../domain/settings/patience.ts'
import { lockedBy, nothingOwn, resolve, type Wanted } from '../domain/settings/resolve.ts'
import type { Language } from '../domain/settings/setting.ts'
import { type PictureName, settings } from '../domain/settings/table.ts'
import type { Feature } from '../domain/tariff.ts'
import { widgetSettings } from '../protocol/client/settings.ts'
import type { WidgetSettings } from '../protocol/frames.ts'
import { Accounts } from './Accounts.ts'
import type { StoreUnavailable } from './errors.ts'
import { Licences } from './Licences.ts'
import { Log } from './Log.ts'
import { type Own, OwnSettings, type SettingChange } from './OwnSettings.ts'
import { type Photo, Photos } from './Photos.ts'
import { Sites } from './Sites.ts'

export interface Look {
  readonly widget: WidgetSettings
  /** That as a frame, encoded once for all visitors. */
  readonly frame: string
}

/** What counts on the pages of a site; the same objects until something of it changes. */
export interface Effective extends Look {
  /** The same without a button: nobody is there, and there is no form (C8). */
  readonly shut: Look
  /** C6, C7. */
  readonly patience: Patience
  readonly invitation: InvitationSettings
}

/** What a commit has changed for who is on the sites; null stands for pages of no site. */
export interface Changed {
  /** Where the widget is another one. */
  readonly looks: ReadonlySet<string | null>
  /** Where visitors are invited in another way. */
  readonly invitations: ReadonlySet<string | null>
}

export type Edited =
  | { readonly kind: 'changed'; readonly own: Own }
  /** No such site. */
  | { readonly kind: 'unknown' }
  /** Somebody else has changed the same since; nothing was written. */
  | { readonly kind: 'conflict'; readonly own: Own; readonly changes: ReadonlyArray<SettingChange> }

interface Known {
  readonly account: Own
  readonly sites: ReadonlyMap<string, Own>
  /** As far as somebody asked. */
  readonly effective: Map<string | null, Effective>
}

const mostChanges = 100
const pictures = [...settings].flatMap(([name, { kind }]) => (kind === 'picture' ? [name] : []))
const nothingOf = (site: string | null): Own => ({ site, version: 0, values: nothingOwn })

export class Settings extends Context.Service<
  Settings,
  {
    /** On the pages of this site; null: of none (it was deleted meanwhile). */
    readonly of: (account: string, site: string | null) => Effective
    /** What was set: the account's own first, then those of its sites that have any. */
    readonly list: (account: string) => ReadonlyArray<Own>
    /** Names that the tariff locks (A4). */
    readonly locked: (account: string) => ReadonlyArray<string>
    /**
     * `site` null: the account. Values that the rules of `engine/domain` have passed; `version`: of what the change
     * began from.
     */
    readonly edit: (
      account: string,
      site: string | null,
      version: number,
      wanted: Wanted,
      operator: string,
    ) => Effect.Effect<Edited, StoreUnavailable>
    /** Whatever `from` has of its own, and nothing else; what the tariff locks stays. */
    readonly copy: (
      account: string,
      from: string | null,
      site: string | null,
      version: number,
      operator: string,
    ) => Effect.Effect<Edited, StoreUnavailable>
    /** Null takes it away. */
    readonly setPicture: (
      account: string,
      site: string | null,
      name: PictureName,
      picture: Photo | null,
      operator: string,
    ) => Effect.Effect<Edited, StoreUnavailable>
    /** The newest first. Null: no such site. */
    readonly changes: (account: string, site: string | null) => ReadonlyArray<SettingChange> | null
    /** Called after the commit. */
    readonly onChanged: (listener: (account: string, changed: Changed) => void) => void
  }
>()('engine/store/Settings') {
  static readonly layer = Layer.effect(
    Settings,
    Effect.gen(function* () {
      const { db, transact } = yield* Log
      const accounts = yield* Accounts
      const clock = yield* Clock.Clock
      const photos = yield* Photos
      const sites = yield* Sites
      const licences = yield* Licences
      const rows = new OwnSettings(db)
      const known = new Map<string, Known>()
      const listeners: Array<(account: string, changed: Changed) => void> = []

      const may = (account: string) => (feature: Feature) => licences.includes(account, feature)
      const read = (account: string): Known => {
        const all = rows.list(account)
        return {
          account: all.find(({ site }) => site === null) ?? nothingOf(null),
          sites: new Map(all.flatMap((own) => (own.site === null ? [] : [[own.site, own] as const]))),
          effective: new Map(),
        }
      }
      const knownOf = (account: string): Known => {
        let found = known.get(account)
        if (found === undefined) known.set(account, (found = read(account)))
        return found
      }
      const ownOf = ({ account, sites: singly }: Known, site: string | null): Own =>
        site === null ? account : (singly.get(site) ?? nothingOf(site))
      // Another language, another first site, or one that is gone with all that it had.
      sites.onChanged((account) => void known.delete(account))

      const languageOf = (account: string, site: string | null): Language =>
        (site === null ? null : sites.find(account, site)?.language) ??
        accounts.find(account)?.language ??
        'ru'
      /** The next page looks the same, whichever it is. */
      const anyPage = (account: string): boolean =>
        sites.alike(account) &&
        (sites.list(account).length === 1 ||
          [...knownOf(account).sites.values()].every(({ values }) => Object.keys(values).length === 0))

      /** `before`: kept where it says the same. */
      const effective = (account: string, site: string | null, before?: Effective): Effective => {
        const found = knownOf(account)
        const language = languageOf(account, site)
        const own = site === null ? nothingOwn : ownOf(found, site).values
        const whole = resolve(language, may(account), found.account.values, own)
        const widget = widgetSettings(whole, language, anyPage(account), may(account))
        const frame = JSON.stringify({ kind: 'settings', settings: widget })
        const invitation = invitationSettings(whole, language)
        return {
          ...(before?.frame === frame
            ? { widget: before.widget, frame: before.frame, shut: before.shut }
            : { widget, frame, shut: shutOf(widget) }),
          patience: patienceOf(whole),
          invitation: alike(before?.invitation, invitation) ? before!.invitation : invitation,
        }
      }

      const refresh = (account: string): void => {
        const before = known.get(account)?.effective ?? new Map<string | null, Effective>()
        known.delete(account)
        const now = knownOf(account).effective
        const looks = new Set<string | null>()
        const invitations = new Set<string | null>()
        for (const [site, was] of before) {
          const is = effective(account, site, was)
          now.set(site, is)
          if (is.widget !== was.widget) looks.add(site)
          if (is.invitation !== was.invitation) invitations.add(site)
        }
        if (looks.size + invitations.size === 0) return
        for (const listener of listeners) listener(account, { looks, invitations })
      }

      licences.onChanged(refresh)

      const isThere = (account: string, site: string | null): boolean =>
        site === null || sites.find(account, site) !== null
      /** Those that nobody shows any more. */
      const dropPictures = (account: string): void => {
        const shown = rows.list(account).flatMap(({ values }) => pictures.map((name) => values[name]))
        photos.keepPictures(account, new Set(shown.flatMap((path) => String(path ?? '').split('/')[3] ?? [])))
      }

      const change = (
        account: string,
        site: string | null,
        version: number | null,
        operator: string,
        /** Null: it is of a site that is not there. */
        wish: (found: Known) => Wanted | null,
      ) =>
        transact((): Edited => {
          if (!isThere(account, site)) return { kind: 'unknown' }
          // Not from memory: this may run again after it failed.
          const found = read(account)
          const own = ownOf(found, site)
          const wanted = wish(found)
          if (wanted === null) return { kind: 'unknown' }
          if (version !== null && version < own.version) {
            const changes = rows
              .changesSince(account, site, version)
              .filter(({ name }) => wanted[name] !== undefined && wanted[name] !== (own.values[name] ?? null))
            if (changes.length > 0) return { kind: 'conflict', own, changes }
          }
          const written = rows.write(account, own, wanted, operator, clock.currentTimeMillisUnsafe())
          if (pictures.some((name) => wanted[name] !== undefined)) dropPictures(account)
          return { kind: 'changed', own: written }
        }).pipe(
          Effect.tap(({ kind }) => Effect.sync(() => (kind === 'changed' ? refresh(account) : undefined))),
          Effect.uninterruptible,
        )

      return Settings.of({
        of: (account, site) => {
          const kept = knownOf(account).effective
          let found = kept.get(site)
          if (found === undefined) kept.set(site, (found = effective(account, site)))
          return found
        },
        list: (account) => {
          const { account: common, sites: singly } = knownOf(account)
          return [common, ...singly.values()]
        },
        locked: (account) => lockedBy(may(account)),
        edit: (account, site, version, wanted, operator) =>
          change(account, site, version, operator, () => wanted),
        copy: (account, from, site, version, operator) =>
          change(account, site, version, operator, (found) => {
            if (!isThere(account, from)) return null
            const { values } = ownOf(found, from)
            const locked = new Set(lockedBy(may(account)))
            const names = [...settings.keys()].filter((name) => !locked.has(name))
            return Object.fromEntries(names.map((name) => [name, values[name] ?? null]))
          }),
        setPicture: (account, site, name, picture, operator) =>
          change(account, site, null, operator, () => ({
            [name]: picture === null ? null : photoPath(account, photos.putPicture(account, picture)),
          })),
        changes: (account, site) =>
          isThere(account, site) ? rows.lastChanges(account, site, mostChanges) : null,
        onChanged: (listener) => void listeners.push(listener),
      })
    }),
  )
}

const shutOf = (open: WidgetSettings): Look => {
  const widget = { ...open, button: { ...open.button, shown: false } }
  return { widget, frame: JSON.stringify({ kind: 'settings', settings: widget }) }
}

const alike = (one: InvitationSettings | undefined, other: InvitationSettings): boolean =>
  one !== undefined && JSON.stringify(one) === JSON.stringify(other)
