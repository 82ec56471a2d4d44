// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import '../../console/ui/jsdom.ts'
import type { AllInvitations, Me, OwnInvitations, Site } from '../../console/ui/api.ts'
import { setLanguage } from '../../console/ui/i18n.ts'
import '../pages/invitations.ts'
import { type Draft, draftOf, fieldsOf, hasOwn, resultOf } from './draft.ts'

const own = (more: Partial<OwnInvitations> = {}): OwnInvitations => ({
  site: null,
  automatic: null,
  delay: null,
  text: null,
  manual: null,
  inviter: null,
  photo: null,
  ...more,
})
const ru = { automatic: false, delay: 30, text: 'Остались вопросы?', manual: 'Помочь?', inviter: '' }
const en = { ...ru, text: 'Any questions?', manual: 'Help?' }
const standard = { ru, en }

describe('what is typed', () => {
  test.each<[string, Partial<Draft>, object | null]>([
    ['nothing', {}, { automatic: false, delay: null, text: null, manual: null, inviter: '' }],
    ['a delay', { delay: ' 45 ' }, { delay: 45 }],
    ['a large one, as people write it', { delay: '999 999' }, { delay: 999_999 }],
    ['no number', { delay: 'abc' }, null],
    ['less than nothing', { delay: '-5' }, null],
    ['a fraction', { delay: '1.5' }, null],
    ['blank texts', { text: '  ', manual: '\n' }, { text: null, manual: null }],
    ['a name', { inviter: 'own', name: ' Мастер ' }, { inviter: 'Мастер' }],
    ['a name that is not wanted any more', { inviter: 'operator', name: 'Мастер' }, { inviter: '' }],
  ])('%s', (_, typed, fields) => {
    const found = fieldsOf({ ...draftOf(own()), ...typed })
    if (fields === null) expect(found).toBeNull()
    else expect(found).toMatchObject(fields)
  })

  test('what was kept comes back as it was', () => {
    const kept = own({ site: 's', automatic: false, delay: 5, text: 'a', manual: 'b', inviter: 'Мастер' })
    const { site: _, photo: __, ...fields } = kept
    expect(fieldsOf(draftOf(kept))).toEqual(fields)
    expect(fieldsOf(draftOf(own({ site: 's' })))).toEqual({
      ...fieldsOf(draftOf(own())),
      automatic: null,
      inviter: null,
    })
    expect(hasOwn(own({ site: 's' }))).toBe(false)
    expect(hasOwn(own({ site: 's', automatic: false }))).toBe(true)
  })
})

test('what a visitor gets: of the site, else of all, else the standard', () => {
  const common = own({ automatic: true, text: 'Для всех', inviter: 'Мастер', photo: '/photos/a' })
  expect(resultOf(draftOf(common), common.photo, ru)).toEqual({
    automatic: true,
    delay: '30',
    text: 'Для всех',
    manual: 'Помочь?',
    name: 'Мастер',
    photo: '/photos/a',
  })
  const site = own({ site: 's', delay: 5, inviter: '' })
  expect(resultOf(draftOf(site), null, en, common)).toMatchObject({
    automatic: true,
    delay: '5',
    text: 'Для всех',
    manual: 'Help?',
    name: '',
    photo: null,
  })
  expect(resultOf(draftOf(own({ site: 's' })), null, ru, common)).toMatchObject({
    name: 'Мастер',
    photo: '/photos/a',
  })
})

