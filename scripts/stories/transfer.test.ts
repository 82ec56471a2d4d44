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
