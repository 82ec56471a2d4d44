import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agentOf, type Device, isRobot, unknownDevice } from './agent.ts'

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const windows = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit}`
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
const safari = `${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15`
const android = `Mozilla/5.0 (Linux; Android 13; SM-G991B) ${webkit}`
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const touch: Device = { touch: 5, platformVersion: '' }
const eleven: Device = { touch: 0, platformVersion: '15.0.0' }

describe('browser and operating system', () => {
  it.each<[string, string, Device, string, string]>([
    ['Chrome', `${windows} Chrome/124.0.0.0 Safari/537.36`, unknownDevice, 'Chrome 124', 'Windows 10'],
    ['Windows 11', `${windows} Chrome/124.0.0.0 Safari/537.36`, eleven, 'Chrome 124', 'Windows 11'],
    [
      'Windows 10, which says so',
      `${windows} Chrome/124.0.0.0 Safari/537.36`,
      { touch: 0, platformVersion: '10.0.0' },
      'Chrome 124',
      'Windows 10',
    ],
    [
      'Yandex Browser',
      `${windows} Chrome/122.0.0.0 YaBrowser/24.4.0.0 Safari/537.36`,
      unknownDevice,
      'Yandex Browser 24',
      'Windows 10',
    ],
    [
      'Edge',
      `${windows} Chrome/124.0.0.0 Safari/537.36 Edg/124.0.0.0`,
      unknownDevice,
      'Microsoft Edge 124',
      'Windows 10',
    ],
    [
      'Opera',
      `${windows} Chrome/124.0.0.0 Safari/537.36 OPR/110.0.0.0`,
      unknownDevice,
      'Opera 110',
      'Windows 10',
    ],
    [
      'Firefox',
      'Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0',
      unknownDevice,
      'Firefox 125',
      'Linux',
    ],
    [
      'Windows 7',
      'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko',
      unknownDevice,
      'Internet Explorer 11',
      'Windows 7',
    ],
    ['a Mac, whose version is frozen', safari, unknownDevice, 'Safari 17.4', 'macOS'],
    ['an iPad, which calls itself a Mac', safari, touch, 'Safari 17.4', 'iPadOS'],
    [
      'an iPad of old',
      'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1 Mobile/15E148 Safari/604.1',
      touch,
      'Safari 12.1',
      'iPadOS 12.5',
    ],
    ['an iPhone', `${iphone} Version/17.4 Mobile/15E148 Safari/604.1`, touch, 'Safari 17.4', 'iOS 17.4'],
    [
      'Chrome on an iPhone',
      `${iphone} CriOS/124.0.6367.88 Mobile/15E148 Safari/604.1`,
      touch,
      'Chrome 124',
      'iOS 17.4',
    ],
    [
      'Samsung',
      `${android} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
      touch,
      'Samsung Internet for Android 25',
      'Android 13',
    ],
    [
      'a reduced user agent',
      `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/124.0.0.0 Mobile Safari/537.36`,
      touch,
      'Chrome 124',
      'Android',
    ],
    [
      "Yandex's app",
      `${android} Chrome/122.0.0.0 YaApp_Android/24.30 YaSearchBrowser/24.30 BroPP/1.0 Mobile Safari/537.36`,
      touch,
      'Yandex',
      'Android 13',
    ],
    [
      'VK',
      `${android} Version/4.0 Chrome/124.0.0.0 Mobile Safari/537.36 VKAndroidApp/8.70`,
      touch,
      'VK',
      'Android 13',
    ],
    [
      'OK',
      `${android} Version/4.0 Chrome/124.0.0.0 Mobile Safari/537.36 OKAndroid/24.4`,
      touch,
      'OK',
      'Android 13',
    ],
    [
      'Telegram',
      `${android} Chrome/124.0.0.0 Mobile Safari/537.36 Telegram-Android/10.9`,
      touch,
      'Telegram',
      'Android 13',
    ],
    ['Instagram', `${iphone} Mobile/15E148 Instagram 330.0.3.29.98`, touch, 'Instagram', 'iOS 17.4'],
    ['Facebook', `${iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/460.0.0.31]`, touch, 'Facebook', 'iOS 17.4'],
    ['nothing', '', unknownDevice, '', ''],
    ['nonsense', '☃ (((', unknownDevice, '', ''],
  ])('%s', (_, userAgent, device, browser, os) => {
    expect(agentOf(userAgent, device)).toEqual({ browser, os })
  })

  it('whatever it says, there is an answer', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer(), (userAgent, platformVersion, touch) => {
        const { browser, os } = agentOf(userAgent, { touch, platformVersion })
        expect([typeof browser, typeof os]).toEqual(['string', 'string'])
      }),
    )
  })
})

describe('robots', () => {
  it.each([
    ['Googlebot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
    ['YandexBot', 'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)', true],
    ['GPTBot', 'Mozilla/5.0 (compatible; GPTBot/1.1; +https://openai.com/gptbot)', true],
    [
      'a headless browser',
      `Mozilla/5.0 (X11; Linux x86_64) ${webkit} HeadlessChrome/124.0.0.0 Safari/537.36`,
      true,
    ],
    ['curl', 'curl/8.5.0', true],
    ['a person', `${windows} Chrome/124.0.0.0 Safari/537.36`, false],
    [
      'a phone of the firm Cubot',
      `Mozilla/5.0 (Linux; Android 9; CUBOT_X18) ${webkit} Chrome/124.0.0.0 Mobile Safari/537.36`,
      false,
    ],
    ["Yandex's app", `${android} Chrome/122.0.0.0 YaSearchBrowser/24.30 Mobile Safari/537.36`, false],
    ['who says nothing', '', false],
  ])('%s', (_, userAgent, robot) => expect(isRobot(userAgent)).toBe(robot))
})
