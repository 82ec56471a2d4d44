/** H6: who is banned has no chat any more, and reads of it nowhere; the owner lifts it. */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('banned in the middle of a dialogue, away after a reload too, there again when the owner has lifted it', async () => {
  const account = await stage.register()
  const anna = await stage.addOperator(account, 'Анна')
  const operator = await stage.openConsole(anna)
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Вы все болваны')
  await operator.opens('Вы все болваны')
  const tab = await stage.openTab(visitor)
  await tab.launcher.waitFor()

  await operator.dialogue.getByRole('button', { name: 'Ещё' }).click()
  await operator.page.getByRole('menuitem', { name: 'Забанить посетителя…' }).click()
  const dialog = operator.page.locator('rh-ban-dialog')
  await dialog.getByText('127.0.0.0/24').waitFor()
  await dialog.getByRole('textbox', { name: 'Причина' }).fill('Ругается')
  await dialog.getByRole('button', { name: 'Забанить', exact: true }).click()
  await operator.seesNote('Вы забанили посетителя, диалог закрыт')
  await visitor.widget.waitFor({ state: 'detached' })
  await tab.widget.waitFor({ state: 'detached' })
  // Each page asks, and is told what a page without a chat is told.
  const staysAway = async (turns: () => Promise<unknown>) => {
    const told = visitor.page.waitForEvent('console', (message) => message.text().includes('RedHelper'))
    await Promise.all([told, turns()])
    expect(await visitor.widget.count()).toBe(0)
  }
  await staysAway(() => visitor.page.reload())
  await staysAway(() => visitor.follows('Доставка'))
  await operator.page.reload()
  await operator.seesHimselfOnline()
  await expect.poll(() => operator.rows.count()).toBe(0)

  const owner = await stage.openCabinet(account)
  await owner.goesTo('Баны')
  await owner.sees('Посетитель 1')
  await owner.sees('Ругается')
  await owner.sees(/Анна, /)
  await owner.button('Снять бан: Посетитель 1').click()
  await owner.button('Снять бан').click()
  await owner.sees('Никто не забанен')

  await visitor.page.reload()
  await visitor.composer.waitFor()
  await visitor.sends('Простите')
  await operator.opens('Простите')
  await operator.seesNote('Вы забанили посетителя, диалог закрыт')
  expect(await visitor.page.getByText('забан').count()).toBe(0)
})

test('an address that the owner bans by hand is gone at once; his own he is asked about', async () => {
  const account = await stage.register()
  const visitor = await stage.openSite(account)
  await visitor.launcher.waitFor()
  const owner = await stage.openCabinet(account)
  await owner.goesTo('Баны')
  await owner.button('Добавить бан').click()
  await owner.fills({ Кого: '0.0.0.0/0' })
  await owner.button('Забанить').click()
  await owner.sees('Слишком много адресов сразу')
  await owner.fills({ Кого: '127.0.0.1/24' })
  await owner.page.getByText('На день', { exact: true }).click()
  await owner.button('Забанить').click()
  await owner.sees('Забанить и свой адрес?')
  await visitor.launcher.waitFor()
  await owner.button('Всё равно забанить').click()
  await owner.button('Снять бан: 127.0.0.0/24').waitFor()
  await visitor.widget.waitFor({ state: 'detached' })
})
