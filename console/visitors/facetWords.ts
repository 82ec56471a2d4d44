/** A facet's value as it is read. */
import type { Source } from '../../engine/domain/source.ts'
import { countryName, placeName } from '../elements/place-words.ts'
import { sourceName } from '../elements/source-words.ts'
import type { Facet } from './facet.ts'
import { readable } from './search.ts'

export const valueWord = (facet: Facet, value: string): string => {
  if (facet === 'place') return placeWord(value)
  if (facet === 'source') {
    const [kind = '', name = ''] = value.split(/\/(.*)/s)
    return sourceName({ kind: kind as Source['kind'], name, phrase: null })
  }
  return facet === 'page' ? readable(value) : value
}

const placeWord = (value: string): string => {
  const [country = '', city = null, cityRu = ''] = value.split('/')
  return city === null ? countryName(country) : placeName({ country, city, cityRu: cityRu || null })
}
