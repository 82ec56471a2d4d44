import { join } from 'node:path'
import { Effect, Layer } from 'effect'
import { expect } from 'vitest'
import { forEver } from '../domain/licence.ts'
import { it } from '../testing.ts'
import { Accounts } from './Accounts.ts'
import { openCanaryAccount } from './canaryAccount.ts'
import { openDatabase } from './Database.ts'
import { Departments } from './Departments.ts'
import { Log } from './Log.ts'
import { migrate, migrations } from './migrations/migrate.ts'
import { Operators } from './Operators.ts'
import { Photos } from './Photos.ts'
import { Sessions } from './Sessions.ts'
import { type Served, type SiteFields, Sites } from './Sites.ts'
import { directory } from './testing.ts'

const settings = (dataDir: string) =>
  Sites.layer.pipe(
    Layer.provideMerge(Layer.mergeAll(Accounts.layer, Departments.layer, Operators.layer)),
    Layer.provideMerge(Layer.mergeAll(Sessions.layer, Photos.layer)),
    Layer.provideMerge(Log.layer({ dataDir })),
  )
const run = <A, E>(
  program: Effect.Effect<A, E, Accounts | Departments | Log | Operators | Sites>,
  dataDir?: string,
) =>
  Effect.gen(function* () {
    return yield* Effect.provide(program, settings(dataDir ?? (yield* directory)), { local: true })
  })

const register = Effect.gen(function* () {
  const { register } = yield* Accounts
  const { add } = yield* Operators
  const shop = yield* register({
    login: 'shop',
    email: 'shop@shop.example',
    password: '-',
    language: 'ru',
    timeZone: 'Europe/Moscow',
    name: 'Консультант',
    licence: forEver('pro'),
    onlyFirst: false,
  })
  if (shop.kind !== 'registered') return yield* Effect.die(shop)
  const account = shop.account.id
  const anna = (yield* add(account, { login: 'anna', name: 'Anna', password: '-' }))!.id
  return { account, owner: shop.operator, anna }
})

const fields = (address: string, more: Partial<SiteFields> = {}): SiteFields => ({
  address,
  description: '',
  language: 'en',
  everybody: false,
  operators: [],
  departments: [],
  ...more,
})

it.effect('a page belongs to the most specific site; to none when none covers it', () =>
  run(
    Effect.gen(function* () {
      const { account } = yield* register
      const sites = yield* Sites
      const at = (url: string) => sites.at(account, url)?.address ?? null
      expect(at('https://anything.ru/')).toBe('*')
      yield* sites.add(account, fields('shop.ru'))
      yield* sites.add(account, fields('shop.ru/tea'))
      expect(['https://shop.ru/tea/1', 'https://shop.ru/', 'https://www.shop.ru/'].map(at)).toEqual([
        'shop.ru/tea',
        'shop.ru',
        '*',
      ])
      yield* sites.remove(account, sites.at(account, 'https://x.ru')!.id)
      expect(at('https://www.shop.ru/')).toBe(null)
      expect(sites.at('another', 'https://shop.ru/')).toBe(null)
    }),
  ),
)

it.effect(
  'who serves it follows departments and deletions, and each change is told with what was before',
  () =>
    run(
      Effect.gen(function* () {
        const { account, owner, anna } = yield* register
        const sites = yield* Sites
        const departments = yield* Departments
        const operators = yield* Operators
        const all = sites.list(account)[0]!.id
        const serving = () => [owner, anna].map((one) => sites.find(account, all)!.serves(one))
        expect(serving()).toEqual([true, true])
        const told: Array<boolean | undefined> = []
        const wasServedBy = (before: ReadonlyArray<Served>) => before[0]?.serves(anna)
        sites.onChanged((_account, before) => told.push(wasServedBy(before)))
        const sales = yield* departments.add(account, { name: 'Sales', description: '', operators: [anna] })
        yield* sites.edit(account, all, fields('*', { departments: [sales.id] }))
        expect(serving()).toEqual([false, true])
        yield* departments.add(account, { name: 'Support', description: '', operators: [anna] })
        yield* departments.edit(account, sales.id, { ...sales, operators: [owner] })
        expect(serving()).toEqual([true, false])
        yield* sites.edit(account, all, fields('*', { operators: [anna] }))
        yield* operators.remove(account, anna)
        expect(serving()).toEqual([false, false])
        expect(told).toEqual([true, true, true, true, false])
      }),
    ),
)

it.effect('an account that was there before there were sites gets every page, served by everybody', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const db = openDatabase(join(dataDir, 'log.db'), { synchronous: 'FULL', busyTimeout: 50 })
    migrate(db, 1, migrations.slice(0, 1))
    const add = db.prepare("INSERT INTO accounts VALUES (?, ?, ?, ?, 'UTC', 7, NULL)")
    add.run('a', 'a', 'a@shop.example', 'ru')
    add.run('b', 'b', 'b@shop.example', 'en')
    db.close()
    yield* run(
      Effect.gen(function* () {
        const sites = yield* Sites
        const shown = (account: string) =>
          sites.list(account).map(({ address, description, language, everybody }) => ({
            address,
            description,
            language,
            everybody,
          }))
        expect(shown('a')).toEqual([
          { address: '*', description: 'Все страницы', language: 'ru', everybody: true },
        ])
        expect(shown('b')).toEqual([
          { address: '*', description: 'All pages', language: 'en', everybody: true },
        ])
        const [a, b] = ['a', 'b'].map((account) => sites.list(account)[0]!.id)
        expect(a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
        expect(a).not.toBe(b)
        // A site that its owner deleted does not come again; the canary's own page is always a site.
        yield* openCanaryAccount
        yield* openCanaryAccount
        expect(shown('~canary')).toHaveLength(1)
      }),
      dataDir,
    )
  }),
)
