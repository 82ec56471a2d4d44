/**
 * What the loader costs the page that carries it. A busy machine makes tasks long that are not, so the calmest of
 * several loads counts: what the code itself costs is in every one of them.
 */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

interface Cost {
  /** The longest task beyond 50 ms; 0 for none. */
  readonly longest: number
  /** Cumulative layout shift. */
  readonly shift: number
}

const times = 4

/** Watches from before the page's first byte until nothing is left to do. */
const costOf = async (
  page: Page,
  address: string,
  ready: (page: Page) => Promise<unknown>,
): Promise<Cost> => {
  await page.goto(address, { waitUntil: 'load' })
  await ready(page)
  return page.evaluate(async () => {
    for (let n = 0; n < 3; n++) await new Promise((idle) => requestIdleCallback(idle))
    const { tasks, shifts } = window as unknown as { tasks: PerformanceObserver; shifts: PerformanceObserver }
    const costs = window as unknown as {
      longest: number
      shift: number
      noted(list: PerformanceEntry[]): void
    }
    costs.noted([...tasks.takeRecords(), ...shifts.takeRecords()])
    return { longest: costs.longest, shift: costs.shift }
  })
}

const calmest = async (
  address: string,
  ready: (page: Page) => Promise<unknown> = async () => {},
): Promise<Cost> => {
  const page = await stage.openWindow('measured')
  await page.addInitScript(() => {
    const costs = Object.assign(window as unknown as { longest: number; shift: number }, {
      longest: 0,
      shift: 0,
      noted(list: PerformanceEntry[]) {
        for (const entry of list) {
          if (entry.entryType === 'longtask') costs.longest = Math.max(costs.longest, entry.duration)
          else costs.shift += (entry as PerformanceEntry & { value: number }).value
        }
      },
    })
    const watch = (type: string) => {
      const observer = new PerformanceObserver((list) => costs.noted(list.getEntries()))
      observer.observe({ type, buffered: true })
      return observer
    }
    Object.assign(window, { tasks: watch('longtask'), shifts: watch('layout-shift') })
  })
  const costs: Cost[] = []
  for (let n = 0; n < times; n++) costs.push(await costOf(page, address, ready))
  await page.close()
  return {
    longest: Math.min(...costs.map(({ longest }) => longest)),
    shift: Math.max(...costs.map(({ shift }) => shift)),
  }
}

const painted = (page: Page) =>
  page.locator('redhelper-widget').getByRole('button', { name: 'Задать вопрос' }).waitFor()

test('the measure sees a page that is held up and pushed about', async () => {
  const before = `
    addEventListener('load', () => {
      const until = performance.now() + 80
      while (performance.now() < until);
      const bar = document.createElement('div')
      bar.textContent = 'Скидки'
      bar.style.height = '200px'
      setTimeout(() => document.body.prepend(bar), 20)
    })`
  const address = stage.site.insert(stage.origin, stage.newLogin('nobody'), { before })
  const held = await calmest(address, (page) => page.getByText('Скидки').waitFor())
  expect(held.longest).toBeGreaterThanOrEqual(80)
  expect(held.shift).toBeGreaterThan(0.01)
})

for (const [where, address] of [
  ['the test shop', (login: string) => `${stage.origin}/test/${login && `?c=${login}`}`],
  [
    'a foreign site',
    (login: string) =>
      login === '' ? stage.site.without() : stage.site.insert(stage.origin, login, { place: 'head' }),
  ],
] as const) {
  test(`${where} with the loader: no long task and no layout shift that it has not without`, async () => {
    const { account } = await stage.register()
    const without = await calmest(address(''))
    const with_ = await calmest(address(account), painted)
    expect(with_.longest).toBeLessThanOrEqual(without.longest)
    expect(with_.shift).toBeLessThanOrEqual(without.shift)
  })
}
