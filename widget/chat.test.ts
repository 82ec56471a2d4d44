// @vitest-environment jsdom
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatWindow } from './chat/chat-window.ts'
import type { Composer } from './chat/composer.ts'
import { makeWidget, type Widget } from './loader/widget.ts'
import {
  anna,
  type FarEngine,
  leavePage,
  newPage,
  ourCode,
  settled,
  site,
  talkId,
  welcome,
} from './testing.ts'

let engine: FarEngine
let widget: Widget

/** A page load in this tab; storage is as the last page left it. */
const load = async (): Promise<void> => {
  engine = newPage()
  widget = makeWidget(site, ourCode)
  widget.start()
  await settled()
}
const open = async (): Promise<void> => {
  await widget.carryOut('open', [])
  await settled()
}
const root = () => document.querySelector('redhelper-widget')!.shadowRoot!
const launcher = () => root().querySelector('button')!
const badge = () => launcher().querySelector('b')!
const chat = () => root().querySelector<ChatWindow>('redhelper-chat')
const inside = (tag: string) => chat()!.renderRoot.querySelector<Composer>(tag)!.renderRoot
const field = () => inside('redhelper-composer').querySelector('textarea')!
const list = () => inside('redhelper-messages') as ShadowRoot
const words = () => [...list().querySelectorAll('.words')].map((one) => one.textContent)
const marks = () => [...list().querySelectorAll('.ours .mark')].map((one) => one.getAttribute('title'))
const status = () => chat()!.renderRoot.querySelector('[aria-live]')!.textContent
const type = async (text: string): Promise<void> => {
  field().value = text
  field().dispatchEvent(new Event('input'))
  await settled()
}
const press = async (key: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> => {
  const event = new KeyboardEvent('keydown', {
    key,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...more,
  })
  field().dispatchEvent(event)
  await settled()
  return event
}
const send = async (text: string): Promise<void> => {
  await type(text)
  await press('Enter')
}
const look = async (visible: boolean): Promise<void> => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => !visible })
  document.dispatchEvent(new Event('visibilitychange'))
  await settled()
}

// The first import takes as long as the machine is busy; the tests are not about that.
beforeAll(async () => {
  for (const name of ['chat', 'forms', 'departments', 'offers']) await ourCode(name)
})
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  localStorage.clear()
  sessionStorage.clear()
  vi.spyOn(console, 'warn')
  await load()
  await engine.accept()
})
afterEach(() => {
  leavePage()
  Reflect.deleteProperty(document, 'hidden')
  expect(console.warn).not.toHaveBeenCalledWith('RedHelper:', expect.anything())
  vi.restoreAllMocks()
  vi.useRealTimers()
})

test('the chat is loaded when opened, not before; one connection serves both', async () => {
  expect(chat()).toBeNull()
  launcher().click()
  await vi.waitFor(() => expect(chat()?.hidden).toBe(false))
  expect(engine.sockets).toHaveLength(1)
  expect(engine.last('open').open).toBe(true)
})

test('it is loaded for an arriving message and for an open conversation, and stays closed', async () => {
  await engine.begin()
  await engine.says('Здравствуйте')
  // Nobody waits for it.
  expect(launcher().hasAttribute('aria-busy')).toBe(false)
  await vi.waitFor(() => expect(chat()).not.toBeNull())
  await settled()
  expect(chat()!.hidden).toBe(true)
  expect(badge().textContent).toBe('1')
  await load()
  expect(badge().textContent).toBe('1')
  expect(chat()).toBeNull()
  await engine.accept({ conversation: talkId })
  await vi.waitFor(() => expect(chat()).not.toBeNull())
})

