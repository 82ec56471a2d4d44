import { expect, test } from 'vitest'
import { type Insertion, onStage } from './harness.ts'

const stage = onStage()

/** Counts what the page opens, and what it leaves on its global object. */
const counting = `
window.opened = []
window.WebSocket = class extends WebSocket {
  constructor(...given) { super(...given); window.opened.push(given[0]) }
}
window.names = Object.keys(window)`

const insertions: ReadonlyArray<readonly [string, Insertion]> = [
  ['a tag in the head', { form: 'tag', place: 'head' }],
  ['a script in the body', { form: 'script', place: 'body' }],
  ['a tag under a strict policy', { form: 'tag', place: 'body', strict: true }],
  ['a script under a strict policy', { form: 'script', place: 'head', strict: true }],
  ['a tag twice', { form: 'tag', place: 'body', times: 2 }],
  ['a script twice', { form: 'script', place: 'head', times: 2 }],
]

for (const [how, insertion] of insertions) {
  test(`${how}, on a foreign host: a talk, one widget, one socket, one name of ours`, async () => {
    const owner = await stage.register()
    const operator = await stage.openConsole(owner)
    const visitor = await stage.openSite(owner, { ...insertion, before: counting })
    await visitor.opensChat()
    await visitor.sends('Видно?')
    await operator.opens('Видно?')
    await operator.answers('Видно')
    await visitor.sees('Видно')
    expect(await visitor.widget.count()).toBe(1)
    const left = await visitor.page.evaluate(() => {
      const { opened, names } = window as unknown as { opened: string[]; names: string[] }
      const ours = ['opened', 'names', 'persisted']
      const news = Object.keys(window).filter((name) => !names.includes(name) && !ours.includes(name))
      return { sockets: opened.length, news }
    })
    expect(left).toEqual({ sockets: 1, news: ['redhelper'] })
    // The visitor's face of the window, not only its being there: a refused style would leave it bare.
    const corner = await visitor.window.evaluate((window) => getComputedStyle(window).borderRadius)
    expect(corner).toBe('16px')
  })
}

test('a site that blocks storage has a chat all the same', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const blocked = `
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError') } })
    }`
  const visitor = await stage.openSite(owner, { before: blocked })
  await visitor.opensChat()
  await visitor.sends('Меня не запомнят')
  await operator.opens('Меня не запомнят')
  await operator.answers('Ничего')
  await visitor.seesAll(['Меня не запомнят', 'Ничего'])
  await visitor.closesChat()
  await visitor.opensChat()
  await visitor.seesAll(['Меня не запомнят', 'Ничего'])
})

test('an account that does not exist leaves the page untouched but for one line in the console', async () => {
  const lines: string[] = []
  const page = await stage.openWindow('visitor of nobody')
  page.on('console', (message) => lines.push(message.text()))
  await page.goto(stage.site.insert(stage.origin, stage.newLogin('nobody'), { before: counting }))
  await expect.poll(() => lines.length).toBe(1)
  expect(lines[0]).toMatch(/^RedHelper: no "nobody-/)
  expect(await page.locator('redhelper-widget').count()).toBe(0)
  await page.reload()
  await expect.poll(() => lines.length).toBe(2)
  expect(await page.locator('redhelper-widget').count()).toBe(0)
})

test('the chat’s code is lost on the way: the launcher is busy meanwhile, and the window opens by itself', async () => {
  const owner = await stage.register()
  await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  let asked = 0
  await visitor.page.route('**/service/chat*.js*', (route) =>
    ++asked > 1 ? route.continue() : route.abort(),
  )
  await visitor.launcher.click()
  await visitor.widget.locator('button[aria-busy]').waitFor()
  await visitor.composer.waitFor()
  expect(asked).toBe(2)
  await visitor.sends('Дождался')
  await visitor.seesMark('Доставлено')
})

test('a page that resets everything, runs right to left and covers its lower half', async () => {
  const owner = await stage.register()
  await stage.openConsole(owner)
  const before = `
    document.documentElement.dir = 'rtl'
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(\`
      *, *::before { all: unset !important; line-height: 3 !important; letter-spacing: 3px !important }
      html { font-size: 10px !important; user-select: none !important }
      button { background: lime !important }
      redhelper-widget { display: none !important; transform: scale(0.5) !important }\`)
    document.adoptedStyleSheets = [sheet]
    addEventListener('DOMContentLoaded', () => {
      const cookies = document.body.attachShadow({ mode: 'open' })
      cookies.innerHTML = '<slot></slot><p>Мы используем cookies</p>'
      const { style } = cookies.querySelector('p')
      Object.assign(style, { position: 'fixed', inset: '50% 0 0 0', zIndex: 2147483647 })
    })`
  const visitor = await stage.openSite(owner, { before })
  await visitor.opensChat()
  const look = await visitor.window.evaluate((window) => {
    const { direction, letterSpacing } = getComputedStyle(window)
    return { direction, letterSpacing }
  })
  expect(look).toEqual({ direction: 'ltr', letterSpacing: 'normal' })
  // A real click, which anything above would get.
  await visitor.composer.click()
  await visitor.sends('Видно и здесь')
  await visitor.seesMark('Доставлено')
})

test.each([
  ['light dark', 'dark', true],
  ['light dark', 'light', false],
  ['normal', 'dark', false],
] as const)(
  'on a page of color-scheme %s a system that is %s: a dark window, %s',
  async (page, colorScheme, dark) => {
    const owner = await stage.register()
    await stage.openConsole(owner)
    const before = `addEventListener('DOMContentLoaded', () => { document.documentElement.style.colorScheme = '${page}' })`
    const visitor = await stage.openSite(owner, { before }, { colorScheme })
    await visitor.opensChat()
    const paper = await visitor.window.evaluate((window) => getComputedStyle(window).backgroundColor)
    expect(paper !== 'rgb(255, 255, 255)').toBe(dark)
  },
)

test('a page that throws the widget out with everything else gets it back', async () => {
  const owner = await stage.register()
  await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await visitor.launcher.waitFor()
  await visitor.page.evaluate(() => {
    document.querySelector('redhelper-widget')?.remove()
    history.pushState({}, '', '?next')
  })
  await visitor.opensChat()
  expect(await visitor.widget.count()).toBe(1)
})
