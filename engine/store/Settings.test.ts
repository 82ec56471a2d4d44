import { Effect, Layer } from 'effect'
import { expect } from 'vitest'
import { Config, parse } from '../config/Config.ts'
import { firstLicence, forEver } from '../domain/licence.ts'
import { it } from '../testing.ts'
import { Accounts } from './Accounts.ts'
import { Departments } from './Departments.ts'
import { Licences } from './Licences.ts'
import { Log } from './Log.ts'
import { Operators } from './Operators.ts'
import { Photos } from './Photos.ts'
import { Sessions } from './Sessions.ts'
import { type Changed, type Edited, Settings } from './Settings.ts'
import { Sites } from './Sites.ts'
import { directory } from './testing.ts'

const layer = (dataDir: string, env: Record<string, string>) =>
  Settings.layer.pipe(
    Layer.provideMerge(Sites.layer),
    Layer.provideMerge(Layer.mergeAll(Accounts.layer, Departments.layer, Operators.layer)),
    Layer.provideMerge(Layer.mergeAll(Licences.layer, Sessions.layer, Photos.layer)),
    Layer.provideMerge(Log.layer({ dataDir })),
    Layer.provideMerge(Layer.effect(Config, parse(env))),
  )
type Needs = Accounts | Config | Licences | Log | Photos | Settings | Sites
const run = <A, E>(dataDir: string, program: Effect.Effect<A, E, Needs>, env: Record<string, string> = {}) =>
  Effect.provide(program, layer(dataDir, env), { local: true })
const onItsOwn = <A, E>(program: Effect.Effect<A, E, Needs>, env: Record<string, string> = {}) =>
  Effect.flatMap(directory, (dataDir) => run(dataDir, program, env))

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
    licence: firstLicence((yield* Config).tariff, 0),
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
  return { id, owner: made.operator, ru: sites.list(id)[0]!.id, en: added.site.id }
})
const ownOf = (edited: Edited) => (edited.kind === 'unknown' ? undefined : edited.own)
const picture = { type: 'image/png' as const, bytes: Uint8Array.of(1, 2, 3) }
const hashIn = (path: unknown) => String(path).split('/')[3]!

it.effect(
  'each site has its own, else the account’s, else the standard of its language; kept over a start',
  () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      const shop = yield* run(
        dataDir,
        Effect.gen(function* () {
          const { edit, list, of } = yield* Settings
          const shop = yield* register()
          expect(list(shop.id)).toEqual([{ site: null, version: 0, values: {} }])
          expect(of(shop.id, shop.en).widget.button.text).toBe('Ask a question')
          expect(of(shop.id, shop.en)).toBe(of(shop.id, shop.en))
          yield* edit(shop.id, null, 0, { 'button.side': 'right', 'button.text': 'Спросить' }, shop.owner)
          yield* edit(shop.id, shop.en, 0, { 'button.text': 'Ask' }, shop.owner)
          return shop
        }),
      )
      yield* run(
        dataDir,
        Effect.gen(function* () {
          const { edit, list, of } = yield* Settings
          const sites = yield* Sites
          const button = (site: string | null) => of(shop.id, site).widget.button
          expect(button(shop.ru)).toMatchObject({ side: 'right', text: 'Спросить' })
          expect(button(shop.en)).toMatchObject({ side: 'right', text: 'Ask' })
          expect(button(null)).toMatchObject({ side: 'right', text: 'Спросить' })
          // Inherited again.
          yield* edit(shop.id, shop.en, 1, { 'button.text': null }, shop.owner)
          expect(button(shop.en)).toMatchObject({ text: 'Спросить' })
          expect(list(shop.id)[1]).toEqual({ site: shop.en, version: 2, values: {} })
          // With the site goes what it had.
          yield* sites.remove(shop.id, shop.en)
          expect(list(shop.id)).toHaveLength(1)
        }),
      )
    }),
)

