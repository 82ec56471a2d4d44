import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('a visitor on a foreign site and an operator talk', async () => {
  const owner = await stage.register()
  const operator = await stage.openConsole(owner)
  const visitor = await stage.openWidget(owner)
  await visitor.opensChat()
  await visitor.sends('Здравствуйте, есть ли улун?')
  await operator.opens('Здравствуйте, есть ли улун?')
  await operator.answers('Есть, три сорта')
  await visitor.sees('Есть, три сорта')
  expect(await visitor.count('Здравствуйте, есть ли улун?')).toBe(1)
})
