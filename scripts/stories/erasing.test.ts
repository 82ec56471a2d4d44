/** An erased visitor is gone before everybody's eyes; an account that is to be erased is left, and taken back. */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('the administrator erases a visitor: his words go from every screen, and he comes back as somebody new', async () => {
  const account = await stage.register()
  const [owner, other] = [await stage.openConsole(account), await stage.openConsole(account)]
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Мой номер 4276')
  for (const operator of [owner, other]) await operator.opens('Мой номер 4276')
  await owner.answers('Записала')
  await other.sees('Записала')

  await owner.page.getByRole('button', { name: 'Стереть все данные…' }).click()
  await owner.page.getByText('Стереть всё: Посетитель 1?').waitFor()
  await owner.page.getByRole('button', { name: 'Стереть навсегда' }).click()
  await owner.page.getByText('Посетитель стёрт').waitFor()
  for (const { page, rows } of [owner, other]) {
    await rows.first().waitFor({ state: 'detached' })
    expect(await page.getByText(/4276|Записала/).count()).toBe(0)
  }
  await visitor.page.getByText('Мой номер 4276').waitFor({ state: 'detached' })

  await visitor.page.reload()
  await visitor.composer.waitFor()
  await visitor.sends('Здравствуйте')
  await owner.opens('Здравствуйте')
  await owner.page.getByText('Посетитель 2').first().waitFor()
  expect(await visitor.page.getByText('4276').count()).toBe(0)
})

test('an account is deleted by who types its login and knows the password, and taken back by who signs in', async () => {
  const account = await stage.register()
  const anna = await stage.addOperator(account, 'Анна')
  const operator = await stage.openConsole(anna)
  const visitor = await stage.openSite(account)
  await visitor.launcher.waitFor()
  const owner = await stage.openCabinet(account)
  await owner.goesTo('Аккаунт')
  await owner.button('Удалить аккаунт…').click()
  await owner.fills({ 'Логин аккаунта': account.login, 'Ваш пароль': 'wrong password' })
  await owner.button('Удалить аккаунт').click()
  await owner.sees('Пароль не подходит')
  await owner.fills({ 'Ваш пароль': account.password })
  await owner.button('Удалить аккаунт').click()
  await owner.seesPage('Аккаунт закрыт')
  await visitor.widget.waitFor({ state: 'detached' })
  await operator.page.getByRole('button', { name: 'Войти' }).waitFor()

  const later = await stage.openCabinet(account)
  await later.seesPage('Аккаунт закрыт')
  await later.button('Не удалять аккаунт').click()
  await later.sees('Аккаунт снова открыт')
  await visitor.page.reload()
  await visitor.launcher.waitFor()
})
