/** C1–C4, C12–C15: what the owner sets, as visitors have it on his site; his own buttons and scripts. */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('an open window is as it was saved, at once: colour, firm, greeting, words, place; also under a strict policy', async () => {
  const account = await stage.register()
  await stage.openConsole(account)
  const visitor = await stage.openSite(account, { strict: true })
  await visitor.opensChat()
  await stage.set(account, {
    'window.company': 'Чайная лавка',
    'window.about': 'Рассыпной чай с доставкой',
    'window.greeting': 'Добрый день. Какой чай вы любите?',
    'window.color': '#ffcc00',
    'window.place': 'right',
    'window.width': 500,
    'theme.scheme': 'dark',
    'theme.radius': 3,
    'theme.font': 'Georgia, serif',
    'theme.vendor': false,
    'texts.ru.placeholder': 'Спросите о чае…',
  })
  await visitor.sees('Добрый день. Какой чай вы любите?')
  await visitor.window.getByRole('heading', { name: 'Чайная лавка' }).waitFor()
  await visitor.window.getByText('Рассыпной чай с доставкой').waitFor()
  await visitor.window.getByPlaceholder('Спросите о чае…').waitFor()
  expect(await visitor.window.getByText('RedHelper').count()).toBe(0)
  const looks = await visitor.window.evaluate((window) => {
    const { backgroundColor, fontFamily, borderRadius } = getComputedStyle(window)
    const head = getComputedStyle(window.querySelector('.head')!)
    return [backgroundColor, fontFamily, borderRadius, head.backgroundColor, head.color]
  })
  expect(looks).toEqual([
    'rgb(29, 28, 27)',
    'Georgia, serif, sans-serif',
    '3px',
    'rgb(255, 204, 0)',
    'rgb(0, 0, 0)',
  ])
  const box = (await visitor.window.boundingBox())!
  expect([box.x + box.width, box.width].map(Math.round)).toEqual([1256, 500])
})

test('who comes for the first time is greeted; his first message stands under it, here and on the next page', async () => {
  const account = await stage.register()
  const greeting = 'Добрый день. <b>Чем</b> помочь?'
  await stage.set(account, { 'window.greeting': greeting })
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.seesAll([greeting])
  await visitor.sends('Нужен улун')
  await operator.opens('Нужен улун')
  await operator.answers('Подберём')
  await visitor.seesAll([greeting, 'Нужен улун', 'Подберём'])
  // It was never sent, so the operator's transcript has none.
  expect(await operator.dialogue.getByText('Чем помочь').count()).toBe(0)
  await visitor.follows('Каталог')
  await visitor.seesAll([greeting, 'Нужен улун', 'Подберём'])
})

test('the button at each edge, in three sizes, along all of it, and always wholly on the screen', async () => {
  const account = await stage.register()
  const visitor = await stage.openSite(account)
  const { launcher, page } = visitor
  await launcher.waitFor()
  const heights = new Set<number>()
  for (const size of ['small', 'medium', 'large']) {
    for (const side of ['left', 'right', 'bottom']) {
      for (const offset of [0, 100]) {
        await stage.set(account, { 'button.side': side, 'button.size': size, 'button.offset': offset })
        await page.locator(`redhelper-widget button.${side}.${size}`).waitFor()
        const where = async () => {
          const { x, y, width, height } = (await launcher.boundingBox())!
          const { width: wide, height: high } = page.viewportSize()!
          const along = side === 'bottom' ? x / (wide - width) : y / (high - height)
          const inside = x >= 0 && y >= 0 && x + width <= wide + 0.5 && y + height <= high + 0.5
          const atEdge = { left: x, right: wide - x - width, bottom: high - y - height }[side]!
          return [inside, Math.abs(atEdge) < 1, Math.round(along * 100)]
        }
        await expect
          .poll(where, { message: `${side} ${size} ${offset}` })
          .toEqual([true, true, offset ? 98 : 2])
        if (side === 'left') heights.add(Math.round((await launcher.boundingBox())!.height))
      }
    }
  }
  expect([...heights]).toEqual([...heights].sort((a, b) => a - b))
  expect(heights.size).toBe(3)
})

test('on a phone: in the corner of its side, large enough for a finger in every size', async () => {
  const account = await stage.register()
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const visitor = await stage.openSite(account, {}, phone)
  await visitor.launcher.waitFor()
  for (const [side, size] of [
    ['left', 'small'],
    ['right', 'medium'],
    ['bottom', 'large'],
  ] as const) {
    await stage.set(account, { 'button.side': side, 'button.size': size, 'button.offset': 10 })
    await visitor.page.locator(`redhelper-widget button.${side}.${size}`).waitFor()
    const { x, y, width, height } = (await visitor.launcher.boundingBox())!
    expect(Math.min(width, height), size).toBeGreaterThanOrEqual(44)
    expect(Math.round(side === 'left' ? x : 390 - x - width), side).toBe(16)
    expect(Math.round(844 - y - height), side).toBe(16)
  }
  await visitor.launcher.tap()
  await expect
    .poll(async () => Object.values((await visitor.window.boundingBox())!).map(Math.round))
    .toEqual([0, 0, 390, 844])
})