test('code that did not come is asked for again, at another address, and the window opens by itself', async () => {
  engine = newPage()
  const asked: Array<string> = []
  widget = makeWidget(site, async (name) => {
    asked.push(name)
    if (asked.length < 3) throw new TypeError('Failed to fetch dynamically imported module')
    return ourCode(name)
  })
  widget.start()
  await engine.accept()
  launcher().click()
  await settled()
  expect(launcher().hasAttribute('aria-busy')).toBe(true)
  await vi.advanceTimersByTimeAsync(60_000)
  await vi.waitFor(() => expect(chat()?.hidden).toBe(false))
  expect(launcher().hasAttribute('aria-busy')).toBe(false)
  expect(asked).toEqual(['', 'chat.js?1', 'chat.js?2', 'offers.js'])
  vi.mocked(console.warn).mockClear()
})

test('a greeting where nothing was said yet, none while earlier talks are being fetched', async () => {
  const greeting = () => list().querySelector('.hello h2')?.textContent
  await open()
  expect(greeting()).toBe('Здравствуйте')
  expect(engine.kinds('history')).toHaveLength(0)
  await load()
  await vi.waitFor(() => expect(chat()).not.toBeNull())
  await engine.accept({ token: null })
  expect(greeting()).toBeUndefined()
  await engine.refuse('history', 'unknown')
  expect(list().querySelector('.note')!.textContent).toContain('Не удалось загрузить')
  expect(greeting()).toBeUndefined()
  list().querySelector<HTMLButtonElement>('.note button')!.click()
  await settled()
  await engine.reply('history', { entries: [], more: false, operators: [] })
  expect(greeting()).toBe('Здравствуйте')
})

test('a message and its marks: sending, sent, delivered, seen', async () => {
  await open()
  await send('Есть сенча?')
  expect(words()).toEqual(['Есть сенча?'])
  expect(marks()).toEqual(['Отправляется…'])
  await engine.begin()
  const { seq } = await engine.store()
  expect(marks()).toEqual(['Отправлено'])
  await engine.happens({ kind: 'Delivered', side: 'operator', upTo: seq })
  expect(marks()).toEqual(['Доставлено'])
  await engine.happens({ kind: 'Seen', side: 'operator', upTo: seq })
  expect(marks()).toEqual(['Прочитано'])
  expect(words()).toEqual(['Есть сенча?'])
})

test('refused: not sent, said why; retry sends the same client id, delete takes it away', async () => {
  await open()
  await send('Есть улун?')
  const { client } = engine.last('send')
  await engine.refuse('send', 'notSent')
  expect(marks()).toEqual(['Не отправлено'])
  expect(list().querySelector('.failure')!.textContent).toContain('не удалось сохранить')
  const [retry] = list().querySelectorAll<HTMLButtonElement>('.failure button')
  retry!.click()
  await settled()
  expect(marks()).toEqual(['Отправляется…'])
  expect(engine.last('send').client).toBe(client)
  await engine.refuse('send', 'rate')
  list().querySelectorAll<HTMLButtonElement>('.failure button')[1]!.click()
  await settled()
  expect(words()).toEqual([])
})

test('without a connection: said so, typing goes on, and the message goes when it is back', async () => {
  await open()
  await engine.hangUp(1006)
  await settled()
  expect(chat()!.renderRoot.querySelector('.trouble')!.textContent).toContain('Нет связи')
  await send('Вы тут?')
  expect(marks()).toEqual(['Отправляется…'])
  expect(engine.kinds('send')).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(3_000)
  await engine.accept()
  expect(chat()!.renderRoot.querySelector('.trouble')).toBeNull()
  expect(engine.last('send').text).toBe('Вы тут?')
})

test('what was not acknowledged survives a page change and is sent once more by the same id', async () => {
  await open()
  await send('Не потеряйся')
  const { client } = engine.last('send')
  await load()
  await vi.waitFor(() => expect(chat()?.hidden).toBe(false))
  await settled()
  expect(words()).toEqual(['Не потеряйся'])
  await engine.accept()
  expect(engine.last('send').client).toBe(client)
})

test('a draft and the open window survive a page change, and the draft goes when it is sent', async () => {
  await open()
  await type('Подскажите, а')
  await load()
  await vi.waitFor(() => expect(chat()?.hidden).toBe(false))
  await settled()
  expect(field().value).toBe('Подскажите, а')
  await engine.accept()
  await press('Enter')
  expect(field().value).toBe('')
  await load()
  await vi.waitFor(() => expect(chat()).not.toBeNull())
  await settled()
  expect(field().value).toBe('')
})

