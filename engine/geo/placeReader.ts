/**
 * Reads a file of MaxMind's format, whoever made it: flat as in `ip-location-db` (`city`, `country_code`), or nested
 * as in GeoIP2, GeoLite2 and DB-IP's own (`city.names.ru`, `country.iso_code`).
 */
import { isIP } from 'node:net'
import { Reader } from 'mmdb-lib'
import { alike } from '../domain/alike.ts'
import type { Place } from '../domain/facts.ts'
import { cityInRussian, plainCity } from './cities.ts'

export interface PlaceReader {
  readonly placeOf: (address: string) => Place | null
  /** Does it know cities? */
  readonly cities: boolean
}

interface Names {
  readonly names?: { readonly en?: string; readonly ru?: string }
}

type Entry = {
  readonly country_code?: string
  readonly city?: string | Names
  readonly country?: (Names & { readonly iso_code?: string }) | string
}

/** So many places are remembered. */
const remembered = 20_000

export const placeReader = (bytes: Buffer): PlaceReader => {
  const reader = new Reader<never>(bytes)
  const places = alike<Place>(remembered)
  return {
    cities: /city/i.test(reader.metadata.databaseType),
    placeOf: (address) => {
      // What is no address gets no answer; an IPv6 one in a file of IPv4 addresses would be an error.
      if (isIP(address) === 0 || (isIP(address) === 6 && reader.metadata.ipVersion === 4)) return null
      const place = toPlace(reader.get(address) as Entry | null)
      return place === null ? null : places(`${place.country}/${place.city}`, () => place)
    },
  }
}

const toPlace = (entry: Entry | null): Place | null => {
  const { country, city } = entry ?? {}
  const code = entry?.country_code ?? (typeof country === 'object' ? country.iso_code : country) ?? ''
  if (!/^[A-Z]{2}$/.test(code)) return null
  const named: NonNullable<Names['names']> =
    typeof city === 'object' ? (city.names ?? {}) : city === undefined ? {} : { en: city }
  const name = plainCity(named.en ?? '')
  return { country: code, city: name || null, cityRu: named.ru || cityInRussian(code, name) }
}
