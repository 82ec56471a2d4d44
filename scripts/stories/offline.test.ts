/** B7, C5–C9: nobody is there, somebody does not answer, and how it was. */
import { expect, test } from 'vitest'
import { onStage } from './harness.ts'

const stage = onStage()

test('nobody is there: what was typed goes over into the form, survives a reload, and is sent once', async () => {
  const account = await stage.register()
  await stage.set(account, {
    'offline.phone': true,
    'consent.on': true,
    'consent.link': 'https://shop.example/privacy',
    'offline.title': 'Оставьте сообщение',
  })
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.types('Есть ли молочный улун?')
  await operator.chooses('Не в сети')
  await visitor.seesForm('Оставьте сообщение')
  expect(await visitor.field('Сообщение').inputValue()).toBe('Есть ли молочный улун?')
  // He comes back, and so does the chat, with what was typed.
  await operator.chooses('В сети')
  await visitor.seesDraft('Есть ли молочный улун?')
  await operator.chooses('Перерыв')
  await visitor.seesForm('Оставьте сообщение')

  await visitor.button('Отправить').click()
  await visitor.seesInForm('Напишите, как к вам обращаться')
  await visitor.seesInForm('Без согласия мы не можем это принять')
  await visitor.fills({ Имя: 'Иван', 'E-mail': 'ivan@mail', Телефон: '+7 (912) 345-67-89' })
  await visitor.page.reload()
  await visitor.form.waitFor()
  expect(await visitor.field('Имя').inputValue()).toBe('Иван')
  await visitor.agrees()
  await visitor.button('Отправить').click()
  await visitor.seesInForm('Похоже, в адресе опечатка')
  await visitor.fills({ 'E-mail': 'ivan@mail.example' })
  // It does not arrive; the next page sends it, and is left before the engine's word comes.
  await visitor.losesWhatIsSent()
  await visitor.button('Отправить').click()
  await visitor.seesInForm('Отправляем…')
  await visitor.page.reload()
  await visitor.seesInForm('Спасибо, сообщение у нас')
  const owner = await stage.openCabinet(account, '/cabinet/requests')
  await owner.sees('Есть ли молочный улун?')
  await owner.sees('ivan@mail.example')
  await owner.page.locator('rh-request').getByRole('button', { name: 'Иван' }).click()
  const whole = owner.page.locator('rh-request-dialog')
  await whole.getByText(/^версия [0-9a-f]{16}$/).waitFor()
  expect(await whole.getByRole('link', { name: 'Страница с условиями' }).getAttribute('href')).toBe(
    'https://shop.example/privacy',
  )
  expect(await whole.getByRole('link', { name: 'Ответить письмом' }).getAttribute('href')).toMatch(
    /^mailto:ivan@mail\.example\?subject=Re/,
  )
  await whole.getByText('Диалогов с ним не было.').waitFor()

  await visitor.button('Написать ещё').click()
  await visitor.fills({ Сообщение: 'И сколько стоит?' })
  await visitor.pressesAndReloads('Отправить')
  const listed = async () => {
    await owner.page.reload()
    await owner.page.locator('rh-request').first().waitFor()
    return owner.page.locator('rh-request').count()
  }
  await expect.poll(listed, { timeout: 20_000 }).toBe(2)
  await visitor.page.reload()
  await visitor.form.waitFor()
  expect(await visitor.field('Сообщение').inputValue()).toBe('')
  await owner.page.reload()
  await owner.sees('2 заявки не обработаны')
  await owner.sees('И сколько стоит?')
  expect(await owner.page.locator('rh-request').count()).toBe(2)
})