test('what is typed is shown live: throttled, the last value wins, cleared by sending', async () => {
  await open()
  for (const text of ['П', 'Пр', 'При', 'Прив']) await type(text)
  expect(engine.kinds('typing').map(({ text }) => text)).toEqual(['П'])
  await vi.advanceTimersByTimeAsync(400)
  expect(engine.kinds('typing').map(({ text }) => text)).toEqual(['П', 'Прив'])
  await press('Enter')
  expect(engine.last('typing').text).toBe('')
})

test('Enter sends, Shift+Enter and an ending composition do not, blank is not sent', async () => {
  await open()
  await type('Раз')
  expect((await press('Enter', { shiftKey: true })).defaultPrevented).toBe(false)
  await press('Enter', { isComposing: true })
  await press('Enter', { keyCode: 229 })
  expect(engine.kinds('send')).toHaveLength(0)
  await press('Enter')
  expect(engine.kinds('send')).toHaveLength(1)
  await send(' \n ')
  expect(words()).toEqual(['Раз'])
})

test('too long: said by how much, not sent, nothing lost', async () => {
  await open()
  await send('я'.repeat(10_003))
  expect(inside('redhelper-composer').querySelector('[role=alert]')!.textContent).toContain('3')
  expect(engine.kinds('send')).toHaveLength(0)
  expect(field().value).toHaveLength(10_003)
})

test.each([
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '\u202Eтхэт\u202C и дальше',
  `e${'\u0301'.repeat(9_990)}`,
  '😀👩‍👩‍👧‍👧🇷🇺',
  'нуль \u0000 внутри',
  'javascript:alert(1)',
])('text is text: %j', async (text) => {
  await open()
  await engine.begin()
  await engine.says(text)
  await send(text)
  const shown = text.replace('\u0000', '\ufffd')
  expect(words()).toEqual([shown, shown])
  expect(list().querySelector('script, img, .words a')).toBeNull()
  expect(status()).toBe(`Анна: ${text}`)
})

test.each([
  ['🙏', true],
  ['❤️👍🏽🇷🇺', true],
  ['👩‍👩‍👧', true],
  ['🙏🙏🙏🙏', false],
  ['🙏 спасибо', false],
  ['12', false],
])('a few emoji alone are shown large: %s %j', async (text, large) => {
  await open()
  await engine.begin()
  await engine.says(text)
  expect(list().querySelector('.theirs .bubble')!.classList.contains('big')).toBe(large)
})

test('links are clickable, and lead out without a trace', async () => {
  await open()
  await engine.begin()
  await engine.says('Смотрите https://shop.example/a?b=1, там всё')
  const link = list().querySelector('.words a')!
  expect(link.getAttribute('href')).toBe('https://shop.example/a?b=1')
  expect(link.getAttribute('rel')).toBe('noopener nofollow')
  expect(link.getAttribute('target')).toBe('_blank')
  expect(words()).toEqual(['Смотрите https://shop.example/a?b=1, там всё'])
})

test('delivered when it arrives; seen only when the window is open and the tab is looked at', async () => {
  await open()
  await engine.begin()
  await widget.carryOut('close', [])
  const { seq } = await engine.says('Вы здесь?')
  expect(engine.last('delivered')).toMatchObject({ conversation: talkId, seq })
  expect(badge().textContent).toBe('1')
  await look(false)
  await open()
  expect(engine.kinds('seen')).toHaveLength(0)
  await look(true)
  expect(engine.last('seen')).toMatchObject({ conversation: talkId, seq })
  expect(badge().textContent).toBe('')
})

test('marks do not answer marks', async () => {
  await open()
  await engine.begin()
  const { seq } = await engine.says('Да')
  await engine.happens({ kind: 'Delivered', side: 'visitor', upTo: seq })
  await engine.happens({ kind: 'Seen', side: 'visitor', upTo: seq })
  expect(engine.kinds('delivered')).toHaveLength(1)
  expect(engine.kinds('seen')).toHaveLength(1)
})

