/** Where somebody is, in the interface's language. */
import type { Place } from '../../engine/domain/facts.ts'
import { language } from '../ui/i18n.ts'

const cache = new Map<string, Intl.DisplayNames>()

const names = (type: 'region' | 'language'): Intl.DisplayNames => {
  const key = `${language()} ${type}`
  let known = cache.get(key)
  if (known === undefined) {
    known = new Intl.DisplayNames(language(), { type, fallback: 'code' })
    cache.set(key, known)
  }
  return known
}

const nameOf = (type: 'region' | 'language', code: string): string => {
  try {
    return names(type).of(code) ?? code
  } catch {
    // Whatever a browser said: no code at all.
    return code
  }
}

const city = ({ city, cityRu }: Place): string | null => (language() === 'ru' ? (cityRu ?? city) : city)

/** «Казань», or the country when nobody knows the city. */
export const placeName = (place: Place): string => city(place) ?? nameOf('region', place.country)

/** «Казань, Россия» */
export const placeInFull = (place: Place): string =>
  [city(place), nameOf('region', place.country)].filter((part) => part !== null).join(', ')

export const languageName = (tag: string): string => nameOf('language', tag)
