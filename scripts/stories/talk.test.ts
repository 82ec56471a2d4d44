import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('from the start page to a conversation with oneself', async () => {
  const owner = await stage.openStart()
  await owner.registers(stage.newLogin())

  const operator = await owner.opensConsole()
  const visitor = await owner.opensTestPage()
  await visitor.opensChat()
  await visitor.sends('Здравствуйте, есть ли улун?')
  await operator.opens('Здравствуйте, есть ли улун?')
  await operator.answers('Есть, три сорта')
  await visitor.sees('Есть, три сорта')
  await visitor.sends('Тогда все три')
  await operator.seesAll(['Здравствуйте, есть ли улун?', 'Есть, три сорта', 'Тогда все три'])
  await visitor.seesAll(['Здравствуйте, есть ли улун?', 'Есть, три сорта', 'Тогда все три'])
  await owner.sees('Вы онлайн')
})

test('both see how far a message has come', async () => {
  const owner = await stage.register()
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Есть тут кто?')
  await visitor.seesMark('Отправлено')

  const operator = await stage.openConsole(owner)
  await visitor.seesMark('Доставлено')
  await operator.opens('Есть тут кто?')
  await visitor.seesMark('Прочитано')

  await visitor.closesChat()
  await operator.answers('Да, слушаю вас')
  await operator.seesMark('доставлено')
  await visitor.opensChat()
  await operator.seesMark('прочитано')

  await visitor.page.close()
  await operator.answers('Вы ещё здесь?')
  await operator.seesMark('отправлено')
})

test('each sees that the other is typing, and the operator also what', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.types('А есть ли у вас')
  await operator.opens('А есть ли у вас')
  await operator.seesPreview('А есть ли у вас')
  await visitor.types(' пуэр')
  await operator.seesPreview('А есть ли у вас пуэр')
  await visitor.composer.press('Enter')
  await operator.seesAll(['А есть ли у вас пуэр'])
  await operator.dialogue.locator('.ghost').waitFor({ state: 'hidden' })

  await operator.types('Сейчас посмотрю')
  await visitor.seesOperatorTyping()
  await operator.composer.press('Enter')
  await visitor.seesAll(['А есть ли у вас пуэр', 'Сейчас посмотрю'])
  await visitor.messages.getByRole('img', { name: 'печатает' }).waitFor({ state: 'hidden' })
})

test('an answer to a closed window is counted on the launcher until it is read', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Сколько стоит доставка?')
  await visitor.closesChat()
  await operator.opens('Сколько стоит доставка?')
  await operator.answers('По городу бесплатно')
  await visitor.seesUnread(1)
  await operator.answers('За город 300 рублей')
  await visitor.seesUnread(2)

  await visitor.follows('Каталог')
  await visitor.seesUnread(2)
  await visitor.opensChat()
  await visitor.sees('За город 300 рублей')
  await visitor.closesChat()
  expect(await visitor.launcher.getByText('2', { exact: true }).isVisible()).toBe(false)
})

test('the console calls an operator who looks elsewhere', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner, { permissions: ['notifications'] })
  await operator.page.evaluate(() => {
    const shown: string[] = []
    Object.assign(window, { shown })
    const { Notification } = window
    window.Notification = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options)
        shown.push(`${title}: ${options?.body}`)
      }
    }
  })
  expect(await operator.page.title()).toBe('RedHelper')
  await operator.looksAway()
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Ау')
  await operator.seesTitle('(1) RedHelper')
  await operator.seesTitle('● Новое сообщение')
  expect(await operator.page.evaluate(() => (window as unknown as { shown: string[] }).shown)).toEqual([
    'Посетитель 1: Ау',
  ])
  const row = operator.row('Ау')
  await row.getByText('1 непрочитано').waitFor()

  await operator.looksBack()
  await operator.seesTitle('(1) RedHelper')
  await operator.opens('Ау')
  await operator.seesTitle(/^RedHelper$/)
})
