// @vitest-environment jsdom
import { describe, expect, it, test } from 'vitest'
import type { Letter } from '../../domain/letter.ts'
import { htmlOf } from '../html.ts'
import { textOf } from '../text.ts'
import { passwordReset, registered } from './account.ts'
import { type FromClient, lead, offlineMessage } from './fromClient.ts'
import { type SecurityChange, securityNotice } from './security.ts'
import { testLetter } from './test.ts'
import { transcript } from './transcript.ts'

const account = (language: 'ru' | 'en') => ({
  id: 'a1',
  login: 'shop',
  email: 'owner@shop.example',
  language,
  timeZone: 'Europe/Moscow',
})
const box = { name: '', address: 'ivan@mail.example' }
const at = Date.UTC(2026, 10, 26, 11, 5)
const fromClient = (language: 'ru' | 'en', more: Partial<FromClient> = {}): FromClient => ({
  account: account(language),
  to: 'form@shop.example',
  page: 'https://shop.example/чай?a=1',
  at,
  visitor: 1042,
  name: 'Иван Петров',
  email: 'ivan@mail.example',
  phone: '+7 900 000-00-00',
  message: 'Есть ли <b>улун</b>?\nИ почём.',
  ...more,
})
const dialogue = (language: 'ru' | 'en') => ({
  account: 'a1',
  language,
  timeZone: 'Europe/Moscow',
  page: 'https://shop.example/чай',
  said: [
    { who: null, at, text: 'Здравствуйте' },
    { who: 'Анна', at: at + 60_000, text: 'Чем помочь?\n"&"' },
  ],
  cut: false,
})

const changes = ['password', 'email', 'secondFactorOn', 'secondFactorOff', 'recoveryCodes'] as const
const all = (language: 'ru' | 'en'): ReadonlyArray<Letter> => [
  registered(account(language)),
  passwordReset(account(language)),
  ...changes.map((change) => securityNotice(account(language), change, at, 'next@shop.example')),
  offlineMessage(fromClient(language)),
  lead(fromClient(language, { message: null })),
  transcript(box, dialogue(language)),
  testLetter('a1', box, language),
]
const address = (path: string) => `https://chat.example${path}`
const read = ({ content }: Letter) => textOf(content, address)
const drawn = ({ content, subject }: Letter) => htmlOf(content, subject, address)

test.each(['ru', 'en'] as const)('every letter in %s is there as text and as HTML', (language) => {
  for (const letter of all(language)) {
    const text = read(letter)
    expect(text.startsWith(`${letter.content.title}\n\n`)).toBe(true)
    expect(text).not.toMatch(/undefined|null|\[object/)
    const html = drawn(letter)
    const page = new DOMParser().parseFromString(html, 'text/html')
    expect(page.documentElement.lang).toBe(language)
    // Nothing is fetched when a letter is opened, and nothing runs.
    expect(page.querySelectorAll('img, script, link, iframe, [onclick], form')).toHaveLength(0)
    expect(page.querySelector('h1')!.textContent).toBe(letter.content.title)
    expect(letter.subject).not.toMatch(/[\r\n]/)
  }
})

it('the registration letter has the login and the addresses, and no word that looks like a password', () => {
  const text = read(registered(account('ru')))
  expect(text).toContain('Логин: shop')
  expect(text).toContain('Открыть кабинет:\nhttps://chat.example/cabinet\n')
  expect(text).toContain('Консоль оператора: https://chat.example/console/')
})

describe('an offline message', () => {
  it('has the manual’s subject, and is answered to the client', () => {
    const letter = offlineMessage(fromClient('ru'))
    expect(letter.subject).toBe('Онлайн консультант: сообщение с сайта https://shop.example/чай?a=1')
    expect(letter.replyTo).toEqual({ name: 'Иван Петров', address: 'ivan@mail.example' })
    expect(letter.fromName).toBe('Иван Петров через «shop»')
    expect(letter.to.address).toBe('form@shop.example')
    expect(read(letter)).toContain('Ответьте на это письмо как обычно')
  })

  it('from who left no address, or none that is one, says that an answer reaches nobody', () => {
    for (const email of [null, 'ivan@mail.example, evil@x.example']) {
      const letter = offlineMessage(fromClient('ru', { email, name: null }))
      expect(letter.replyTo).toBeNull()
      expect(letter.fromName).toBe('Посетитель 1042 через «shop»')
      expect(read(letter)).toContain('не оставил e-mail')
    }
  })

  it('is text and nothing else, whatever the client wrote', () => {
    const html = drawn(
      offlineMessage(
        fromClient('ru', {
          message: '<img src=x onerror=alert(1)></div><script>alert(2)</script>',
          name: '"><b>x',
          page: 'javascript:alert(3)',
        }),
      ),
    )
    const page = new DOMParser().parseFromString(html, 'text/html')
    expect(page.querySelectorAll('img, script, b')).toHaveLength(0)
    expect(page.querySelectorAll('a[href^="javascript"]')).toHaveLength(0)
    expect(page.body.textContent).toContain('<script>alert(2)</script>')
  })
})

it('a transcript says who said what, when, in the account’s days', () => {
  const letter = transcript(box, dialogue('ru'))
  expect(letter.subject).toBe('Ваш диалог на сайте shop.example')
  expect(read(letter)).toContain('Анна, 26 ноября 2026 г., 14:06\nЧем помочь?\n"&"')
})

describe('a letter about a change of the way in', () => {
  const notice = (change: SecurityChange) => securityNotice(account('ru'), change, at, 'next@shop.example')

  it('says when, in the account’s days, and what to do if it was somebody else', () => {
    for (const change of changes) {
      const text = read(notice(change))
      expect(text).toContain('Время: 26 ноября 2026 г., 14:05')
      expect(text).toMatch(/не вы, /)
      expect(text).toContain('обратитесь к тому, кто управляет этим сервером')
    }
  })

  it('goes to the address of before, and leads to a page and not to a secret', () => {
    for (const change of changes) {
      const letter = notice(change)
      expect([letter.to.address, letter.replyTo]).toEqual(['owner@shop.example', null])
      const links = read(letter).match(/https:\S+/g)
      expect(links).toEqual([`https://chat.example${change === 'email' ? '/cabinet/account' : '/forgot'}`])
    }
    expect(read(notice('email'))).toContain('приходят на next@shop.example.')
  })
})
