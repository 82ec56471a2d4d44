/** Who is on the site (H3, H4), and whose he is (F4). */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('a visitor comes, looks around, opens the window, talks and leaves, and the table follows', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  await operator.page.keyboard.press('Alt+v')
  await operator.page.getByText('На сайте никого нет').waitFor()

  const visitor = await stage.openSite(owner)
  await operator.seesVisitors('Просматривают сайт', 1)
  await operator.page.getByRole('button', { name: /Посетители 1/ }).waitFor()
  const row = operator.visitors.getByRole('row').filter({ hasText: 'Chrome' })
  await row.getByText('Linux').waitFor()
  await visitor.page.getByRole('link', { name: 'Доставка' }).click()
  await row.getByText('Чайная лавка: delivery').waitFor()

  // Opening the window is talking, before any message: the operator may write first.
  await visitor.opensChat()
  await operator.seesVisitors('Общаются с вами', 1)
  await operator.entersDialogueOf('Chrome')
  await operator.answers('Добрый день')
  await visitor.sees('Добрый день')

  await operator.page.keyboard.press('Alt+v')
  await visitor.page.context().close()
  await operator.seesVisitors('Ушли', 1)
  // The area is there again after a reload.
  await operator.page.reload()
  await operator.seesVisitors('Ушли', 1)
})

test('another operator’s dialogue is read, and taken over; he who has it no more is told', async () => {
  const owner = await stage.register()
  const anna = await stage.addOperator(owner, 'Анна')
  const boris = await stage.addOperator(owner, 'Борис')
  const first = await stage.openConsole(anna)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Какой чай взять?')
  await first.opens('Какой чай взять?')
  await first.answers('Зелёный')

  const second = await stage.openConsole(boris)
  await second.entersDialogueOf('Chrome')
  const look = second.page.locator('rh-earlier-dialog')
  await look.locator('.bubble').getByText('Зелёный').waitFor()
  await look.getByText('Диалог ведёт Анна. Чтобы писать').waitFor()
  expect(await second.composer.count()).toBe(0)
  await look.getByRole('button', { name: 'Забрать диалог' }).click()
  await second.seesNote('Вы забрали диалог у оператора Анна')
  await expect.poll(() => second.composer.evaluate((field) => field.matches(':focus'))).toBe(true)
  await second.answers('Лучше улун')
  await visitor.seesAll(['Какой чай взять?', 'Зелёный', 'Лучше улун'])
  await first.dialogue.getByText('Диалог теперь у другого оператора').waitFor()
  await first.seesNote('Борис забирает у вас диалог')
  await first.page.getByText('Борис забирает у вас диалог: Посетитель 1').waitFor()
})

test('the filter finds, the keyboard opens, the columns stay as they were chosen', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  await stage.openSite(owner)
  await operator.page.keyboard.press('Alt+v')
  await operator.seesVisitors('Просматривают сайт', 1)
  await operator.page.keyboard.press('/')
  await operator.page.keyboard.type('firefox')
  await operator.page.getByText('Никто не подходит под фильтр').waitFor()
  await operator.page.keyboard.press('Escape')
  await operator.seesVisitors('Просматривают сайт', 1)
  await operator.page.keyboard.press('Escape')
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'Enter']) await operator.page.keyboard.press(key)
  await operator.page.locator('rh-visitor-card').getByText('Окно чата закрыто').waitFor()
  await operator.page.keyboard.press('Escape')
  await operator.page.locator('rh-visitor-card').waitFor({ state: 'detached' })

  const width = () => operator.visitors.locator('.title.of-place').evaluate((title) => title.clientWidth)
  const dragged = (await width()) + 64
  const edge = operator.visitors.locator('.title.of-place .edge')
  const { x, y } = (await edge.boundingBox())!
  await operator.page.mouse.move(x + 4, y + 10)
  await operator.page.mouse.down()
  await operator.page.mouse.move(x + 68, y + 10, { steps: 4 })
  await operator.page.mouse.up()
  expect(await width()).toBe(dragged)
  await operator.page.getByRole('button', { name: 'Вид', exact: true }).click()
  await operator.page.getByLabel('Система').uncheck()
  await operator.page.reload()
  await operator.seesVisitors('Просматривают сайт', 1)
  expect(await width()).toBe(dragged)
  expect(await operator.visitors.getByRole('columnheader', { name: 'Система' }).count()).toBe(0)
})
