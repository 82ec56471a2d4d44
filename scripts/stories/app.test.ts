import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, expect, test } from 'vitest'
import { root } from '../build/root.mjs'
import { Operator, onStage, patience } from './harness.ts'

const stage = onStage({ own: true })
const built = join(root, 'dist')
/** Beside the build, where packages are found; ended builds are cleared away by the next. */
const next = join(root, `.dist-${process.pid}-next`)

afterEach(async () => {
  if (stage.engine.dist === built) return
  await stage.engine.stop()
  stage.engine.dist = built
  await stage.engine.start()
})
afterAll(() => rmSync(next, { recursive: true, force: true }))

const scriptOf = (page: Page) =>
  page.evaluate(() => document.querySelector('script[type="module"]')?.getAttribute('src'))
const hasShell = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller) return
    await new Promise((done) =>
      navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }),
    )
  })

/** As the next version would be: the console's code under another name, and nothing left under the old. */
const upgrade = async (): Promise<string> => {
  const html = readFileSync(join(built, 'public/console.html'), 'utf8')
  const [, mark = ''] = /name="redhelper-build" content="(\w+)"/.exec(html) ?? []
  const [, script = ''] = /src="\/assets\/(console-\w+)\.js"/.exec(html) ?? []
  rmSync(next, { recursive: true, force: true })
  cpSync(built, next, { recursive: true })
  for (const file of ['console.html', 'console/shell.js', 'manifest.json']) {
    const path = join(next, 'public', file)
    const text = readFileSync(path, 'utf8').replaceAll(mark, 'nextbuild').replaceAll(script, 'console-NEXT')
    writeFileSync(path, text)
    for (const packed of ['.br', '.gz']) rmSync(path + packed, { force: true })
  }
  const assets = join(next, 'public/assets')
  for (const file of readdirSync(assets)) {
    if (file.startsWith(script))
      renameSync(join(assets, file), join(assets, file.replace(script, 'console-NEXT')))
  }
  await stage.engine.stop()
  stage.engine.dist = next
  await stage.engine.start()
  return '/assets/console-NEXT.js'
}

test('the console can be installed, in the language it speaks', async () => {
  const { page } = await stage.openConsole(await stage.register())
  await hasShell(page)
  const browser = await page.context().newCDPSession(page)
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors')
  // Windows of stories are private ones, where nothing is ever installed.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito'])
  const { data, errors } = await browser.send('Page.getAppManifest')
  expect(errors).toEqual([])
  expect(JSON.parse(data ?? '')).toMatchObject({
    name: 'RedHelper: консоль оператора',
    scope: '/console/',
    display: 'standalone',
  })
  for (const { src, sizes } of JSON.parse(data ?? '').icons as { src: string; sizes: string }[]) {
    const side = await page.evaluate(async (src) => {
      const picture = new Image()
      picture.src = src
      await picture.decode()
      return `${picture.naturalWidth}x${picture.naturalHeight}`
    }, src)
    expect(side).toBe(sizes)
  }
})

test('without a connection it opens, says so, shows nothing of before, and comes back by itself', async () => {
  const account = await stage.register()
  const operator = await stage.openConsole(account)
  const { page } = operator
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Есть ли сенча?')
  await operator.opens('Есть ли сенча?')
  await hasShell(page)
  await stage.engine.stop()
  await page.reload()
  await page.getByRole('heading', { name: 'Нет связи с сервером' }).waitFor()
  expect(await page.getByText('сенча').count()).toBe(0)
  expect(await page.getByText('На связи').count()).toBe(0)
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(kept).toContain('/console/')
  expect(kept.filter((path) => !/^\/(console\/$|assets\/|favicon\.svg$)/.test(path))).toEqual([])
  await stage.engine.start()
  await operator.opens('Есть ли сенча?')
})

test('a new build: open windows go on, say that there is one, and take it when told', async () => {
  const account = await stage.register()
  const first = await stage.openConsole(account)
  await hasShell(first.page)
  const second = new Operator(await first.page.context().newPage())
  await second.page.goto(`${stage.origin}/console/`)
  await second.seesHimselfOnline()
  const old = await scriptOf(first.page)
  const latest = await upgrade()
  expect(latest).not.toBe(old)

  for (const { page } of [first, second]) await page.getByText('Есть новая версия').waitFor()
  await second.page.getByRole('button', { name: 'Обновить', exact: true }).click()
  await second.page.waitForFunction(
    (latest) => document.querySelector(`script[src="${latest}"]`) !== null,
    latest,
  )
  await second.seesHimselfOnline()
  await second.page.getByText('Есть новая версия').waitFor({ state: 'detached' })

  // The other one still is of the old build, and works.
  expect(await scriptOf(first.page)).toBe(old)
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Есть ли улун?')
  await first.opens('Есть ли улун?')
  await first.answers('Есть')
  await visitor.sees('Есть')
  await first.page.getByRole('button', { name: 'Обновить', exact: true }).click()
  await first.page.waitForFunction(
    (latest) => document.querySelector(`script[src="${latest}"]`) !== null,
    latest,
  )
  await first.seesHimselfOnline()
})

test('a new build is taken at the next start, and is what opens without a connection', async () => {
  const { page } = await stage.openConsole(await stage.register())
  await hasShell(page)
  await page.goto('about:blank')
  const latest = await upgrade()
  await page.goto(`${stage.origin}/console/`)
  expect(await scriptOf(page)).toBe(latest)
  await new Operator(page).seesHimselfOnline()
  // Its worker takes over in silence.
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const registration = await navigator.serviceWorker.getRegistration()
          const kept = await caches.match('/console/', { cacheName: 'redhelper-console-nextbuild' })
          return Boolean(kept && !registration?.installing && !registration?.waiting)
        }),
      { timeout: patience },
    )
    .toBe(true)
  expect(await page.getByText('Есть новая версия').count()).toBe(0)
  await stage.engine.stop()
  await page.reload()
  await page.getByRole('heading', { name: 'Нет связи с сервером' }).waitFor()
  expect(await scriptOf(page)).toBe(latest)
  await stage.engine.start()
})
