/** Licences (A3–A5): a trial and its end, a licence that the instance's owner gives, an account that is blocked. */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { onStage, type Person, patience } from './harness.ts'
import { looksBack } from './looking.ts'

const stage = onStage({ own: true, env: () => ({ TARIFF: 'trial', SALES_EMAIL: 'sales@host.example' }) })
const locked = 'Это есть в тарифах Business и Pro'

/** As if the trial had begun long ago; the engine stands still meanwhile, as it is the only one that may write. */
const endsIn = async ({ login }: Person, millis: number): Promise<void> => {
  await stage.engine.stop()
  const db = new Sqlite(join(stage.engine.dataDir, 'log.db'))
  db.prepare('UPDATE licences SET until = ? WHERE account = (SELECT id FROM accounts WHERE login = ?)').run(
    Date.now() + millis,
    login,
  )
  db.close()
  await stage.engine.start()
}

test('a trial is shown, and falls to Personal while console and cabinet are open', async () => {
  const account = await stage.register()
  await stage.invites(account, { delay: 600 })
  const visitor = await stage.openSite(account)
  await visitor.launcher.waitFor()
  await endsIn(account, 20_000)
  const console = await stage.openConsole(account)
  await console.page.getByText('Остался 1 день').waitFor()
  await console.page.keyboard.press('Alt+v')
  await console.seesVisitors('Просматривают сайт', 1)
  const owner = await stage.openCabinet(account, '/cabinet/licence')
  await owner.sees('Пробный период со всеми возможностями Business')
  await owner.goesTo('Приглашения')
  expect(await owner.page.getByText(locked).count()).toBe(0)

  // Nobody touches anything.
  await console.page.getByText('Здесь только те, кто открыл чат.').waitFor({ timeout: 2 * patience })
  await owner.sees('Теперь тариф Personal. Всё, что вы сохранили, на месте.')
  await owner.sees(locked)
  await owner.page.getByRole('link', { name: 'Написать: sales@host.example' }).waitFor()
  // What was set is there to be seen.
  expect(await owner.page.getByRole('radio', { name: 'Приглашать', exact: true }).isChecked()).toBe(true)
  await owner.goesTo('Лицензия')
  await owner.sees('Только для некоммерческих сайтов.')
  await owner.sees(/Пробный период действовал до/)
  await console.page.getByRole('button', { name: 'Настройки' }).click()
  await console.page.getByText('Лицензия: Personal').waitFor()
  // The chat itself goes on.
  await visitor.opensChat()
  await visitor.sends('Вы здесь?')
})

test('the instance’s owner gives a licence, and the other account’s cabinet unlocks', async () => {
  const account = await stage.register()
  await stage.engine.admin('licence', 'set', account.login, 'personal')
  const shop = await stage.openCabinet(account, '/cabinet/invitations')
  await shop.sees(locked)

  const owner = await stage.openCabinet(stage.instanceOwner)
  await owner.goesTo('Все аккаунты')
  await owner.sees('Всё в порядке')
  await owner.field('Найти по логину или e-mail').fill(account.login)
  await owner.button('Изменить лицензию: instance-owner').waitFor({ state: 'detached' })
  await owner.button(`Изменить лицензию: ${account.login}`).click()
  await owner.page.getByText('Business', { exact: true }).last().click()
  await owner.field('Последний день').fill('2020-01-01')
  await owner.button('Дать лицензию').click()
  await owner.sees('Этот день уже прошёл')
  await owner.field('Последний день').fill('2099-12-31')
  await owner.button('Дать лицензию').click()
  await owner.sees('Business, по 31 декабря 2099 г. включительно')

  // Somebody comes back to the tab.
  await looksBack(shop.page)
  await shop.sees('Тариф изменился: Business, по 31 декабря 2099 г. включительно')
  await shop.page.getByText(locked).waitFor({ state: 'detached' })
  await shop.page.getByText('Приглашать', { exact: true }).click()
  await shop.button('Сохранить').click()
  await shop.sees('Изменения сохранены')
})

test('a blocked account is left by everybody, and comes back as it was', async () => {
  const { engine } = stage
  const account = await stage.register()
  const console = await stage.openConsole(account)
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Здравствуйте')
  await console.opens('Здравствуйте')

  expect(await engine.admin('block', account.login)).toContain('blocked')
  await console.page.getByText('Сеанс закончился').waitFor()
  await visitor.widget.waitFor({ state: 'detached' })
  await console.page.getByLabel('Пароль', { exact: true }).fill(account.password)
  await console.page.getByRole('button', { name: 'Войти' }).click()
  await console.page.getByText('Аккаунт заблокирован владельцем этого сервера').waitFor()
  await console.page.getByText('sales@host.example').waitFor()
  const stranger = await stage.openSite(account)
  await stranger.page.waitForEvent('console', (line) => line.text().includes('RedHelper: no'))
  expect(await stranger.widget.count()).toBe(0)

  // Also without an engine, and with a password that was forgotten.
  await engine.stop()
  expect(await engine.admin('unblock', account.login)).not.toContain('blocked')
  const told = await engine.admin('password', 'reset', account.login)
  const password = /signs in with (\S+)/.exec(told)?.[1] ?? ''
  await engine.start()
  await console.page.getByLabel('Пароль', { exact: true }).fill(password)
  await console.page.getByRole('button', { name: 'Войти' }).click()
  await console.seesHimselfOnline()
  await visitor.page.reload()
  await visitor.sees('Здравствуйте')
  await console.opens('Здравствуйте')
})