it.effect('what changes is told with where it does, and what stays the same stays the same object', () =>
  onItsOwn(
    Effect.gen(function* () {
      const { edit, of, onChanged } = yield* Settings
      const shop = yield* register()
      const heard: Array<Changed> = []
      onChanged((_, changed) => heard.push(changed))
      const [ru, en] = [of(shop.id, shop.ru), of(shop.id, shop.en)]
      yield* edit(shop.id, shop.en, 0, { 'button.text': 'Ask' }, shop.owner)
      expect(heard.splice(0)).toEqual([{ looks: new Set([shop.en]), invitations: new Set() }])
      expect(of(shop.id, shop.ru).widget).toBe(ru.widget)
      expect(of(shop.id, shop.en).widget).not.toBe(en.widget)
      expect(of(shop.id, shop.en).invitation).toBe(en.invitation)
      expect(JSON.parse(of(shop.id, shop.en).frame).settings).toEqual(of(shop.id, shop.en).widget)
      yield* edit(shop.id, null, 0, { 'invitation.delay': 10 }, shop.owner)
      expect(heard.splice(0)).toEqual([{ looks: new Set(), invitations: new Set([shop.ru, shop.en]) }])
      // The English site has its own words.
      yield* edit(shop.id, null, 1, { 'button.text': 'Спросить' }, shop.owner)
      expect(heard.splice(0)).toEqual([{ looks: new Set([shop.ru]), invitations: new Set() }])
      // Nothing is different.
      yield* edit(shop.id, null, 2, { 'button.text': 'Спросить', 'rating.on': null }, shop.owner)
      expect(heard).toEqual([])
    }),
  ),
)

it.effect('the next page is known to look the same only where no site has anything of its own', () =>
  onItsOwn(
    Effect.gen(function* () {
      const { edit, of } = yield* Settings
      const sites = yield* Sites
      const shop = yield* register()
      const anyPage = (site: string) => of(shop.id, site).widget.anyPage
      expect([anyPage(shop.ru), anyPage(shop.en)]).toEqual([false, false])
      const { id: _, serves: _serves, choices: _choices, ...fields } = sites.find(shop.id, shop.en)!
      yield* sites.edit(shop.id, shop.en, { ...fields, language: 'ru' })
      expect(anyPage(shop.ru)).toBe(true)
      yield* edit(shop.id, shop.en, 0, { 'button.side': 'right' }, shop.owner)
      expect([anyPage(shop.ru), anyPage(shop.en)]).toEqual([false, false])
      yield* sites.remove(shop.id, shop.en)
      yield* edit(shop.id, shop.ru, 0, { 'button.side': 'right' }, shop.owner)
      expect(anyPage(shop.ru)).toBe(true)
    }),
  ),
)

it.effect('of two who change the same the second is shown what the first has done', () =>
  onItsOwn(
    Effect.gen(function* () {
      const { changes, edit, of } = yield* Settings
      const shop = yield* register()
      yield* edit(shop.id, null, 0, { 'button.side': 'right', 'button.size': 'large' }, 'anna')
      const second = { 'button.side': 'bottom', 'window.company': 'Лавка' }
      const refused = yield* edit(shop.id, null, 0, second, 'boris')
      expect(refused).toEqual({
        kind: 'conflict',
        own: { site: null, version: 1, values: { 'button.side': 'right', 'button.size': 'large' } },
        changes: [
          {
            site: null,
            version: 1,
            at: expect.any(Number),
            operator: 'anna',
            name: 'button.side',
            before: null,
            after: 'right',
          },
        ],
      })
      expect(of(shop.id, shop.ru).widget.window.company).toBe('')
      // What they both want, and what only one of them has touched, is nobody's quarrel.
      const both = yield* edit(
        shop.id,
        null,
        0,
        { 'button.side': 'right', 'window.company': 'Лавка' },
        'boris',
      )
      expect(ownOf(both)?.version).toBe(2)
      // Knowing of it, the second may have it his way.
      yield* edit(shop.id, null, 2, { 'button.side': 'bottom' }, 'boris')
      expect(changes(shop.id, null)?.map(({ operator, name, after }) => [operator, name, after])).toEqual([
        ['boris', 'button.side', 'bottom'],
        ['boris', 'window.company', 'Лавка'],
        ['anna', 'button.size', 'large'],
        ['anna', 'button.side', 'right'],
      ])
      expect(changes(shop.id, shop.ru)).toEqual([])
    }),
  ),
)

it.effect('a copy is all that the other has of its own, and nothing else', () =>
  onItsOwn(
    Effect.gen(function* () {
      const { copy, edit, list } = yield* Settings
      const shop = yield* register()
      yield* edit(shop.id, shop.ru, 0, { 'button.side': 'right', 'rating.on': true }, shop.owner)
      yield* edit(shop.id, shop.en, 0, { 'button.side': 'bottom', 'button.size': 'small' }, shop.owner)
      const copied = yield* copy(shop.id, shop.ru, shop.en, 1, shop.owner)
      expect(ownOf(copied)).toEqual({
        site: shop.en,
        version: 2,
        values: { 'button.side': 'right', 'rating.on': true },
      })
      expect(yield* copy(shop.id, 'nowhere', shop.en, 2, shop.owner)).toEqual({ kind: 'unknown' })
      expect((yield* copy(shop.id, null, shop.en, 1, shop.owner)).kind).toBe('conflict')
      yield* copy(shop.id, null, shop.en, 2, shop.owner)
      expect(list(shop.id).find(({ site }) => site === shop.en)?.values).toEqual({})
    }),
  ),
)

