import { describe, expect, test } from 'vitest'
import type { AllSettings, OwnSettings } from '../../console/ui/api.ts'
import { standard, type Value } from '../../engine/protocol/client/settings.ts'
import { Draft } from './draft.ts'

const own = (site: string | null, values: Record<string, Value> = {}, version = 1): OwnSettings => ({
  site,
  version,
  values,
})
const all = (account: Record<string, Value> = {}, site?: Record<string, Value>): AllSettings => ({
  account: own(null, account),
  sites: site === undefined ? [] : [own('s', site)],
  standard: { ru: standard('ru'), en: standard('en') },
  locked: [],
})
const ofAccount = (account: Record<string, Value> = {}) => Draft.of(all(account), null, 'ru')
const ofSite = (account: Record<string, Value> = {}, site: Record<string, Value> = {}) =>
  Draft.of(all(account, site), 's', 'en')

test('what counts: of the site, else of all, else the standard in the site’s language', () => {
  const draft = ofSite({ 'button.side': 'right', 'button.size': 'large' }, { 'button.side': 'bottom' })
  expect(draft.value('button.side')).toBe('bottom')
  expect(draft.value('button.size')).toBe('large')
  expect(draft.value('button.text')).toBe('Ask a question')
  expect(draft.inherited('button.side')).toBe('right')
  expect([draft.own('button.side'), draft.own('button.size')]).toEqual(['bottom', undefined])
})

test('a site that has nothing yet begins with nothing', () => {
  expect(Draft.of(all(), 's', 'ru').kept).toEqual({ site: 's', version: 0, values: {} })
})

describe('what is a change, and what is none', () => {
  test.each<[string, (draft: Draft) => Draft, object]>([
    ['another value', (draft) => draft.set('button.side', 'bottom'), { 'button.side': 'bottom' }],
    ['what is kept', (draft) => draft.set('button.side', 'right'), {}],
    ['what is inherited anyhow', (draft) => draft.set('button.size', 'medium'), {}],
    ['there and back', (draft) => draft.set('button.size', 'large').set('button.size', 'medium'), {}],
    ['to be inherited again', (draft) => draft.set('button.side', null), { 'button.side': null }],
    ['to be inherited, as it is', (draft) => draft.set('button.size', null), {}],
    ['typed', (draft) => draft.type('button.text', 'Чат'), { 'button.text': 'Чат' }],
    [
      'cleared, where there have to be words',
      (draft) => draft.type('window.about', '  '),
      { 'window.about': '  ' },
    ],
    ['a number', (draft) => draft.type('button.offset', '10'), { 'button.offset': 10 }],
    [
      'as people write it',
      (draft) => draft.type('invitation.delay', '999 999'),
      { 'invitation.delay': 999_999 },
    ],
    ['no number', (draft) => draft.type('invitation.delay', 'скоро'), { 'invitation.delay': 'скоро' }],
    ['a number that is cleared', (draft) => draft.type('invitation.delay', ''), {}],
  ])('%s', (_, act, wanted) => {
    const draft = act(ofAccount({ 'button.side': 'right', 'window.about': 'Отвечаем днём' }))
    expect(draft.wanted).toEqual(wanted)
    expect(draft.changed).toBe(Object.keys(wanted).length > 0)
    expect(draft.reset().wanted).toEqual({})
  })

  test('what all sites have, one may leave empty', () => {
    const draft = ofSite({ 'window.company': 'Лавка' }).set('window.company', '')
    expect(draft.wanted).toEqual({ 'window.company': '' })
    expect(draft.value('window.company')).toBe('')
  })
})

describe('saved', () => {
  const draft = ofAccount().set('button.side', 'right').set('button.size', 'large')

  test('what was sent is kept; what came since is still to be saved', () => {
    const after = draft.keeping(own(null, { 'button.side': 'right' }, 2), ['button.side'])
    expect(after.kept.version).toBe(2)
    expect(after.wanted).toEqual({ 'button.size': 'large' })
  })

  test('theirs where both have changed something, and ours where only we have', () => {
    const theirs = own(null, { 'button.side': 'bottom' }, 2)
    expect(draft.keeping(theirs, ['button.side'])).toMatchObject({ wanted: { 'button.size': 'large' } })
    expect(draft.keeping(theirs, []).wanted).toEqual({ 'button.side': 'right', 'button.size': 'large' })
  })

  test('of a site it goes to that site', () => {
    const after = ofSite().keeping(own('s', { 'button.side': 'right' }, 5))
    expect(after.all.account.values).toEqual({})
    expect(after.value('button.side')).toBe('right')
  })
})

test('what visitors would get leaves out what is wrong as it stands, and what the tariff lacks', () => {
  const draft = Draft.of(
    { ...all({ 'theme.vendor': false }), locked: ['theme.vendor', 'theme.radius'] },
    null,
    'ru',
  )
    .type('button.color', 'красный')
    .type('button.text', 'Чат')
  expect(draft.whole).toMatchObject({
    'button.color': standard('ru')['button.color'],
    'button.text': 'Чат',
    'theme.vendor': true,
  })
  expect(draft.locked('theme.vendor')).toBe(true)
})
