/** Departments (E3) in the HTTP API: the administrator's. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { Authorization } from './Authorization.ts'
import { Forbidden, Invalid, LastDepartment, NotFound, Unavailable } from './errors.ts'

const departmentFields = {
  name: Schema.String,
  description: Schema.String,
  /** Ids. */
  operators: Schema.Array(Schema.String),
}

/** Operators by what they know (E3). */
export class Department extends Schema.Class<Department>('Department')({
  id: Schema.String,
  ...departmentFields,
}) {}

/** Whoever is in a department stays in one: `LastDepartment` says for whom it would be over. */
export const departments = HttpApiGroup.make('departments')
  .add(
    HttpApiEndpoint.get('list', '/departments', { success: Schema.Array(Department), error: Forbidden }),
    HttpApiEndpoint.post('add', '/departments', {
      payload: Schema.Struct(departmentFields),
      success: Department.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.put('edit', '/departments/:id', {
      params: { id: Schema.String },
      payload: Schema.Struct(departmentFields),
      success: Department,
      error: [Invalid, Forbidden, NotFound, LastDepartment, Unavailable],
    }),
    HttpApiEndpoint.delete('remove', '/departments/:id', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, LastDepartment, Unavailable],
    }),
  )
  .middleware(Authorization)
