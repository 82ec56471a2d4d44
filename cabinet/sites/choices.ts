/** Operators and departments as one list to choose from, and what is known of who is where. */
import type { Department, Operator, Site } from '../../console/ui/api.ts'

export interface Choice {
  readonly id: string
  readonly kind: 'operator' | 'department'
  readonly name: string
  /** The login, which tells apart people of one name. */
  readonly about: string
  readonly photo: string | null
}

export const operatorChoices = (operators: ReadonlyArray<Operator>): ReadonlyArray<Choice> =>
  operators.map(({ id, name, login, photo }) => ({ id, kind: 'operator', name, about: login, photo }))

export const departmentChoices = (departments: ReadonlyArray<Department>): ReadonlyArray<Choice> =>
  departments.map(({ id, name }) => ({ id, kind: 'department', name, about: '', photo: null }))

/** Not chosen yet, by name; those whose name begins with what was typed come first. */
export function matching(
  choices: ReadonlyArray<Choice>,
  typed: string,
  chosen: ReadonlyArray<string>,
): ReadonlyArray<Choice> {
  const wanted = typed.trim().toLocaleLowerCase()
  const taken = new Set(chosen)
  return choices
    .filter(
      ({ id, name, about }) => !taken.has(id) && `${name} ${about}`.toLocaleLowerCase().includes(wanted),
    )
    .map((choice) => ({ choice, begins: choice.name.toLocaleLowerCase().startsWith(wanted) }))
    .sort(
      (a, b) =>
        Number(b.begins) - Number(a.begins) ||
        Number(b.choice.kind === 'department') - Number(a.choice.kind === 'department') ||
        a.choice.name.localeCompare(b.choice.name),
    )
    .map(({ choice }) => choice)
}

/** Operators who are in this department and in no other (E3). */
export const inNoOther = (
  department: Department | null,
  departments: ReadonlyArray<Department>,
): ReadonlySet<string> => {
  const elsewhere = new Set(
    departments.filter(({ id }) => id !== department?.id).flatMap(({ operators }) => operators),
  )
  return new Set(department?.operators.filter((operator) => !elsewhere.has(operator)))
}

/** Names of the departments and operators that serve a site; empty when nobody does. */
export function servedBy(
  site: Site,
  operators: ReadonlyArray<Operator>,
  departments: ReadonlyArray<Department>,
): ReadonlyArray<string> {
  const ours = departments.filter(({ id }) => site.departments.includes(id))
  const singly = operators.filter(({ id }) => site.operators.includes(id))
  const nobody = singly.length === 0 && ours.every((department) => department.operators.length === 0)
  return nobody ? [] : [...ours, ...singly].map(({ name }) => name)
}
