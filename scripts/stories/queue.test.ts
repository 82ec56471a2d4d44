/** Limits and the queue: nobody is given more than he may have, and whoever waits knows how long the line is. */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('who writes to busy operators sees how many are before him, and comes to his turn', async () => {
  const owner = await stage.register()
  await stage.setRouting(owner, { conversationLimit: 1 })
  const operator = await stage.openConsole(owner)
  const writes = async (question: string) => {
    const visitor = await stage.openSite(owner)
    await visitor.opensChat()
    await visitor.sends(question)
    return visitor
  }
  const first = await writes('Первый')
  await operator.row('Первый').waitFor()
  const second = await writes('Второй')
  await second.seesPlace('Перед вами никого')
  const third = await writes('Третий')
  await third.seesPlace('Перед вами 1 человек')
  const fourth = await writes('Четвёртый')
  await fourth.seesPlace('Перед вами 2 человека')
  await operator.seesQueue('В очереди 3')
  expect(await operator.rows.count()).toBe(1)

  await operator.opens('Первый')
  await operator.answers('Готово')
  await first.sees('Готово')
  await operator.closesDialogue()
  await first.page.getByText('Диалог завершён').waitFor()
  await operator.opens('Второй')
  await operator.seesNote('Диалог ведёте вы')
  await second.seesNoQueue()
  await third.seesPlace('Перед вами никого')
  await fourth.seesPlace('Перед вами 1 человек')

  // Who gives up is before nobody; with more places nobody waits.
  await third.page.close()
  await fourth.seesPlace('Перед вами никого')
  await stage.setRouting(owner, { conversationLimit: 5 })
  await operator.opens('Четвёртый')
  await fourth.seesNoQueue()
  await operator.answers('Слушаю вас')
  await fourth.sees('Слушаю вас')
})
