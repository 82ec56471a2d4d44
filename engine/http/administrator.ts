/** What handlers of the administrator's own matters begin with. */
import { Effect } from 'effect'
import { CurrentSession } from '../api/Authorization.ts'
import { Forbidden, Invalid, NotFound } from '../api/errors.ts'
import { problems } from '../domain/field.ts'

/** The signed-in administrator; D1–D3 and E are his alone. */
export const administrator = Effect.gen(function* () {
  const session = yield* CurrentSession
  if (!session.administrator) return yield* new Forbidden({ reason: 'administratorOnly' })
  return session
})

/** The administrator of the account that the instance's configuration names. */
export const instanceOwner = (login: string | null) =>
  Effect.gen(function* () {
    const session = yield* CurrentSession
    // The administrator's login is the account's (D1).
    if (!session.administrator || session.login !== login) {
      return yield* new Forbidden({ reason: 'ownerOnly' })
    }
    return session
  })

/** All wrong fields at once. */
export const refuse = (fields: Parameters<typeof problems>[0]) => {
  const wrong = problems(fields)
  return Object.keys(wrong).length > 0 ? Effect.fail(new Invalid({ fields: wrong })) : Effect.void
}

/** Ids that come with a request must all be of this account. */
export const known = (ids: ReadonlyArray<string>, has: (id: string) => boolean) =>
  ids.every(has) ? Effect.void : Effect.fail(new NotFound())
