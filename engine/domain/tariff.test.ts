import { expect, it } from 'vitest'
import { type Feature, features, featuresOf, includes, type Tariff, tariffs, unlockedBy } from './tariff.ts'

/** The matrix of the requirements, row by row. */
const rows: ReadonlyArray<readonly [ReadonlyArray<Feature>, ReadonlyArray<Tariff>]> = [
  [
    ['monitoring', 'cobrowse'],
    ['business', 'pro'],
  ],
  [
    ['statistics', 'reports'],
    ['business', 'pro'],
  ],
  [['invitations'], ['business', 'pro']],
  [
    ['invitationApi', 'ownButton', 'windowPlace', 'hold', 'sitewiseInvitations'],
    ['business', 'pro'],
  ],
  [['crm', 'identity'], ['pro']],
  [['leads'], ['pro']],
  [['branding', 'consultationCode'], ['pro']],
]

it.each(rows)('%s: in %s, and in no other tariff', (row, having) => {
  for (const feature of row) {
    expect(tariffs.filter((tariff) => includes(tariff, feature))).toEqual(having)
    expect(unlockedBy(feature)).toBe(having[0])
    for (const tariff of tariffs) expect(featuresOf(tariff).includes(feature)).toBe(having.includes(tariff))
  }
})

it('every feature stands in the matrix once', () => {
  expect(rows.flatMap(([row]) => row).sort()).toEqual([...features].sort())
})
