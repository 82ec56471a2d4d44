// @vitest-environment jsdom
import '../ui/jsdom.ts'
import './jsdom.ts'
import type { LitElement } from 'lit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Source } from '../../engine/domain/source.ts'
import type { VisitorFacts } from '../../engine/protocol/frames.ts'
import type { Known } from '../desk/Acquaintance.ts'
import type { Listed } from '../desk/DeskState.ts'
import { emptyDesk } from '../desk/DeskState.ts'
import { receive } from '../desk/receive.ts'
import { dialogue, id } from '../desk/testSocket.ts'
import { setLanguage } from '../ui/i18n.ts'
import { row } from '../visitors/testRows.ts'
import { visitorName } from './dialogue-row.ts'
import { placeInFull } from './place-words.ts'
import { sourceInFull } from './source-words.ts'
import './visitor-card.ts'
import { subjectOf, subjectOfRow, type VisitorCard } from './visitor-card.ts'
import type { Answered } from './visitor-comments.ts'

const kazan = { country: 'RU', city: 'Kazan', cityRu: 'Казань' }
const page = { url: 'https://shop.example/tea%20green?id=7#top', title: 'Чай' }
const now = Date.UTC(2026, 0, 2, 12)

const listed = (over: Parameters<typeof dialogue>[1] = {}): Listed => {
  const conversation = dialogue(10, { presence: { online: true, open: false, page }, ...over })
  const scene = { now, watched: null }
  const state = receive(emptyDesk, { kind: 'conversation', conversation, entries: [], reset: true }, scene)
  return state.dialogues.get(conversation.id)!
}

const facts = (over: Partial<VisitorFacts> = {}): VisitorFacts => ({
  visitor: id(1),
  facts: {
    address: '178.204.10.1',
    place: kazan,
    source: { kind: 'search', name: 'yandex', phrase: 'чай улун' },
    campaign: { utm_source: 'letter', yclid: '5' },
    browser: 'Chrome 124',
    os: 'Windows 11',
  },
  visitAt: now,
  language: 'ru-RU',
  first: null,
  visits: 3,
  views: 14,
  seconds: 3_900,
  watching: true,
  now,
  trail: [{ at: now, visit: 'v', page }],
  invitations: [],
  conversations: [
    { id: id(10), openedAt: now, closedAt: null, operator: null, seq: 2, messages: 1, last: null },
    {
      id: id(9),
      openedAt: now - 86_400_000,
      closedAt: now - 86_000_000,
      operator: { id: id(2), name: 'Анна', photo: null },
      seq: 12,
      messages: 5,
      last: { author: 'operator', text: '<b>Ждём вас</b>' },
    },
  ],
  comments: [
    {
      id: id(30),
      at: now,
      operator: { id: id(2), name: 'Анна', photo: null },
      text: '<i>Офис</i>\nна Тверской',
      removable: true,
    },
    { id: id(31), at: now, operator: null, text: 'Старый', removable: false },
  ],
  locked: false,
  geo: 'city',
  ...over,
})

const ready = (over: Partial<VisitorFacts> = {}): Known => ({ state: 'ready', facts: facts(over) })

const shown = async (properties: Partial<VisitorCard>): Promise<VisitorCard> => {
  const card = Object.assign(document.createElement('rh-visitor-card'), {
    subject: subjectOf(listed()),
    now,
    ...properties,
  })
  document.body.append(card)
  await (card as LitElement).updateComplete
  return card as VisitorCard
}
const root = (element: Element | null): ShadowRoot => element!.shadowRoot!
const words = (card: Element): string => root(card).textContent!.replace(/\s+/g, ' ')
/** Facts by their name. */
const said = (card: Element): Record<string, string> =>
  Object.fromEntries(
    [...root(card).querySelectorAll('.fact')].map((fact) => [
      fact.querySelector('dt')!.textContent!,
      fact.querySelector('dd')!.textContent!.replace(/\s+/g, ' ').trim(),
    ]),
  )
const comments = async (card: Element): Promise<HTMLElement> => {
  const element = root(card).querySelector('rh-visitor-comments')!
  await (element as LitElement).updateComplete
  return element as HTMLElement
}

beforeEach(() => setLanguage('ru'))
afterEach(() => document.body.replaceChildren())

