/** Console, widget and cabinet as the README, `docs/visitors.md` and `docs/cabinet.md` show them. */
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { chrome } from '../agent.ts'
import { findChromium } from '../ground/chromium.mjs'
import { isRoot } from '../ground/commands.mjs'
import { walkIn } from './passersby.ts'
import { people } from './people.ts'

/** Whose dialogue is shown, by what stands in its row. */
const shown = 'И достав'

export const take = async (origin: string, folder: string): Promise<void> => {
  const browser = await chromium.launch({
    executablePath: await findChromium(console.log),
    chromiumSandbox: !isRoot(),
  })
  try {
    const [owner] = people
    const { desk, workplace } = await openWorkplace(browser, origin, 2)
    const page = await openShop(browser, 2)
    // The operator comes online first, so that the visitor is his.
    await workplace.getByRole('button', { name: 'В сети', exact: true, pressed: true }).waitFor()
    await page.goto(`${origin}/test/?c=${owner.login}`)
    await page.getByRole('button', { name: 'Задать вопрос' }).click()
    const composer = page.getByRole('textbox', { name: 'Ваше сообщение' })
    await composer.fill('Здравствуйте! Этот чай ещё есть в наличии?')
    await composer.press('Enter')
    const row = workplace.getByRole('option').filter({ hasText: 'в наличии' }).first()
    await row.click()
    const answer = workplace.getByRole('textbox', { name: 'Сообщение посетителю' })
    await answer.fill('Добрый день! Да, осталось пять пачек. Отложить для вас?')
    await answer.press('Enter')
    await page.getByRole('log').getByText('Отложить для вас?').waitFor()
    await composer.pressSequentially('Да, пожалуйста, одну')
    await page.screenshot({ path: join(folder, 'widget.png') })

    await workplace.getByRole('option').filter({ hasText: shown }).first().click()
    await workplace.getByRole('textbox', { name: 'Сообщение посетителю' }).waitFor()
    await workplace.mouse.move(720, 880)
    await workplace.waitForTimeout(500)
    await workplace.screenshot({ path: join(folder, 'console.png') })
    await desk.close()
    await page.context().close()
    await takeCabinet(browser, origin, folder)
    await walkIn(origin, 120)
    await takeVisitors(browser, origin, folder)
  } finally {
    await browser.close()
  }
}

const openWorkplace = async (browser: Browser, origin: string, deviceScaleFactor: number) => {
  const [{ login, password }] = people
  const desk = await browser.newContext({
    locale: 'ru-RU',
    permissions: ['notifications'],
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor,
  })
  const workplace = await desk.newPage()
  await workplace.goto(`${origin}/`)
  const signedIn = await workplace.evaluate(
    async (body) =>
      (
        await fetch('/api/v1/session', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).ok,
    { login, password },
  )
  if (!signedIn) throw new Error('The example account does not let us in.')
  await workplace.goto(`${origin}/console/`)
  return { desk, workplace }
}

/** The cabinet's pages as `docs/cabinet.md` shows them, by their addresses. */
const cabinetPages = [
  'site-code',
  'console-app',
  'button',
  'window',
  'texts',
  'theme',
  'invitations',
  'unanswered',
  'requests',
  'operators',
  'bans',
  'routing',
  'sites',
  'departments',
  'account',
  'licence',
  'mail',
  'sessions',
  'instance',
]

const takeCabinet = async (browser: Browser, origin: string, folder: string): Promise<void> => {
  const { desk, workplace } = await openWorkplace(browser, origin, 1)
  for (const page of cabinetPages) {
    await workplace.goto(`${origin}/cabinet/${page}`)
    await workplace.getByRole('heading', { level: 1 }).waitFor()
    // What is fetched, and the preview that starts a widget of its own.
    await workplace.waitForTimeout(1_500)
    await workplace.screenshot({ path: join(folder, `cabinet-${page}.png`) })
  }
  await desk.close()
}

const openShop = async (browser: Browser, deviceScaleFactor: number): Promise<Page> => {
  const shop = await browser.newContext({
    userAgent: chrome(browser.version()),
    locale: 'ru-RU',
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor,
  })
  return shop.newPage()
}

/** The table with those who walked in meanwhile, what is done from it, and what the visitor sees of that. */
const takeVisitors = async (browser: Browser, origin: string, folder: string): Promise<void> => {
  const [owner] = people
  const { workplace } = await openWorkplace(browser, origin, 1)
  const picture = async (name: string, of: Page = workplace) => {
    await of.mouse.move(1_200, 12)
    await of.waitForTimeout(800)
    await of.screenshot({ path: join(folder, `${name}.png`) })
  }
  const search = workplace.getByRole('searchbox')
  const view = workplace.getByRole('button', { name: 'Вид' })
  await workplace.getByRole('button', { name: /^Посетители/ }).click()
  // They do not all come at once.
  await workplace.waitForTimeout(45_000)
  await picture('visitors')
  await view.click()
  await workplace.getByLabel('Только главное').check()
  await workplace.keyboard.press('Escape')
  await picture('visitors-compact')
  await view.click()
  await workplace.getByLabel('Только главное').uncheck()
  await workplace.keyboard.press('Escape')
  await search.fill('яндекс')
  await picture('visitors-found')
  await search.fill('')

  const page = await openShop(browser, 1)
  await page.goto(`${origin}/test/?c=${owner.login}`)
  await search.fill('127.0.0.1')
  await workplace.locator('rh-visitor-grid .browsing .row').first().click()
  await workplace.locator('rh-visitor-card').waitFor()
  await picture('visitors-card')
  await workplace.locator('rh-visitor-card').getByRole('button', { name: 'Пригласить' }).click()
  const invite = workplace.locator('rh-invite-dialog')
  await invite.getByText('Свой', { exact: true }).click()
  await invite
    .getByRole('textbox')
    .fill('Здравствуйте! Помочь выбрать чай? Расскажу, чем отличаются сборы этого года.')
  await invite.getByRole('button', { name: 'Пригласить', exact: true }).click()
  await page.getByText('Помочь выбрать чай?').waitFor()
  await picture('invitation', page)
  await page.getByRole('button', { name: 'Да, есть вопрос' }).click()
  await page.getByRole('textbox', { name: 'Ваше сообщение' }).waitFor()
  await workplace.keyboard.press('Alt+c')
  await workplace.getByRole('option').filter({ hasText: 'Помочь выбрать' }).first().click()
  await workplace.keyboard.press('Alt+t')
  await workplace.getByRole('dialog').waitFor()
  await picture('transfer')
}
