import { expect, test } from 'vitest'
import { Operator, onStage } from './harness.ts'
import { bands } from './picture.ts'

const stage = onStage()

test('a taken login, a mistyped address, a short password: the field says so, and nothing else is lost', async () => {
  const other = await stage.register()
  const owner = await stage.openStart()
  await owner.fills({ 'E-mail': 'имя@', Логин: other.login, Пароль: 'short' })
  await owner.button('Зарегистрироваться').click()
  await owner.sees('Похоже на опечатку')
  await owner.sees('Нужно не меньше 8 знаков.')
  expect(await owner.field('Логин').inputValue()).toBe(other.login)

  await owner.fills({ 'E-mail': `${other.login}@example.com`, Пароль: 'long enough' })
  await owner.button('Зарегистрироваться').click()
  await owner.sees('Этот логин занят')
  expect(await owner.field('Пароль').inputValue()).toBe('long enough')
  await owner.fills({ Логин: stage.newLogin() })
  await owner.button('Зарегистрироваться').click()
  await owner.sees('На этот адрес аккаунт уже есть')
  await owner.fills({ 'E-mail': `${stage.newLogin()}@example.com` })
  await owner.button('Зарегистрироваться').click()
  await owner.seesPage('Первые шаги')
})

test('Russian and English, before and after registration', async () => {
  const owner = await stage.openStart()
  await owner.fills({ 'E-mail': 'a@example.com' })
  await owner.button('English').click()
  await owner.button('Register').waitFor()
  expect(await owner.field('E-mail').inputValue()).toBe('a@example.com')
  await owner.button('Русский').click()
  await owner.registers(stage.newLogin())

  await owner.goesTo('Аккаунт')
  await owner.page.getByText('English', { exact: true }).click()
  await owner.seesPage('Account')
  await owner.page.reload()
  await owner.seesPage('Account')
  await owner.page.getByRole('link', { name: 'Operator console' }).waitFor()
  await owner.page.goto(`${stage.origin}/console/`)
  await owner.page.getByRole('heading', { name: 'Dialogues' }).waitFor()
})

test('an operator is added, works, is renamed, and leaves with his login', async () => {
  const account = await stage.register()
  const owner = await stage.openCabinet(account, '/cabinet/operators')
  const login = stage.newLogin('anna')
  const add = async () => {
    await owner.button('Добавить оператора').click()
    await owner.fills({ Имя: 'Анна Петрова', Логин: login, Пароль: 'secret words' })
    await owner.button('Добавить').click()
  }
  await add()
  await owner.sees('Оператор добавлен')
  await owner.sees(`Логин: ${login}`)
  await owner.button('Готово').click()

  const page = await stage.openWindow('console of Anna')
  await page.goto(`${stage.origin}/console/`)
  await page.getByLabel('Логин').fill(login)
  await page.getByLabel('Пароль', { exact: true }).fill('wrong words')
  await page.getByRole('button', { name: 'Войти' }).click()
  await page.getByText('Логин или пароль не подходят').waitFor()
  await page.getByLabel('Пароль', { exact: true }).fill('secret words')
  await page.getByRole('button', { name: 'Войти' }).click()
  const anna = new Operator(page)
  await anna.seesHimselfOnline()
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('С кем я говорю?')
  await anna.opens('С кем я говорю?')
  await anna.answers('С Анной')
  await visitor.page.getByRole('heading', { name: 'Анна Петрова' }).waitFor()

  await owner.button('Изменить: Анна Петрова').click()
  await owner.fills({ Имя: 'Анна Сидорова' })
  await owner.button('Сохранить').click()
  await owner.sees('Изменения сохранены')
  await visitor.page.getByRole('heading', { name: 'Анна Сидорова' }).waitFor()

  await owner.button('Удалить: Анна Сидорова').click()
  await owner.button('Удалить оператора').click()
  await owner.sees('Оператор удалён')
  await page.getByText('Сеанс закончился').waitFor()
  await owner.button('Удалить: Анна Сидорова').waitFor({ state: 'detached' })
  await add()
  await owner.sees('Этот логин занят или был занят раньше')
  expect(await owner.field('Имя').inputValue()).toBe('Анна Петрова')
})

