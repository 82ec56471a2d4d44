// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { closeCodes } from '../engine/protocol/client/limits.ts'
import { type FarEngine, leavePage, newPage, settled, welcome } from './testing.ts'

let engine: FarEngine
let said: Array<unknown>

/** Runs the loader as a script element of the page would. */
const insert = async (html: string): Promise<void> => {
  document.body.insertAdjacentHTML('beforeend', html)
  vi.resetModules()
  await import('./loader.ts')
  await settled()
}
const code =
  '<script id="rhlpscrtg" type="text/plain" src="https://chat.example/service/main.js?c=Shop"></script>'
const widgets = () => document.querySelectorAll('redhelper-widget')
const launcher = () => document.querySelector('redhelper-widget')?.shadowRoot?.querySelector('button')
const hide = (hidden: boolean) => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  localStorage.clear()
  sessionStorage.clear()
  engine = newPage()
  history.replaceState(null, '', '/')
  said = []
  for (const method of ['info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => said.push(words))
  }
})
afterEach(() => {
  leavePage()
  Reflect.deleteProperty(document, 'hidden')
  vi.restoreAllMocks()
  vi.useRealTimers()
})

test('a first visit shows nothing before the engine has welcomed it, and the launcher then', async () => {
  await insert(code)
  expect(engine.socket.url).toBe('wss://chat.example/ws/visitor')
  expect(widgets()).toHaveLength(0)
  await engine.accept()
  expect(launcher()?.textContent).toBe('Задать вопрос')
  expect(engine.last('hello')).toMatchObject({ account: 'shop', open: false, visible: true })
})

test('two tabs opened at once in a browser that is new to the site are one visitor', async () => {
  await insert(code)
  engine.socket.onopen?.()
  const { token } = engine.last('hello')
  expect(token).toMatch(/^\d{32,50}$/)
  engine = newPage()
  await insert(code)
  engine.socket.onopen?.()
  expect(engine.last('hello').token).toBe(token)
})

test.each([
  [
    'Windows 11 and touch screens are told',
    async () => ({ platformVersion: '15.0.0' }),
    { platformVersion: '15.0.0' },
  ],
  [
    'a browser that refuses hints tells the rest',
    () => Promise.reject(new Error('not allowed')),
    { touch: 5 },
  ],
])('%s', async (_, getHighEntropyValues, device) => {
  const told = { maxTouchPoints: 5, userAgentData: { getHighEntropyValues } }
  for (const [name, value] of Object.entries(told)) {
    Object.defineProperty(navigator, name, { value, configurable: true })
  }
  try {
    await insert(code)
    await engine.accept()
    expect(engine.last('hello').device).toEqual(device)
  } finally {
    for (const name of Object.keys(told)) Reflect.deleteProperty(navigator, name)
  }
})

test('a later page paints the launcher at once, and says the token only in hello', async () => {
  await insert(code)
  await engine.accept()
  engine = newPage()
  await insert(code)
  expect(launcher()?.textContent).toBe('Задать вопрос')
  engine.socket.onopen?.()
  expect(engine.last('hello').token).toBe('secret')
  expect(engine.socket.url).not.toContain('secret')
})

test.each([
  ['the manual’s tag', code],
  [
    'a tag without our id',
    '<script type="text/plain" async src="https://chat.example/service/main.js?c=shop&x=1"></script>',
  ],
])('found by %s', async (_, html) => {
  await insert(html)
  engine.socket.onopen?.()
  expect(engine.last('hello').account).toBe('shop')
})

test('no code in the page: nothing happens', async () => {
  await insert('<script type="text/plain" src="https://chat.example/other.js"></script>')
  expect(engine.sockets).toHaveLength(0)
  expect(said).toEqual([])
})

test('inserted twice, with other attributes: one widget, one connection', async () => {
  await insert(code)
  await engine.accept()
  await insert(
    '<script type="text/plain" async defer src="https://chat.example/service/main.js?c=shop&v=2"></script>',
  )
  expect(widgets()).toHaveLength(1)
  expect(engine.sockets).toHaveLength(1)
})

