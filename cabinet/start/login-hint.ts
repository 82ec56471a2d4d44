/** What the hint under the login says while it is typed. The engine decides (`engine/domain/login.ts`). */
import { defineTexts } from '../../console/ui/i18n.ts'

const texts = defineTexts({
  ru: {
    rule: 'Латинские буквы, цифры, точка, дефис и подчёркивание: от 3 до 32 знаков.',
    character: (sign: string) =>
      sign === ' '
        ? 'Пробел не подойдёт: только латинские буквы, цифры, точка, дефис и подчёркивание.'
        : `Знак «${sign}» не подойдёт: только латинские буквы, цифры, точка, дефис и подчёркивание.`,
    start: 'Логин начинается с буквы или цифры.',
    capitals: (login: string) => `Заглавные станут строчными: ${login}`,
    tooLong: 'Не больше 32 знаков.',
  },
  en: {
    rule: 'Latin letters, digits, dot, hyphen and underscore: 3 to 32 characters.',
    character: (sign: string) =>
      sign === ' '
        ? 'No spaces: only Latin letters, digits, dot, hyphen and underscore.'
        : `“${sign}” will not do: only Latin letters, digits, dot, hyphen and underscore.`,
    start: 'A login begins with a letter or a digit.',
    capitals: (login: string) => `Capitals become small letters: ${login}`,
    tooLong: 'At most 32 characters.',
  },
})

export type LoginHint =
  | { readonly kind: 'rule' }
  | { readonly kind: 'character'; readonly sign: string }
  | { readonly kind: 'start' }
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'capitals'; readonly login: string }

/** Too short is no complaint while somebody is still typing. */
export function loginHint(typed: string): LoginHint {
  const login = typed.trim().toLowerCase()
  const sign = [...login].find((each) => !/[a-z0-9._-]/.test(each))
  if (sign !== undefined) return { kind: 'character', sign }
  if (/^[._-]/.test(login)) return { kind: 'start' }
  if (login.length > 32) return { kind: 'tooLong' }
  if (login !== typed.trim()) return { kind: 'capitals', login }
  return { kind: 'rule' }
}

export function loginHintText(hint: LoginHint): string {
  const t = texts()
  switch (hint.kind) {
    case 'rule':
      return t.rule
    case 'character':
      return t.character(hint.sign)
    case 'start':
      return t.start
    case 'tooLong':
      return t.tooLong
    case 'capitals':
      return t.capitals(hint.login)
  }
}