test('seen in another tab of the visitor: the badge goes here too', async () => {
  await engine.begin()
  const { seq } = await engine.says('Есть')
  await vi.waitFor(() => expect(badge().textContent).toBe('1'))
  await engine.happens({ kind: 'Seen', side: 'visitor', upTo: seq })
  expect(badge().textContent).toBe('')
})

test('a new message is announced once, history never', async () => {
  await load()
  await engine.accept({ token: null })
  await open()
  const old = {
    conversation: talkId,
    seq: 2,
    at: Date.now() - 86_400_000,
    event: { kind: 'MessageSent', author: 'operator', from: 'gone', client: 'old', text: 'Вчера' },
  }
  const former = { id: 'gone', name: 'Пётр, прежний', photo: null }
  await engine.reply('history', { entries: [old], more: false, operators: [former] })
  expect(words()).toEqual(['Вчера'])
  expect(list().querySelector('.name')!.textContent).toBe('Пётр, прежний')
  expect(status()).toBe('')
  expect(list().querySelector('[role=log]')!.getAttribute('aria-live')).toBe('off')
  await engine.happens({ kind: 'MessageSent', author: 'visitor', from: 'v', client: 'mine', text: 'Моё' })
  expect(status()).toBe('')
})

test('the same words twice are announced twice', async () => {
  await open()
  await engine.begin()
  const region = () => chat()!.renderRoot.querySelector('[aria-live=polite]')!
  await engine.says('Да')
  const first = region().firstElementChild
  await engine.says('Да')
  expect(region().children).toHaveLength(1)
  expect(region().firstElementChild).not.toBe(first)
  expect(status()).toBe('Анна: Да')
})

test('a conversation that was lost and resumed shows each message once', async () => {
  await open()
  await engine.begin()
  const said = await engine.says('Один')
  await engine.hangUp(1006)
  await vi.advanceTimersByTimeAsync(3_000)
  await engine.accept({ conversation: talkId })
  expect(engine.last('hello').position).toEqual({ conversation: talkId, seq: said.seq })
  const none = { visitor: 0, operator: 0 }
  const conversation = {
    id: talkId,
    seq: 3,
    state: 'open' as const,
    delivered: none,
    seen: none,
    operators: [anna],
  }
  const missed = {
    ...said,
    seq: 3,
    event: { ...said.event, client: 'two', text: 'Два' } as typeof said.event,
  }
  await engine.tell({ kind: 'conversation', conversation, entries: [missed], reset: false })
  expect(words()).toEqual(['Один', 'Два'])
})

test('the operator types, and is not shown typing for ever', async () => {
  await open()
  await engine.tell({ kind: 'typing', typing: true })
  expect(list().querySelector('.typing')!.getAttribute('aria-label')).toBe('Анна печатает')
  await vi.advanceTimersByTimeAsync(7_000)
  await settled()
  expect(list().querySelector('.typing')).toBeNull()
})

test('a photo that the page’s policy keeps away leaves the initials', async () => {
  await open()
  await engine.tell({
    kind: 'operator',
    door: 'chat',
    operator: { ...anna, photo: '/photos/a/1' },
    online: true,
    lost: false,
  })
  const avatar = chat()!.renderRoot.querySelector('.avatar')!
  const photo = avatar.querySelector('img')!
  expect(photo.src).toBe('https://chat.example/photos/a/1')
  expect(avatar.textContent!.trim()).toBe('А')
  photo.dispatchEvent(new Event('error'))
  expect(photo.hidden).toBe(true)
})

