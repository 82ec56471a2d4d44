// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from 'vitest'
import '../../console/ui/jsdom.ts'
import type { InstanceAccount, Me } from '../../console/ui/api.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import '../inside.ts'
import { navigation, pageAt } from '../navigation.ts'
import { type Element, engine, press, settled, shown, textOf } from '../testing.ts'
import { who } from '../who.ts'

const day = 86_400_000
const me: Me = {
  operator: 'op1',
  login: 'shop',
  name: 'Консультант',
  photo: null,
  administrator: true,
  account: 'shop',
  email: 'shop@example.ru',
  formEmail: null,
  eraseAt: null,
  language: 'ru',
  timeZone: 'Europe/Moscow',
  publicUrl: 'https://chat.example.ru',
  features: [],
  licence: { tariff: 'personal', until: null, trial: false, ended: null },
  sales: null,
  instanceOwner: false,
  statistics: true,
}
const account: InstanceAccount = {
  id: 'a2',
  login: 'bank',
  email: 'bank@example.ru',
  timeZone: 'Europe/Moscow',
  createdAt: 0,
  licence: me.licence,
  operators: 2,
  seenAt: null,
  blocked: false,
  eraseAt: null,
}
const condition = {
  version: '0.1.0',
  node: '22.0.0',
  startedAt: 0,
  ok: true,
  reason: null,
  accounts: 2,
  registration: true,
  beginning: 'trial',
}

beforeEach(() => {
  document.body.replaceChildren()
  setLanguage('ru')
  vi.unstubAllGlobals()
})

describe('the licence page', () => {
  const page = (change: Partial<Me>) => shown('rh-licence', { me: { ...me, ...change } })
  const words = async (change: Partial<Me>) => textOf(await page(change))

  test('Personal is for non-commercial sites, and has the way to more where the instance names one', async () => {
    const plain = await words({})
    expect(plain).toContain('Только для некоммерческих сайтов')
    expect(plain).not.toContain('Написать')
    expect(await words({ sales: 'mailto:sales@host.example' })).toContain('Написать: sales@host.example')
    const link = (
      await page({ sales: 'https://host.example/prices' })
    ).shadowRoot!.querySelector<HTMLAnchorElement>('a.button')!
    expect([link.href, link.rel]).toEqual(['https://host.example/prices', 'noopener'])
  })

  test('a trial says in the account’s time until when, and that nothing is lost', async () => {
    const until = Math.floor(Date.now() / day) * day + 3 * day + 11 * 3_600_000 + 5 * 60_000
    const said = await words({ licence: { tariff: 'business', until, trial: true, ended: null } })
    expect(said).toContain('14:05')
    expect(said).toMatch(/Осталось (3|4) дня/)
    expect(said).toContain('сам перейдёт на Personal')
  })

  test('a licence that ends with a day lasts through it', async () => {
    const until = Date.UTC(2031, 0, 1, 21)
    const said = await words({ licence: { tariff: 'pro', until, trial: false, ended: null } })
    expect(said).toContain('по 1 января 2031 г. включительно')
  })

  test('what has ended is told, and for ever needs no days', async () => {
    const ended = { tariff: 'business', until: Date.UTC(2026, 0, 5, 11, 5), trial: true } as const
    expect(await words({ licence: { ...me.licence, ended } })).toContain(
      'Пробный период действовал до 5 января',
    )
    const ever = await words({ licence: { tariff: 'pro', until: null, trial: false, ended: null } })
    expect(ever).toContain('бессрочно')
    expect(ever).not.toMatch(/Остал/)
  })

  test('the matrix says in words what has what, and which column is one’s own', async () => {
    const table = (await page({})).shadowRoot!.querySelector('table')!
    const rows = [...table.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td .unseen')].map(({ textContent }) => textContent),
    )
    expect(rows).toEqual([
      ['есть', 'есть', 'есть'],
      ...Array(4).fill(['нет', 'есть', 'есть']),
      ...Array(3).fill(['нет', 'нет', 'есть']),
    ])
    expect(table.querySelector('thead .own')!.textContent).toContain('Personal')
  })
})

