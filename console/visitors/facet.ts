/** What the table can be narrowed down by, and which values a row has of it. Values are in no language. */
import type { VisitorRow } from '../../engine/protocol/frames.ts'

export const facets = ['place', 'source', 'site', 'page', 'browser', 'os'] as const
export type Facet = (typeof facets)[number]
export type Values = Readonly<Record<Facet, ReadonlyArray<string>>>

/** Without versions: nobody looks for those who have Chrome 124. */
const family = (name: string): string => name.replace(/\s[\d.]+$/, '')

/** Told by string alone: an address is parsed ten thousand times. */
const address = /^(?:https?:\/\/)?([^/?#]*)([^?#]*)/i

export const hostAndPath = (url: string): readonly [string, string] => {
  const [, host = '', path = ''] = address.exec(url) ?? []
  return [host.toLowerCase(), path || '/']
}

const some = (value: string): ReadonlyArray<string> => (value === '' ? [] : [value])

/** A city stands for itself and for its country. */
const places = ({ place }: VisitorRow): ReadonlyArray<string> => {
  if (place === null) return []
  const { country, city, cityRu } = place
  return city === null ? [country] : [country, `${country}/${city}/${cityRu ?? ''}`]
}

export const valuesOf = (row: VisitorRow): Values => {
  const [host, path] = hostAndPath(row.page.url)
  return {
    place: places(row),
    source: [`${row.source.kind}/${row.source.name}`],
    site: some(host),
    page: [host + path],
    browser: some(family(row.browser)),
    os: some(family(row.os)),
  }
}
