/** The quick search: every word of it has to be somewhere in what is known of a visitor. */
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { placeInFull } from '../elements/place-words.ts'
import { sourceName } from '../elements/source-words.ts'

/** «Орёл» is found by «орел». */
const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')

export const readable = (url: string): string => {
  if (!url.includes('%')) return url
  try {
    return decodeURI(url)
  } catch {
    return url
  }
}

/** Places in both languages, whatever the interface speaks. */
export const textOf = (row: VisitorRow): string => {
  const { place, source, page } = row
  return plain(
    [
      row.number,
      place === null ? '' : `${placeInFull(place, 'ru')} ${placeInFull(place, 'en')}`,
      page.title,
      readable(page.url),
      `${source.name} ${sourceName(source)} ${source.phrase ?? ''}`,
      row.browser,
      row.os,
      row.address,
    ].join('\n'),
  )
}

export const wordsOf = (sought: string): ReadonlyArray<string> =>
  plain(sought)
    .split(/\s+/)
    .map((word) => word.replace(/^[#№]/, ''))
    .filter((word) => word !== '')