test('a photo is cut in the cabinet and stands in the widget', async () => {
  const account = await stage.register()
  const owner = await stage.openCabinet(account, '/cabinet/operators')
  const visitor = await stage.openSite(account)
  await stage.openConsole(account)
  await visitor.opensChat()
  await owner.button('Изменить: Консультант').click()
  const file = owner.page.locator('input[type=file]')
  await file.setInputFiles({ name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') })
  await owner.sees('SVG не подойдёт')

  await file.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: bands(200) })
  const frame = owner.page.getByRole('application')
  await frame.waitFor()
  // The middle band is in the frame; the left one is pulled in.
  const { x, y, width, height } = (await frame.boundingBox())!
  await owner.page.mouse.move(x + 20, y + height / 2)
  await owner.page.mouse.down()
  await owner.page.mouse.move(x + 20 + width, y + height / 2, { steps: 4 })
  await owner.page.mouse.up()
  await owner.button('Сохранить фото').click()
  await owner.button('Заменить').waitFor()

  const photo = visitor.window.locator('.avatar img').first()
  await photo.waitFor()
  await expect.poll(() => photo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100)
  const address = await photo.evaluate((img: HTMLImageElement) => img.src)
  const corners = await owner.page.evaluate(async (address) => {
    const picture = await createImageBitmap(await (await fetch(address)).blob())
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const pen = canvas.getContext('2d')!
    pen.drawImage(picture, 0, 0)
    const red = ([r = 0, g = 0, b = 0]: Uint8ClampedArray) => r > 200 && g < 60 && b < 60
    return {
      square: picture.width === picture.height,
      red: [4, picture.width - 4].map((x) => red(pen.getImageData(x, 4, 1, 1).data)),
    }
  }, address)
  expect(corners).toEqual({ square: true, red: [true, true] })

  await owner.button('Убрать').click()
  await photo.waitFor({ state: 'detached' })
})

test('a session that is ended in the cabinet loses its console within a second', async () => {
  const account = await stage.register()
  const console = await stage.openWindow('console elsewhere')
  await console.addInitScript(() => {
    window.WebSocket = class extends WebSocket {
      constructor(...given: ConstructorParameters<typeof WebSocket>) {
        super(...given)
        this.addEventListener('close', () => Object.assign(window, { socketClosed: Date.now() }))
      }
    }
  })
  await console.goto(`${stage.origin}/console/`)
  await console.getByLabel('Логин').fill(account.login)
  await console.getByLabel('Пароль', { exact: true }).fill(account.password)
  await console.getByRole('button', { name: 'Войти' }).click()
  await new Operator(console).seesHimselfOnline()

  const owner = await stage.openCabinet(account, '/cabinet/sessions')
  await owner.sees('этот браузер')
  const answered = owner.page.waitForResponse((response) => response.request().method() === 'DELETE')
  // Two others: the console's, and the one that registration began.
  const others = owner.page.getByRole('button', { name: 'Завершить все остальные' })
  await others.click()
  await owner.button('Завершить').last().click()
  await answered
  await owner.sees('Остальные сеансы завершены')
  const ended = Date.now()
  await console.getByText('Сеанс закончился').waitFor()
  const closed = await console.evaluate(() => (window as unknown as { socketClosed: number }).socketClosed)
  expect(closed - ended).toBeLessThan(1_000)
  await console.reload()
  await console.getByRole('button', { name: 'Войти' }).waitFor()
  await owner.page.reload()
  await owner.sees('этот браузер')
})

test('a session that ends in the middle of a form: signing in again saves what was typed', async () => {
  const account = await stage.register()
  const owner = await stage.openCabinet(account, '/cabinet/operators')
  await owner.button('Изменить: Консультант').click()
  await owner.fills({ Имя: 'Мария Иванова' })
  await owner.page.context().clearCookies()
  await owner.button('Сохранить').click()
  await owner.sees('Сеанс закончился')
  await owner.page.keyboard.press('Escape')
  await owner.fills({ Пароль: account.password })
  await owner.button('Войти').click()
  await owner.sees('Изменения сохранены')
  await owner.button('Изменить: Мария Иванова').waitFor()
})

