/** Where somebody is, in the interface's language. */
import type { Place } from '../../engine/domain/facts.ts'
import { type Language, language } from '../ui/i18n.ts'

const formats = new Map<string, Intl.DisplayNames>()
const known = new Map<string, string>()

const formatIn = (of: Language, type: 'region' | 'language'): Intl.DisplayNames => {
  const key = `${of} ${type}`
  const format = formats.get(key) ?? new Intl.DisplayNames(of, { type, fallback: 'code' })
  formats.set(key, format)
  return format
}

/** Kept: a table of ten thousand visitors asks for the same hundred names again and again. */
const nameOf = (type: 'region' | 'language', code: string, of: Language): string => {
  const key = `${of} ${type} ${code}`
  let name = known.get(key)
  if (name === undefined) {
    name = asked(type, code, of)
    known.set(key, name)
  }
  return name
}

const asked = (type: 'region' | 'language', code: string, of: Language): string => {
  try {
    return formatIn(of, type).of(code) ?? code
  } catch {
    // Whatever a browser said: no code at all.
    return code
  }
}

const city = ({ city, cityRu }: Place, of: Language): string | null => (of === 'ru' ? (cityRu ?? city) : city)

export const countryName = (country: string, of = language()): string => nameOf('region', country, of)

/** «Казань», or the country when nobody knows the city. */
export const placeName = (place: Place, of = language()): string =>
  city(place, of) ?? countryName(place.country, of)

/** «Казань, Россия» */
export const placeInFull = (place: Place, of = language()): string => {
  const name = city(place, of)
  return name === null ? countryName(place.country, of) : `${name}, ${countryName(place.country, of)}`
}

export const languageName = (tag: string): string => nameOf('language', tag, language())
