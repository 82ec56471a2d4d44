import { expect, test } from 'vitest'
import { nextSaying, type Patience, patienceOf } from './patience.ts'
import { resolve, standard } from './resolve.ts'

const hold = { after: 30, text: 'Минуту' }
const lead = { after: 60, text: 'Оставьте' }
const both: Patience = { hold, lead }
const waits = { waitingSince: 1_000, told: 'nothing', lead: 'none' } as const

test.each<[string, Patience, Parameters<typeof nextSaying>[1], number, ReturnType<typeof nextSaying>]>([
  ['nobody waits', both, { ...waits, waitingSince: null }, 99_000, null],
  ['he is asked to wait first', both, waits, 1_000, { says: 'wait', text: 'Минуту', in: 30_000 }],
  ['now', both, waits, 31_000, { says: 'wait', text: 'Минуту', in: 0 }],
  [
    'then for his contacts',
    both,
    { ...waits, told: 'wait' },
    31_000,
    { says: 'leave', text: 'Оставьте', in: 30_000 },
  ],
  ['which is the last', both, { ...waits, told: 'leave' }, 99_000, null],
  ['long ago: only for his contacts', both, waits, 99_000, { says: 'leave', text: 'Оставьте', in: 0 }],
  ['without leads', { hold, lead: null }, waits, 99_000, { says: 'wait', text: 'Минуту', in: 0 }],
  ['that was all', { hold, lead: null }, { ...waits, told: 'wait' }, 99_000, null],
  ['without holding', { hold: null, lead }, waits, 1_000, { says: 'leave', text: 'Оставьте', in: 60_000 }],
  ['he has left them', both, { ...waits, lead: 'left' }, 99_000, { says: 'wait', text: 'Минуту', in: 0 }],
  [
    'a lead that comes sooner',
    { hold: { ...hold, after: 90 }, lead },
    waits,
    1_000,
    { says: 'leave', text: 'Оставьте', in: 60_000 },
  ],
  ['nothing is on', { hold: null, lead: null }, waits, 99_000, null],
])('%s', (_, patience, silence, now, expected) => {
  expect(nextSaying(patience, silence, now)).toEqual(expected)
})

test('it is off until somebody turns it on, and where the tariff lacks it', () => {
  expect(patienceOf(standard('ru'))).toEqual({ hold: null, lead: null })
  const on = { 'hold.on': true, 'lead.on': true, 'lead.after': 5 }
  expect(patienceOf(resolve('en', () => false, on))).toEqual({ hold: null, lead: null })
  expect(patienceOf(resolve('en', () => true, on))).toMatchObject({ hold: { after: 30 }, lead: { after: 5 } })
})
