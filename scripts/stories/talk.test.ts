import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('a visitor on a foreign site and an operator talk', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openWidget(owner)
  await visitor.opensChat()
  await visitor.types('Здравствуйте, есть ли улун?')
  await operator.row('Здравствуйте, есть ли улун?').waitFor()
  await visitor.composer.press('Enter')
  await operator.opens('Здравствуйте, есть ли улун?')
  await visitor.seesMark('Просмотрено')
  await operator.types('Есть, три сорта')
  await visitor.seesOperatorTyping()
  await operator.composer.press('Enter')
  await visitor.sees('Есть, три сорта')
  expect(await visitor.count('Здравствуйте, есть ли улун?')).toBe(1)
  expect(await operator.count('Есть, три сорта')).toBe(1)
})

test('under a strict policy, by the script form, inserted twice, with an operator of the account', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(await stage.addOperator(owner, 'Анна'))
  const visitor = await stage.openWidget(owner, { form: 'script', strict: true, place: 'body', times: 2 })
  expect(await visitor.page.locator('redhelper-widget').count()).toBe(1)
  await visitor.opensChat()
  await visitor.sends('Доставляете в Тверь?')
  await operator.opens('Доставляете в Тверь?')
  await operator.answers('Да, за три дня')
  await visitor.sees('Да, за три дня')
  const tab = await stage.openTab(visitor)
  await tab.opensChat()
  await tab.sees('Да, за три дня')
})

test('a killed engine comes back: everything that was said is there once, and the talk goes on', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openWidget(owner)
  await visitor.opensChat()
  await visitor.sends('Раз')
  await operator.opens('Раз')
  await stage.engine.kill()
  await visitor.sends('Два')
  await stage.engine.start()
  await operator.sees('Два')
  await operator.answers('Три')
  await visitor.sees('Три')
  for (const text of ['Раз', 'Два', 'Три']) {
    expect(await visitor.count(text)).toBe(1)
    expect(await operator.count(text)).toBe(1)
  }
})

test('a page from the back/forward cache goes on where it was', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openWidget(owner)
  await visitor.opensChat()
  await visitor.sends('Первая страница')
  await visitor.page.evaluate(() =>
    addEventListener('pageshow', ({ persisted }) =>
      document.body.setAttribute('data-kept', String(persisted)),
    ),
  )
  await visitor.follows('Каталог')
  await visitor.page.locator('redhelper-widget').waitFor({ state: 'attached' })
  await visitor.goesBack()
  await visitor.page.locator('body[data-kept=true]').waitFor()
  await operator.opens('Первая страница')
  await operator.answers('Слышу вас')
  await visitor.sees('Слышу вас')
})