test('honest about who is there', async () => {
  await open()
  const said = () => chat()!.renderRoot.querySelector('.who')!.textContent!.replace(/\s+/g, ' ').trim()
  expect(said()).toBe('Анна На связи')
  await engine.tell({ kind: 'operator', door: 'chat', operator: anna, online: true, lost: true })
  expect(said()).toBe('Анна Связь с оператором прервалась, ждём')
  expect(chat()!.renderRoot.querySelector('.there')).toBeNull()
  await engine.tell({ kind: 'operator', door: 'chat', operator: null, online: false, lost: false })
  // The greeting below says the rest.
  expect(said()).toBe('Онлайн-консультант Сейчас мы не на связи')
  await engine.begin()
  await engine.says('Скоро вернусь')
  expect(said()).toBe('Онлайн-консультант Сейчас мы не на связи. Напишите, мы ответим, как только вернёмся')
})

test('how many are before us, as long as we wait', async () => {
  await open()
  const queue = () => chat()!.renderRoot.querySelector('.queue')?.textContent?.replace(/\s+/g, ' ').trim()
  const waits = (before: number) =>
    engine.tell({ kind: 'operator', door: 'chat', operator: null, online: true, lost: false, before })
  expect(queue()).toBeUndefined()
  for (const [before, words] of [
    [21, 'Перед вами 21 человек. Ответим по очереди'],
    [2, 'Перед вами 2 человека. Ответим по очереди'],
    [0, 'Перед вами никого. Ответим, как только освободится оператор'],
  ] as const) {
    await waits(before)
    expect(queue()).toBe(words)
  }
  expect(chat()!.renderRoot.querySelector('.who')!.textContent).toContain('Сейчас все операторы заняты')
  await engine.hangUp(1006)
  expect(queue()).toBeUndefined()
  await vi.advanceTimersByTimeAsync(3_000)
  await engine.accept({ operator: null, before: 1 })
  expect(queue()).toBe('Перед вами 1 человек. Ответим по очереди')
  await engine.tell({ kind: 'operator', door: 'chat', operator: anna, online: true, lost: false })
  expect(queue()).toBeUndefined()
})

describe('departments', () => {
  const [tea, mugs] = [
    '00000000-0000-7000-8000-0000000000d1',
    '00000000-0000-7000-8000-0000000000d2',
  ] as const
  const all = [
    { id: mugs, name: '<b>Кружки</b>', description: '', online: false },
    { id: tea, name: 'Чай', description: 'Сорта и вода', online: true },
  ]
  const offers = (must: boolean, chosen: string | null = null) =>
    engine.tell({
      kind: 'operator',
      door: 'chat',
      operator: null,
      online: true,
      lost: false,
      departments: { must, chosen, all },
    })
  const within = () => chat()!.renderRoot.querySelector('redhelper-departments')
  const buttons = () => [...within()!.shadowRoot!.querySelectorAll<HTMLElement>('.one')]
  const bar = () => chat()!.renderRoot.querySelector('.department')?.textContent?.replace(/\s+/g, ' ').trim()
  const composer = () => inside('redhelper-composer') as ShadowRoot
  const hidden = () => (composer().host as HTMLElement).hidden

  test('to be chosen first stand where one writes, who is there first; then the field has the keyboard', async () => {
    await open()
    await offers(true)
    expect(hidden()).toBe(true)
    expect(buttons().map((one) => one.querySelector('.name')!.textContent)).toEqual(['Чай', '<b>Кружки</b>'])
    expect(buttons().map((one) => one.querySelector('.state')!.textContent)).toEqual([
      'На связи',
      'Не на связи',
    ])
    expect(within()!.shadowRoot!.querySelector('.any')).toBeNull()
    buttons()[0]!.click()
    await settled()
    expect(engine.last('choose').department).toBe(tea)
    expect(hidden()).toBe(false)
    expect(composer().activeElement).toBe(field())
    expect(bar()).toBe('Отдел: Чай Изменить')
    // It may be changed until the first message; then it is out of the question.
    chat()!.renderRoot.querySelector<HTMLElement>('.department .link')!.click()
    await settled()
    expect(buttons()[0]!.getAttribute('aria-pressed')).toBe('true')
    buttons()[1]!.click()
    await settled()
    expect(engine.last('choose').department).toBe(mugs)
    await engine.tell({ kind: 'operator', door: 'chat', operator: anna, online: true, lost: false })
    expect(bar()).toBeUndefined()
    expect(within()).toBeNull()
  })

  test('that may be chosen are out of the way until somebody wants them', async () => {
    await open()
    await offers(false)
    expect(hidden()).toBe(false)
    expect(bar()).toBe('Отдел: любой Изменить')
    chat()!.renderRoot.querySelector<HTMLElement>('.department .link')!.click()
    await settled()
    within()!.shadowRoot!.querySelector<HTMLElement>('.any')!.click()
    await settled()
    expect(engine.last('choose').department).toBeNull()
    expect(within()).toBeNull()
  })

  test('what was chosen is said again to an engine that has forgotten it, before the message', async () => {
    await open()
    await offers(true)
    buttons()[0]!.click()
    await engine.hangUp(1006)
    await send('Ау')
    await vi.advanceTimersByTimeAsync(3_000)
    await engine.accept({ operator: null, departments: { must: true, chosen: null, all } })
    const sent = engine.socket.got.map(({ kind }) => kind)
    expect(sent.indexOf('choose')).toBeGreaterThan(0)
    expect(sent.indexOf('choose')).toBeLessThan(sent.indexOf('send'))
    expect(bar()).toBe('Отдел: Чай Изменить')
  })
})

