/** Numbers, dates and times in the interface's language, by `Intl`. Times are ms since 1970. */
import { language } from './i18n.ts'

const cache = new Map<string, Intl.DateTimeFormat>()

function dates(kind: string, options: Intl.DateTimeFormatOptions, timeZone?: string): Intl.DateTimeFormat {
  const key = `${language()} ${kind} ${timeZone ?? ''}`
  let format = cache.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(language(), timeZone ? { ...options, timeZone } : options)
    cache.set(key, format)
  }
  return format
}

/** 14:05 */
export const formatTime = (at: number, timeZone?: string): string =>
  dates('time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, timeZone).format(at)

/** 5 мая, or 5 мая 2024 when it is not this year. */
export function formatDay(at: number, now: number = Date.now(), timeZone?: string): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return sameYear
    ? dates('day', { day: 'numeric', month: 'long' }, timeZone).format(at)
    : dates('dayYear', { day: 'numeric', month: 'long', year: 'numeric' }, timeZone).format(at)
}

/** Everything about a moment, for titles on hover. */
export const formatFull = (at: number, timeZone?: string): string =>
  dates('full', { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' }, timeZone).format(at)

/** The time today, else the day: what a list shows. */
export function formatMoment(at: number, now: number = Date.now(), timeZone?: string): string {
  const day = dates('ymd', { year: 'numeric', month: '2-digit', day: '2-digit' }, timeZone)
  if (day.format(at) === day.format(now)) return formatTime(at, timeZone)
  const short = dates('short', { day: 'numeric', month: 'short' }, timeZone)
  return now - at < 300 * 86_400_000
    ? short.format(at)
    : dates('shortYear', { day: 'numeric', month: 'short', year: 'numeric' }, timeZone).format(at)
}

/** «5 минут назад»; within a minute «сейчас». */
export function formatAgo(at: number, now: number = Date.now()): string {
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' })
  const minutes = Math.round((now - at) / 60_000)
  if (minutes < 1) return format.format(0, 'second')
  if (minutes < 60) return format.format(-minutes, 'minute')
  const hours = Math.round(minutes / 60)
  if (hours < 24) return format.format(-hours, 'hour')
  const days = Math.round(hours / 24)
  return days < 45 ? format.format(-days, 'day') : formatDay(at, now)
}

/** 40 с, 12 мин, 3 ч 5 мин: as exact as anybody wants to know. */
export function formatDuration(seconds: number): string {
  const unit = (value: number, unit: Unit) => units(unit).format(value)
  if (seconds < 60) return unit(Math.max(0, Math.round(seconds)), 'second')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return unit(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute')}`
}

type Unit = 'second' | 'minute' | 'hour'
const numbers = new Map<string, Intl.NumberFormat>()

/** Kept: to make a format costs a hundred times what it costs to use it. */
const numberFormat = (kind: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = `${language()} ${kind}`
  const format = numbers.get(key) ?? new Intl.NumberFormat(language(), options)
  numbers.set(key, format)
  return format
}
const units = (unit: Unit): Intl.NumberFormat =>
  numberFormat(unit, { style: 'unit', unit, unitDisplay: 'short' })

export const formatNumber = (value: number): string => numberFormat('plain', {}).format(value)

/** A name inside a sentence: its right-to-left marks turn nothing but the name around. */
export const isolated = (name: string): string => `\u2068${name}\u2069`
