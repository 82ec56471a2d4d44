/** A visitor has nothing more to say, and ends the dialogue himself. */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('a visitor ends the dialogue: the operator sees it at once, it is rated, and the next word begins another', async () => {
  const account = await stage.register()
  await stage.set(account, { 'rating.on': true })
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Есть чай?')
  await operator.opens('Есть чай?')
  await operator.answers('Есть, и мята тоже')
  await visitor.sees('Есть, и мята тоже')
  const long = Array.from({ length: 12 }, (_, n) => `${n + 1}. Сбор этого года, весенний`).join(', ')
  await operator.answers(long)
  await visitor.sees(long)
  const tab = await stage.openTab(visitor)
  await tab.opensChat()

  await visitor.offer('Завершить диалог').click()
  await visitor.page.keyboard.press('Escape')
  await visitor.offer('Завершить диалог').click()
  await visitor.offer('Завершить').click()
  await operator.seesNote('Посетитель завершил диалог')
  expect(await operator.rows.count()).toBe(1)
  await visitor.messages.getByText('Диалог завершён').waitFor()
  await tab.messages.getByText('Диалог завершён').waitFor()
  await visitor.offer('Завершить диалог').waitFor({ state: 'detached' })
  // What is asked stands in sight, also when it grows.
  const belowSight = () =>
    visitor.messages.evaluate((e) => Math.round(e.scrollHeight - e.scrollTop - e.clientHeight))
  await expect.poll(belowSight).toBeLessThan(2)
  await visitor.rates(5, '')
  await expect.poll(belowSight).toBeLessThan(2)
  await visitor.window.getByText('Спасибо за оценку').waitFor()

  await visitor.sends('А кофе?')
  await operator.opens('А кофе?')
  await visitor.page.reload()
  await visitor.offer('Завершить диалог').waitFor()
})

test('what he said last is not lost: it stays on the list until somebody has read it', async () => {
  const account = await stage.register()
  const operator = await stage.openConsole(account)
  const [first, second] = [await stage.openSite(account), await stage.openSite(account)]
  await first.opensChat()
  await first.sends('Где мой заказ?')
  await operator.opens('Где мой заказ?')
  await second.opensChat()
  await second.sends('Есть самовывоз?')
  await second.sends('Уже нашёл, спасибо')
  await second.offer('Завершить диалог').click()
  await second.offer('Завершить').click()
  await second.messages.getByText('Диалог завершён').waitFor()
  await operator.rows.filter({ hasText: 'диалог закрыт' }).waitFor()
  await operator.row('Уже нашёл, спасибо').click()
  await operator.seesNote('Посетитель завершил диалог')
  await operator.opens('Где мой заказ?')
  await expect.poll(() => operator.rows.count()).toBe(1)
})
