// @vitest-environment jsdom
import '../ui/jsdom.ts'
import './jsdom.ts'
import { beforeEach, expect, it } from 'vitest'
import type { BanReach } from '../../engine/protocol/frames.ts'
import type { WantedBan } from '../desk/Desk.ts'
import { setLanguage } from '../ui/i18n.ts'
import './ban-dialog.ts'
import type { BanDialog } from './ban-dialog.ts'
import type { Answered } from './visitor-comments.ts'

beforeEach(() => {
  document.body.replaceChildren()
  setLanguage('ru')
})

const known: BanReach = { address: '203.0.113.7', subnet: '203.0.113.0/24', own: null, inner: false }

const shown = async (reach: BanReach | null) => {
  const element = document.createElement('rh-ban-dialog') as BanDialog
  let found: (reach: BanReach | null) => void = () => {}
  const read = () => new Promise<BanReach | null>((resolve) => (found = resolve))
  Object.assign(element, { visitor: { id: 'v', number: 1042, place: null }, now: 1_000, read })
  document.body.append(element)
  await element.updateComplete
  const root = element.shadowRoot!
  const asking = root.textContent
  found(reach)
  await new Promise((done) => setTimeout(done))
  await element.updateComplete
  const wanted: Array<WantedBan> = []
  let answer: (done: boolean) => void = () => {}
  element.addEventListener('rh-ban', (e) => {
    const { what, done } = (e as CustomEvent<Answered<WantedBan>>).detail
    wanted.push(what)
    answer = done
  })
  const choose = async (value: string) => {
    root.querySelector<HTMLInputElement>(`[value=${value}]`)!.click()
    await element.updateComplete
  }
  const submit = () => root.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
  return { element, root, asking, wanted, choose, submit, answer: () => answer(false) }
}

it('bans the visitor alone and for ever, unless something else is chosen', async () => {
  const { root, asking, wanted, choose, submit, answer } = await shown(known)
  expect(asking).toContain('Адрес выясняется')
  expect(root.querySelector('rh-dialog')!.label).toBe('Забанить: Посетитель 1042')
  submit()
  // Once, however often it is pressed; again when it was refused.
  submit()
  expect(wanted).toHaveLength(1)
  answer()
  await choose('subnet')
  await choose('week')
  root.querySelector('textarea')!.value = 'Хамит'
  submit()
  expect(wanted).toEqual([
    { scope: 'visitor', until: null, reason: '' },
    { scope: 'subnet', until: 1_000 + 7 * 86_400_000, reason: 'Хамит' },
  ])
})

it('says what it would reach; what nobody knows cannot be chosen', async () => {
  const { root } = await shown(known)
  expect(root.textContent).toContain('203.0.113.0/24')
  const unknown = await shown({ address: null, subnet: null, own: null, inner: false })
  const disabled = [...unknown.root.querySelectorAll<HTMLInputElement>('[name=scope]')].map((i) => i.disabled)
  expect(disabled).toEqual([false, true, true])
  expect((await shown(null)).root.textContent).toContain('Адрес неизвестен')
})

it.each([
  [{ own: 'subnet' }, 'address', null],
  [{ own: 'subnet' }, 'subnet', 'Под этот бан попадаете и вы'],
  [{ own: 'address' }, 'subnet', 'Под этот бан попадаете и вы'],
  [{ own: 'address' }, 'visitor', null],
  [{ inner: true }, 'address', 'TRUSTED_PROXIES'],
] as const)('%o with %s warns: %s', async (more, scope, warning) => {
  const { root, choose } = await shown({ ...known, ...more })
  await choose(scope)
  const said = root.querySelector('.notice')?.textContent ?? null
  if (warning === null) expect(said).toBe(null)
  else expect(said).toContain(warning)
})
