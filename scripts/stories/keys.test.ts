import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('three dialogues without the mouse: see, answer, change, close', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const { keyboard } = operator.page

  await keyboard.press('?')
  const keys = operator.page.getByRole('dialog', { name: 'Клавиши' })
  await operator.page.getByText('Кто ждёт ответа дольше всех').waitFor()
  await keyboard.press('Escape')
  await keys.waitFor({ state: 'hidden' })

  const visitors = []
  for (const name of ['первый', 'второй', 'третий']) {
    const visitor = await stage.openSite(owner)
    await visitor.opensChat()
    await visitor.sends(`Я ${name}`)
    await operator.row(`Я ${name}`).waitFor()
    visitors.push(visitor)
  }

  // Whoever has waited longest comes first; the answer goes where the focus is already.
  for (const [index, name] of ['первый', 'второй', 'третий'].entries()) {
    await keyboard.press('Alt+Enter')
    await operator.sees(`Я ${name}`)
    await keyboard.type(`Вы ${name}`)
    await keyboard.press('Enter')
    await visitors[index]?.sees(`Вы ${name}`)
  }
  await keyboard.press('Alt+Enter')
  await operator.page.getByText('Ответа никто не ждёт').waitFor()

  const title = operator.dialogue.getByRole('heading', { level: 2 })
  const chosen = async () => (await title.innerText()).replace(/\D/g, '')
  const before = await chosen()
  await keyboard.press('Alt+ArrowDown')
  await expect.poll(chosen).not.toBe(before)
  await keyboard.press('Alt+ArrowUp')
  await expect.poll(chosen).toBe(before)

  // Answered: closes at once. Waiting for an answer: asks first, and a careless Enter closes nothing.
  await keyboard.press('Alt+x')
  await expect.poll(() => operator.rows.count()).toBe(2)
  await visitors[0]?.sends('А ещё?')
  await operator.row('А ещё?').waitFor()
  await keyboard.press('Alt+Enter')
  await operator.sees('А ещё?')
  await keyboard.press('Alt+x')
  const question = operator.page.getByRole('dialog', { name: 'Закрыть диалог без ответа?' })
  await question.waitFor()
  await expect
    .poll(() => operator.page.getByRole('button', { name: 'Отмена' }).evaluate((b) => b.matches(':focus')))
    .toBe(true)
  await keyboard.press('Enter')
  await question.waitFor({ state: 'hidden' })
  expect(await operator.rows.count()).toBe(2)
  await expect.poll(() => operator.composer.evaluate((area) => area.matches(':focus'))).toBe(true)
  await keyboard.press('Alt+x')
  await question.waitFor()
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect.poll(() => operator.rows.count()).toBe(1)

  await keyboard.press('Control+/')
  await operator.page.getByText('К полю ответа').waitFor()
})
