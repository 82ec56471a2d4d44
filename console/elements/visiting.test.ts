// @vitest-environment jsdom
/** The workplace between dialogues and visitors. */
import '../ui/jsdom.ts'
import './jsdom.ts'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { VisitorRow } from '../../engine/protocol/frames.ts'
import { dialogue, EngineEnd, id, me, welcomeTo } from '../desk/testSocket.ts'
import { setLanguage } from '../ui/i18n.ts'
import { row } from '../visitors/testRows.ts'
import type { InviteDialog } from './invite-dialog.ts'
import type { VisitorMenu } from './visitor-menu.ts'
import './workplace.ts'
import type { Workplace } from './workplace.ts'

const who = {
  operator: me,
  login: 'shop',
  name: 'Анна',
  photo: null,
  administrator: true,
  account: 'shop',
  email: null,
  language: 'ru' as const,
  timeZone: 'Europe/Moscow',
  eraseAt: null,
  publicUrl: '',
}
let engine: EngineEnd

beforeEach(() => {
  setLanguage('ru')
  localStorage.clear()
  sessionStorage.clear()
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  engine = new EngineEnd()
  engine.answer = (f) => {
    if (f.kind === 'hello') return { kind: 'reply', result: welcomeTo([id(10)]) }
    if (f.kind === 'history') return { kind: 'reply', result: { entries: [], more: false } }
    return f.kind === 'watch' ? { kind: 'reply', result: { done: true } } : null
  }
})
const answer = (kind: string, result: object): void => {
  const usual = engine.answer
  engine.answer = (f) => (f.kind === kind ? result : usual(f))
}
afterEach(() => {
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

const working = async (): Promise<Workplace> => {
  const workplace = document.createElement('rh-workplace')
  Object.assign(workplace, { who, socket: engine.open })
  document.body.append(workplace)
  await vi.waitFor(() => expect(workplace.desk.link).toBe('online'))
  engine.say({ kind: 'conversation', conversation: dialogue(10), entries: [], reset: true })
  await workplace.updateComplete
  return workplace
}
const press = (code: string, over: KeyboardEventInit = {}): void => {
  window.dispatchEvent(new KeyboardEvent('keydown', { code, cancelable: true, ...over }))
}
const inside = <E extends Element = HTMLElement>({ renderRoot }: Workplace, selector: string): E | null =>
  renderRoot.querySelector<E>(selector)
const toasts = (): string => document.querySelector('rh-toasts')?.shadowRoot?.textContent ?? ''
const watches = (): boolean[] => engine.of('watch').map(({ watching }) => watching)
const visiting = async (...rows: VisitorRow[]): Promise<Workplace> => {
  const workplace = await working()
  press('KeyV', { altKey: true })
  await workplace.updateComplete
  engine.say({ kind: 'visitors', reset: true, complete: true, rows })
  await workplace.updateComplete
  return workplace
}
const enter = (workplace: Workplace, number: number): void => {
  inside(workplace, 'rh-visitors')!.dispatchEvent(new CustomEvent('rh-enter', { detail: number }))
}
const pick = (workplace: Workplace, number: number): void => {
  inside(workplace, 'rh-visitors')!.dispatchEvent(new CustomEvent('rh-pick', { detail: number }))
}

it('keys and rail lead to the visitors and back; they are watched only meanwhile', async () => {
  const workplace = await working()
  expect(watches()).toEqual([])
  press('KeyV', { altKey: true })
  await workplace.updateComplete
  expect([inside(workplace, 'rh-visitors') !== null, inside(workplace, 'rh-dialogue-list')]).toEqual([
    true,
    null,
  ])
  expect(watches()).toEqual([true])
  press('Escape')
  await workplace.updateComplete
  expect([inside(workplace, 'rh-visitors'), watches()]).toEqual([null, [true, false]])
  inside(workplace, 'rh-rail')!.dispatchEvent(new CustomEvent('rh-area', { detail: 'visitors' }))
  await workplace.updateComplete
  expect(watches()).toEqual([true, false, true])
})

it('the area is there again after a reload, and so is the dialogue', async () => {
  const before = await working()
  before.desk.select(id(10))
  press('KeyV', { altKey: true })
  before.remove()
  const workplace = await working()
  await vi.waitFor(() => expect(workplace.desk.state.selected).toBe(id(10)))
  expect(inside(workplace, 'rh-visitors')).not.toBeNull()
})

it('what comes in the selected dialogue meanwhile is not seen', async () => {
  const workplace = await visiting(row(1))
  workplace.desk.select(id(10))
  const event = { kind: 'MessageSent', author: 'visitor', from: 'v', client: 'c', text: 'Есть кто?' } as const
  engine.say({ kind: 'event', conversation: id(10), seq: 1, at: 1, event })
  expect(engine.of('seen')).toEqual([])
  expect(workplace.desk.selected?.unread).toBe(1)
})

it('the rail tells how many are there', async () => {
  const workplace = await working()
  engine.say({ kind: 'present', visitors: 1_234 })
  await vi.waitFor(() => expect(inside(workplace, 'rh-rail')!.shadowRoot!.textContent).toMatch(/1\s234/))
})

it('the card is of whoever is chosen, follows him, and closes with Escape', async () => {
  const workplace = await visiting(row(1, { page: { url: 'https://shop.example/a', title: 'А' } }))
  pick(workplace, 1)
  await workplace.updateComplete
  const card = () =>
    inside<HTMLElement & { subject: { presence: { page: { title: string } } } }>(workplace, 'rh-visitor-card')
  expect(card()!.textContent).toContain('Окно чата закрыто')
  expect(engine.of('visitor').at(-1)).toMatchObject({ visitor: row(1).id })
  engine.say({
    kind: 'visitors',
    changed: [{ number: 1, page: { url: 'https://shop.example/b', title: 'Б' } }],
  })
  await vi.waitFor(() => expect(card()!.subject.presence.page.title).toBe('Б'))
  press('Escape')
  await workplace.updateComplete
  expect([card(), inside(workplace, 'rh-visitors') !== null]).toEqual([null, true])
})

it('my own dialogue is selected, an open window is written into', async () => {
  const mine = row(1, { id: dialogue(10).visitor.id, open: true, conversation: id(10), operator: me })
  const workplace = await visiting(mine, row(2, { open: true, operator: me }))
  enter(workplace, 1)
  await workplace.updateComplete
  expect([workplace.desk.state.selected, inside(workplace, 'rh-visitors')]).toEqual([id(10), null])
  press('KeyV', { altKey: true })
  await workplace.updateComplete
  answer('open', { kind: 'reply', result: { conversation: id(12) } })
  enter(workplace, 2)
  expect(engine.of('open')).toEqual([expect.objectContaining({ visitor: row(2).id })])
  await vi.waitFor(() => expect(inside(workplace, 'rh-visitors')).toBeNull())
  engine.say({ kind: 'conversation', conversation: dialogue(12), entries: [], reset: true })
  expect(workplace.desk.state.selected).toBe(id(12))
})

it('another’s dialogue is looked at and taken over, from whom it was then; who was faster is told', async () => {
  const workplace = await visiting(row(3, { open: true, conversation: id(33), operator: id(2) }))
  enter(workplace, 3)
  await workplace.updateComplete
  expect(engine.of('history').at(-1)).toMatchObject({ visitor: row(3).id, before: null })
  const look = inside<HTMLElement & { talk: { from: string | null } | null }>(workplace, 'rh-earlier-dialog')!
  const take = () => look.dispatchEvent(new CustomEvent('rh-take', { detail: look.talk }))
  answer('take', { kind: 'error', code: 'taken', temporary: false })
  take()
  expect(engine.of('take')).toEqual([expect.objectContaining({ visitor: row(3).id, from: id(2) })])
  await vi.waitFor(() => expect(toasts()).toContain('Диалог уже у другого оператора'))
  engine.say({ kind: 'visitors', changed: [{ number: 3, operator: id(4) }] })
  await vi.waitFor(() => expect(look.talk?.from).toBe(id(4)))
  answer('take', { kind: 'reply', result: { conversation: id(33) } })
  take()
  expect(engine.of('take').at(-1)).toMatchObject({ from: id(4) })
  await vi.waitFor(() => expect([look.talk, inside(workplace, 'rh-visitors')]).toEqual([null, null]))
})

const menu = async (workplace: Workplace, number: number) => {
  const wanted = { number, x: 1, y: 2 }
  inside(workplace, 'rh-visitors')!.dispatchEvent(new CustomEvent('rh-menu', { detail: wanted }))
  await workplace.updateComplete
  const element = inside<VisitorMenu>(workplace, 'rh-visitor-menu')!
  await element.updateComplete
  const items = [
    ...element.renderRoot.querySelectorAll<HTMLElement & { disabled: boolean }>('wa-dropdown-item'),
  ]
  const offers = items.map(
    (one) => `${one.disabled ? '✗ ' : ''}${one.textContent!.replace(/\s+/g, ' ').trim()}`,
  )
  const choose = (deed: string) => element.dispatchEvent(new CustomEvent<string>('rh-deed', { detail: deed }))
  return { element, offers, choose }
}
const others = ['Скопировать адрес страницы', 'Забанить посетителя…']

it.each<[string, Partial<VisitorRow>, ReadonlyArray<string>]>([
  ['looks around', {}, ['Пригласить…I', 'Пригласить своими словами…']],
  [
    'my window',
    { open: true, operator: me },
    ['Открыть диалог', '✗ ПригласитьПосетитель уже открыл чат, приглашать его не нужно'],
  ],
  [
    'another’s',
    { conversation: id(33), operator: id(2) },
    [
      'Посмотреть диалог',
      'Забрать диалог',
      '✗ ПригласитьПосетитель говорит с другим оператором или ждёт его',
    ],
  ],
  ['left', { left: 1 }, ['✗ ПригласитьПосетитель ушёл с сайта']],
])('the menu of a row: %s', async (_, over, offers) => {
  const workplace = await visiting(row(1, over))
  expect((await menu(workplace, 1)).offers).toEqual([...offers, ...others])
})

it('a visitor is invited in one’s own words; a refusal stays in the dialog with what was written', async () => {
  const workplace = await visiting(row(7))
  const { choose } = await menu(workplace, 7)
  choose('inviteOwn')
  await workplace.updateComplete
  const dialog = inside<InviteDialog>(workplace, 'rh-invite-dialog')!
  expect([dialog.open, dialog.personal, dialog.visitor]).toEqual([true, true, 'Посетитель 7'])
  const invite = () => dialog.dispatchEvent(new CustomEvent('rh-invite', { detail: 'Помочь?' }))
  answer('invite', { kind: 'error', code: 'open', temporary: false })
  invite()
  await vi.waitFor(() => expect([dialog.open, dialog.refused]).toEqual([true, 'open']))
  answer('invite', { kind: 'reply', result: { done: true } })
  invite()
  expect(engine.of('invite').at(-1)).toMatchObject({ visitor: row(7).id, text: 'Помочь?' })
  await vi.waitFor(() => expect(dialog.open).toBe(false))
  expect(toasts()).toContain('Приглашение отправлено: Посетитель 7')
  expect(dialog.recent).toEqual(['Помочь?'])
})

it('who cannot be invited is told why, by the key and on the card; after a no it is possible again by itself', async () => {
  const workplace = await visiting(row(7, { invited: 'declined', answeredAt: Date.now() }))
  inside(workplace, 'rh-visitors')!.dispatchEvent(new CustomEvent('rh-invite', { detail: 7 }))
  await vi.waitFor(() => expect(toasts()).toContain('Пригласить снова можно через 10 секунд'))
  pick(workplace, 7)
  await workplace.updateComplete
  const button = () => inside<HTMLButtonElement>(workplace, '.actions button')!
  expect([button().textContent!.trim(), button().disabled]).toEqual(['Пригласить', true])
  engine.say({ kind: 'visitors', changed: [{ number: 7, answeredAt: Date.now() - 9_900 }] })
  await vi.waitFor(() => expect(button().disabled).toBe(false))
  expect(inside(workplace, '.actions')!.textContent).toContain('Окно чата закрыто')
})

it('a tariff without invitations says so', async () => {
  answer('hello', { kind: 'reply', result: { ...welcomeTo([id(10)]), features: ['monitoring'] } })
  const workplace = await visiting(row(7))
  expect((await menu(workplace, 7)).offers[0]).toBe('✗ ПригласитьПриглашения есть в тарифах Business и Pro')
  pick(workplace, 7)
  await workplace.updateComplete
  expect(inside(workplace, '.actions')!.textContent).toContain('Приглашения есть в тарифах Business и Pro')
})
