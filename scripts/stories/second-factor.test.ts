import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { codeAt } from '../../engine/domain/oneTimeCode.ts'
import { Operator, onStage, type Person } from './harness.ts'

const stage = onStage()

/** The key as the page shows it for typing: what a phone would scan. */
const keyOn = async (page: Page): Promise<string> => {
  const picture = page.getByAltText('QR-код для приложения')
  await picture.waitFor()
  expect(
    await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth)),
  ).toBeGreaterThan(0)
  return (await page.locator('.shared-secret code').innerText()).replace(/\s/g, '')
}
/** Of the half a minute after this one, which the engine takes too: each code counts once. */
const nextCode = (key: string) => codeAt(key, Date.now() + 30_000)
const enter = async (page: Page, { login, password }: Person): Promise<void> => {
  await page.getByLabel('Логин').fill(login)
  await page.getByLabel('Пароль', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Войти' }).click()
}

test('the administrator turns it on, and signs in with a code, or with a recovery code', async () => {
  const account = await stage.register()
  const owner = await stage.openCabinet(account, '/cabinet/account')
  const card = owner.page.locator('rh-second-factor')
  await card.getByRole('button', { name: 'Включить' }).click()
  await card.getByLabel('Текущий пароль', { exact: true }).fill(account.password)
  await card.getByRole('button', { name: 'Продолжить' }).click()
  const key = await keyOn(owner.page)
  await card.getByLabel('Код из приложения').fill('000000')
  await card.getByRole('button', { name: 'Продолжить' }).click()
  await owner.sees('Код не подходит')
  await card.getByLabel('Код из приложения').fill(codeAt(key, Date.now()))
  await card.getByRole('button', { name: 'Продолжить' }).click()
  await card.getByRole('button', { name: 'Коды сохранены' }).waitFor()
  const codes = await card.locator('rh-recovery-codes li').allInnerTexts()
  expect(codes).toHaveLength(10)
  await card.getByRole('button', { name: 'Коды сохранены' }).click()
  await owner.sees('Осталось 10 кодов')
  await owner.page.reload()
  await owner.sees('Осталось 10 кодов')
  expect(await owner.page.getByText(codes[0]!).count()).toBe(0)

  const page = await stage.openWindow('sign-in')
  await page.goto(`${stage.origin}/signin`)
  await enter(page, account)
  await page.getByLabel('Код из приложения').fill(nextCode(key))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Первые шаги' }).waitFor()

  const console = await stage.openWindow('console')
  await console.goto(`${stage.origin}/console/`)
  await enter(console, account)
  await console.getByRole('button', { name: 'Нет телефона под рукой' }).click()
  await console.getByLabel('Код восстановления').fill(codes[0]!)
  await console.getByRole('button', { name: 'Войти' }).click()
  await new Operator(console).seesHimselfOnline()
})

test('required of all: an operator sets it up while signing in, and the administrator can reset it', async () => {
  const account = await stage.register()
  const anna = await stage.addOperator(account, 'Анна')
  const owner = await stage.openCabinet(account, '/cabinet/account')
  await owner.page.getByLabel('Обязателен для всех операторов').check()

  const page = await stage.openWindow('console of Anna')
  await page.goto(`${stage.origin}/console/`)
  await enter(page, anna)
  const key = await keyOn(page)
  await page.getByLabel('Код из приложения').fill(codeAt(key, Date.now()))
  await page.getByRole('button', { name: 'Войти' }).click()
  await page.getByRole('button', { name: 'Коды сохранены' }).click()
  await new Operator(page).seesHimselfOnline()

  await owner.page.reload()
  await owner.button('Сбросить двухфакторный вход: Анна').click()
  await owner.button('Сбросить').last().click()
  await owner.sees('Двухфакторный вход сброшен')
  await page.getByText('Сеанс закончился').waitFor()
})