describe('the card', () => {
  it('bans whose dialogue is ours, and asks nothing about one that is closed (H6)', async () => {
    const card = await shown({ known: ready() })
    let wanted = 0
    let learnt = 0
    card.addEventListener('rh-ban-visitor', () => wanted++)
    card.addEventListener('rh-learn', () => learnt++)
    root(card).querySelector<HTMLElement>('.button.danger')!.click()
    expect(wanted).toBe(1)
    card.subject = subjectOf({ ...listed(), state: 'closed' })
    await (card as LitElement).updateComplete
    expect(root(card).querySelector('.button.danger')).toBe(null)
    expect(learnt).toBe(0)
  })

  it('offers to erase everything of him to the administrator alone, also when his dialogue is closed', async () => {
    const card = await shown({ known: ready() })
    const words = () =>
      [...root(card).querySelectorAll('.button.danger')].map((button) => button.textContent?.trim())
    let wanted = 0
    card.addEventListener('rh-erase-visitor', () => wanted++)
    expect(words()).toEqual(['Забанить посетителя…'])
    card.administrator = true
    await (card as LitElement).updateComplete
    expect(words()).toEqual(['Забанить посетителя…', 'Стереть все данные…'])
    card.subject = subjectOf({ ...listed(), state: 'closed' })
    await (card as LitElement).updateComplete
    expect(words()).toEqual(['Стереть все данные…'])
    root(card).querySelector<HTMLElement>('.button.danger')!.click()
    expect(wanted).toBe(1)
  })

  it('says all that is known (H4)', async () => {
    const card = await shown({ known: ready() })
    expect(said(card)).toEqual({
      'Сейчас на странице': 'Чай/tea green?id=7#top',
      Сайт: 'shop.example',
      Место: 'Казань, Россия',
      IP: '178.204.10.1',
      Источник: 'ЯЯндекспоиск«чай улун»',
      Реклама: 'utm_source letteryclid 5',
      Браузер: 'Chrome 124',
      Система: 'Windows 11',
      Язык: 'русский (Россия)',
      'На сайте': '1 ч 5 мин',
      Посещения: '3 визита, 14 страниц',
      Номер: '1010',
    })
    // Each can be copied.
    expect(root(card).querySelectorAll('.fact')).toHaveLength(root(card).querySelectorAll('.copy').length)
    expect(root(card).querySelector('footer a')?.getAttribute('href')).toBe('https://db-ip.com')
  })

  it('in English too', async () => {
    setLanguage('en')
    const card = await shown({ known: ready() })
    expect(said(card)).toMatchObject({
      Place: 'Kazan, Russia',
      'On the site': '1 hr 5 min',
      Language: 'Russian (Russia)',
    })
  })

  it('counts on while the page is in view', async () => {
    const card = await shown({ known: ready({ seconds: 50 }), now: now + 75_000 })
    expect(said(card)['На сайте']).toBe('2 мин')
    card.known = ready({ seconds: 50, watching: false })
    await card.updateComplete
    expect(said(card)['На сайте']).toBe('50 с')
  })

  it('says where he came from the first time', async () => {
    const first = { at: now - 9e9, source: { kind: 'site', name: 'forum.example', phrase: null } as Source }
    const card = await shown({ known: ready({ first }) })
    expect(said(card)['В первый раз']).toContain('forum.example')
  })

  it('tells how he was invited, and what he answered', async () => {
    const invitations = [
      { at: now, text: '<i>Помочь?</i>', state: 'declined', automatic: true, operator: null },
      {
        at: now - 9e9,
        text: 'Подсказать?',
        state: 'accepted',
        automatic: false,
        operator: { id: id(2), name: 'Борис', photo: null },
      },
    ] as const
    const card = await shown({ known: ready({ invitations }) })
    const rows = [...root(card).querySelectorAll('.invitations li')].map((row) =>
      row.textContent!.replace(/\s+/g, ' ').trim(),
    )
    expect(rows[0]).toMatch(/отклонено <i>Помочь\?<\/i> автоматически$/)
    expect(rows[1]).toMatch(/принято Подсказать\? пригласил оператор Борис$/)
  })

  it('leaves out what is not known', async () => {
    const nothing = { facts: null, language: '', trail: [], conversations: [], comments: [] }
    const card = await shown({ known: ready(nothing) })
    expect(Object.keys(said(card))).toEqual(['Сейчас на странице', 'Сайт', 'На сайте', 'Посещения', 'Номер'])
    expect(root(card).querySelector('h3, footer')).toBeNull()
  })

  it('tells the administrator alone how to get cities', async () => {
    const card = await shown({ known: ready({ geo: 'country' }), administrator: true })
    expect(words(card)).toContain('npm run geo')
    card.administrator = false
    await card.updateComplete
    expect(words(card)).not.toContain('npm run geo')
  })

  it('loads, fails and is asked again', async () => {
    const asked: string[] = []
    const card = Object.assign(document.createElement('rh-visitor-card'), {
      subject: subjectOf(listed()),
      now,
    })
    card.addEventListener('rh-learn', () => asked.push('learn'))
    document.body.append(card)
    await card.updateComplete
    expect(asked).toHaveLength(1)
    expect(root(card).querySelector('.bones')).not.toBeNull()
    card.known = { state: 'failed', facts: null }
    await card.updateComplete
    expect(root(card).querySelector('[role=alert]')?.textContent).toContain('Карточка не загрузилась')
    root(card).querySelector<HTMLElement>('.failed .button')!.click()
    expect(asked).toHaveLength(2)
    // Another page, and a connection that is back: there may be something new.
    const presence = { online: true, open: false, page: { ...page, url: 'https://shop.example/' } }
    card.subject = subjectOf(listed({ presence }))
    await card.updateComplete
    expect(asked).toHaveLength(3)
    card.linked = false
    await card.updateComplete
    card.linked = true
    await card.updateComplete
    expect(asked).toHaveLength(4)
  })

  it('is of a row of the table just as well, all his conversations are others then', async () => {
    const gone = row(7, { left: now, conversation: null, page })
    const card = await shown({ subject: subjectOfRow(gone), known: ready() })
    expect(words(card)).toContain('Посетитель 7')
    expect(words(card)).toContain('Ушёл с сайта')
    expect(said(card)['Последняя страница']).toBe('Чай/tea green?id=7#top')
    expect(root(card).querySelectorAll('.talk')).toHaveLength(2)
  })

  it('offers his other conversations to be read', async () => {
    const card = await shown({ known: ready() })
    const talks = [...root(card).querySelectorAll<HTMLElement>('.talk')]
    expect(talks).toHaveLength(1)
    expect(talks[0]!.textContent).toContain('Оператор: <b>Ждём вас</b>')
    const wanted: string[] = []
    card.addEventListener('rh-earlier', (event) => wanted.push((event as CustomEvent).detail.conversation.id))
    talks[0]!.click()
    expect(wanted).toEqual([id(9)])
  })
})

