/** A licence in words: tariff, and when it ends, in the account's time zone. */
import type { Licence as Bare } from '../../engine/domain/licence.ts'
import type { Tariff } from '../../engine/domain/tariff.ts'
import { daysLeft } from '../../engine/protocol/client/tariffs.ts'
import { formatDay, formatTime } from './format.ts'
import { defineTexts, plural } from './i18n.ts'

const texts = defineTexts({
  ru: {
    // Names of products, the same in every language.
    tariffs: { personal: 'Personal', business: 'Business', pro: 'Pro' },
    ever: 'бессрочно',
    upTo: (end: string) => `до ${end}`,
    inclusive: (day: string) => `по ${day} включительно`,
    trial: (end: string) => `пробный период ${end}`,
    left: (days: number) =>
      `${plural('ru', days, { one: 'Остался', few: 'Осталось', many: 'Осталось' })} ${days} ${plural('ru', days, { one: 'день', few: 'дня', many: 'дней' })}`,
    shortLeft: (days: number) => `${days} дн.`,
  },
  en: {
    tariffs: { personal: 'Personal', business: 'Business', pro: 'Pro' },
    ever: 'for ever',
    upTo: (end: string) => `until ${end}`,
    inclusive: (day: string) => `through ${day}`,
    trial: (end: string) => `trial ${end}`,
    left: (days: number) => `${days} ${plural('en', days, { one: 'day', other: 'days' })} left`,
    shortLeft: (days: number) => `${days} d`,
  },
})

export const tariffName = (tariff: Tariff): string => texts().tariffs[tariff]

/** «до 30 ноября, 14:05»; a licence that ends with a day lasts through it. */
export function endWords(until: number | null, timeZone: string): string {
  const t = texts()
  if (until === null) return t.ever
  const time = formatTime(until, timeZone)
  if (time === '00:00') return t.inclusive(formatDay(until - 1, Date.now(), timeZone))
  return t.upTo(`${formatDay(until, Date.now(), timeZone)}, ${time}`)
}

/** «Business, пробный период до 30 ноября, 14:05». For ever is what needs no word. */
export function licenceWords({ tariff, until, trial }: Bare, timeZone: string): string {
  const name = tariffName(tariff)
  if (until === null) return name
  const end = endWords(until, timeZone)
  return `${name}, ${trial ? texts().trial(end) : end}`
}

/** «Осталось 3 дня»; empty when it is for ever. */
export function leftWords(licence: Bare, now: number = Date.now()): string {
  const days = daysLeft(licence, now)
  return days === null ? '' : texts().left(days)
}

/** The same where there is little room. */
export const shortLeftWords = (licence: Bare, now: number = Date.now()): string =>
  texts().shortLeft(daysLeft(licence, now) ?? 0)
