import { expect, test } from 'vitest'
import { type Operator, onStage, type Person, Visitor } from './harness.ts'

const stage = onStage()

/** A conversation of one question and one answer. */
const talk = async (): Promise<{ owner: Person; operator: Operator; visitor: Visitor }> => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Есть ли улун?')
  await operator.opens('Есть ли улун?')
  await operator.answers('Есть, три сорта')
  await visitor.sees('Есть, три сорта')
  return { owner, operator, visitor }
}

test('both reload in the middle of a dialogue', async () => {
  const { operator, visitor } = await talk()
  await visitor.types('А пуэр')
  await operator.types('И ещё есть')
  await Promise.all([visitor.page.reload(), operator.page.reload()])

  await visitor.seesAll(['Есть ли улун?', 'Есть, три сорта'])
  await expect.poll(() => visitor.composer.inputValue()).toBe('А пуэр')
  await operator.opens('Посетитель 1')
  await operator.seesAll(['Есть ли улун?', 'Есть, три сорта'])
  await expect.poll(() => operator.composer.inputValue()).toBe('И ещё есть')

  await visitor.composer.press('Enter')
  await operator.sees('А пуэр')
  await operator.composer.press('Enter')
  await visitor.seesAll(['Есть ли улун?', 'Есть, три сорта', 'А пуэр', 'И ещё есть'])
  await operator.seesAll(['Есть ли улун?', 'Есть, три сорта', 'А пуэр', 'И ещё есть'])
})

test('the chat goes along from page to page, and the console tells where', async () => {
  const { operator, visitor } = await talk()
  await visitor.types('Сколько ст')
  await visitor.follows('Каталог')
  await operator.seesNote('Перешёл на страницу Чайная лавка: catalog')
  await visitor.seesAll(['Есть ли улун?', 'Есть, три сорта'])
  await expect.poll(() => visitor.composer.inputValue()).toBe('Сколько ст')
  await visitor.follows('Доставка')
  await operator.seesNote('Перешёл на страницу Чайная лавка: delivery')
  await operator.dialogue.locator('header').getByText('Чайная лавка: delivery').waitFor()
  await operator.answers('Вижу, вы про доставку')
  await visitor.sees('Вижу, вы про доставку')
})

test('a single-page site changes its address, and the console tells where', async () => {
  const { operator, visitor } = await talk()
  await visitor.page.evaluate(() => {
    history.pushState({}, '', `${location.pathname}tea/42`)
    document.title = 'Улун «Железная Гуаньинь»'
  })
  await operator.seesNote('Перешёл на страницу Улун «Железная Гуаньинь»')
  await visitor.page.evaluate(() => history.back())
  await operator.seesNote('Перешёл на страницу')
  await visitor.sends('Беру')
  await operator.sees('Беру')
})

test('a page out of the back/forward cache talks on', async () => {
  const { operator, visitor } = await talk()
  await visitor.page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
  })
  await visitor.follows('Каталог')
  await visitor.sees('Есть, три сорта')
  await visitor.sends('Смотрю каталог')
  await operator.sees('Смотрю каталог')
  await visitor.page.evaluate(() => history.back())
  const persisted = () => visitor.page.evaluate(() => (window as { persisted?: boolean }).persisted)
  await expect.poll(persisted, { timeout: 10_000 }).toBe(true)

  const said = ['Есть ли улун?', 'Есть, три сорта', 'Смотрю каталог']
  await visitor.seesAll(said)
  await operator.answers('Нашли?')
  await visitor.seesAll([...said, 'Нашли?'])
  await visitor.sends('Нашёл')
  await operator.seesAll([...said, 'Нашли?', 'Нашёл'])
  expect(await visitor.widget.count()).toBe(1)
})

test('who left and comes back is told; on a later visit the old talk is there', async () => {
  const { owner, operator, visitor } = await talk()
  const another = await stage.openSite(owner)
  await another.opensChat()
  await another.sends('Я на минуту')
  await operator.row('Я на минуту').waitFor()
  const { page } = visitor
  const address = page.url()
  const later = await page.context().newPage()
  await Promise.all([page.close(), another.page.close()])
  await operator.dialogue.locator('.service', { hasText: 'Ушёл с сайта' }).waitFor({ timeout: 25_000 })
  await operator.row('ушёл с сайта').nth(1).waitFor()
  await later.goto(address)
  await operator.seesNote('Вернулся на страницу')
  await operator.page.getByRole('button', { name: 'Закрыть все ушедшие (1)' }).click()
  await operator.page.getByText('1 остался без ответа').waitFor()
  await operator.page.getByRole('button', { name: 'Закрыть диалоги' }).click()
  await operator.row('Я на минуту').waitFor({ state: 'detached' })
  const again = new Visitor(later)
  await again.opensChat()
  await again.seesAll(['Есть ли улун?', 'Есть, три сорта'])

  await operator.page.keyboard.press('Alt+x')
  await operator.rows.first().waitFor({ state: 'detached' })
  await later.reload()
  await again.seesAll(['Есть ли улун?', 'Есть, три сорта'])
  await again.sends('Я опять к вам')
  await operator.opens('Я опять к вам')
  await operator.sees('Есть, три сорта')
  await operator.answers('Рады видеть')
  await again.seesAll(['Есть ли улун?', 'Есть, три сорта', 'Я опять к вам', 'Рады видеть'])
})