test('the site’s own button opens the chat, by pointer and by keyboard, also one that comes later; ours may be gone', async () => {
  const account = await stage.register()
  await stage.openConsole(account)
  await stage.set(account, { 'button.shown': false })
  const visitor = await stage.openSite(account)
  const { page } = visitor
  await visitor.widget.waitFor({ state: 'attached' })
  expect(await visitor.launcher.isVisible()).toBe(false)
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<a href="/contacts" data-redhelper-open>Спросить</a><span tabindex="0" role="button" data-redhelper-open>Чат</span>',
    )
  })
  await page.getByText('Спросить').click()
  await visitor.composer.waitFor()
  expect(new URL(page.url()).pathname).not.toBe('/contacts')
  await visitor.closesChat()
  await page.getByRole('button', { name: 'Чат', exact: true }).focus()
  await page.keyboard.press('Space')
  await visitor.composer.waitFor()
  await page.keyboard.type('Есть улун?')
  expect(await visitor.composer.inputValue()).toBe('Есть улун?')
})

test('the page’s scripts: calls before the widget is there and after, events, and errors that say what is wrong', async () => {
  const account = await stage.register()
  const before = `
    window.redhelper = window.redhelper || function () { (redhelper.q = redhelper.q || []).push(arguments) }
    window.heard = []
    for (const name of ['ready', 'open', 'close', 'unread'])
      redhelper('on', name, (detail) => heard.push(name + (detail === null ? '' : ' ' + detail)))
    redhelper('on', 'message', ({ author, text }) => heard.push(author + ': ' + text))
    redhelper('set', { window: { place: 'right', width: 460 } })
    redhelper('open')`
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account, { before, strict: true })
  await visitor.composer.waitFor()
  const box = (await visitor.window.boundingBox())!
  expect([box.x + box.width, box.width].map(Math.round)).toEqual([1256, 460])
  await visitor.sends('Здравствуйте')
  await operator.opens('Здравствуйте')
  await operator.answers('Слушаю')
  await visitor.sees('Слушаю')
  type Call = (...call: ReadonlyArray<unknown>) => Promise<unknown>
  const called = (...call: ReadonlyArray<unknown>) =>
    visitor.page.evaluate(
      (given) =>
        (window as unknown as { redhelper: Call }).redhelper(...given).then(
          () => 'done',
          (error: Error) => error.message,
        ),
      call,
    )
  expect(await called('close')).toBe('done')
  await visitor.composer.waitFor({ state: 'hidden' })
  await operator.answers('Вы здесь?')
  await visitor.seesUnread(1)
  expect(await called('dance')).toContain('no command "dance"')
  expect(await called('set', { window: { width: 5 } })).toContain('from 300 to 800')
  const heard = await visitor.page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  expect(heard.filter((line) => /^(open|close|ready)/.test(line)).sort()).toEqual(['close', 'open', 'ready'])
  expect(heard).toEqual(
    expect.arrayContaining(['visitor: Здравствуйте', 'operator: Слушаю', 'operator: Вы здесь?', 'unread 1']),
  )
})

test('the preview in the cabinet is the real widget: it changes as one types, and its button can be dragged', async () => {
  const account = await stage.register()
  const owner = await stage.openCabinet(account, '/cabinet/button')
  const { page } = owner
  const frame = page.frameLocator('iframe[title="Виджет на примере страницы"]')
  const button = frame.getByRole('button', { name: 'Задать вопрос' })
  await button.waitFor()
  await owner.field('Текст на кнопке').fill('')
  await owner.field('Текст на кнопке').pressSequentially('Спросить о чае')
  const typed = frame.getByRole('button', { name: 'Спросить о чае' })
  await typed.waitFor()
  // The field kept the focus, and nothing was loaded anew.
  expect(await owner.field('Текст на кнопке').inputValue()).toBe('Спросить о чае')

  const { x, y, width, height } = (await typed.boundingBox())!
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x + width / 2, y + height / 2 - 60, { steps: 5 })
  await page.mouse.up()
  const offset = () => owner.field('Положение вдоль края, %').inputValue().then(Number)
  await expect.poll(offset).toBeLessThan(45)
  expect(await frame.getByRole('dialog').count()).toBe(0)
  expect((await typed.boundingBox())!.y).toBeLessThan(y - 40)

  const preview = page.locator('rh-widget-preview')
  await preview.getByText('Разговор', { exact: true }).click()
  await frame.getByText('А можно выбрать время?').waitFor()
  await preview.getByText('Приглашение', { exact: true }).click()
  await frame.getByRole('button', { name: 'Да, есть вопрос' }).waitFor()
  await preview.getByText('Окно', { exact: true }).click()
  await frame.getByRole('textbox', { name: 'Ваше сообщение' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('IFRAME')
  await preview.getByText('Телефон', { exact: true }).click()
  await expect
    .poll(() => frame.getByRole('dialog').evaluate((window) => getComputedStyle(window).borderRadius))
    .toBe('0px')
})
