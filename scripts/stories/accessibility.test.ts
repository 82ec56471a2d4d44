/** axe-core over every screen, light and dark: nothing serious, nothing critical. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** A screen that moves is measured in the middle of its way. */
const still = { reducedMotion: 'reduce' } as const

const findings = async (page: Page, screen: string): Promise<string[]> => {
  // The page's policy keeps scripts out; the debugger is not the page.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  const { violations } = (await page.evaluate(() =>
    (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  )) as AxeResults
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${screen}: ${id}: ${target.join(' ')}: ${failureSummary}`),
    )
}

/** Looks at the screen as it is, in both themes. */
const passes = async (page: Page, screen: string): Promise<void> => {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    found.push(...(await findings(page, `${screen}, ${colorScheme}`)))
  }
  expect(found).toEqual([])
}

test('the measure sees a fault, also in a shadow root and only in the dark', async () => {
  const page = await stage.openWindow('faulty')
  await page.goto(stage.site.without())
  await page.evaluate(() => {
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    const style = '@media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }'
    root.innerHTML = `<style>${style}</style><p>Едва видно</p>`
  })
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await findings(page, 'light')).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await findings(page, 'dark')).toEqual([expect.stringContaining('color-contrast')])
})

test('start page, registration, sign-in', async () => {
  const { page } = await stage.openStart(still)
  await page.getByRole('button', { name: 'Зарегистрироваться' }).waitFor()
  await passes(page, 'start')
  await page.goto(`${stage.origin}/register`)
  await page.getByRole('button', { name: 'Зарегистрироваться' }).click()
  await page.getByRole('alert').first().waitFor()
  await passes(page, 'registration with errors')
  await page.goto(`${stage.origin}/signin`)
  await page.getByRole('button', { name: 'Войти' }).waitFor()
  await passes(page, 'sign-in')
  await page.getByRole('link', { name: 'Забыли пароль?' }).click()
  await page.getByText('письмо не придёт').waitFor()
  await passes(page, 'forgotten password, on a server without mail')
})

test('every page of the cabinet', async () => {
  const account = await stage.register()
  await stage.addOperator(account, 'Анна')
  const owner = await stage.openCabinet(account, '/cabinet', still)
  await owner.seesPage('Первые шаги')
  await passes(owner.page, 'first steps')
  for (const section of [
    'Код для сайта',
    'Приложение оператора',
    'Кнопка',
    'Окно чата',
    'Тексты',
    'Тема',
    'Приглашения',
    'Операторы',
    'Баны',
    'Распределение диалогов',
    'Сайты',
    'Отделы',
    'Аккаунт',
    'Лицензия',
    'Почта',
    'Сеансы',
  ]) {
    await owner.goesTo(section)
    await owner.page.locator('.bone').first().waitFor({ state: 'detached' })
    await passes(owner.page, section)
  }
  await owner.goesTo('Сайты')
  await owner.button('Изменить: *').click()
  await owner.page.getByText('Выбранные', { exact: true }).click()
  await owner.field('Операторы и отделы').fill('а')
  await owner.page.keyboard.press('Enter')
  await owner.page.keyboard.press('ArrowDown')
  await passes(owner.page, 'site dialog')
  await owner.button('Отмена').click()
  await owner.button('Не сохранять').click()
  await owner.goesTo('Код для сайта')
  for (const way of await owner.page.locator('rh-instructions summary').all()) await way.click()
  await owner.fills({ 'Адрес страницы': stage.site.without() })
  await owner.button('Проверить').click()
  await owner.sees('Кода на странице нет')
  await passes(owner.page, 'site check')
  await owner.goesTo('Аккаунт')
  await owner.button('Включить').click()
  await owner.page
    .locator('rh-second-factor')
    .getByLabel('Текущий пароль', { exact: true })
    .fill(account.password)
  await owner.button('Продолжить').click()
  await owner.page.getByAltText('QR-код для приложения').waitFor()
  await passes(owner.page, 'second factor')
  await owner.goesTo('Операторы')
  await owner.button('Добавить оператора').click()
  await owner.field('Пароль').waitFor()
  await passes(owner.page, 'new operator')
  await owner.button('Отмена').click()
  await owner.goesTo('Баны')
  await owner.button('Добавить бан').click()
  await owner.fills({ Кого: '203.0.113.0/24' })
  await passes(owner.page, 'new ban')
  await owner.button('Забанить').click()
  await owner.sees('Навсегда')
  await passes(owner.page, 'bans')
  await owner.page.goto(`${stage.origin}/cabinet/none`)
  await owner.page.getByRole('heading', { level: 1 }).waitFor()
  await passes(owner.page, 'not found')
  await owner.page.setViewportSize({ width: 390, height: 844 })
  await owner.button('Открыть меню').click()
  await passes(owner.page, 'menu on a phone')
})

test('the page of the whole instance', async () => {
  const { login } = await stage.register()
  const owner = await stage.openCabinet(stage.instanceOwner, '/cabinet/instance', still)
  await owner.sees('Всё в порядке')
  await owner.sees(login)
  await passes(owner.page, 'instance')
  await owner.button(`Изменить лицензию: ${login}`).click()
  await owner.field('Последний день').waitFor()
  await passes(owner.page, 'licence dialog')
})

test('console: sign-in, empty, dialogue, keys', async () => {
  const account = await stage.register()
  const stranger = await stage.openWindow('console', still)
  await stranger.goto(`${stage.origin}/console/`)
  await stranger.getByRole('button', { name: 'Войти' }).waitFor()
  await passes(stranger, 'console sign-in')

  const operator = await stage.openConsole(account, still)
  await operator.page.getByText('Пока тихо').waitFor()
  await passes(operator.page, 'console empty')
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Видно ли это всем?')
  await operator.row('Видно ли это всем?').waitFor()
  await passes(operator.page, 'console list')
  await operator.opens('Видно ли это всем?')
  await operator.answers('Всем')
  await visitor.types('Точно вс')
  await operator.seesPreview('Точно вс')
  await passes(operator.page, 'console dialogue')
  await operator.page.keyboard.press('Control+/')
  await operator.page.getByRole('dialog', { name: 'Клавиши' }).waitFor()
  await passes(operator.page, 'console keys')
  await operator.page.keyboard.press('Escape')
  await operator.dialogue.getByRole('button', { name: 'Ещё' }).click()
  await passes(operator.page, 'console menu of a dialogue')
  await operator.page.getByRole('menuitem', { name: 'Забанить посетителя…' }).click()
  await operator.page.locator('rh-ban-dialog [value=subnet]').click()
  await passes(operator.page, 'console ban')
  await operator.page.keyboard.press('Escape')
  await operator.page.setViewportSize({ width: 390, height: 844 })
  await passes(operator.page, 'console on a phone')
})

test('console: visitors, with a filter, a card, somebody else’s dialogue, on a phone', async () => {
  const account = await stage.register()
  const boris = await stage.addOperator(account, 'Борис')
  const operator = await stage.openConsole(account, still)
  await operator.page.keyboard.press('Alt+v')
  await operator.page.getByText('На сайте никого нет').waitFor()
  await passes(operator.page, 'nobody on the site')
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Кто здесь?')
  await operator.seesVisitors('Общаются с вами', 1)
  await operator.visitors.getByRole('row').filter({ hasText: 'Chrome' }).click()
  await operator.page.locator('rh-visitor-card .fact').first().waitFor()
  await passes(operator.page, 'visitor table and card')
  await operator.page.getByRole('button', { name: 'Вид', exact: true }).click()
  await passes(operator.page, 'columns of the table')
  await operator.page.keyboard.press('Escape')
  await operator.page.keyboard.press('/')
  await operator.page.keyboard.type('нигде')
  await operator.page.getByText('Никто не подходит под фильтр').waitFor()
  await passes(operator.page, 'nobody matches')
  const second = await stage.openConsole(boris, still)
  await second.entersDialogueOf('Chrome')
  await second.page.getByRole('button', { name: 'Забрать диалог' }).waitFor()
  await passes(second.page, 'somebody else’s dialogue')
  await second.page.keyboard.press('Escape')
  await second.visitor('Chrome').click({ button: 'right' })
  await second.page.getByRole('menuitem', { name: 'Пригласить' }).waitFor()
  await passes(second.page, 'menu of a visitor')
  await second.page.keyboard.press('Escape')
  await second.page.setViewportSize({ width: 390, height: 844 })
  await passes(second.page, 'visitor table on a phone')
})

test('widget: closed, open, in a talk, on a phone', async () => {
  const account = await stage.register()
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account, {}, still)
  await visitor.launcher.waitFor()
  await passes(visitor.page, 'launcher')
  await visitor.opensChat()
  await passes(visitor.page, 'greeting')
  await visitor.sends('Здравствуйте, см. https://example.com')
  await operator.opens('Здравствуйте')
  await operator.answers('Смотрю')
  await visitor.sees('Смотрю')
  await operator.types('И вот что')
  await visitor.seesOperatorTyping()
  await passes(visitor.page, 'talk')
  await visitor.page.setViewportSize({ width: 390, height: 844 })
  await passes(visitor.page, 'talk on a phone')
  await visitor.closesChat()
  await operator.answers('Ещё')
  await visitor.seesUnread(1)
  await passes(visitor.page, 'launcher with a badge on a phone')
})

test('the form, the rating, requests', async () => {
  const account = await stage.register()
  await stage.set(account, { 'consent.on': true, 'offline.phone': true, 'rating.on': true })
  const visitor = await stage.openSite(account, {}, still)
  await visitor.opensForm()
  await visitor.button('Отправить').click()
  await visitor.seesInForm('Напишите, как к вам обращаться')
  await passes(visitor.page, 'widget form with errors')
  await visitor.fills({
    Имя: 'Иван',
    'E-mail': 'ivan@mail.example',
    Телефон: '89123456789',
    Сообщение: 'Есть чай?',
  })
  await visitor.agrees()
  await visitor.button('Отправить').click()
  await visitor.seesInForm('Спасибо, сообщение у нас')
  await passes(visitor.page, 'widget form that was sent')
  const operator = await stage.openConsole(account, still)
  await operator.page.keyboard.press('Alt+r')
  await operator.page.locator('rh-request').waitFor()
  await passes(operator.page, 'requests')
  await operator.page.setViewportSize({ width: 390, height: 844 })
  await passes(operator.page, 'requests on a phone')
  await operator.page.setViewportSize({ width: 1280, height: 800 })
  await operator.page.locator('rh-request').getByRole('button', { name: 'Иван' }).click()
  await operator.page.getByText('Диалогов с ним не было.').waitFor()
  await passes(operator.page, 'a whole request')
  await operator.page.keyboard.press('Escape')
  await operator.page.keyboard.press('Alt+c')
  await visitor.composer.waitFor()
  await visitor.sends('Вы тут?')
  await operator.opens('Вы тут?')
  await operator.answers('Тут')
  await visitor.offer('Завершить диалог').click()
  await passes(visitor.page, 'a dialogue about to be ended')
  await visitor.offer('Завершить').click()
  await visitor.window.getByText('Как мы ответили?').waitFor()
  await visitor.window.locator('.star').nth(3).click()
  await passes(visitor.page, 'widget rating')
})

test('widget: an invitation, on a phone too', async () => {
  const account = await stage.register()
  await stage.invites(account, { delay: 1, text: 'Помочь с выбором? '.repeat(25), inviter: 'Чайный мастер' })
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account, {}, still)
  await visitor.invitation.waitFor()
  await visitor.page.getByText('Помочь с выбором?').waitFor()
  await passes(visitor.page, 'invitation')
  await visitor.page.setViewportSize({ width: 390, height: 844 })
  await passes(visitor.page, 'invitation on a phone')
  await visitor.accepts()
  await operator.opens('Помочь с выбором?')
  await operator.seesNote('Принял приглашение')
  await passes(operator.page, 'console with an invitation')
})

test('departments and the queue, on both sides', async () => {
  const account = await stage.register()
  const anna = await stage.addOperator(account, 'Анна')
  await stage.addDepartment(account, 'Чай', [anna], 'Сорта и вода')
  await stage.addDepartment(account, 'Доставка', [await stage.addOperator(account, 'Борис')])
  await stage.setRouting(account, { departmentChoice: 'must', conversationLimit: 1 })
  const operator = await stage.openConsole(anna, still)
  for (const question of ['Первый', 'Второй']) {
    const visitor = await stage.openSite(account, {}, still)
    await visitor.launcher.click()
    await visitor.seesDepartment('Чай', 'На связи')
    if (question === 'Первый') await passes(visitor.page, 'departments')
    await visitor.chooses('Чай')
    await passes(visitor.page, 'a chosen department')
    await visitor.sends(question)
    if (question === 'Первый') await operator.opens(question)
    else await visitor.seesPlace('Перед вами никого')
    await passes(visitor.page, question)
  }
  await operator.seesQueue('В очереди 1')
  await operator.page.keyboard.press('Alt+t')
  await operator.page.getByText('никого нет').first().waitFor()
  await passes(operator.page, 'transfer')
})

test('the test pages', async () => {
  const { account } = await stage.register()
  const page = await stage.openWindow('test shop', still)
  for (const place of ['', 'catalog.html', 'product.html', 'delivery.html', 'bank.html', 'blog.html']) {
    await page.goto(`${stage.origin}/test/${place}?c=${account}`)
    await page.locator('redhelper-widget').getByRole('button').waitFor()
    await passes(page, `test page ${place}`)
  }
})