test('what was typed is not thrown away by a slip', async () => {
  const account = await stage.register()
  const owner = await stage.openCabinet(account, '/cabinet/operators')
  await owner.button('Добавить оператора').click()
  await owner.fills({ Имя: 'Анна', Логин: 'anna' })
  await owner.page.keyboard.press('Escape')
  await owner.button('Не сохранять').waitFor()
  await owner.page.keyboard.press('Escape')
  await owner.button('Не сохранять').waitFor({ state: 'hidden' })
  expect(await owner.field('Имя').inputValue()).toBe('Анна')
  await owner.button('Отмена').click()
  await owner.button('Не сохранять').click()
  await owner.field('Имя').waitFor({ state: 'detached' })

  await owner.goesTo('Аккаунт')
  await owner.fills({ Имя: 'Мария' })
  await owner.page.goBack()
  await owner.button('Не сохранять').click()
  await owner.seesPage('Операторы')
})

test('a button keeps the focus when what it sent is refused', async () => {
  const account = await stage.register()
  const page = await stage.openWindow('sign-in by keyboard')
  await page.goto(`${stage.origin}/signin`)
  await page.getByLabel('Логин').fill(account.login)
  await page.getByLabel('Пароль', { exact: true }).fill('wrong words')
  await page.getByRole('button', { name: 'Войти' }).press('Enter')
  await page.getByText('Логин или пароль не подходят').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Войти')
})

test('check my site: no code, the code, another account’s; and the widget that called home', async () => {
  const account = await stage.register()
  const rival = await stage.register()
  const owner = await stage.openCabinet(account, '/cabinet/site-code')
  const checks = async (url: string, verdict: string) => {
    await owner.fills({ 'Адрес страницы': url })
    await owner.button('Проверить').click()
    await owner.sees(verdict)
  }
  await owner.sees('Пока ниоткуда')
  await checks(stage.site.without(), 'Кода на странице нет')
  await checks(stage.site.insert(stage.origin, account.login), 'Код на месте')
  await checks(stage.site.insert(stage.origin, account.login, { form: 'script' }), 'Код на месте')
  await checks(stage.site.insert(stage.origin, account.login, { times: 2 }), 'Код стоит на странице 2 раза')
  await checks(stage.site.insert(stage.origin, rival.login), `другого аккаунта: ${rival.login}`)
  await checks('два слова', 'Нужен адрес страницы сайта')
  await checks('nobody.invalid', 'Сайта с таким именем нет')

  await stage.openSite(account)
  const { host } = new URL(stage.site.origin)
  // The page asks by itself every few seconds.
  await owner.page.locator('rh-site-check li', { hasText: host }).waitFor()
  await checks(stage.site.without(), 'виджет на этом сайте работает')
  await owner.goesTo('Первые шаги')
  await owner.sees(`Работает на ${host}`)
})

test('the code in the cabinet is the code that works, and can be copied', async () => {
  const account = await stage.register()
  const owner = await stage.openCabinet(account, '/cabinet/site-code', {
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await owner.seesPage('Код для сайта')
  const copied: string[] = []
  for (const form of ['Код для вставки в страницу', 'Код JavaScript']) {
    await owner.button(`Скопировать: ${form}`).click()
    await owner.button(`Скопировано: ${form}`).waitFor()
    copied.push(await owner.page.evaluate(() => navigator.clipboard.readText()))
  }
  for (const code of copied) {
    expect(code).toContain(`/service/main.js?c=${account.login}`)
    expect(code).toContain('rhlpscrtg')
  }
  await owner.page.goto(`${stage.origin}/cabinet/nothing-here`)
  await owner.page.getByRole('heading', { level: 1 }).waitFor()
})
