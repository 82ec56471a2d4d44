/** Some things are changed only by who knows the password: a session left open is not enough. */
import { Effect } from 'effect'
import { Invalid } from '../api/errors.ts'
import { passwordLength } from '../domain/password.ts'
import { Operators } from '../store/Operators.ts'
import { Caller } from './Caller.ts'
import { Passwords } from './Passwords.ts'
import { Throttle } from './Throttle.ts'

export const confirming = Effect.gen(function* () {
  const operators = yield* Operators
  const passwords = yield* Passwords
  const throttle = yield* Throttle
  return Effect.fnUntraced(function* (login: string, current: string | undefined) {
    if (!current) return yield* new Invalid({ fields: { currentPassword: 'required' } })
    const { address } = yield* Caller
    const stored = operators.credentials(login)?.password ?? null
    const check = passwords.matches(current.slice(0, 4 * passwordLength.max), stored)
    const right = yield* throttle.password(
      login,
      address,
      Effect.map(check, (matches) => (matches ? true : null)),
    )
    if (right === null) return yield* new Invalid({ fields: { currentPassword: 'wrong' } })
  })
})
