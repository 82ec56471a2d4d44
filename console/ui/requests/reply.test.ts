import { expect, test } from 'vitest'
import { mailto, replyTo, tel } from './reply.ts'

test('an address cannot bring headers along', () => {
  expect(mailto('a?cc=b@mail.example')).toBe('mailto:a%3Fcc%3Db@mail.example')
  expect(tel('+7 (912) 345-67-89')).toBe('tel:+79123456789')
})

test('an answer quotes what was written', () => {
  const { searchParams, pathname } = new URL(
    replyTo({ email: 'i@mail.example', message: 'Есть\nчай?' }, 'Заявка'),
  )
  expect(pathname).toBe('i@mail.example')
  expect(searchParams.get('subject')).toBe('Re: Заявка')
  expect(searchParams.get('body')).toBe('\r\n\r\n> Есть\r\n> чай?')
})

test.each([
  ['nothing', '', 0],
  ['much, with a sign that would be cut in two', `${'я'.repeat(199)}🙏🙏`, 2_000],
  ['half a sign', 'a\ud83d', 100],
])('of %s', (_, message, most) => {
  const address = replyTo({ email: 'i@mail.example', message }, 'Заявка')
  const body = new URL(address).searchParams.get('body')!
  expect(body.length === 0).toBe(most === 0)
  expect(address.length).toBeLessThan(most + 200)
})
