/** Handlers of the settings of appearance and behaviour (C1–C15). */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { Forbidden, NotFound } from '../api/errors.ts'
import { AllSettings, Conflict, OwnSettings, SettingChange } from '../api/settings.ts'
import { photoProblem, photoType } from '../domain/photo.ts'
import { standard, wantedKept, wantedProblems } from '../domain/settings/resolve.ts'
import { Operators } from '../store/Operators.ts'
import type { SettingChange as StoredChange } from '../store/OwnSettings.ts'
import { type Edited, Settings } from '../store/Settings.ts'
import { administrator, refuse } from './administrator.ts'
import { orUnavailable } from './storeErrors.ts'

/** Null: the account. Another account's site is not found by the store. */
const siteIn = (of: string): string | null => (of === 'account' ? null : of)

export const SettingsHandlers = HttpApiBuilder.group(
  Api,
  'settings',
  Effect.fnUntraced(function* (handlers) {
    const settings = yield* Settings
    const operators = yield* Operators

    const shown = (account: string, { at, operator, name, before, after }: StoredChange) => {
      const by = operators.known(account, operator)?.name ?? ''
      return new SettingChange({ at, operator: by, name, before, after })
    }
    /** What the tariff lacks may be read, and not be set (A4). */
    const unlocked = (account: string, names: ReadonlyArray<string>) => {
      const locked = new Set(settings.locked(account))
      return names.some((name) => locked.has(name))
        ? Effect.fail(new Forbidden({ reason: 'tariff' }))
        : Effect.void
    }
    const done = (account: string, edited: Edited) => {
      if (edited.kind === 'unknown') return Effect.fail(new NotFound())
      const own = new OwnSettings(edited.own)
      if (edited.kind === 'changed') return Effect.succeed(own)
      return Effect.fail(new Conflict({ own, changes: edited.changes.map((each) => shown(account, each)) }))
    }
    /** Of a picture, which knows no conflict. */
    const doneAnyhow = (edited: Edited) =>
      edited.kind === 'unknown' ? Effect.fail(new NotFound()) : Effect.succeed(new OwnSettings(edited.own))

    return handlers.handleAll({
      list: () =>
        Effect.map(administrator, ({ account }) => {
          const [common, ...sites] = settings.list(account).map((own) => new OwnSettings(own))
          return new AllSettings({
            account: common!,
            sites,
            standard: { ru: standard('ru'), en: standard('en') },
            locked: settings.locked(account),
          })
        }),

      edit: Effect.fnUntraced(function* ({ params, payload: { version, values } }) {
        const { account, operator } = yield* administrator
        yield* refuse(wantedProblems(values))
        yield* unlocked(account, Object.keys(values))
        const site = siteIn(params.of)
        const edited = settings.edit(account, site, version, wantedKept(values), operator)
        return yield* done(account, yield* orUnavailable(edited))
      }),

      copy: Effect.fnUntraced(function* ({ params, payload: { from, version } }) {
        const { account, operator } = yield* administrator
        const copied = settings.copy(account, siteIn(from), siteIn(params.of), version, operator)
        return yield* done(account, yield* orUnavailable(copied))
      }),

      changes: Effect.fnUntraced(function* ({ params }) {
        const { account } = yield* administrator
        const changes = settings.changes(account, siteIn(params.of))
        if (changes === null) return yield* new NotFound()
        return changes.map((each) => shown(account, each))
      }),

      setPicture: Effect.fnUntraced(function* ({ params: { of, picture: name }, payload }) {
        const { account, operator } = yield* administrator
        yield* unlocked(account, [name])
        yield* refuse({ photo: photoProblem(payload) })
        const picture = { type: photoType(payload)!, bytes: payload }
        return yield* doneAnyhow(
          yield* orUnavailable(settings.setPicture(account, siteIn(of), name, picture, operator)),
        )
      }),

      removePicture: Effect.fnUntraced(function* ({ params: { of, picture: name } }) {
        const { account, operator } = yield* administrator
        yield* unlocked(account, [name])
        return yield* doneAnyhow(
          yield* orUnavailable(settings.setPicture(account, siteIn(of), name, null, operator)),
        )
      }),
    })
  }),
)