test('on a break: who talks goes on, who is new has the form, and without a form there is no button', async () => {
  const account = await stage.register()
  const operator = await stage.openConsole(account)
  const known = await stage.openSite(account)
  await known.opensChat()
  await known.sends('Где мой заказ?')
  await operator.opens('Где мой заказ?')
  await operator.answers('Смотрю')
  const fresh = await stage.openSite(account)
  await fresh.opensChat()
  await operator.chooses('Перерыв')
  await fresh.seesForm('Напишите нам')
  await known.sends('Жду')
  await operator.sees('Жду')
  await operator.answers('Уже едет')
  await known.sees('Уже едет')
  // The dialogue is over: he is a visitor like all others.
  await operator.closesDialogue()
  await known.seesForm('Напишите нам')

  await stage.set(account, { 'offline.on': false })
  const next = await stage.openSite(account)
  await next.page.waitForFunction(() => document.querySelector('redhelper-widget') !== null)
  await next.launcher.waitFor({ state: 'hidden' })
  await operator.chooses('В сети')
  await next.launcher.waitFor()
  await operator.chooses('Не в сети')
  await next.launcher.waitFor({ state: 'hidden' })
})

test('somebody comes while the form is there: in its place one can write', async () => {
  const account = await stage.register()
  const visitor = await stage.openSite(account)
  await visitor.opensForm()
  await stage.openConsole(account)
  await visitor.composer.waitFor()
  await expect.poll(async () => (await visitor.composer.boundingBox())?.height).toBeGreaterThan(30)
})

test('nobody answers: he is asked to wait, then for his contacts; the operator reads them, and processes the request', async () => {
  const account = await stage.register()
  await stage.set(account, {
    'hold.on': true,
    'hold.after': 5,
    'hold.text': 'Минуту, ищем ответ',
    'lead.on': true,
    'lead.after': 8,
    'lead.text': 'Оставьте номер, мы перезвоним',
  })
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Хочется такого, как прошлой весной. '.repeat(8).trim())
  await visitor.sends('Есть ли молочный улун?')
  await visitor.seesNote('Минуту, ищем ответ')
  await visitor.seesNote('Оставьте номер, мы перезвоним')
  await visitor.seesWholeForm()
  await visitor.fills({ Имя: 'Пётр', 'E-mail': 'petr@mail.example' })
  await visitor.button('Отправить').click()
  await visitor.seesInForm('Спасибо, контакты у нас')

  await operator.opens('молочный улун')
  await operator.seesNote('посетителя попросили подождать')
  await operator.seesNote('Посетитель оставил контакты')
  await operator.page.getByRole('button', { name: 'Заявки' }).click()
  const request = operator.page.locator('rh-request')
  await request.getByText('petr@mail.example').waitFor()
  await operator.page.getByText('1 заявка не обработана').waitFor()
  await request.getByRole('button', { name: /^Посетитель \d+$/ }).click()
  await operator.card.getByText('Прямой заход').waitFor()
  await request.getByRole('button', { name: 'Пётр' }).click()
  const whole = operator.page.locator('rh-request-dialog')
  await whole.locator('summary').click()
  await whole.locator('.said').getByText('Есть ли молочный улун?').waitFor()
  await whole.getByRole('button', { name: 'Закрыть' }).click()
  await request.getByRole('button', { name: 'Обработана' }).click()
  await request.getByText(/^Обработано: Консультант/).waitFor()
  await operator.page.getByText('Все заявки обработаны').waitFor()
})

test('how it was: asked when the dialogue ends, given once, changed, and read by the operator', async () => {
  const account = await stage.register()
  await stage.set(account, { 'rating.on': true })
  const operator = await stage.openConsole(account)
  const visitor = await stage.openSite(account)
  await visitor.opensChat()
  await visitor.sends('Есть чай?')
  await operator.opens('Есть чай?')
  await operator.answers('Есть')
  await visitor.sees('Есть')
  await operator.closesDialogue()
  await visitor.rates(4, 'Быстро')
  await visitor.window.getByText('Спасибо за оценку').waitFor()
  await visitor.page.reload()
  await visitor.window.getByText('Спасибо за оценку').waitFor()
  await visitor.button('Изменить').click()
  await visitor.rates(5, 'Быстро и ясно')
  await visitor.window.getByText('Спасибо за оценку').waitFor()
  await visitor.sends('И ещё вопрос')
  await operator.opens('И ещё вопрос')
  await operator.seesNote('★★★★★')
})
