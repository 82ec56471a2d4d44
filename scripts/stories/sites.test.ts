import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('the owner says where the chat is: it goes from the other pages at once, and comes back with the next', async () => {
  const account = await stage.register()
  const visitor = await stage.openSite(account)
  await visitor.launcher.waitFor()
  const { pathname } = new URL(visitor.page.url())
  const moves = (path: string) =>
    visitor.page.evaluate((to) => history.pushState(null, '', to), pathname + path)

  const owner = await stage.openCabinet(account)
  await owner.goesTo('Сайты')
  await owner.button('Изменить: *').click()
  await owner.fills({ Адрес: '/catalog' })
  await owner.button('Сохранить').click()
  await owner.sees('Адрес начинается с имени сайта')
  await owner.fills({ Адрес: `http://LocalHost${pathname}catalog`, Описание: 'Каталог' })
  await owner.page.getByText('English', { exact: true }).click()
  await owner.button('Сохранить').click()
  await owner.sees(`localhost${pathname}catalog`)
  await owner.sees('Чат есть только на страницах из этого списка')

  await visitor.widget.waitFor({ state: 'detached' })
  await visitor.page.reload()
  await moves('catalogue')
  await visitor.page.getByText('Ask a question').waitFor()
  await moves('delivery')
  await visitor.widget.waitFor({ state: 'detached' })
  await moves('catalog/tea')
  await visitor.page.getByText('Ask a question').waitFor()

  await owner.button(`Удалить: localhost${pathname}catalog`).click()
  await owner.button('Удалить сайт').click()
  await owner.sees('Чата нет ни на одной странице')
  await visitor.widget.waitFor({ state: 'detached' })
})

test('a department serves a site: its visitors get its operator, and the last department stays', async () => {
  const account = await stage.register()
  const person = await stage.addOperator(account, 'Анна Петрова')
  const chief = await stage.openConsole(account)
  const anna = await stage.openConsole(person)
  const owner = await stage.openCabinet(account)
  await owner.goesTo('Отделы')
  await owner.sees('Отделов пока нет')
  await owner.button('Добавить отдел').click()
  await owner.fills({ Название: 'Чай' })
  await owner.field('Операторы').fill('анна')
  await owner.page.keyboard.press('Enter')
  await owner.button('Убрать: Анна Петрова').waitFor()
  await owner.button('Добавить').click()
  await owner.sees('Отдел добавлен')

  await owner.goesTo('Сайты')
  await owner.button('Изменить: *').click()
  await owner.page.getByText('Выбранные', { exact: true }).click()
  await owner.field('Операторы и отделы').fill('чай')
  await owner.page.keyboard.press('Enter')
  await owner.button('Сохранить').click()
  await owner.sees('Изменения сохранены')

  for (const question of ['Первый', 'Второй', 'Третий']) {
    const visitor = await stage.openSite(account)
    await visitor.opensChat()
    await visitor.page.getByRole('heading', { name: 'Анна Петрова' }).waitFor()
    await visitor.sends(question)
    await anna.opens(question)
  }
  expect(await chief.page.getByText('Первый').count()).toBe(0)

  await owner.goesTo('Отделы')
  await owner.button('Удалить: Чай').click()
  await owner.sees('больше ни в одном отделе')
})
