import { expect, it } from 'vitest'
import { type Feature, featuresOf, includes, type Tariff } from './tariff.ts'

it.each<[Feature, Tariff, boolean]>([
  ['monitoring', 'personal', false],
  ['monitoring', 'business', true],
  ['monitoring', 'pro', true],
  ['invitations', 'personal', false],
  ['invitations', 'business', true],
  ['invitations', 'pro', true],
  ['window', 'personal', false],
  ['holding', 'business', true],
  ['leads', 'business', false],
  ['theme', 'business', false],
  ['theme', 'pro', true],
])('%s in %s: %s', (feature, tariff, expected) => {
  expect([includes(tariff, feature), featuresOf(tariff).includes(feature)]).toEqual([expected, expected])
})
