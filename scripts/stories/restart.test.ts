import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type Operator, onStage, type Person, type Visitor } from './harness.ts'

const stage = onStage({ own: true })

const talk = async (): Promise<{ owner: Person; operator: Operator; visitor: Visitor }> => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openSite(owner)
  await visitor.opensChat()
  await visitor.sends('Раз')
  await operator.opens('Раз')
  await operator.answers('Два')
  await visitor.sees('Два')
  return { owner, operator, visitor }
}

for (const [how, end] of [
  ['an upgrade', () => stage.engine.stop()],
  ['a power cut', () => stage.engine.kill()],
] as const) {
  test(`${how} in mid-typing: both come back by themselves, and nothing is lost or twice`, async () => {
    const { operator, visitor } = await talk()
    await visitor.types('недописан')
    await operator.types('тоже не допис')
    await operator.seesPreview('недописан')
    await end()
    await visitor.page.getByText('Нет связи, сообщения уйдут, когда она вернётся').waitFor()
    await operator.page.getByText('Нет связи с сервером').first().waitFor()
    await visitor.types('о')
    await operator.types('ано')
    await stage.engine.start()

    await visitor.page.getByText('Нет связи').first().waitFor({ state: 'hidden', timeout: 25_000 })
    await operator.page.getByText('Нет связи').first().waitFor({ state: 'hidden', timeout: 25_000 })
    expect(await visitor.composer.inputValue()).toBe('недописано')
    expect(await operator.composer.inputValue()).toBe('тоже не дописано')
    await visitor.composer.press('Enter')
    await operator.sees('недописано')
    await operator.composer.press('Enter')
    const said = ['Раз', 'Два', 'недописано', 'тоже не дописано']
    await visitor.seesAll(said)
    await operator.seesAll(said)
  })
}

test('power cuts between messages: every message there once, in order', async () => {
  const { operator, visitor } = await talk()
  const said = ['Раз', 'Два']
  for (let cut = 1; cut <= 2; cut++) {
    const power = stage.engine.kill()
    for (let n = 1; n <= 4; n++) {
      said.push(`${cut}.${n}`)
      await visitor.sends(`${cut}.${n}`)
    }
    await power
    await stage.engine.start()
    await operator.seesAll(said)
    await visitor.seesAll(said)
  }
  await visitor.seesMark('Прочитано')
})

test('what is written without the engine waits, also over a reload, and goes when it is back', async () => {
  const { operator, visitor } = await talk()
  await stage.engine.stop()
  await visitor.sends('Пишу в пустоту')
  await visitor.seesMark('Отправляется…')
  await operator.answers('Я тоже')
  await operator.dialogue.getByText('ждёт связи').waitFor()
  await visitor.page.reload()
  await operator.page.reload().catch(() => {})
  await stage.engine.start()

  const said = ['Раз', 'Два', 'Пишу в пустоту', 'Я тоже']
  await visitor.page.reload()
  await operator.page.goto(`${stage.origin}/console/`)
  await operator.opens('Посетитель 1')
  await expect
    .poll(async () => (await operator.texts()).sort(), { timeout: 20_000 })
    .toEqual([...said].sort())
  await visitor.seesAll(await operator.texts())
  await operator.page.reload()
  await operator.opens('Посетитель 1')
  await visitor.seesAll(await operator.texts())
})

test('a message that the engine refused says so, and goes again only when it is told to', async () => {
  const { operator, visitor } = await talk()
  const log = new Database(join(stage.engine.dataDir, 'log.db'))
  try {
    log.exec(`CREATE TRIGGER refuse BEFORE INSERT ON log WHEN NEW.kind = 'MessageSent'
      BEGIN SELECT RAISE(ABORT, 'a story wants it so'); END`)
    await visitor.sends('Три')
    await visitor.seesMark('Не отправлено')
    await visitor.page.getByText('не удалось сохранить').waitFor()
    await operator.answers('Четыре')
    await operator.seesMark('не отправлено')
    log.exec('DROP TRIGGER refuse')
  } finally {
    log.close()
  }
  // Coming back is no reason to send it again.
  await visitor.page.reload()
  await visitor.sends('Пять')
  await operator.sees('Пять')
  await visitor.messages.locator('.row.ours', { hasText: 'Три' }).getByText('Не отправлено').waitFor()
  expect(await operator.texts()).not.toContain('Три')
  expect(await visitor.texts()).not.toContain('Четыре')

  await visitor.page.getByRole('button', { name: 'Повторить' }).click()
  await operator.sees('Три')
  await operator.page.getByRole('button', { name: 'Повторить' }).click()
  const said = ['Раз', 'Два', 'Пять', 'Три', 'Четыре']
  await operator.seesAll(said)
  await visitor.seesAll(said)
})