describe('who asks again', () => {
  test('hears of another tariff, and says so; what was changed here meanwhile stays', async () => {
    engine({ 'GET /session': [200, me] })
    await who.ask()
    const pro = { tariff: 'pro', until: null, trial: false, ended: null } as const
    engine({ 'GET /session': [200, { ...me, licence: pro, features: ['invitations'] }] })
    const looked = who.look()
    who.update({ name: 'Анна' })
    await looked
    expect([who.me?.name, who.me?.licence.tariff]).toEqual(['Анна', 'personal'])
    await who.look()
    expect([who.me?.licence, who.me?.features]).toEqual([pro, ['invitations']])
  })

  test('an engine that cannot be reached changes nothing', async () => {
    engine({ 'GET /session': [200, me] })
    await who.ask()
    engine({ 'GET /session': [503, { _tag: 'Unavailable' }] })
    await who.look()
    expect(who.me).toEqual(me)
  })
})

test('only the instance’s owner has its page', () => {
  const labels = (owner: boolean) =>
    navigation(true, owner).flatMap(({ places }) => places.map(({ label }) => label))
  expect(labels(true)).toContain('Все аккаунты')
  expect(labels(false)).not.toContain('Все аккаунты')
  expect([pageAt('/cabinet/instance', true, true), pageAt('/cabinet/instance', true)]).toEqual([
    'instance',
    undefined,
  ])
  expect(pageAt('/cabinet/instance', false, true)).toBeUndefined()
})

describe('the instance page', () => {
  const answers: Parameters<typeof engine>[0] = {
    'GET /instance/condition': [200, condition],
    'GET /instance/accounts?': [
      200,
      { accounts: [account, { ...account, id: 'a1', login: 'shop' }], more: false },
    ],
  }
  const open = async (more: Parameters<typeof engine>[0] = {}) => {
    const asked = engine({ ...answers, ...more })
    const page = await shown('rh-instance', { me: { ...me, instanceOwner: true } })
    return { asked, page }
  }

  test('says how the server is and who is there; one’s own account cannot be blocked', async () => {
    const { page } = await open()
    const said = textOf(page)
    expect(said).toContain('Всё в порядке')
    expect(said).toContain('начинают с пробного периода')
    expect(said).toContain('2 оператора · сейчас никто не вошёл')
    expect(page.shadowRoot!.querySelector('[aria-label="Заблокировать: shop"]')).toBeNull()
  })

  test('what is wrong is said as the engine says it', async () => {
    const reason = 'The disk is full: make room.'
    const { page } = await open({ 'GET /instance/condition': [200, { ...condition, ok: false, reason }] })
    expect(textOf(page)).toContain(reason)
  })

  test('blocks after a question, and lets in again without one', async () => {
    const path = 'PUT /instance/accounts/a2/blocked'
    const { asked, page } = await open({ [path]: [200, { ...account, blocked: true }] })
    await press(page, 'Заблокировать: bank')
    expect(asked.some(({ request }) => request === path)).toBe(false)
    document.querySelector('rh-dialog')!.querySelectorAll('button')[1]!.click()
    await settled(page)
    expect(asked.at(-1)).toEqual({ request: path, body: { blocked: true } })
    expect(textOf(page)).toContain('заблокирован')
    engine({ ...answers, [path]: [200, account] })
    await press(page, 'Разблокировать: bank')
    expect(page.shadowRoot!.querySelector('[aria-label="Заблокировать: bank"]')).not.toBeNull()
  })

  test('gives a licence up to a day, or for ever; what the engine refuses stands at the field', async () => {
    const path = 'PUT /instance/accounts/a2/licence'
    const { asked, page } = await open({ [path]: [422, { _tag: 'Invalid', fields: { until: 'range' } }] })
    await press(page, 'Изменить лицензию: bank')
    const dialog = page.shadowRoot!.querySelector<Element>('rh-licence-dialog')!
    await settled(dialog)
    const root = dialog.shadowRoot!
    root.querySelector<HTMLInputElement>('[name=tariff][value=pro]')!.click()
    await settled(dialog)
    root.querySelector<HTMLInputElement>('[name=until]')!.value = '2020-01-01'
    root.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await settled(dialog)
    expect(asked.at(-1)).toEqual({ request: path, body: { tariff: 'pro', until: '2020-01-01' } })
    expect(root.textContent).toContain('Этот день уже прошёл')
    engine({
      ...answers,
      [path]: [200, { ...account, licence: { tariff: 'pro', until: null, trial: false, ended: null } }],
    })
    root.querySelector<HTMLInputElement>('[name=term][value=ever]')!.click()
    await settled(dialog)
    root.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await settled(dialog)
    await settled(page)
    expect(textOf(page)).toContain('Pro')
  })
})
