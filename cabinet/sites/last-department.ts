/** Why a department cannot go, or an operator cannot leave it, by name (E3). */
import type { Failure, Operator } from '../../console/ui/api.ts'
import { failureText } from '../../console/ui/failure-texts.ts'
import { isolated } from '../../console/ui/format.ts'
import { defineTexts, language } from '../../console/ui/i18n.ts'

const texts = defineTexts({
  ru: {
    one: (name: string) =>
      `${name} больше ни в одном отделе. Сначала добавьте этого оператора в другой отдел.`,
    some: (names: string) =>
      `${names} больше ни в одном отделе. Сначала добавьте этих операторов в другой отдел.`,
    more: (count: number) => `ещё ${count}`,
  },
  en: {
    one: (name: string) => `${name} is in no other department. Add this operator to another one first.`,
    some: (names: string) => `${names} are in no other department. Add these operators to another one first.`,
    more: (count: number) => `${count} more`,
  },
})

/** Names that are said; the rest is counted. */
const most = 3

export function lastDepartmentText(ids: Iterable<string>, operators: ReadonlyArray<Operator>): string {
  const t = texts()
  const wanted = new Set(ids)
  const names = operators.filter(({ id }) => wanted.has(id)).map(({ name }) => isolated(name))
  if (names.length === 1) return t.one(names[0]!)
  const said = names.length > most + 1 ? [...names.slice(0, most), t.more(names.length - most)] : names
  return t.some(new Intl.ListFormat(language(), { type: 'conjunction' }).format(said))
}

export const refusedText = (failure: Failure, operators: ReadonlyArray<Operator>): string =>
  failure._tag === 'LastDepartment' ? lastDepartmentText(failure.operators, operators) : failureText(failure)
