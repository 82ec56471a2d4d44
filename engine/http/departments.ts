/** Handlers of departments (E3). */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { Department } from '../api/departments.ts'
import { LastDepartment, NotFound } from '../api/errors.ts'
import { description, descriptionProblem } from '../domain/description.ts'
import { name, nameProblem } from '../domain/name.ts'
import {
  type DepartmentChange,
  type DepartmentFields,
  Departments,
  type Department as Stored,
} from '../store/Departments.ts'
import { Operators } from '../store/Operators.ts'
import { administrator, known, refuse } from './administrator.ts'
import { orUnavailable } from './storeErrors.ts'

const shown = ({ id, name, description, operators }: Stored) =>
  new Department({ id, name, description, operators })

const refused = (change: DepartmentChange) =>
  change.kind === 'last' ? new LastDepartment({ operators: change.operators }) : new NotFound()

export const DepartmentsHandlers = HttpApiBuilder.group(
  Api,
  'departments',
  Effect.fnUntraced(function* (handlers) {
    const departments = yield* Departments
    const operators = yield* Operators

    const fields = Effect.fnUntraced(function* (account: string, given: DepartmentFields) {
      yield* refuse({
        name: nameProblem(given.name),
        description: descriptionProblem(given.description),
      })
      yield* known(given.operators, (id) => operators.find(account, id) !== null)
      return {
        name: name(given.name),
        description: description(given.description),
        operators: given.operators,
      }
    })

    return handlers.handleAll({
      list: () => Effect.map(administrator, ({ account }) => departments.list(account).map(shown)),

      add: Effect.fnUntraced(function* ({ payload }) {
        const { account } = yield* administrator
        return shown(yield* orUnavailable(departments.add(account, yield* fields(account, payload))))
      }),

      edit: Effect.fnUntraced(function* ({ params, payload }) {
        const { account } = yield* administrator
        const wanted = yield* fields(account, payload)
        const change = yield* orUnavailable(departments.edit(account, params.id, wanted))
        return change.kind === 'changed' ? shown(change.department) : yield* refused(change)
      }),

      remove: Effect.fnUntraced(function* ({ params }) {
        const { account } = yield* administrator
        const change = yield* orUnavailable(departments.remove(account, params.id))
        if (change.kind !== 'removed') return yield* refused(change)
      }),
    })
  }),
)
