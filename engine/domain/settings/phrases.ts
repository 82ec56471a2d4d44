/**
 * C12: every phrase of the widget by its dotted name (`greeting`, `ahead.one`), taken from the widget's own files: what
 * the widget says can be set, without a second list of it.
 */

import { words as departments } from '../../../widget/language/departments.ts'
import { en } from '../../../widget/language/en.ts'
import { words as ending } from '../../../widget/language/ending.ts'
import { words as forms } from '../../../widget/language/forms.ts'
import { words } from '../../../widget/language/invitation.ts'
import { ru } from '../../../widget/language/ru.ts'
import { words as transcript } from '../../../widget/language/transcript.ts'
import type { Language } from './setting.ts'

interface Said {
  readonly [name: string]: string | Said
}

const named = (said: Said, before = ''): Array<readonly [string, string]> =>
  Object.entries(said).flatMap(([name, text]) =>
    typeof text === 'string' ? [[before + name, text] as const] : named(text, `${before}${name}.`),
  )

/** Forms of number that this language does not have are nobody's to set. */
const spoken = (language: Language, said: Said): Readonly<Record<string, string>> => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
  const unheard = ['few', 'many'].filter((form) => !pluralCategories.includes(form as Intl.LDMLPluralRule))
  return Object.fromEntries(
    named(said).filter(([name]) => !unheard.includes(name.slice(name.lastIndexOf('.') + 1))),
  )
}

export const phrases: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ru: spoken('ru', {
    ...ru,
    invitation: words.ru,
    departments: departments.ru,
    forms: forms.ru,
    transcript: transcript.ru,
    ending: ending.ru,
  }),
  en: spoken('en', {
    ...en,
    invitation: words.en,
    departments: departments.en,
    forms: forms.en,
    transcript: transcript.en,
    ending: ending.en,
  }),
}

/** UTF-16 units of one. */
export const phraseLength = 200