test.each([4202, 4204])(
  'account unknown, or page of no site (%i): untouched page, one line',
  async (close) => {
    await insert(code)
    engine.socket.onopen?.()
    await engine.hangUp(close)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(widgets()).toHaveLength(0)
    expect(said).toHaveLength(1)
    expect(engine.sockets).toHaveLength(1)
  },
)

test('account deleted since the last visit: the launcher goes, and does not come back', async () => {
  await insert(code)
  await engine.accept()
  engine = newPage()
  await insert(code)
  expect(widgets()).toHaveLength(1)
  engine.socket.onopen?.()
  await engine.hangUp(4202)
  expect(widgets()).toHaveLength(0)
  engine = newPage()
  await insert(code)
  expect(widgets()).toHaveLength(0)
})

test('storage blocked: works for the tab, the token stays over a reconnect', async () => {
  for (const area of ['localStorage', 'sessionStorage'] as const) {
    vi.spyOn(window, area, 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError')
    })
  }
  await insert(code)
  await engine.accept()
  expect(launcher()?.textContent).toBe('Задать вопрос')
  await engine.hangUp(1006)
  await vi.advanceTimersByTimeAsync(5_000)
  engine.socket.onopen?.()
  expect(engine.kinds('hello')).toHaveLength(2)
  expect(engine.last('hello').token).toBe('secret')
  expect(said).toEqual([])
})

test('junk in the site’s storage is a first visit', async () => {
  localStorage.setItem('redhelper:shop:settings', '{"button":')
  await insert(code)
  await engine.accept()
  expect(launcher()?.textContent).toBe('Задать вопрос')
})

test('commands given before the widget was there are carried out', async () => {
  const stub = Object.assign((...args: Array<unknown>) => stub.q.push(args), {
    q: [] as Array<Array<unknown>>,
  })
  Object.assign(window, { redhelper: stub })
  stub('open')
  await insert(code)
  engine.socket.onopen?.()
  expect(engine.last('hello').open).toBe(true)
})

test('our only global name is redhelper', async () => {
  const before = new Set(Object.getOwnPropertyNames(window))
  await insert(code)
  await import('./chat.ts')
  // Two names that only Lit's development build leaves.
  for (const name of ['litServerRoot', 'litIssuedWarnings']) before.add(name)
  const fresh = Object.getOwnPropertyNames(window).filter((name) => !before.has(name))
  expect(fresh).toEqual(['redhelper'])
})

test('single-page navigation: one notice with the title that follows, and the site’s calls work as before', async () => {
  await insert(code)
  await engine.accept()
  history.pushState({ n: 1 }, '', '/tea')
  document.title = 'Чай'
  await settled()
  await vi.advanceTimersByTimeAsync(300)
  expect(history.state).toEqual({ n: 1 })
  expect(engine.kinds('page').map(({ page }) => page)).toEqual([
    { url: `${location.origin}/tea`, title: 'Чай' },
  ])
  expect(() => history.pushState(null, '', 'https://elsewhere.example/')).toThrow()
})

test('a title that blinks long after is no navigation', async () => {
  await insert(code)
  await engine.accept()
  await vi.advanceTimersByTimeAsync(20_000)
  document.title = '(1) Новое сообщение'
  await settled()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(engine.kinds('page')).toHaveLength(0)
})

test('a framework that replaces the page gets the launcher back on the next page', async () => {
  await insert(code)
  await engine.accept()
  document.querySelector('redhelper-widget')!.remove()
  history.pushState(null, '', '/next')
  await vi.advanceTimersByTimeAsync(300)
  expect(widgets()).toHaveLength(1)
})

test('a page nobody looks at waits', async () => {
  hide(true)
  await insert(code)
  expect(engine.sockets).toHaveLength(0)
  hide(false)
  await settled()
  expect(engine.sockets).toHaveLength(1)
})

