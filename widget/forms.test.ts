// @vitest-environment jsdom
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { resolve, widgetSettings } from '../engine/protocol/client/settings.ts'
import type { VisitorWelcome } from '../engine/protocol/frames.ts'
import type { ChatWindow } from './chat/chat-window.ts'
import { makeWidget, type Widget } from './loader/widget.ts'
import { anna, type FarEngine, leavePage, newPage, ourCode, settled, site, talkId } from './testing.ts'

let engine: FarEngine
let widget: Widget

const looks = (own: Record<string, boolean | string> = {}, language: 'ru' | 'en' = 'ru') =>
  widgetSettings(
    resolve(language, () => true, own),
    language,
    true,
    () => true,
  )
const away = (own?: Record<string, boolean | string>, language?: 'ru' | 'en'): Partial<VisitorWelcome> => ({
  settings: looks(own, language),
  door: 'form',
  online: false,
  operator: null,
})
const load = async (welcome: Partial<VisitorWelcome>): Promise<void> => {
  engine = newPage()
  widget = makeWidget(site, ourCode)
  widget.start()
  await settled()
  await engine.accept(welcome)
  await settled()
}
const open = async (): Promise<void> => {
  await widget.carryOut('open', [])
  await settled()
}
const chat = () =>
  document.querySelector('redhelper-widget')!.shadowRoot!.querySelector<ChatWindow>('redhelper-chat')!
const inChat = <E extends Element>(selector: string) => chat().renderRoot.querySelector<E>(selector)
const form = () =>
  (inChat('redhelper-form') ?? inChat('redhelper-messages')!.shadowRoot!.querySelector('redhelper-form'))
    ?.shadowRoot
const labels = () => [...form()!.querySelectorAll('label > span:first-child')].map((one) => one.textContent)
const problems = () => [...form()!.querySelectorAll('.problem')].map((one) => one.textContent)
const input = (name: string) =>
  form()!.querySelector<HTMLInputElement>(name === 'message' ? 'textarea' : `[name=${name}]`)!
const fill = async (values: Record<string, string>): Promise<void> => {
  for (const [name, value] of Object.entries(values)) {
    input(name).value = value
    input(name).dispatchEvent(new Event('input'))
  }
  await settled()
}
const submit = async (): Promise<void> => {
  form()!
    .querySelector('form')!
    .dispatchEvent(new Event('submit', { cancelable: true }))
  await settled()
}
const composer = () => inChat<HTMLElement & { draft: string }>('redhelper-composer')!
const ivan = { name: 'Иван', email: 'ivan@mail.example', message: 'Есть ли чай?' }

beforeAll(async () => {
  for (const name of ['', 'forms']) await ourCode(name)
})
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  localStorage.clear()
  sessionStorage.clear()
})
afterEach(() => {
  leavePage()
  vi.useRealTimers()
})

