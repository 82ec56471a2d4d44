/** How long something holds: for ever, or for a while from now on. */
import { choice } from './choice.ts'
import { defineTexts } from './i18n.ts'

const texts = defineTexts({
  ru: {
    label: 'На какой срок',
    ever: 'Навсегда',
    day: 'На день',
    week: 'На неделю',
    month: 'На месяц',
  },
  en: {
    label: 'For how long',
    ever: 'For ever',
    day: 'A day',
    week: 'A week',
    month: 'A month',
  },
})

const days = { day: 1, week: 7, month: 30 } as const

export type Term = 'ever' | keyof typeof days
const terms: ReadonlyArray<Term> = ['ever', 'day', 'week', 'month']

/** ms since 1970; null: never. */
export const endOf = (term: Term, now: number): number | null =>
  term === 'ever' ? null : Math.round(now) + days[term] * 86_400_000

export const termChoice = (value: Term, choose: (term: Term) => void) => {
  const t = texts()
  return choice<Term>({
    name: 'term',
    label: t.label,
    value,
    options: terms.map((term) => ({ value: term, label: t[term] })),
    choose,
  })
}
