import { expect, test } from 'vitest'
import { onStage, type Visitor } from './harness.ts'

const stage = onStage()

const box = async (visitor: Visitor) => {
  const { x, y, width, height } = (await visitor.window.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  return [x, y, width, height].map(Math.round)
}

/** Moves the pointer as a hand does: press, several steps, release. */
const drag = async (visitor: Visitor, from: [number, number], by: [number, number]): Promise<void> => {
  const { mouse } = visitor.page
  await mouse.move(...from)
  await mouse.down()
  await mouse.move(from[0] + by[0], from[1] + by[1], { steps: 5 })
  await mouse.up()
}

/** Opened, and risen to its place. */
const opened = async (visitor: Visitor): Promise<void> => {
  await visitor.opensChat()
  const window = await visitor.window.elementHandle()
  await window!.waitForElementState('stable')
}

test('on a desktop it is dragged and resized, and stays so on the next page', async () => {
  const owner = await stage.register()
  await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await opened(visitor)
  const [x = 0, y = 0, width = 0, height = 0] = await box(visitor)
  expect([width, height]).toEqual([380, 600])

  await drag(visitor, [x + 150, y + 30], [300, -100])
  expect(await box(visitor)).toEqual([x + 300, y - 100, width, height])
  await drag(visitor, [x + 300 + width, y - 100 + height], [80, -60])
  const chosen = [x + 300, y - 100, width + 80, height - 60]
  expect(await box(visitor)).toEqual(chosen)

  await visitor.follows('Каталог')
  await visitor.composer.waitFor()
  await expect.poll(() => box(visitor)).toEqual(chosen)
  await visitor.page.setViewportSize({ width: 700, height: 500 })
  await expect.poll(async () => (await box(visitor))[0]).toBeLessThanOrEqual(700 - chosen[2]!)
  await visitor.page.setViewportSize({ width: 1280, height: 800 })
  await expect.poll(() => box(visitor)).toEqual(chosen)
})

test('on a phone it fills the screen, and the field stays in sight', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const visitor = await stage.openSite(owner, {}, phone)
  const launcher = await visitor.launcher.boundingBox()
  expect(launcher!.y + launcher!.height).toBeLessThanOrEqual(844)
  await visitor.launcher.tap()
  await expect.poll(() => box(visitor)).toEqual([0, 0, 390, 844])
  for (let n = 1; n <= 12; n++) await visitor.sends(`Сообщение ${n}`)
  await operator.opens('Сообщение 12')
  await operator.answers('Вот это да')
  await visitor.sees('Вот это да')

  const inSight = async () => {
    const field = (await visitor.composer.boundingBox())!
    const newest = (await visitor.messages.getByText('Вот это да').boundingBox())!
    const { height } = visitor.page.viewportSize()!
    return newest.y > 0 && newest.y + newest.height < field.y && field.y + field.height <= height
  }
  await expect.poll(inSight).toBe(true)
  // What a keyboard leaves of the screen.
  await visitor.page.setViewportSize({ width: 390, height: 480 })
  await expect.poll(() => box(visitor)).toEqual([0, 0, 390, 480])
  await expect.poll(inSight).toBe(true)
  const wider = await visitor.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(wider).toBe(false)
})

test('the keyboard is enough: open, write, answer, Esc', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  const { keyboard } = visitor.page
  await visitor.launcher.waitFor()
  await expect
    .poll(async () => {
      await keyboard.press('Tab')
      return visitor.launcher.evaluate((button) => button.matches(':focus'))
    })
    .toBe(true)
  await keyboard.press('Enter')
  await visitor.composer.waitFor()
  await keyboard.type('Первая строка')
  await keyboard.press('Shift+Enter')
  await keyboard.type('вторая строка')
  await keyboard.press('Enter')
  await visitor.seesAll(['Первая строка\nвторая строка'])
  await operator.opens('Первая строка')
  await operator.answers('Обе видны')
  await visitor.sees('Обе видны')
  // Screen readers are told each new message once.
  await visitor.window.getByRole('status').filter({ hasText: 'Консультант: Обе видны' }).waitFor()
  await keyboard.press('Escape')
  await visitor.composer.waitFor({ state: 'hidden' })
  expect(await visitor.launcher.evaluate((button) => button.matches(':focus'))).toBe(true)
})

test('shortcuts of the site leave the visitor’s letters alone, and its dialogs his focus', async () => {
  const owner = await stage.register()
  await stage.openConsole(owner)
  // As shops and manuals do it: a slash goes to the search, unless it is typed into a field.
  const before = `
    addEventListener('keydown', (event) => {
      if (/input|textarea/i.test(event.target.tagName)) return
      if (event.key === '/' || event.key === ' ') event.preventDefault()
    })
    document.addEventListener('focusin', ({ target }) => target.blur?.())`
  const visitor = await stage.openSite(owner, { before })
  await visitor.opensChat()
  await visitor.types('размер 42 / 43')
  expect(await visitor.composer.inputValue()).toBe('размер 42 / 43')
  await visitor.composer.press('Enter')
  await visitor.sees('размер 42 / 43')
})

test('links in messages are links, and nothing else is', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('смотрю https://example.com/чай?a=1 и javascript:alert(1)')
  await operator.opens('смотрю')
  await operator.answers('а вот http://example.org.')
  const link = visitor.messages.getByRole('link', { name: 'http://example.org' })
  await link.waitFor()
  expect(await link.getAttribute('href')).toMatch(/^http:\/\/example\.org\/?$/)
  expect(await link.getAttribute('rel')).toContain('noopener')
  expect(await visitor.messages.getByRole('link').count()).toBe(2)
  expect(await operator.dialogue.locator('.bubble').getByRole('link').count()).toBe(2)
})
