import { expect, test } from 'vitest'
import { phrases } from './phrases.ts'
import { lockedBy, nothingOwn, resolve, standard, wantedKept, wantedProblems } from './resolve.ts'
import { settingKept, settingProblem } from './setting.ts'
import { settings } from './table.ts'

const everything = () => true
const nothing = () => false

test.each(['ru', 'en'] as const)('what stands until somebody sets it may be set, in %s', (language) => {
  for (const [name, setting] of settings) {
    const value = standard(language)[name as 'button.text']
    expect([name, settingProblem(setting, value)]).toEqual([name, null])
    expect(settingKept(setting, value)).toBe(value)
  }
})

test('a site has what it says itself, else what the account says, else the standard of its language', () => {
  expect(resolve('en', everything, nothingOwn)).toEqual(standard('en'))
  const account = { 'button.text': 'Спросить', 'button.side': 'right', 'button.shown': false }
  const site = { 'button.side': 'bottom', 'window.greeting': '' }
  const whole = resolve('ru', everything, { ...account, 'window.greeting': 'Добрый день' }, site)
  expect(whole).toMatchObject({
    'button.text': 'Спросить',
    'button.side': 'bottom',
    'button.shown': false,
    'button.color': standard('ru')['button.color'],
    'window.greeting': '',
  })
})

test('what the tariff lacks counts for nothing, and stays where it is', () => {
  const account = { 'theme.vendor': false, 'window.width': 500, 'button.side': 'right' }
  expect(resolve('ru', nothing, account)).toMatchObject({
    'theme.vendor': true,
    'window.width': '',
    'button.side': 'right',
  })
  expect(resolve('ru', (feature) => feature === 'windowPlace', account)).toMatchObject({
    'theme.vendor': true,
    'window.width': 500,
  })
  expect(lockedBy(everything)).toEqual([])
  expect(lockedBy((feature) => feature !== 'hold')).toEqual(['hold.on', 'hold.after', 'hold.text'])
})

test('names that are no setting any more are left out', () => {
  expect(resolve('ru', everything, { 'button.blink': true })).toEqual(standard('ru'))
})

test.each([
  ['the account’s with the account’s name', {}, 'Кот', '/photos/1'],
  ['none with a name of the site’s own', { 'invitation.inviter': 'Пёс' }, 'Пёс', ''],
  [
    'the site’s with it',
    { 'invitation.inviter': 'Пёс', 'invitation.photo': '/photos/2' },
    'Пёс',
    '/photos/2',
  ],
  ['none with the operator’s name', { 'invitation.inviter': '', 'invitation.photo': '/photos/2' }, '', ''],
])('an inviter’s photo: %s', (_, site, inviter, photo) => {
  const account = { 'invitation.inviter': 'Кот', 'invitation.photo': '/photos/1' }
  expect(resolve('ru', everything, account, site)).toMatchObject({
    'invitation.inviter': inviter,
    'invitation.photo': photo,
  })
})

test('every phrase of the widget can be set, in the forms of number that its language has', () => {
  expect(phrases.ru.greeting).toBe('Здравствуйте')
  expect(phrases.en['why.busy']).toBe('the server is busy')
  expect(phrases.en['invitation.no']).toBe('No, thanks')
  const forms = (language: 'ru' | 'en') =>
    Object.keys(phrases[language]).filter((name) => name.startsWith('ahead.'))
  expect(forms('ru')).toEqual(['ahead.one', 'ahead.few', 'ahead.many', 'ahead.other'])
  expect(forms('en')).toEqual(['ahead.one', 'ahead.other'])
})

test('what is wanted is refused by name', () => {
  expect(
    wantedProblems({
      'button.side': 'up',
      'button.text': null,
      'button.offset': 101,
      'button.blink': true,
      toString: 'x',
      'texts.ru.greeting': 'Привет',
      'texts.ru.none': 'x',
      'texts.en.ahead.few': 'x',
    }),
  ).toEqual({
    'button.side': 'malformed',
    'button.text': null,
    'button.offset': 'range',
    'button.blink': 'malformed',
    toString: 'malformed',
    'texts.ru.greeting': null,
    'texts.ru.none': 'malformed',
    'texts.en.ahead.few': 'malformed',
  })
})

test('no words where there have to be some are nothing of one’s own; elsewhere they are none', () => {
  expect(
    wantedKept({
      'button.text': ' \u200b ',
      'button.color': '#FFF',
      'window.company': '  ',
      'window.width': '',
      'invitation.text': null,
      'texts.en.greeting': '',
    }),
  ).toEqual({
    'button.text': null,
    'button.color': '#ffffff',
    'window.company': '',
    'window.width': '',
    'invitation.text': null,
    'texts.en.greeting': null,
  })
})
