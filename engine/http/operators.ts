/** Handlers of operators (D1–D3). */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { CurrentSession } from '../api/Authorization.ts'
import { Forbidden, Invalid, NotFound } from '../api/errors.ts'
import { Operator } from '../api/operators.ts'
import { Config } from '../config/Config.ts'
import { login, loginProblem } from '../domain/login.ts'
import { name, nameProblem } from '../domain/name.ts'
import { passwordProblem } from '../domain/password.ts'
import { photoPath, photoProblem, photoType } from '../domain/photo.ts'
import { Operators, type Operator as Stored } from '../store/Operators.ts'
import { Sessions } from '../store/Sessions.ts'
import { administrator, refuse } from './administrator.ts'
import { confirming } from './confirming.ts'
import { placesOf } from './me.ts'
import { noticing } from './noticing.ts'
import { Passwords } from './Passwords.ts'
import { Presence } from './Presence.ts'
import { orUnavailable } from './storeErrors.ts'

export const OperatorsHandlers = HttpApiBuilder.group(
  Api,
  'operators',
  Effect.fnUntraced(function* (handlers) {
    const { instanceOwner } = yield* Config
    const operators = yield* Operators
    const passwords = yield* Passwords
    const presence = yield* Presence
    const sessions = yield* Sessions
    const confirm = yield* confirming
    const notice = yield* noticing

    const shown = ({ id, account, login, name, photo, administrator, statistics, createdAt }: Stored) =>
      new Operator({
        id,
        login,
        name,
        photo: photoPath(id, photo),
        administrator,
        status: presence.statusOf(account, id),
        statistics,
        createdAt,
      })
    const shownOrGone = (found: Stored | null) =>
      found === null ? Effect.fail(new NotFound()) : Effect.succeed(shown(found))

    /** An operator whom this session may change: oneself, or for the administrator everybody (A7). */
    const changeable = Effect.fnUntraced(function* (id: string) {
      const session = yield* CurrentSession
      const found = operators.find(session.account, id)
      if (found === null) return yield* new NotFound()
      if (id !== session.operator) yield* administrator
      return { session, found, own: id === session.operator }
    })

    return handlers.handleAll({
      list: () => Effect.map(administrator, ({ account }) => operators.list(account).map(shown)),

      add: Effect.fnUntraced(function* ({ payload }) {
        const { account } = yield* administrator
        const wanted = login(payload.login)
        // The owner's account may be made later.
        const taken = operators.loginUsed(wanted) || wanted === instanceOwner ? ('taken' as const) : null
        yield* refuse({
          login: loginProblem(payload.login) ?? taken,
          name: nameProblem(payload.name),
          password: passwordProblem(payload.password, payload.login),
        })
        const added = yield* orUnavailable(
          operators.add(account, {
            login: wanted,
            name: name(payload.name),
            password: yield* passwords.hash(payload.password),
          }),
        )
        if (added === null) return yield* new Invalid({ fields: { login: 'taken' } })
        return shown(added)
      }),

      edit: Effect.fnUntraced(function* ({ params, payload }) {
        const { session, found, own } = yield* changeable(params.id)
        yield* refuse({
          name: payload.name === undefined ? null : nameProblem(payload.name),
          password: payload.password === undefined ? null : passwordProblem(payload.password, found.login),
        })
        if (payload.statistics !== undefined) {
          yield* administrator
          if (found.administrator) return yield* new Forbidden({ reason: 'administratorStays' })
        }
        if (own && payload.password !== undefined) yield* confirm(found.login, payload.currentPassword)
        const change = {
          name: payload.name === undefined ? undefined : name(payload.name),
          password: payload.password === undefined ? undefined : yield* passwords.hash(payload.password),
          statistics: payload.statistics,
        }
        const { account, id, login } = found
        const edit = operators.edit(
          account,
          id,
          change,
          own ? session.session : null,
          notice(login, 'password'),
        )
        return yield* shownOrGone(yield* orUnavailable(edit))
      }),

      sessions: ({ params }) =>
        Effect.map(changeable(params.id), ({ session }) =>
          placesOf(sessions.list(params.id), session.session),
        ),

      endSessions: Effect.fnUntraced(function* ({ params }) {
        const { session, own } = yield* changeable(params.id)
        yield* orUnavailable(sessions.endAll(params.id, own ? session.session : null))
      }),

      remove: Effect.fnUntraced(function* ({ params }) {
        const { account } = yield* administrator
        const found = operators.find(account, params.id)
        if (found === null) return yield* new NotFound()
        if (found.administrator) return yield* new Forbidden({ reason: 'administratorStays' })
        if (!(yield* orUnavailable(operators.remove(account, params.id)))) return yield* new NotFound()
      }),

      setPhoto: Effect.fnUntraced(function* ({ params, payload }) {
        const { found } = yield* changeable(params.id)
        yield* refuse({ photo: photoProblem(payload) })
        const photo = { type: photoType(payload)!, bytes: payload }
        return yield* shownOrGone(yield* orUnavailable(operators.setPhoto(found.account, found.id, photo)))
      }),

      removePhoto: Effect.fnUntraced(function* ({ params }) {
        const { found } = yield* changeable(params.id)
        return yield* shownOrGone(yield* orUnavailable(operators.setPhoto(found.account, found.id, null)))
      }),
    })
  }),
)
