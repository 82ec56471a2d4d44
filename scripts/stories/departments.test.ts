/** E4: visitors choose whom to write to. */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('who has to choose sees who is there, live, and gets whom he has chosen', async () => {
  const owner = await stage.register()
  const anna = await stage.addOperator(owner, 'Анна')
  const boris = await stage.addOperator(owner, 'Борис')
  await stage.addDepartment(owner, 'Чай', [anna], 'Сорта, вода, посуда')
  await stage.addDepartment(owner, 'Доставка', [boris])
  const cabinet = await stage.openCabinet(owner)
  await cabinet.goesTo('Распределение диалогов')
  await cabinet.page.getByText('Нужно выбрать', { exact: true }).click()
  await cabinet.button('Сохранить').click()
  await cabinet.sees('Изменения сохранены')

  const first = await stage.openConsole(anna)
  const visitor = await stage.openSite(owner)
  await visitor.launcher.click()
  await visitor.seesDepartment('Чай', 'На связи')
  await visitor.seesDepartment('Доставка', 'Не на связи')
  expect(await visitor.composer.isVisible()).toBe(false)
  const second = await stage.openConsole(boris)
  await visitor.seesDepartment('Доставка', 'На связи')

  await visitor.chooses('Доставка')
  await visitor.page.getByRole('heading', { name: 'Борис' }).waitFor()
  await visitor.page.getByRole('button', { name: 'Изменить' }).click()
  await visitor.chooses('Чай')
  await visitor.page.getByRole('heading', { name: 'Анна' }).waitFor()
  await visitor.sends('Какая вода нужна?')
  await first.opens('Какая вода нужна?')
  await first.seesNote('выбран отдел «Чай»')
  expect(await second.rows.count()).toBe(0)
  await first.answers('Мягкая')
  await visitor.sees('Мягкая')
  expect(await visitor.page.getByRole('button', { name: 'Изменить' }).count()).toBe(0)

  // The next dialogue is another question; on another page the choice is still there.
  await first.closesDialogue()
  await visitor.seesDepartment('Доставка', 'На связи')
  await visitor.chooses('Доставка')
  await visitor.follows('Каталог')
  await visitor.page.getByText('Отдел: Доставка').waitFor()
  await visitor.sends('Когда привезут?')
  await second.opens('Когда привезут?')
})