it.effect('pictures are shared by who shows them, and dropped with the last', () =>
  onItsOwn(
    Effect.gen(function* () {
      const { copy, edit, of, setPicture } = yield* Settings
      const photos = yield* Photos
      const shop = yield* register()
      const rival = yield* register('rival')
      const set = yield* setPicture(shop.id, shop.ru, 'theme.logo', picture, shop.owner)
      const path = ownOf(set)!.values['theme.logo']
      expect(path).toMatch(new RegExp(`^/photos/${shop.id}/[0-9a-f]{16}$`))
      expect(of(shop.id, shop.ru).widget.theme.logo).toBe(path)
      expect(of(shop.id, shop.en).widget.theme.logo).toBeNull()
      yield* copy(shop.id, shop.ru, shop.en, 0, shop.owner)
      yield* setPicture(shop.id, shop.ru, 'theme.logo', null, shop.owner)
      expect(of(shop.id, shop.en).widget.theme.logo).toBe(path)
      expect(photos.get(shop.id, hashIn(path))?.bytes.length).toBe(3)
      expect(photos.get(rival.id, hashIn(path))).toBeNull()
      yield* edit(shop.id, shop.en, 1, { 'theme.logo': null }, shop.owner)
      expect(photos.get(shop.id, hashIn(path))).toBeNull()
    }),
  ),
)

it.effect('the photo of who invites goes with the name that it belongs to', () =>
  onItsOwn(
    Effect.gen(function* () {
      const { edit, of, setPicture } = yield* Settings
      const shop = yield* register()
      const path = ownOf(yield* setPicture(shop.id, null, 'invitation.photo', picture, shop.owner))!.values[
        'invitation.photo'
      ]
      const from = (site: string) => {
        const { inviter, photo } = of(shop.id, site).invitation
        return [inviter, photo]
      }
      // Under the operator's own name there is his own photo.
      expect(from(shop.ru)).toEqual(['', null])
      yield* edit(shop.id, null, 1, { 'invitation.inviter': 'Мастер' }, shop.owner)
      expect(from(shop.ru)).toEqual(['Мастер', path])
      yield* edit(shop.id, shop.en, 0, { 'invitation.inviter': 'Master' }, shop.owner)
      expect(from(shop.en)).toEqual(['Master', null])
    }),
  ),
)

it.effect('another account’s site is no site', () =>
  onItsOwn(
    Effect.gen(function* () {
      const { changes, copy, edit, list, setPicture } = yield* Settings
      const shop = yield* register()
      const rival = yield* register('rival')
      yield* edit(rival.id, rival.ru, 0, { 'button.side': 'right' }, rival.owner)
      const unknown = { kind: 'unknown' }
      expect(yield* edit(shop.id, rival.ru, 1, { 'button.side': 'left' }, shop.owner)).toEqual(unknown)
      expect(yield* copy(shop.id, rival.ru, shop.ru, 0, shop.owner)).toEqual(unknown)
      expect(yield* copy(shop.id, null, rival.ru, 1, shop.owner)).toEqual(unknown)
      expect(yield* setPicture(shop.id, rival.ru, 'theme.logo', picture, shop.owner)).toEqual(unknown)
      expect(changes(shop.id, rival.ru)).toBeNull()
      expect(list(rival.id)[1]?.values).toEqual({ 'button.side': 'right' })
    }),
  ),
)

it.effect('what the tariff lacks counts for nothing, and is not copied', () =>
  onItsOwn(
    Effect.gen(function* () {
      const { copy, edit, list, locked, of } = yield* Settings
      const shop = yield* register()
      expect(locked(shop.id)).toContain('theme.vendor')
      expect(locked(shop.id)).not.toContain('button.text')
      const both = { 'theme.vendor': false, 'button.side': 'right' }
      yield* edit(shop.id, shop.ru, 0, both, shop.owner)
      expect(of(shop.id, shop.ru).widget).toMatchObject({
        theme: { vendor: true },
        button: { side: 'right' },
        ownButton: false,
        ownPlace: false,
      })
      yield* copy(shop.id, shop.ru, shop.en, 0, shop.owner)
      expect(list(shop.id).find(({ site }) => site === shop.en)?.values).toEqual({ 'button.side': 'right' })
      // Kept all the while, and there again with the next licence.
      yield* (yield* Licences).give(shop.id, forEver('pro'), 'root')
      expect(locked(shop.id)).toEqual([])
      expect(of(shop.id, shop.ru).widget.theme.vendor).toBe(false)
    }),
    { TARIFF: 'personal' },
  ),
)
