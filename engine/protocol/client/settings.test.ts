import { expect, test } from 'vitest'
import { resolve, standard, widgetSettings } from './settings.ts'

const everything = () => true

test('until the owner sets it otherwise the button is at the left edge and says «Задать вопрос» (C1)', () => {
  expect(widgetSettings(standard('ru'), 'ru', true)).toEqual({
    language: 'ru',
    anyPage: true,
    button: {
      shown: true,
      side: 'left',
      text: 'Задать вопрос',
      color: '#d5372b',
      ink: '#ffffff',
      size: 'medium',
      offset: 50,
    },
    window: {
      company: '',
      about: '',
      greeting: '',
      color: '#d5372b',
      ink: '#ffffff',
      width: null,
      height: null,
      place: null,
      photos: true,
    },
    theme: {
      scheme: 'page',
      radius: null,
      font: '',
      vendor: true,
      logo: null,
      properties: {},
    },
    texts: {},
    offline: {
      title: 'Напишите нам',
      caption: 'Сейчас никого нет на связи. Оставьте сообщение, и мы ответим.',
      color: '#d5372b',
      ink: '#ffffff',
    },
    fields: { name: true, email: true, phone: false, message: true },
    consent: null,
    rating: false,
    ownButton: false,
    ownPlace: false,
  })
})

test('the window has the button’s colour until it has its own; ink follows', () => {
  const settings = (own: Record<string, string>) =>
    widgetSettings(resolve('ru', everything, own), 'ru', false)
  expect(settings({ 'button.color': '#ffcc00' })).toMatchObject({
    button: { color: '#ffcc00', ink: '#000000' },
    window: { color: '#ffcc00', ink: '#000000' },
  })
  expect(settings({ 'button.color': '#ffcc00', 'window.color': '#003366' })).toMatchObject({
    button: { ink: '#000000' },
    window: { color: '#003366', ink: '#ffffff' },
  })
})

test('of the texts only those of the language that are different', () => {
  const own = { 'texts.ru.greeting': 'Привет', 'texts.ru.send': 'Отправить', 'texts.en.greeting': 'Hi' }
  expect(widgetSettings(resolve('ru', everything, own), 'ru', false).texts).toEqual({ greeting: 'Привет' })
  expect(widgetSettings(resolve('en', everything, own), 'en', false).texts).toEqual({ greeting: 'Hi' })
})

test('properties come by name; what stands open is null', () => {
  const own = { 'theme.properties': '--a: 1px\n--b: red', 'theme.radius': 0, 'window.place': 'right' }
  expect(widgetSettings(resolve('ru', everything, own), 'ru', false)).toMatchObject({
    window: { place: 'right', width: null },
    theme: { radius: 0, properties: { '--a': '1px', '--b': 'red' } },
  })
})

test('what the page’s own scripts may do is the tariff’s', () => {
  const may = (feature: string) => widgetSettings(standard('ru'), 'ru', true, (one) => one === feature)
  expect(may('ownButton')).toMatchObject({ ownButton: true, ownPlace: false })
  expect(may('windowPlace')).toMatchObject({ ownButton: false, ownPlace: true })
})

test('the form has a colour of its own, or the window’s; another text of the consent is another version', () => {
  const form = (own: Record<string, boolean | string>) =>
    widgetSettings(resolve('ru', everything, own), 'ru', true, everything)
  expect(form({ 'window.color': '#ffffff' }).offline).toMatchObject({ color: '#ffffff', ink: '#000000' })
  expect(form({ 'window.color': '#ffffff', 'offline.color': '#000000' }).offline).toMatchObject({
    color: '#000000',
    ink: '#ffffff',
  })
  expect(form({ 'offline.on': false }).offline).toBeNull()
  const agreed = form({ 'consent.on': true })
  expect(agreed.consent).toMatchObject({ text: 'Согласие на обработку персональных данных', link: '' })
  expect(form({ 'consent.on': true, 'consent.text': 'Да' }).consent!.version).not.toBe(
    agreed.consent!.version,
  )
})
