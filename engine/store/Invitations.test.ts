import { Effect, Layer } from 'effect'
import { expect } from 'vitest'
import { inherits, standard } from '../domain/invitationSettings.ts'
import { forEver } from '../domain/licence.ts'
import { it } from '../testing.ts'
import { Accounts } from './Accounts.ts'
import { Departments } from './Departments.ts'
import { Invitations } from './Invitations.ts'
import { Log } from './Log.ts'
import { Operators } from './Operators.ts'
import { Photos } from './Photos.ts'
import { Sessions } from './Sessions.ts'
import { Sites } from './Sites.ts'
import { directory } from './testing.ts'

const settings = (dataDir: string) =>
  Invitations.layer.pipe(
    Layer.provideMerge(Sites.layer),
    Layer.provideMerge(Layer.mergeAll(Accounts.layer, Departments.layer, Operators.layer)),
    Layer.provideMerge(Layer.mergeAll(Sessions.layer, Photos.layer)),
    Layer.provideMerge(Log.layer({ dataDir })),
  )
type Needs = Accounts | Invitations | Log | Photos | Sites
const run = <A, E>(dataDir: string, program: Effect.Effect<A, E, Needs>) =>
  Effect.provide(program, settings(dataDir), { local: true })

/** An account with an English site beside its first one. */
const register = Effect.fnUntraced(function* (login = 'shop') {
  const accounts = yield* Accounts
  const sites = yield* Sites
  const made = yield* accounts.register({
    login,
    email: `${login}@shop.example`,
    password: '-',
    language: 'ru',
    timeZone: 'Europe/Moscow',
    name: 'Консультант',
    licence: forEver('pro'),
    onlyFirst: false,
  })
  if (made.kind !== 'registered') return yield* Effect.die(made)
  const { id } = made.account
  const added = yield* sites.add(id, {
    address: 'shop.com',
    description: '',
    language: 'en',
    everybody: true,
    operators: [],
    departments: [],
  })
  if (added.kind !== 'changed') return yield* Effect.die(added)
  return { id, ru: sites.list(id)[0]!.id, en: added.site.id }
})
const photo = { type: 'image/png' as const, bytes: Uint8Array.of(1, 2, 3) }

it.effect(
  'each site has its own, else the account’s, else the standard of its language; kept over a start',
  () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      const shop = yield* run(
        dataDir,
        Effect.gen(function* () {
          const { edit, of, list, onChanged } = yield* Invitations
          const shop = yield* register()
          const changed: Array<string> = []
          onChanged((account) => changed.push(account))
          expect(of(shop.id, shop.en)).toEqual({ ...standard('en'), photo: null, language: 'en' })
          expect(of(shop.id, shop.en)).toBe(of(shop.id, shop.en))
          expect(list(shop.id)).toEqual([{ ...inherits, site: null, photo: null }])
          yield* edit(shop.id, null, { ...inherits, automatic: true, text: 'Помочь?' })
          yield* edit(shop.id, shop.en, { ...inherits, automatic: false, delay: 5, text: 'Help?' })
          expect(changed).toEqual([shop.id, shop.id])
          return shop
        }),
      )
      yield* run(
        dataDir,
        Effect.gen(function* () {
          const { of, list } = yield* Invitations
          const sites = yield* Sites
          expect(of(shop.id, shop.ru)).toMatchObject({ automatic: true, delay: 30, text: 'Помочь?' })
          expect(of(shop.id, shop.en)).toMatchObject({ automatic: false, delay: 5, text: 'Help?' })
          expect(of(shop.id, null)).toMatchObject({ automatic: true, text: 'Помочь?', language: 'ru' })
          // With the site goes what it had.
          yield* sites.remove(shop.id, shop.en)
          expect(list(shop.id)).toHaveLength(1)
        }),
      )
    }),
)

it.effect('the photo goes with the name that it belongs to', () =>
  Effect.gen(function* () {
    yield* run(
      yield* directory,
      Effect.gen(function* () {
        const { edit, of, setPhoto } = yield* Invitations
        const photos = yield* Photos
        const shop = yield* register()
        const path = (yield* setPhoto(shop.id, null, photo))!.photo!
        expect(path).toMatch(new RegExp(`^/photos/${shop.id}/[0-9a-f]{16}$`))
        expect(photos.get(shop.id, path.split('/')[3]!)?.bytes.length).toBe(3)
        // Under the operator's own name there is his own photo.
        expect(of(shop.id, shop.ru).photo).toBeNull()
        yield* edit(shop.id, null, { ...inherits, inviter: 'Мастер' })
        expect(of(shop.id, shop.ru)).toMatchObject({ inviter: 'Мастер', photo: path })
        yield* edit(shop.id, shop.en, { ...inherits, inviter: 'Master' })
        expect(of(shop.id, shop.en)).toMatchObject({ inviter: 'Master', photo: null })
        yield* edit(shop.id, shop.en, { ...inherits, inviter: '' })
        expect(of(shop.id, shop.en)).toMatchObject({ inviter: '', photo: null })
        yield* setPhoto(shop.id, null, null)
        expect(of(shop.id, shop.ru).photo).toBeNull()
        expect(photos.get(shop.id, path.split('/')[3]!)).toBeNull()
      }),
    )
  }),
)

it.effect('another account’s site is no site', () =>
  Effect.gen(function* () {
    yield* run(
      yield* directory,
      Effect.gen(function* () {
        const { edit, list, setPhoto } = yield* Invitations
        const shop = yield* register()
        const rival = yield* register('rival')
        expect(yield* edit(shop.id, rival.ru, inherits)).toBeNull()
        expect(yield* setPhoto(shop.id, rival.ru, photo)).toBeNull()
        expect(list(rival.id)).toHaveLength(1)
      }),
    )
  }),
)