test('back button: the socket is closed before the page is frozen, and opened again by the same tab', async () => {
  await insert(code)
  await engine.accept()
  const { tab } = engine.last('hello')
  window.dispatchEvent(new Event('pagehide'))
  expect(engine.socket.closed).toBe(true)
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  engine.socket.onopen?.()
  expect(engine.sockets).toHaveLength(2)
  expect(engine.last('hello')).toMatchObject({ tab, epoch: 'first' })
})

test('a tab keeps its id over page changes; a duplicate of a living tab finds none to copy', async () => {
  await insert(code)
  await engine.accept()
  const first = engine.last('hello').tab
  expect(sessionStorage.getItem('redhelper:shop:tab')).toBeNull()
  engine = newPage()
  await insert(code)
  engine.socket.onopen?.()
  expect(engine.last('hello').tab).toBe(first)
})

test('visibility is told', async () => {
  await insert(code)
  await engine.accept()
  hide(true)
  hide(false)
  expect(engine.kinds('visible').map(({ visible }) => visible)).toEqual([false, true])
})

describe('a page of no site', () => {
  test('shows nothing, says one line, and stays away', async () => {
    await insert(code)
    await engine.accept()
    engine = newPage()
    await insert(code)
    expect(widgets()).toHaveLength(1)
    await engine.hangUp(closeCodes.noSite)
    expect(widgets()).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(engine.sockets).toHaveLength(1)
    expect(said).toHaveLength(1)
    // Nor does the next page show it before the engine has said so.
    engine = newPage()
    await insert(code)
    expect(widgets()).toHaveLength(0)
  })

  test('in a tab that came from one of a site, and goes back to it', async () => {
    await insert(code)
    await engine.accept()
    history.pushState(null, '', '/elsewhere')
    await vi.advanceTimersByTimeAsync(300)
    expect(engine.kinds('page')).toHaveLength(1)
    await engine.hangUp(closeCodes.noSite)
    expect(widgets()).toHaveLength(0)
    document.title = 'Still elsewhere'
    await vi.advanceTimersByTimeAsync(300)
    await engine.hangUp(closeCodes.noSite)
    expect(widgets()).toHaveLength(0)
    history.pushState(null, '', '/')
    await vi.advanceTimersByTimeAsync(300)
    await engine.accept({ token: null })
    expect(launcher()?.textContent).toBe('Задать вопрос')
    expect(engine.last('hello')).toMatchObject({ token: 'secret', page: { url: location.href } })
  })
})

test('a launcher that is not the same everywhere waits for the engine on every page', async () => {
  await insert(code)
  await engine.accept({ settings: { ...welcome().settings, anyPage: false } })
  engine = newPage()
  await insert(code)
  expect(widgets()).toHaveLength(0)
})

test('the launcher is where, and as large, as the owner has set it (C1)', async () => {
  await insert(code)
  await engine.accept()
  const { settings } = welcome()
  const button = {
    ...settings.button,
    side: 'bottom',
    size: 'large',
    offset: 100,
    color: '#ffcc00',
    ink: '#000000',
  } as const
  await engine.tell({
    kind: 'settings',
    settings: { ...settings, button, theme: { ...settings.theme, radius: 3 } },
  })
  const { style } = document.querySelector<HTMLElement>('redhelper-widget')!
  expect(launcher()!.className).toBe('bottom large')
  expect(['--colour', '--ink', '--round'].map((name) => style.getPropertyValue(name))).toEqual([
    '#ffcc00',
    '#000000',
    '3px',
  ])
  // Not quite in the corner.
  expect(Number(style.getPropertyValue('--at'))).toBeCloseTo(0.98, 2)
  await engine.tell({ kind: 'settings', settings: { ...settings, button: { ...button, shown: false } } })
  expect(launcher()!.hidden).toBe(true)
})

test('the launcher speaks the language of the site that the tab came to', async () => {
  await insert(code)
  await engine.accept()
  const { settings } = welcome()
  const english = { ...settings, language: 'en', button: { ...settings.button, text: 'Ask us' } } as const
  await engine.tell({ kind: 'settings', settings: english })
  expect(launcher()?.textContent).toBe('Ask us')
})
