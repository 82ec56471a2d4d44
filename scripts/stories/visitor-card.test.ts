/** What an operator learns of a visitor without asking him (H4), and what he leaves for the others (H12). */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('the card tells what is known, follows the visitor, keeps comments and shows what was said before', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  const card = operator.page.locator('rh-visitor-card')
  const fact = (name: string) =>
    card.locator('.fact').filter({ has: operator.page.getByText(name, { exact: true }) })

  await visitor.opensChat()
  await visitor.sends('Сколько стоит улун?')
  await operator.opens('Сколько стоит улун?')
  await fact('Браузер')
    .getByText(/Chrome \d+/)
    .waitFor()
  await fact('Система').getByText('Linux').waitFor()
  await fact('IP').getByText('127.0.0.1').waitFor()
  await fact('Источник').getByText('Прямой заход').waitFor()
  await fact('Посещения').getByText('1 визит, 1 страница').waitFor()

  // He goes on, and so does the card.
  await visitor.page.getByRole('link', { name: 'Доставка' }).click()
  await fact('Сейчас на странице').getByText('Чайная лавка: delivery').waitFor()
  await fact('Посещения').getByText('1 визит, 2 страницы').waitFor()
  await expect.poll(() => card.locator('.trail li').count()).toBe(2)

  const field = card.getByRole('textbox')
  await field.fill('Покупает для <b>офиса</b>')
  await card.getByRole('button', { name: 'Добавить' }).click()
  await card.getByText('Покупает для <b>офиса</b>', { exact: true }).waitFor()
  expect(await field.inputValue()).toBe('')

  await operator.answers('Триста рублей')
  await operator.page.keyboard.press('Alt+x')
  await visitor.sends('А зелёный?')
  await operator.opens('А зелёный?')
  await card.getByText('Покупает для <b>офиса</b>', { exact: true }).waitFor()
  await card.locator('.talk').filter({ hasText: 'Триста рублей' }).click()
  const earlier = operator.page.locator('rh-earlier-dialog')
  await earlier.locator('.bubble').getByText('Сколько стоит улун?').waitFor()
  await earlier.locator('.bubble').getByText('Триста рублей').waitFor()
  expect(await earlier.locator('.bubble').getByText('А зелёный?').count()).toBe(0)
  await operator.page.keyboard.press('Escape')
  await earlier.locator('.bubble').first().waitFor({ state: 'hidden' })

  await card.locator('li').filter({ hasText: 'офиса' }).hover()
  await card.getByRole('button', { name: 'Удалить комментарий' }).click()
  await operator.page.getByRole('button', { name: 'Удалить', exact: true }).click()
  await card.getByText('Покупает для').waitFor({ state: 'detached' })
})

test('a robot is no visitor, and its page stays as it is', async () => {
  const owner = await stage.register()
  const robot = await stage.openSite(
    owner,
    {},
    { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0' },
  )
  const refused = robot.page.waitForEvent('console', (message) => message.text().includes('RedHelper'))
  await robot.page.reload()
  await refused
  expect(await robot.page.locator('redhelper-widget').count()).toBe(0)
})
