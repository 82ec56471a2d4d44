/** What a browser says of itself, in words that people know: browser, operating system, and whether it is a robot. */
import Bowser from 'bowser'
import { isbot } from 'isbot'

export interface Agent {
  /** Name and version as far as it tells anything: `Chrome 124`, `VK`; empty when unknown. */
  readonly browser: string
  /** `Windows 11`, `iPadOS`; empty when unknown. */
  readonly os: string
}

/** What the user agent does not say, told by the widget. */
export interface Device {
  /** `navigator.maxTouchPoints`: an iPad calls itself a Mac, and no Mac has a touch screen. */
  readonly touch?: number
  /** `platformVersion` of the client hints; Chromium alone has it. */
  readonly platformVersion?: string
}

export const unknownDevice: Device = {}

/** Who looks for pages rather than at them: no visitor is made of it. */
export const isRobot = (userAgent: string): boolean => isbot(userAgent)

/** Browsers inside other apps; their user agents look like the phone's own browser with a word added. */
const insideApps: ReadonlyArray<readonly [string, RegExp]> = [
  ['Yandex', /\bYaApp_|YaSearchBrowser/],
  ['VK', /\bVK(?:AndroidApp|Client|App)\b|\bvk_(?:android|ios)|com\.vk\./i],
  ['OK', /\bOK(?:Android|Apple|App)\b|\bru\.ok\./i],
  ['Telegram', /\bTelegram\b/i],
  ['Instagram', /\bInstagram\b/],
  ['Facebook', /\bFB(?:AN|AV|_IAB)\b/],
  ['TikTok', /\b(?:BytedanceWebview|musical_ly|TikTok)\b/i],
]

export const agentOf = (userAgent: string, device: Device = unknownDevice): Agent => {
  if (userAgent === '') return { browser: '', os: '' }
  const { browser, os } = Bowser.parse(userAgent)
  const app = insideApps.find(([, words]) => words.test(userAgent))
  return {
    browser: app?.[0] ?? named(browser.name, versionOf(browser.name, browser.version)),
    os: systemOf(userAgent, os, device),
  }
}

/** The first number says it all, but for Safari, whose second comes once a season. */
const versionOf = (name = '', version = ''): string => {
  const [major = '', minor = '0'] = version.split('.')
  return name === 'Safari' && minor !== '0' ? `${major}.${minor}` : major
}

interface System {
  readonly name?: string | undefined
  readonly version?: string | undefined
  readonly versionName?: string | undefined
}

const systemOf = (
  userAgent: string,
  { name = '', version = '', versionName = '' }: System,
  device: Device,
) => {
  switch (name) {
    case 'Windows':
      // Windows 11 calls itself 10 but for the client hints, which count from 13.
      if (versionName === '10' && Number.parseInt(device.platformVersion ?? '', 10) >= 13) return 'Windows 11'
      return named(name, versionName)
    case 'macOS':
      // The version says nothing: browsers stopped counting at 10.15.7.
      return (device.touch ?? 0) > 1 ? 'iPadOS' : 'macOS'
    case 'iOS':
      return named(/\biPad\b/.test(userAgent) ? 'iPadOS' : name, twoNumbers(version))
    case 'Android':
      // «Android 10; K» is what every Chrome says, whatever the phone.
      return /Android 10; K\b/.test(userAgent) ? name : named(name, version.split('.')[0])
    default:
      return name
  }
}

const twoNumbers = (version: string): string => version.split('.').slice(0, 2).join('.')
const named = (name = '', version = ''): string => `${name} ${version}`.trim()
