/** For tests: walks dictionaries and finds what is missing or was not translated. */
import type { Phrases } from './i18n.ts'

/** Sample arguments: enough for every phrase that takes some. */
const sample = [3, 'x', 'y'] as const

/** Every phrase of a dictionary by its path; phrases with arguments are said with samples. */
export function phrases(of: Phrases, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(of)) {
    const here = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') found.set(here, value)
    else if (typeof value === 'function')
      found.set(here, String((value as (...a: unknown[]) => unknown)(...sample)))
    else for (const [inner, words] of phrases(value, here)) found.set(inner, words)
  }
  return found
}

/** What is wrong with a pair of dictionaries, in words for the test's report; empty when nothing is. */
export function problemsOf(texts: { ru: Phrases; en: Phrases }): string[] {
  const [ru, en] = [phrases(texts.ru), phrases(texts.en)]
  const problems = [...new Set([...ru.keys(), ...en.keys()])]
    .filter((key) => ru.has(key) !== en.has(key))
    .map((key) => `${key} is missing in ${ru.has(key) ? 'English' : 'Russian'}`)
  for (const [key, words] of [...ru, ...en]) if (words.trim() === '') problems.push(`${key} is empty`)
  for (const [key, words] of [...ru, ...en])
    if (/undefined|\[object/.test(words)) problems.push(`${key} says ${words}`)
  for (const [key, words] of en) {
    // A Russian name inside English quotation marks is a name.
    if (/[а-яё]/i.test(words.replace(/“[^”]*”/g, ''))) problems.push(`${key} is Russian in English: ${words}`)
  }
  for (const [key, words] of ru) if (words.includes('!')) problems.push(`${key} shouts: ${words}`)
  return problems
}
