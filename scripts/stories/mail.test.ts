import { afterAll, expect, test } from 'vitest'
import { listenAsRelay, type TestRelay } from '../../engine/mail/testRelay.ts'
import { onStage } from './harness.ts'

let relay: TestRelay = await listenAsRelay()
const stage = onStage({
  own: true,
  env: (origin) => ({
    PUBLIC_URL: origin,
    SMTP_URL: `smtp://127.0.0.1:${relay.port}`,
    MAIL_FROM: 'RedHelper <chat@our.example>',
  }),
})
afterAll(() => relay.stop())

/** The text of a letter that came to this address. */
const arrived = async (address: string, subject: string): Promise<string> => {
  const found = () => relay.received.find(({ to, mail }) => to[0] === address && mail.subject === subject)
  await expect.poll(found, { timeout: 20_000 }).toBeDefined()
  return found()!.mail.text!
}

test('who registered gets a letter, and who forgot the password another one, with a link that works once', async () => {
  const login = stage.newLogin()
  const email = `${login}@example.com`
  const owner = await stage.openStart()
  await owner.registers(login)
  expect(await arrived(email, 'Регистрация в RedHelper')).toContain(`Логин: ${login}`)

  const page = await stage.openWindow('who forgot')
  await page.goto(`${stage.origin}/signin`)
  await page.getByRole('link', { name: 'Забыли пароль?' }).click()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Прислать ссылку' }).click()
  await page.getByText('письмо со ссылкой уже в пути').waitFor()
  const link = /https?:\S+\/reset#\S+/.exec(await arrived(email, 'Новый пароль для RedHelper'))![0]

  await page.goto(link)
  await expect.poll(() => page.getByLabel('Логин').inputValue()).toBe(login)
  await page.getByLabel('Новый пароль').fill('short')
  await page.getByRole('button', { name: 'Сохранить пароль' }).click()
  await page.getByText('Нужно не меньше 8 знаков.').waitFor()
  await page.getByLabel('Новый пароль').fill('quite another password')
  await page.getByRole('button', { name: 'Сохранить пароль' }).click()
  await page.getByText('Пароль изменён').waitFor()
  expect(await page.getByLabel('Логин').inputValue()).toBe(login)
  await page.getByLabel('Пароль', { exact: true }).fill('quite another password')
  await page.getByRole('button', { name: 'Войти' }).click()
  await page.getByRole('heading', { level: 1, name: 'Первые шаги' }).waitFor()

  // He who registered is signed out, and the link has done its work.
  await owner.page.reload()
  await owner.button('Войти').waitFor()
  await page.goto('about:blank')
  await page.goto(link)
  await page.getByText('Эта ссылка больше не действует').waitFor()
})

test('a letter that nobody takes stands in the cabinet, survives the engine’s end, and arrives once', async () => {
  const { port } = relay
  await relay.stop()
  const account = await stage.register()
  const owner = await stage.openCabinet(account, '/cabinet/mail')
  await owner.sees('Почтовый сервер сейчас не принимает письма')
  await owner.page.getByRole('button', { name: /^Регистрация в RedHelper/ }).click()
  await owner.sees(`Логин: ${account.login}`)
  await owner.button('Закрыть').last().click()

  await stage.engine.kill()
  relay = await listenAsRelay(port)
  await stage.engine.start()
  const email = `${account.login}@example.com`
  await arrived(email, 'Регистрация в RedHelper')
  await owner.page.reload()
  await owner.sees('Отправлено')
  expect(relay.received.filter(({ to }) => to[0] === email)).toHaveLength(1)
})

test('a visitor gets his dialogue by mail, once somebody has answered, on the strictest of sites', async () => {
  const account = await stage.register()
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account, { form: 'script', strict: true })
  await visitor.opensChat()
  await visitor.sends('Есть ли улун?')
  await operator.opens('Есть ли улун?')
  const ask = visitor.window.getByRole('button', { name: 'Прислать диалог на почту' })
  expect(await ask.count()).toBe(0)
  await operator.answers('Есть, и весенний тоже')
  await visitor.sees('Есть, и весенний тоже')
  await ask.click()
  const field = visitor.window.getByLabel('Ваш e-mail')
  await field.press('Escape')
  await ask.click()
  await field.fill('ivan@')
  await field.press('Enter')
  await visitor.window.getByText('Похоже на опечатку в адресе').waitFor()
  const email = `${account.login}@mail.example`
  await field.fill(email)
  await visitor.window.getByRole('button', { name: 'Отправить', exact: true }).first().click()
  await visitor.window.getByText(`Отправляем диалог на ${email}`).waitFor()
  const text = await arrived(email, `Ваш диалог на сайте ${new URL(visitor.page.url()).host}`)
  expect(text).toMatch(/Вы, .*\nЕсть ли улун\?\n\nКонсультант, .*\nЕсть, и весенний тоже\n/)
})