test('Escape closes and the keyboard goes back to the launcher; open puts it into the field', async () => {
  await open()
  expect((inside('redhelper-composer') as ShadowRoot).activeElement).toBe(field())
  await press('Escape')
  expect(chat()!.hidden).toBe(true)
  expect(root().activeElement).toBe(launcher())
  expect(engine.last('open').open).toBe(false)
})

test('opened late, it does not take the keyboard from a field of the site', async () => {
  const search = document.body.appendChild(document.createElement('input'))
  search.focus()
  await open()
  expect(chat()!.hidden).toBe(false)
  expect(document.activeElement).toBe(search)
})

test('closed by the site’s own script, the keyboard stays where the visitor writes', async () => {
  await open()
  const search = document.body.appendChild(document.createElement('input'))
  search.focus()
  await widget.carryOut('close', [])
  expect(chat()!.hidden).toBe(true)
  expect(document.activeElement).toBe(search)
})

test('settings take effect at once: language, text, colour', async () => {
  await open()
  await engine.hangUp(1006)
  await vi.advanceTimersByTimeAsync(3_000)
  const { settings } = welcome()
  await engine.accept({
    settings: { ...settings, language: 'en', button: { ...settings.button, text: 'Ask us' } },
  })
  expect(field().placeholder).toBe('Write a message…')
  expect(launcher().textContent).toBe('Ask us')
  // The window does its job.
  expect(root().host.hasAttribute('open')).toBe(true)
})

test('muted is remembered', async () => {
  await open()
  const mute = () => chat()!.renderRoot.querySelector<HTMLButtonElement>('[aria-pressed]')!
  expect(mute().getAttribute('aria-pressed')).toBe('false')
  mute().click()
  await load()
  await vi.waitFor(() => expect(chat()).not.toBeNull())
  await settled()
  expect(mute().getAttribute('aria-pressed')).toBe('true')
})

test('on a phone: the whole screen, a modal dialog that keeps the keyboard, and no keyboard by itself', async () => {
  vi.stubGlobal('matchMedia', () => Object.assign(new EventTarget(), { matches: true }))
  await open()
  const dialog = chat()!.renderRoot.querySelector('[role=dialog]')!
  expect(dialog.getAttribute('aria-modal')).toBe('true')
  expect((chat()!.renderRoot as ShadowRoot).activeElement).toBe(dialog)
  const guards = chat()!.renderRoot.querySelectorAll<HTMLElement>('.guard')
  guards[1]!.focus()
  expect((chat()!.renderRoot as ShadowRoot).activeElement!.className).toBe('close')
  guards[0]!.focus()
  expect((inside('redhelper-composer') as ShadowRoot).activeElement).toBe(field())
  vi.unstubAllGlobals()
})
