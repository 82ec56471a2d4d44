import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Effect, Layer } from 'effect'
import { expect } from 'vitest'
import { Config, parse } from '../config/Config.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { Geo } from './Geo.ts'
import { mmdb } from './testFile.ts'

const kazan = '178.204.10.1'
const within = <A>(settings: Record<string, string>, program: Effect.Effect<A, never, Geo>) =>
  program.pipe(
    Effect.provide(Geo.layer.pipe(Layer.provide(Layer.effect(Config, parse(settings)))), { local: true }),
    Effect.scoped,
  )
/** As `npm run geo` and careful owners do. */
const put = (path: string, bytes: Buffer | string) => {
  writeFileSync(`${path}.new`, bytes)
  renameSync(`${path}.new`, path)
}

it.effect('countries come with the engine', () =>
  Effect.gen(function* () {
    yield* within(
      { DATA_DIR: yield* directory },
      Effect.gen(function* () {
        const { placeOf, detail } = yield* Geo
        const russia = { country: 'RU', city: null, cityRu: null }
        expect(placeOf(kazan)).toEqual(russia)
        expect(placeOf('2a02:6b8::1')).toEqual(russia)
        // One object for all who are there.
        expect(placeOf('5.255.255.70')).toBe(placeOf('5.255.255.80'))
        for (const nowhere of ['127.0.0.1', '192.168.1.1', '::1', 'unknown', '', '1.2.3', '999.1.1.1']) {
          expect(placeOf(nowhere)).toBeNull()
        }
        expect(detail()).toBe('country')
      }),
    )
  }),
)

it.effect('city data in DATA_DIR are taken up when they come, and let go when they went', () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const file = join(dataDir, 'geo', 'city-ipv4.mmdb')
    mkdirSync(join(dataDir, 'geo'))
    yield* within(
      { DATA_DIR: dataDir },
      Effect.gen(function* () {
        const { placeOf, detail, look } = yield* Geo
        put(
          file,
          mmdb('city ipv4', {
            '178.204.0.0/16': { city: 'Kazan’', country_code: 'RU' },
            '95.0.0.0/8': { city: 'Moscow (Tsentralnyy)', country_code: 'RU' },
            '96.0.0.0/8': { city: 'Chernaya Kholunitsa', country_code: 'RU' },
          }),
        )
        yield* look
        expect(placeOf(kazan)).toEqual({ country: 'RU', city: 'Kazan', cityRu: 'Казань' })
        expect(placeOf('95.1.2.3')).toEqual({ country: 'RU', city: 'Moscow', cityRu: 'Москва' })
        expect(placeOf('96.1.2.3')).toMatchObject({ city: 'Chernaya Kholunitsa', cityRu: null })
        // What the city data do not know the countries may.
        expect(placeOf('5.255.255.70')).toMatchObject({ country: 'RU', city: null })
        expect(placeOf('2a02:6b8::1')).toMatchObject({ country: 'RU' })
        expect(detail()).toBe('city')

        rmSync(file)
        yield* look
        expect(placeOf(kazan)).toMatchObject({ city: null })
        expect(detail()).toBe('country')
      }),
    )
  }),
)

it.effect("an owner's file goes first, in whatever form; one that cannot be read changes nothing", () =>
  Effect.gen(function* () {
    const dataDir = yield* directory
    const file = join(dataDir, 'own.mmdb')
    put(
      file,
      mmdb('GeoIP2-City', {
        '178.204.0.0/16': {
          city: { names: { en: 'Kazan', ru: 'Казань (своя)' } },
          country: { iso_code: 'RU', names: { en: 'Russia' } },
        },
      }),
    )
    yield* within(
      { DATA_DIR: dataDir, GEO_FILE: file },
      Effect.gen(function* () {
        const { placeOf, detail, look } = yield* Geo
        const own = { country: 'RU', city: 'Kazan', cityRu: 'Казань (своя)' }
        expect(placeOf(kazan)).toEqual(own)
        expect(detail()).toBe('city')
        put(file, 'no such file')
        yield* look
        expect(placeOf(kazan)).toMatchObject({ country: 'RU' })
      }),
    )
  }),
)
