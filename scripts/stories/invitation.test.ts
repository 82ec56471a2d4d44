/** C10, G4: a visitor is invited, and says yes, or no, or is not asked at all. */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('the owner turns it on; over two pages the invitation comes, and a yes is a talk that begins with it', async () => {
  const account = await stage.register()
  const owner = await stage.openCabinet(account)
  await owner.goesTo('Приглашения')
  await owner.page.getByText('Приглашать', { exact: true }).click()
  await owner.fills({ 'Через сколько секунд': '2', Текст: 'Доставим в {city|ваш город}. Помочь с выбором?' })
  await owner.sees('Доставим в Казань. Помочь с выбором?')
  await owner.button('Сохранить').click()
  await owner.sees('Изменения сохранены')

  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account)
  await visitor.launcher.waitFor()
  await visitor.follows('Каталог')
  await visitor.seesInvitation('Доставим в ваш город. Помочь с выбором?')
  // It is polite: no window, no focus, and nothing of a dialogue yet.
  expect(await visitor.composer.count()).toBe(0)
  expect(await visitor.page.evaluate(() => document.activeElement === document.body)).toBe(true)
  expect(await operator.rows.count()).toBe(0)
  // The next page has it too, and it is still one.
  await visitor.follows('Доставка')
  await visitor.seesInvitation('Доставим в ваш город. Помочь с выбором?')

  await visitor.accepts()
  await visitor.sees('Доставим в ваш город. Помочь с выбором?')
  expect(await visitor.invitation.count()).toBe(0)
  await operator.opens('Помочь с выбором?')
  await operator.seesNote('Посетитель приглашён автоматически')
  await operator.seesNote('Принял приглашение')
  await visitor.sends('Да, какой чай взять?')
  await operator.sees('Да, какой чай взять?')
  await operator.answers('Улун')
  await visitor.seesAll(['Доставим в ваш город. Помочь с выбором?', 'Да, какой чай взять?', 'Улун'])
})

test('a no is a no for the whole visit, in every tab, and the operator hears of it when they talk after all', async () => {
  const account = await stage.register()
  await stage.invites(account, { delay: 1, text: 'Помочь?' })
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account)
  await visitor.seesInvitation('Помочь?')
  const tab = await stage.openTab(visitor)
  await tab.launcher.waitFor()
  // In one tab alone, as long as that is looked at.
  expect(await tab.invitation.count()).toBe(0)
  await visitor.declines()
  await visitor.follows('Каталог')
  // Longer than the delay: both have been told by now whatever there is to tell.
  await visitor.launcher.waitFor()
  await visitor.page.waitForTimeout(2_500)
  expect([await visitor.invitation.count(), await tab.invitation.count()]).toEqual([0, 0])

  await visitor.opensChat()
  await visitor.sends('Всё же вопрос')
  await operator.opens('Всё же вопрос')
  await operator.seesNote('Посетитель приглашён автоматически')
  await operator.seesNote('Отклонил приглашение')
})

test('by keyboard: the bubble is within reach, Escape is a no, and the focus goes back to the launcher', async () => {
  const account = await stage.register()
  await stage.invites(account, { delay: 1 })
  await stage.openConsole(account)
  const visitor = await stage.openSite(account)
  await visitor.invitation.waitFor()
  await visitor.launcher.focus()
  await visitor.page.keyboard.press('Tab')
  await visitor.page.keyboard.press('Escape')
  await visitor.invitation.waitFor({ state: 'hidden' })
  expect(await visitor.launcher.evaluate((button) => button.matches(':focus'))).toBe(true)
})

test('who has had a dialogue is not asked again', async () => {
  const account = await stage.register()
  await stage.invites(account, { delay: 1 })
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Здравствуйте')
  await operator.opens('Здравствуйте')
  await operator.page.keyboard.press('Alt+x')
  await visitor.closesChat()
  await visitor.follows('Каталог')
  await visitor.launcher.waitFor()
  await visitor.page.waitForTimeout(2_500)
  expect(await visitor.invitation.count()).toBe(0)
})

test('under a strict policy of the site it is there all the same', async () => {
  const account = await stage.register()
  await stage.invites(account, { delay: 1, inviter: 'Чайный мастер' })
  await stage.openConsole(account)
  const visitor = await stage.openSite(account, { strict: true })
  await visitor.seesInvitation('Чайный мастер')
  await visitor.accepts()
})