describe('the page', () => {
  const me = {
    operator: 'o',
    name: 'Анна',
    photo: null,
    administrator: true,
    language: 'ru',
    features: ['invitations'],
    sales: null,
  } as unknown as Me
  const site = (id: string, address: string, language: 'ru' | 'en' = 'ru'): Site => ({
    id,
    address,
    description: '',
    language,
    everybody: true,
    operators: [],
    departments: [],
  })
  let asked: Array<{ request: string; body: unknown }>
  let all: AllInvitations

  beforeEach(() => {
    document.body.replaceChildren()
    setLanguage('ru')
    asked = []
    all = { account: own(), sites: [], standard }
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => run())
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const request = `${init.method} ${path.replace('/api/v1', '')}`
      const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
      asked.push({ request, body })
      const answers: Record<string, unknown> = {
        'GET /invitations': all,
        'GET /sites': [site('1', '*'), site('2', 'shop.com', 'en')],
        'PUT /invitations/account': { ...own(), ...body },
        'PUT /invitations/2': { ...own({ site: '2' }), ...body },
      }
      if (body?.text === 'refused') {
        return new Response(JSON.stringify({ _tag: 'Invalid', fields: { text: 'tooLong' } }), { status: 422 })
      }
      return new Response(JSON.stringify(answers[request]), { status: 200 })
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  const shown = async (features: Me['features'] = me.features) => {
    const page = document.createElement('rh-invitations') as HTMLElement & {
      updateComplete: Promise<unknown>
    }
    Object.assign(page, { me: { ...me, features } })
    document.body.append(page)
    const root = page.shadowRoot!
    const settled = async () => {
      for (let turn = 0; turn < 6; turn++) {
        await new Promise((done) => setTimeout(done))
        await page.updateComplete
      }
    }
    await settled()
    const input = (name: string) => root.querySelector<HTMLInputElement>(`[name=${name}]`)!
    const type = async (name: string, text: string) => {
      input(name).value = text
      input(name).dispatchEvent(new Event('input', { bubbles: true }))
      await settled()
    }
    const pick = async (name: string, value: string) => {
      root.querySelector<HTMLInputElement>(`[name=${name}][value=${value}]`)!.click()
      await settled()
    }
    const save = async () => {
      root.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
      await settled()
    }
    const turnTo = async (of: string) => {
      const select = root.querySelector('select')!
      select.value = of
      select.dispatchEvent(new Event('change'))
      await settled()
    }
    const bubble = () => {
      const preview = root.querySelector('rh-invitation-preview')!.shadowRoot!
      return preview.querySelector('div')!.querySelector('div')!.shadowRoot!
    }
    const bar = () => root.querySelector('.save-bar')
    return { root, input, type, pick, save, turnTo, bubble, bar, settled }
  }

  test('shows the standard, and the bubble as it is typed', async () => {
    const { input, type, pick, bubble, bar } = await shown()
    expect(input('text').placeholder).toBe('Остались вопросы?')
    expect(input('delay').placeholder).toBe('30')
    expect(bubble().querySelector('p')!.textContent).toBe('Остались вопросы?')
    expect(bubble().querySelector('b')!.textContent).toBe('Анна')
    expect(bar()).toBeNull()
    await type('text', 'Доставим в {city}')
    await pick('inviter', 'own')
    await type('name', 'Мастер')
    expect(bubble().querySelector('p')!.textContent).toBe('Доставим в Казань')
    expect(bubble().querySelector('b')!.textContent).toBe('Мастер')
    expect(bar()).not.toBeNull()
  })

  test('in a tariff without them it is there to be seen, and says where they are', async () => {
    const { root, input } = await shown([])
    expect(root.querySelector('.locked')!.textContent).toContain('Это есть в тарифах Business и Pro')
    expect(root.querySelector('form')!.hasAttribute('inert')).toBe(true)
    expect(input('text').placeholder).toBe('Остались вопросы?')
  })

  test('saves what is its own and leaves the rest inherited', async () => {
    const { type, pick, save, bar } = await shown()
    await pick('automatic', 'on')
    await type('delay', '45')
    await save()
    expect(asked.at(-1)).toEqual({
      request: 'PUT /invitations/account',
      body: { automatic: true, delay: 45, text: null, manual: null, inviter: '' },
    })
    expect(bar()).toBeNull()
  })

  test('a site shows what it takes over, and changes one thing', async () => {
    all = { ...all, account: own({ automatic: true, delay: 45, text: 'Для всех' }) }
    const { input, type, save, turnTo, root } = await shown()
    await turnTo('2')
    expect(input('text').placeholder).toBe('Для всех')
    expect(input('text').value).toBe('')
    expect(input('manual').placeholder).toBe('Help?')
    expect(root.textContent).toContain('Для всех сайтов включено')
    await type('text', 'Any questions?')
    await save()
    expect(asked.at(-1)).toEqual({
      request: 'PUT /invitations/2',
      body: { automatic: null, delay: null, text: 'Any questions?', manual: null, inviter: null },
    })
    expect(root.querySelector('option[value="2"]')!.textContent).toContain('есть свои настройки')
  })

  test('what is wrong is said at its field, and nothing is sent that cannot be right', async () => {
    const { root, type, pick, save, input } = await shown()
    await type('delay', 'скоро')
    await save()
    expect(root.querySelector('#field-delay-error')!.textContent).toContain('Нужно число секунд')
    await type('delay', '')
    await pick('inviter', 'own')
    await save()
    expect(root.querySelector('#field-name-error')).not.toBeNull()
    expect(asked.map(({ request }) => request)).toEqual(['GET /invitations', 'GET /sites'])
    await type('name', 'Мастер')
    await type('text', 'refused')
    await save()
    expect(input('text').getAttribute('aria-invalid')).toBe('true')
    expect(input('text').value).toBe('refused')
  })
})
