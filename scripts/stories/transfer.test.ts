/** F4: a dialogue goes from hand to hand, and everybody knows whose it is. */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('a transfer is told to both operators and to the visitor; the comment only to the colleague', async () => {
  const owner = await stage.register()
  const anna = await stage.addOperator(owner, 'Анна')
  const boris = await stage.addOperator(owner, 'Борис')
  const first = await stage.openConsole(anna)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Какой чай взять?')
  await first.opens('Какой чай взять?')
  await first.answers('Спрошу коллегу')
  const second = await stage.openConsole(boris)
  await second.chooses('2-я линия')

  await first.transfersTo('Борис', 'Любит зелёный')
  await first.seesNote('Разговор переведен оператору Борис')
  await first.dialogue.getByText('Диалог теперь у другого оператора').waitFor()
  await second.opens('Вам передают: Любит зелёный')
  await second.seesNote('Анна передаёт вам разговор')
  await second.seesNote('Любит зелёный')
  await visitor.page.getByText('Теперь вам отвечает Борис').waitFor()
  await visitor.page.getByRole('heading', { name: 'Борис' }).waitFor()
  expect(await visitor.page.getByText('Любит зелёный').count()).toBe(0)

  // Not for him: back it goes, and once more.
  await second.page.getByRole('button', { name: 'Вернуть', exact: true }).click()
  await first.seesNote('Передачу не приняли, диалог снова у вас')
  await visitor.page.getByText('Теперь вам отвечает Анна').waitFor()
  await first.transfersTo('Борис', 'Очень прошу')
  await second.opens('Вам передают: Очень прошу')
  await second.page.getByRole('button', { name: 'Принять', exact: true }).click()
  await second.seesNote('Вы приняли диалог')
  await visitor.sends('Так какой?')
  await second.answers('Сенчу')
  await visitor.seesAll(['Какой чай взять?', 'Спрошу коллегу', 'Так какой?', 'Сенчу'])
})

test('to a department: whoever of it is there gets it, and the line says which', async () => {
  const owner = await stage.register()
  const anna = await stage.addOperator(owner, 'Анна')
  const boris = await stage.addOperator(owner, 'Борис')
  await stage.addDepartment(owner, 'Возвраты', [boris])
  const first = await stage.openConsole(anna)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Чашка треснула')
  await first.opens('Чашка треснула')
  await first.page.keyboard.press('Alt+t')
  await first.page.getByText('никого нет').waitFor()
  await first.page.keyboard.press('Escape')

  // Somebody has come, and the department too can be chosen.
  const second = await stage.openConsole(boris)
  await first.transfersTo('Возвраты', 'Фото есть')
  await first.seesNote('Разговор переведен в отдел «Возвраты», оператору Борис')
  await second.opens('Вам передают: Фото есть')
  await second.seesNote('Анна передаёт разговор в отдел «Возвраты», вам')
  await visitor.page.getByText('Теперь вам отвечает Борис').waitFor()
  expect(await visitor.page.getByText('Фото есть').count()).toBe(0)
})
