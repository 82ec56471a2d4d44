/**
 * The visitor table in a real browser (H3): how soon its first rows are there after the console was opened, and whether
 * anything takes long while somebody scrolls through ten thousand of them and two hundred a second change.
 */
import { type Browser, chromium, type Page } from 'playwright-core'
import { chrome } from '../../agent.ts'
import { findChromium } from '../../ground/chromium.mjs'
import { isRoot } from '../../ground/commands.mjs'
import { groupsOf, Tally } from '../Stage.ts'
import { startServer } from '../servers/start.ts'
import { absoluteRow, type Means, type Measurement } from './Row.ts'

const visitors = 10_000
const changes = { kind: 'page', rate: 200, window: 0, seen: false } as const
/** Ms. */
const marks = { firstRows: 1_500, task: 100 }

export const screen: Measurement = async (means) => {
  const [firstRows, task] = [new Tally(), new Tally()]
  const server = await startServer('engine')
  const visit = await means.load.crowd(server)
  let browser: Browser | undefined
  try {
    const groups = await groupsOf(server, {
      desks: 1,
      consoles: 1,
      visitors: Math.round(visitors * means.scale),
    })
    await visit.consoles(groups)
    await visit.visitors(groups)
    await visit.watch()
    const executablePath = await findChromium(means.say)
    browser = await chromium.launch({ executablePath, chromiumSandbox: !isRoot() })
    const page = await signedIn(browser, server.origin, groups[0]!.cookie)
    for (let round = 0; round < means.rounds; round++) {
      firstRows.add('engine', await opened(page))
      const talked = visit.talk({ ...changes, seconds: means.seconds })
      task.add('engine', await scrolled(page, means))
      await talked
      means.say(
        `first rows after ${Math.round(firstRows.values.engine!.at(-1)!)} ms, longest task while scrolling ${Math.round(task.values.engine!.at(-1)!)} ms`,
      )
    }
  } finally {
    await browser?.close()
    await visit.leave().catch(() => {})
    await server.stop()
  }
  return [
    absoluteRow('console with 10,000 visitors: first rows', 'ms', firstRows.values.engine!, marks.firstRows),
    absoluteRow('the same, scrolling: longest task', 'ms', task.values.engine!, marks.task),
  ]
}

/** In the visitors' area, which a reload comes back to. */
const signedIn = async (browser: Browser, origin: string, cookie: string): Promise<Page> => {
  const context = await browser.newContext({
    userAgent: chrome(browser.version()),
    viewport: { width: 1440, height: 900 },
  })
  const [name, ...value] = cookie.split('=')
  await context.addCookies([{ name: name!, value: value.join('='), url: origin }])
  const page = await context.newPage()
  await page.addInitScript(() => {
    const seen = Object.assign(window as unknown as { longest: number }, { longest: 0 })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration)
    }).observe({ type: 'longtask' })
  })
  await page.goto(`${origin}/console/`)
  await page.locator('rh-rail nav button').nth(1).click()
  await page.locator('rh-visitor-grid .row').first().waitFor()
  return page
}

/** Ms from the beginning of the reload until rows can be seen. */
const opened = async (page: Page): Promise<number> => {
  await page.reload({ waitUntil: 'commit' })
  await page.locator('rh-visitor-grid .row').first().waitFor()
  const soon = await page.evaluate(
    () => new Promise<number>((done) => requestAnimationFrame(() => done(performance.now()))),
  )
  // The rest of the table comes while somebody looks already.
  await new Promise((done) => setTimeout(done, 3_000))
  return soon
}

/** Ms of the longest task; those below 50 ms are not told, and count as none. */
const scrolled = async (page: Page, { seconds }: Means): Promise<number> => {
  const box = (await page.locator('rh-visitor-grid').boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.evaluate(() => void ((window as unknown as { longest: number }).longest = 0))
  const until = performance.now() + seconds * 1_000
  while (performance.now() < until) {
    await page.mouse.wheel(0, 700)
    await new Promise((done) => setTimeout(done, 30))
  }
  return page.evaluate(() => (window as unknown as { longest: number }).longest)
}
