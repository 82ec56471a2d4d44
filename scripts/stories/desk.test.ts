/** What an operator relies on all day: his place in a dialogue, and his windows in step. */
import { expect, test } from 'vitest'
import { Operator, onStage } from './harness.ts'

const stage = onStage()

test('who reads back keeps his place, whatever comes; who answers is at the end again', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Расскажите всё')
  await operator.opens('Расскажите всё')
  for (let n = 1; n <= 70; n++) {
    await operator.composer.fill(`Глава ${n}\n${'и так далее, '.repeat(20)}`)
    await operator.composer.press('Enter')
  }
  await operator.dialogue.locator('.bubble').getByText('Глава 70').waitFor()
  await visitor.sends('Дальше')
  await operator.sees('Дальше')

  // Only the newest part is there after a reload; the rest is fetched above what he reads.
  await operator.page.reload()
  await operator.sees('Дальше')
  const first = operator.dialogue.locator('.bubble').getByText('Расскажите всё')
  expect(await first.count()).toBe(0)
  const log = operator.page.getByRole('log')
  const place = operator.dialogue.locator('.bubble').getByText('Глава 40')
  // Who scrolls in the moment in which it opens may be taken to the end once more.
  await expect
    .poll(async () => {
      await place.scrollIntoViewIfNeeded()
      return operator.dialogue.locator('.pill').isVisible()
    })
    .toBe(true)
  const top = async () => (await place.boundingBox())?.y ?? Number.NaN
  const before = await top()
  await log.evaluate((e) => e.scrollBy(0, -40))
  await log.evaluate((e) => e.scrollBy(0, 40))
  await visitor.sends('Ещё вопрос')
  await operator.dialogue.getByText('1 новое сообщение').waitFor()
  expect(Math.abs((await top()) - before)).toBeLessThan(3)

  // The lines break anew when the card goes and comes.
  const reading = () =>
    log.evaluate((e) => {
      const edge = e.getBoundingClientRect().top
      const shown = [...e.querySelectorAll('.bubble')].find((b) => b.getBoundingClientRect().top >= edge)
      return { words: shown?.textContent, top: (shown?.getBoundingClientRect().top ?? 0) - edge }
    })
  const read = await reading()
  /** By how many pixels what he read stands elsewhere. */
  const moved = async () => {
    const { words, top } = await reading()
    return words === read.words ? Math.abs(top - read.top) : Number.POSITIVE_INFINITY
  }
  await operator.page.keyboard.press('Alt+i')
  await operator.page.locator('rh-visitor-card').waitFor({ state: 'detached' })
  await expect.poll(moved).toBeLessThan(3)
  await operator.page.keyboard.press('Alt+i')
  await operator.page.locator('rh-visitor-card').waitFor()
  await expect.poll(moved).toBeLessThan(3)

  // The beginning is fetched above.
  // In the frame in which the card's coming is settled, a script's scrolling (no hand's) is taken back.
  const beginning = () =>
    log.evaluate((e) => {
      const there = e.textContent.includes('Расскажите всё')
      if (!there && e.scrollTop > 100) e.scrollTo(0, 100)
      return there
    })
  await expect.poll(beginning).toBe(true)
  expect(await first.isVisible()).toBe(true)
  expect(await log.evaluate((e) => e.scrollTop)).toBeGreaterThan(400)

  await operator.answers('Это всё')
  await expect.poll(() => log.evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight)).toBeLessThan(2)
  await operator.dialogue.getByText('1 новое сообщение').waitFor({ state: 'hidden' })
})

test('more that is new than the screen holds is read from its beginning, and seen at its end', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Здравствуйте')
  await operator.opens('Здравствуйте')
  await operator.answers('Слушаю')
  const another = await stage.openSite(owner)
  await another.opensChat()
  await another.sends('Я второй')
  await operator.opens('Я второй')
  for (let n = 1; n <= 6; n++) await visitor.sends(`${n}. ${'Длинный рассказ. '.repeat(30)}`.trim())

  await operator.opens('6. Длинный')
  const mark = operator.dialogue.getByText('Новые сообщения', { exact: true })
  const log = operator.page.getByRole('log')
  const inSight = async () => {
    const [line, box] = [await mark.boundingBox(), await log.boundingBox()]
    return line !== null && box !== null && line.y >= box.y - 20 && line.y < box.y + box.height
  }
  await expect.poll(inSight).toBe(true)
  const pill = operator.dialogue.getByRole('button', { name: '6 новых сообщений' })
  await pill.click()
  await pill.waitFor({ state: 'hidden' })
  await expect.poll(() => log.evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight)).toBeLessThan(2)
})

test('a draft goes along from window to window of one browser, and is gone everywhere once it is sent', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Где заказ?')
  await operator.opens('Где заказ?')
  await operator.types('Сейчас пос')

  const page = await operator.page.context().newPage()
  await page.goto(operator.page.url())
  const other = new Operator(page)
  await other.opens('Черновик: Сейчас пос')
  expect(await other.composer.inputValue()).toBe('Сейчас пос')
  await other.types('мотрю')
  await expect.poll(() => operator.composer.inputValue()).toBe('Сейчас посмотрю')
  await other.composer.press('Enter')
  await visitor.sees('Сейчас посмотрю')
  await operator.sees('Сейчас посмотрю')
  expect(await operator.composer.inputValue()).toBe('')
})
