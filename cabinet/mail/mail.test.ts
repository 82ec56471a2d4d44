// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import '../../console/ui/jsdom.ts'
import type { InstanceLetter, Letter, RelayState } from '../../console/ui/api.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import '../pages/mail.ts'
import { type Element, engine, press, settled, shown, textOf } from '../testing.ts'
import './instance-mail.ts'

const letter = (id: string, more: Partial<Letter> = {}): Letter => ({
  id,
  kind: 'offlineMessage',
  to: 'owner@shop.example',
  subject: `Письмо ${id}`,
  state: 'sent',
  tries: 0,
  nextAt: null,
  error: null,
  createdAt: Date.now(),
  changedAt: Date.now(),
  ...more,
})
const page = (letters: ReadonlyArray<Letter>, relay: RelayState = 'working', next: number | null = null) =>
  [200, { letters, relay, next }] as [number, unknown]

beforeEach(() => {
  document.body.replaceChildren()
  setLanguage('ru')
})
afterEach(() => vi.unstubAllGlobals())

describe('the page of letters', () => {
  test('says of each what became of it, and why', async () => {
    engine({
      'GET /letters': page([
        letter('1'),
        letter('2', { state: 'refused', error: '550 <b>No such user</b>', tries: 1 }),
        letter('3', { state: 'waiting', nextAt: Date.now() + 3_600_000, error: 'relay', tries: 3 }),
        letter('4', { state: 'givenUp', error: '450 Greylisted', tries: 13 }),
      ]),
    })
    const text = textOf(await shown<Element>('rh-mail'))
    expect(text).toContain('Отправлено,')
    expect(text).toContain('550 <b>No such user</b>')
    expect(text).toMatch(/Ждёт отправки, попробуем .* · 3 попытки/)
    expect(text).toContain('Почтовый сервер не принимает письма')
    expect(text).toContain('Не удалось отправить')
  })

  test('without a relay says what to set, and offers to send nothing', async () => {
    engine({ 'GET /letters': page([letter('1', { state: 'waiting' })], 'none') })
    const mail = await shown<Element>('rh-mail')
    expect(textOf(mail)).toContain('SMTP_URL, MAIL_FROM и PUBLIC_URL')
    expect(mail.shadowRoot!.querySelector('[aria-label^="Отправить сейчас"]')).toBeNull()
  })

  test('with no letters says what will be here', async () => {
    engine({ 'GET /letters': page([]) })
    expect(textOf(await shown<Element>('rh-mail'))).toContain('Писем пока нет')
  })

  test('that cannot be had says why and can be tried again', async () => {
    engine({ 'GET /letters': [503, { _tag: 'Unavailable' }] })
    const mail = await shown<Element>('rh-mail')
    expect(textOf(mail)).toContain('Сервер сейчас занят')
    engine({ 'GET /letters': page([letter('1')]) })
    mail.shadowRoot!.querySelector<HTMLElement>('.state button')!.click()
    await settled(mail)
    expect(textOf(mail)).toContain('Письмо 1')
  })

  test('sends one now, and shows older ones on demand', async () => {
    const asked = engine({
      'GET /letters': page([letter('1', { state: 'refused', error: '550 no' })], 'working', 7),
      'GET /letters?before=7': page([letter('0')]),
      'POST /letters/1/send': [200, letter('1', { state: 'waiting', nextAt: Date.now() })],
    })
    const mail = await shown<Element>('rh-mail')
    await press(mail, 'Отправить сейчас: Письмо 1')
    expect(asked.at(-1)!.request).toBe('POST /letters/1/send')
    expect(textOf(mail)).toContain('Ждёт отправки, отправляется')
    mail.shadowRoot!.querySelector<HTMLElement>('.more')!.click()
    await settled(mail)
    expect(textOf(mail)).toContain('Письмо 0')
    expect(mail.shadowRoot!.querySelector('.more')).toBeNull()
  })

  test('opens one, as text', async () => {
    engine({
      'GET /letters': page([letter('1')]),
      'GET /letters/1': [200, { ...letter('1'), replyTo: 'ivan@mail.example', text: 'Привет\n<script>' }],
    })
    const mail = await shown<Element>('rh-mail')
    mail.shadowRoot!.querySelector<HTMLElement>('button.open')!.click()
    await settled(mail)
    const dialog = mail.shadowRoot!.querySelector<Element>('rh-letter-dialog')!
    await settled(dialog)
    expect(dialog.shadowRoot!.querySelector('pre')!.textContent).toBe('Привет\n<script>')
    expect(textOf(dialog)).toContain('ivan@mail.example')
  })
})

describe('mail of the instance', () => {
  const condition = {
    relay: 'failing',
    host: 'mail.example.com:587',
    from: 'chat@our.example',
    since: Date.now(),
    reason: '535 no',
    nextAt: Date.now(),
    waiting: 2,
    sent: 5,
    failed: 1,
  }
  const all = (letters: ReadonlyArray<InstanceLetter>) => [200, { letters, next: null }] as [number, unknown]

  test('says what is wrong with the relay, whose letters wait, and sends a test letter', async () => {
    const theirs = { ...letter('1', { state: 'waiting', error: 'relay' }), account: 'rival' }
    const asked = engine({
      'GET /instance/mail': [200, condition],
      'GET /instance/letters': all([theirs]),
      'POST /instance/mail/test': [201, { ...letter('2', { state: 'waiting' }), account: 'shop' }],
    })
    const mail = await shown<Element>('rh-instance-mail', { email: 'owner@shop.example' })
    const text = textOf(mail)
    for (const said of ['mail.example.com:587', '535 no', 'chat@our.example', 'rival · owner@shop.example']) {
      expect(text).toContain(said)
    }
    mail.shadowRoot!.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await settled(mail)
    expect(asked.find(({ request }) => request.startsWith('POST'))).toEqual({
      request: 'POST /instance/mail/test',
      body: { to: 'owner@shop.example' },
    })
    expect(textOf(mail)).toContain('Письмо 2')
  })
})
