/** The console and the widget as the README shows them. */
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { chrome } from '../agent.ts'
import { findChromium } from '../ground/chromium.mjs'
import { isRoot } from '../ground/commands.mjs'
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
    const desk = await browser.newContext({
      locale: 'ru-RU',
      permissions: ['notifications'],
      viewport: { width: 1440, height: 900 },
      deviceScaleFactor: 2,
    })
    const workplace = await desk.newPage()
    await workplace.goto(`${origin}/`)
    const signedIn = await workplace.evaluate(
      async ({ login, password }) =>
        (
          await fetch('/api/v1/session', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ login, password }),
          })
        ).ok,
      { login: owner.login, password: owner.password },
    )
    if (!signedIn) throw new Error('The example account does not let us in.')
    await workplace.goto(`${origin}/console/`)

    const shop = await browser.newContext({
      userAgent: chrome(browser.version()),
      locale: 'ru-RU',
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 2,
    })
    const page = await shop.newPage()
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
  } finally {
    await browser.close()
  }
}