describe('comments (H12)', () => {
  it('stand there as text, with who wrote them', async () => {
    const list = await comments(await shown({ known: ready() }))
    const all = [...root(list).querySelectorAll('li')]
    expect(all.map((one) => one.querySelector('.words')?.textContent)).toEqual([
      '<i>Офис</i>\nна Тверской',
      'Старый',
    ])
    expect(all.map((one) => one.querySelector('.by bdi')?.textContent)).toEqual(['Анна', 'бывший оператор'])
    expect(all.map((one) => one.querySelectorAll('.acts button').length)).toEqual([2, 1])
  })

  it('are added, and what was not stored stays to be sent again', async () => {
    const card = await shown({ known: ready({ comments: [] }) })
    const element = await comments(card)
    const written: Array<Answered<string>> = []
    card.addEventListener('rh-comment', (event) => written.push((event as CustomEvent).detail))
    const field = root(element).querySelector('textarea')!
    expect(root(element).querySelector('[type=submit]')).toBeNull()
    field.value = 'Любит пуэр'
    field.dispatchEvent(new Event('input'))
    await (element as LitElement).updateComplete
    const add = () => root(element).querySelector<HTMLElement>('[type=submit]')!.click()
    add()
    add()
    expect(written.map(({ what }) => what)).toEqual(['Любит пуэр'])
    written[0]!.done(false)
    await (element as LitElement).updateComplete
    expect(field.value).toBe('Любит пуэр')
    add()
    written[1]!.done(true)
    await (element as LitElement).updateComplete
    expect(field.value).toBe('')
  })
})

it.each([
  ['ru', kazan, 'Посетитель 7 · Казань', 'Казань, Россия'],
  ['en', kazan, 'Visitor 7 · Kazan', 'Kazan, Russia'],
  ['ru', { country: 'RU', city: 'Kholui', cityRu: null }, 'Посетитель 7 · Kholui', 'Kholui, Россия'],
  ['ru', { country: 'BY', city: null, cityRu: null }, 'Посетитель 7 · Беларусь', 'Беларусь'],
  ['en', { country: 'BY', city: null, cityRu: null }, 'Visitor 7 · Belarus', 'Belarus'],
] as const)('in %s the place is said so: %j', (language, place, name, inFull) => {
  setLanguage(language)
  expect(visitorName({ id: 'v', number: 7, place })).toBe(name)
  expect(placeInFull(place)).toBe(inFull)
})

it.each<[Source, string]>([
  [{ kind: 'direct', name: '', phrase: null }, 'Прямой заход'],
  [{ kind: 'own', name: 'shop.example', phrase: null }, 'Другая страница этого сайта'],
  [{ kind: 'site', name: 'forum.example', phrase: null }, 'forum.example'],
  [{ kind: 'search', name: 'google', phrase: null }, 'Google'],
  [{ kind: 'search', name: 'mail', phrase: 'чай' }, 'Поиск Mail «чай»'],
  [{ kind: 'ai', name: 'chatgpt', phrase: null }, 'ChatGPT'],
])('%j is said so', (source, said) => expect(sourceInFull(source)).toBe(said))