describe('the form in the place of the chat (C8)', () => {
  test('asks for what the owner wants, in his words and colour', async () => {
    await load(
      away({
        'offline.title': 'Оставьте записку',
        'offline.caption': '<b>Ночь</b>',
        'offline.phone': true,
        'offline.name': false,
        'offline.color': '#112233',
      }),
    )
    await open()
    expect(inChat('h2')!.textContent).toBe('Оставьте записку')
    expect(form()!.querySelector('.caption')!.textContent).toBe('<b>Ночь</b>')
    expect(labels()).toEqual(['E-mail', 'Телефон', 'Сообщение'])
    expect(chat().style.getPropertyValue('--accent')).toBe('#112233')
    expect(composer().hidden).toBe(true)
  })

  test('speaks English where the site does, and the owner’s own phrases', async () => {
    await load(away({ 'texts.en.forms.name': 'Your name' }, 'en'))
    await open()
    expect(labels()).toEqual(['Your name', 'E-mail', 'Message'])
  })

  test('says kindly, and at the field, what is wrong; nothing is sent before it is right', async () => {
    await load(away({ 'consent.on': true, 'consent.link': 'https://shop.example/privacy' }))
    await open()
    await fill({ email: 'ivan@mail' })
    await submit()
    expect(problems()).toEqual([
      'Напишите, как к вам обращаться',
      'Похоже, в адресе опечатка. Пример: ivan@mail.ru',
      'Напишите, что вас интересует',
      'Без согласия мы не можем это принять',
    ])
    expect(engine.kinds('request')).toHaveLength(0)
    await fill(ivan)
    expect(problems()).toEqual(['Без согласия мы не можем это принять'])
    const box = form()!.querySelector<HTMLInputElement>('[type=checkbox]')!
    box.checked = true
    box.dispatchEvent(new Event('change'))
    await submit()
    expect(engine.last('request')).toMatchObject({
      form: 'offline',
      conversation: null,
      contacts: { ...ivan, phone: '' },
      consent: looks({ 'consent.on': true, 'consent.link': 'https://shop.example/privacy' }).consent!.version,
      trap: '',
    })
    expect(form()!.querySelector('a')!.href).toBe('https://shop.example/privacy')
  })

  test('is there and gone with those who answer, and what was typed goes along', async () => {
    await load({ settings: looks() })
    await open()
    composer().draft = 'Есть ли чай?'
    composer().dispatchEvent(new CustomEvent('write', { detail: 'Есть ли чай?' }))
    const nobody = { kind: 'operator', door: 'form', operator: null, online: false, lost: false } as const
    await engine.tell(nobody)
    await settled()
    expect(input('message').value).toBe('Есть ли чай?')
    await fill({ message: 'Есть ли улун?' })
    await engine.tell({ kind: 'operator', door: 'chat', operator: anna, online: true, lost: false })
    await settled()
    expect(composer().hidden).toBe(false)
    expect(composer().draft).toBe('Есть ли улун?')
    await engine.tell({ ...nobody, door: 'none' })
    await settled()
    expect([form(), composer().hidden]).toEqual([undefined, true])
  })

  test('what stands in it survives a reload, and what was sent goes until the engine has it, once', async () => {
    await load(away())
    await open()
    await fill(ivan)
    await load(away())
    expect([input('name').value, input('message').value]).toEqual(['Иван', 'Есть ли чай?'])
    await submit()
    const { client } = engine.last('request')
    // The page is left before the engine's word: the next one sends it, though nobody opens the window.
    sessionStorage.clear()
    await load(away())
    await vi.waitFor(() => expect(engine.kinds('request')).toHaveLength(1))
    expect(engine.last('request')).toMatchObject({ client, contacts: { ...ivan, phone: '' } })
    await engine.hangUp(1006)
    await vi.advanceTimersByTimeAsync(1_000)
    await engine.accept(away())
    expect(engine.last('request').client).toBe(client)
    await engine.reply('request', { taken: true })
    await load(away())
    expect(engine.kinds('request')).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(engine.kinds('request')).toHaveLength(0)
  })

  test('what was acknowledged before the window was there is thanked for all the same', async () => {
    await load(away())
    await open()
    await fill(ivan)
    await submit()
    sessionStorage.clear()
    await load(away())
    await vi.waitFor(() => expect(engine.kinds('request')).toHaveLength(1))
    await engine.reply('request', { taken: true })
    await open()
    expect(form()!.querySelector('.sent h3')!.textContent).toBe('Спасибо, сообщение у нас')
  })

  test('thanks, and takes another', async () => {
    await load(away())
    await open()
    await fill(ivan)
    await submit()
    expect(form()!.querySelector('.post')!.textContent).toBe('Отправляем…')
    await engine.reply('request', { taken: true })
    expect(form()!.querySelector('.sent h3')!.textContent).toBe('Спасибо, сообщение у нас')
    form()!.querySelector<HTMLElement>('.link')!.click()
    await settled()
    expect([input('name').value, input('message').value]).toEqual(['Иван', ''])
  })

  test('what the engine finds wrong stands at the field; too early is tried again, too often is said', async () => {
    await load(away())
    await open()
    await fill(ivan)
    await submit()
    await engine.reply('request', { problems: { email: 'malformed' } })
    expect(problems()).toEqual(['Похоже, в адресе опечатка. Пример: ivan@mail.ru'])
    await submit()
    const { client } = engine.last('request')
    await engine.tell({ kind: 'error', ref: engine.last('request').ref!, code: 'busy', temporary: true })
    await vi.advanceTimersByTimeAsync(1_500)
    expect(engine.last('request').client).toBe(client)
    await engine.tell({ kind: 'error', ref: engine.last('request').ref!, code: 'rate', temporary: true })
    expect(form()!.querySelector('.trouble')!.textContent).toBe(
      'Слишком много сообщений подряд. Попробуйте позже',
    )
    expect(input('name').value).toBe('Иван')
  })
})

describe('in a dialogue', () => {
  const list = () => inChat('redhelper-messages')!.shadowRoot!
  const notes = () => [...list().querySelectorAll('.note')].map((one) => one.textContent)
  const rating = () => list().querySelector('redhelper-rating')?.shadowRoot

  test('the engine asks to wait, then for contacts; an answer takes the form away', async () => {
    await load({ settings: looks({ 'lead.on': true }), conversation: null })
    await open()
    await engine.begin()
    await engine.happens({ kind: 'HoldMessageSent', text: '<i>Минуту</i>' })
    expect(notes()).toEqual(['<i>Минуту</i>'])
    expect(form()).toBeUndefined()
    await engine.happens({ kind: 'LeadAsked', text: 'Оставьте номер' })
    await settled()
    expect(notes()).toEqual(['<i>Минуту</i>', 'Оставьте номер'])
    expect(labels()).toEqual(['Имя', 'E-mail'])
    await fill({ name: 'Иван', email: 'ivan@mail.example' })
    await submit()
    expect(engine.last('request')).toMatchObject({ form: 'lead', conversation: talkId })
    await engine.says('Я здесь')
    expect(form()).toBeUndefined()
  })

  test('is rated when it is over, if the owner wants that and somebody answered', async () => {
    await load({ settings: looks({ 'rating.on': true }) })
    await open()
    await engine.begin()
    await engine.happens({ kind: 'ConversationClosed', operator: null })
    await settled()
    expect(rating()).toBeUndefined()
    await load({ settings: looks({ 'rating.on': true }) })
    await engine.begin()
    await engine.says('Вам помочь?')
    await settled()
    expect(rating()).toBeUndefined()
    await engine.happens({ kind: 'MessageSent', author: 'visitor', from: 'v', client: 'a', text: 'Есть?' })
    await engine.says('Есть')
    await engine.happens({ kind: 'ConversationClosed', operator: null })
    await settled()
    const stars = rating()!.querySelectorAll<HTMLInputElement>('[type=radio]')
    expect(stars).toHaveLength(5)
    stars[3]!.checked = true
    stars[3]!.dispatchEvent(new Event('change'))
    await settled()
    rating()!
      .querySelector('form')!
      .dispatchEvent(new Event('submit', { cancelable: true }))
    await settled()
    expect(engine.last('rate')).toMatchObject({ conversation: talkId, stars: 4, comment: '' })
    await engine.reply('rate', { done: true })
    await engine.happens({ kind: 'ConversationRated', stars: 4, comment: '' })
    await settled()
    expect(rating()!.querySelector('legend')!.textContent).toBe('Спасибо за оценку')
    expect(rating()!.querySelectorAll('.full')).toHaveLength(4)
  })
})
