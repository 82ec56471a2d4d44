/**
 * Where an address is, by the best data there are: a file of the owner's (GEO_FILE), city data that `npm run geo`
 * brought into DATA_DIR, else the countries that come with the engine. A file that changes is read anew.
 */
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Context, Effect, Layer } from 'effect'
import { Config } from '../config/Config.ts'
import type { Place } from '../domain/facts.ts'
import { countryFile } from './countryFile.ts'
import { type PlaceReader, placeReader } from './placeReader.ts'

/** Files of city data within DATA_DIR: for one or both kinds of addresses. */
export const geoFolder = 'geo'
export const cityFiles = ['city-ipv4.mmdb', 'city-ipv6.mmdb'] as const

/** Seconds between two looks at the files. */
const lookEvery = '30 seconds'

export class Geo extends Context.Service<
  Geo,
  {
    /** Null: nobody knows. The same object for the same place. */
    readonly placeOf: (address: string) => Place | null
    /** What the data tell, so that the cabinet can say how to get more. */
    readonly detail: () => 'city' | 'country'
    /** Looks whether the files are still the same. */
    readonly look: Effect.Effect<void>
  }
>()('engine/geo/Geo') {
  static readonly layer = Layer.effect(
    Geo,
    Effect.gen(function* () {
      const { dataDir, geoFile } = yield* Config
      const own = geoFile === null ? [] : [geoFile]
      const fetched = cityFiles.map((name) => join(dataDir, geoFolder, name))
      let read = ''
      let readers: ReadonlyArray<PlaceReader> = []

      const look = Effect.gen(function* () {
        const files = wanted(own, fetched)
        const now = files.map(({ path, mark }) => `${path} ${mark}`).join('\n')
        if (now === read) return
        read = now
        const opened: Array<PlaceReader> = []
        for (const { path } of files) {
          const reader = yield* Effect.tryPromise(async () => placeReader(await readFile(path))).pipe(
            Effect.catch(({ cause }) =>
              Effect.as(Effect.logError(`Places cannot be read from ${path}`, String(cause)), null),
            ),
          )
          if (reader !== null) opened.push(reader)
        }
        // A file that is being written right now: what was read before still tells.
        if (opened.length > 0) readers = opened
      })
      yield* look
      yield* Effect.forkScoped(Effect.forever(Effect.andThen(Effect.sleep(lookEvery), look)))

      return Geo.of({
        placeOf: (address) => {
          for (const reader of readers) {
            const place = reader.placeOf(address)
            if (place !== null) return place
          }
          return null
        },
        detail: () => (readers.some(({ cities }) => cities) ? 'city' : 'country'),
        look,
      })
    }),
  )
}

interface Found {
  readonly path: string
  readonly mark: string
}

/** The first that are there, and behind them the countries for addresses that they do not know. */
const wanted = (own: ReadonlyArray<string>, fetched: ReadonlyArray<string>): ReadonlyArray<Found> => {
  const ours = found(own)
  return [...(ours.length > 0 ? ours : found(fetched)), ...found([countryFile])]
}

const found = (paths: ReadonlyArray<string>): ReadonlyArray<Found> =>
  paths.flatMap((path) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat === undefined ? [] : [{ path, mark: `${stat.ino} ${stat.size} ${stat.mtimeMs}` }]
  })
