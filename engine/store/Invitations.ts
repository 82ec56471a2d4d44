/** C10: how accounts invite, and what sites have of their own. Kept in memory, since every page view asks. */
import { Context, Effect, Layer } from 'effect'
import { type InvitationFields, inherited, inherits, type Whole } from '../domain/invitationSettings.ts'
import { photoPath } from '../domain/photo.ts'
import { Accounts } from './Accounts.ts'
import type { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'
import { type Photo, Photos } from './Photos.ts'
import { Sites } from './Sites.ts'

/** As it is kept for an account or a site. */
export interface OwnInvitations extends InvitationFields {
  /** Null: of the account. */
  readonly site: string | null
  /** Of the inviter; its path. */
  readonly photo: string | null
}

/** What counts on the pages of a site; the same object until something changes. */
export interface InvitationSettings extends Whole {
  readonly photo: string | null
  readonly language: 'ru' | 'en'
}

interface Row {
  readonly owner: string
  readonly site: string | null
  readonly automatic: number | null
  readonly delay: number | null
  readonly text: string | null
  readonly manual: string | null
  readonly inviter: string | null
  readonly photo: string | null
}

interface Known {
  readonly account: OwnInvitations
  readonly sites: ReadonlyMap<string, OwnInvitations>
  readonly whole: Map<string | null, InvitationSettings>
}

const nothingOf = (site: string | null): OwnInvitations => ({ ...inherits, site, photo: null })

const own = ({ owner, site, automatic, photo, delay, text, manual, inviter }: Row): OwnInvitations => ({
  site,
  automatic: automatic === null ? null : automatic === 1,
  delay,
  text,
  manual,
  inviter,
  photo: photoPath(owner, photo),
})

export class Invitations extends Context.Service<
  Invitations,
  {
    /** On the pages of this site; null: of none (it was deleted meanwhile). */
    readonly of: (account: string, site: string | null) => InvitationSettings
    /** What was set: the account's own first, then those of its sites that have any. */
    readonly list: (account: string) => ReadonlyArray<OwnInvitations>
    /** `site` null: of the account. Fields that the rules of `engine/domain` have passed. Null: no such site. */
    readonly edit: (
      account: string,
      site: string | null,
      fields: InvitationFields,
    ) => Effect.Effect<OwnInvitations | null, StoreUnavailable>
    /** Of the inviter; null takes it away. */
    readonly setPhoto: (
      account: string,
      site: string | null,
      photo: Photo | null,
    ) => Effect.Effect<OwnInvitations | null, StoreUnavailable>
    /** Called after the commit. */
    readonly onChanged: (listener: (account: string) => void) => void
  }
>()('engine/store/Invitations') {
  static readonly layer = Layer.effect(
    Invitations,
    Effect.gen(function* () {
      const { db, transact } = yield* Log
      const accounts = yield* Accounts
      const photos = yield* Photos
      const sites = yield* Sites
      const known = new Map<string, Known>()
      const listeners: Array<(account: string) => void> = []

      const ofAccount = db.prepare<[string], Row>(
        'SELECT owner, site, automatic, delay, text, manual, inviter, photo FROM invitations WHERE account = ?',
      )
      const begin = db.prepare<[string, string, string | null]>(
        'INSERT INTO invitations (owner, account, site) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      )
      const update = db.prepare<
        [number | null, number | null, string | null, string | null, string | null, string]
      >('UPDATE invitations SET automatic = ?, delay = ?, text = ?, manual = ?, inviter = ? WHERE owner = ?')
      const setPhoto = db.prepare<[string | null, string]>('UPDATE invitations SET photo = ? WHERE owner = ?')

      const read = (account: string): Known => {
        const rows = ofAccount.all(account).map(own)
        return {
          account: rows.find(({ site }) => site === null) ?? nothingOf(null),
          sites: new Map(rows.flatMap((row) => (row.site === null ? [] : [[row.site, row] as const]))),
          whole: new Map(),
        }
      }
      const of = (account: string): Known => {
        let found = known.get(account)
        if (found === undefined) known.set(account, (found = read(account)))
        return found
      }
      // Another language, or a site that is gone with all that it had.
      sites.onChanged((account) => void known.delete(account))

      const whole = (account: string, site: string | null): InvitationSettings => {
        const { account: common, sites: singly } = of(account)
        const ours = (site === null ? undefined : singly.get(site)) ?? nothingOf(site)
        const language =
          (site === null ? null : sites.find(account, site)?.language) ??
          accounts.find(account)?.language ??
          'ru'
        const { inviter, ...fields } = inherited(language, common, ours)
        // The photo goes with the name, from wherever that is.
        const photo = inviter === '' ? null : (ours.inviter === null ? common : ours).photo
        return { ...fields, inviter, photo, language }
      }
      const change = (account: string, site: string | null, write: (owner: string) => void) =>
        transact(() => {
          if (site !== null && sites.find(account, site) === null) return false
          const owner = site ?? account
          begin.run(owner, account, site)
          write(owner)
          return true
        }).pipe(
          Effect.map((written) => {
            if (!written) return null
            known.delete(account)
            for (const listener of listeners) listener(account)
            const { account: common, sites: singly } = of(account)
            return site === null ? common : (singly.get(site) ?? nothingOf(site))
          }),
          Effect.uninterruptible,
        )

      return Invitations.of({
        of: (account, site) => {
          const kept = of(account).whole
          let found = kept.get(site)
          if (found === undefined) kept.set(site, (found = whole(account, site)))
          return found
        },
        list: (account) => {
          const { account: common, sites: singly } = of(account)
          return [common, ...singly.values()]
        },
        edit: (account, site, { automatic, delay, text, manual, inviter }) =>
          change(account, site, (owner) => {
            update.run(automatic === null ? null : Number(automatic), delay, text, manual, inviter, owner)
          }),
        setPhoto: (account, site, photo) =>
          change(account, site, (owner) => {
            if (photo === null) photos.dropInviter(owner)
            setPhoto.run(photo === null ? null : photos.putInviter(owner, photo), owner)
          }),
        onChanged: (listener) => void listeners.push(listener),
      })
    }),
  )
}
