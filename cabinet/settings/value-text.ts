/** A value of a setting in words, where its change is told. */
import { formatNumber } from '../../console/ui/format.ts'
import { defineTexts } from '../../console/ui/i18n.ts'
import { settings, type Value } from '../../engine/protocol/client/settings.ts'
import { wordsOf } from './words.ts'

const texts = defineTexts({
  ru: {
    inherited: 'по умолчанию',
    empty: 'пусто',
    on: 'да',
    off: 'нет',
    picture: 'картинка',
    quoted: (text: string) => `«${text}»`,
  },
  en: {
    inherited: 'by default',
    empty: 'empty',
    on: 'yes',
    off: 'no',
    picture: 'a picture',
    quoted: (text: string) => `“${text}”`,
  },
})

const longest = 60

/** Null: it is inherited. */
export const valueText = (name: string, value: Value | null): string => {
  const t = texts()
  if (value === null) return t.inherited
  if (typeof value === 'number') return formatNumber(value)
  const { options } = wordsOf(name)
  if (typeof value === 'boolean') {
    const word = value ? 'on' : 'off'
    return options?.[word] ?? t[word]
  }
  const chosen = options?.[value || 'none']
  if (chosen !== undefined) return chosen
  if (value === '') return t.empty
  const kind = settings.get(name)?.kind
  if (kind === 'picture') return t.picture
  if (kind === 'colour') return value
  return t.quoted(value.length > longest ? `${value.slice(0, longest).trimEnd()}…` : value)
}
