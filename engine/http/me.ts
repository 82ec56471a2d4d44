/** Handlers of one's own session (A7). */
import { Effect } from 'effect'
import { HttpEffect, HttpServerRequest, HttpServerResponse } from 'effect/http'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { CurrentSession } from '../api/Authorization.ts'
import { Forbidden, NotFound, Unauthorized } from '../api/errors.ts'
import { Licence } from '../api/licence.ts'
import { Me, Session } from '../api/me.ts'
import { Config } from '../config/Config.ts'
import { setCookie } from '../domain/cookie.ts'
import { photoPath } from '../domain/photo.ts'
import { Accounts } from '../store/Accounts.ts'
import { Licences, type Standing } from '../store/Licences.ts'
import { Operators } from '../store/Operators.ts'
import { type Session as Place, Sessions } from '../store/Sessions.ts'
import { Caller } from './Caller.ts'
import { ownOrigin } from './publicUrl.ts'
import { orUnavailable } from './storeErrors.ts'

/** Sets the session cookie of the answer; an empty token removes it. */
export const answerCookie = (token: string) =>
  Effect.flatMap(Caller, ({ secure }) =>
    HttpEffect.appendPreResponseHandler((_, response) =>
      Effect.succeed(HttpServerResponse.setHeader(response, 'set-cookie', setCookie(token, secure))),
    ),
  )

export const licenceOf = ({ tariff, until, trial, ended }: Standing) =>
  new Licence({ tariff, until, trial, ended })

/** Who this is, as the console and the cabinet need it; null when he was deleted meanwhile. */
export const meOf = Effect.gen(function* () {
  const { publicUrl, instanceOwner, sales } = yield* Config
  const licences = yield* Licences
  const accounts = yield* Accounts
  const operators = yield* Operators
  return Effect.fnUntraced(function* (accountId: string, operatorId: string) {
    const account = accounts.find(accountId)
    const operator = operators.find(accountId, operatorId)
    if (account === null || operator === null) return null
    const request = yield* HttpServerRequest.HttpServerRequest
    const { secure } = yield* Caller
    return new Me({
      operator: operator.id,
      login: operator.login,
      name: operator.name,
      photo: photoPath(operator.id, operator.photo),
      administrator: operator.administrator,
      account: account.login,
      email: operator.administrator ? account.email : null,
      formEmail: operator.administrator ? account.formEmail : null,
      language: account.language,
      timeZone: account.timeZone,
      eraseAt: account.eraseAt,
      publicUrl: publicUrl ?? ownOrigin(request, secure),
      features: licences.features(accountId),
      licence: licenceOf(licences.of(accountId)),
      sales,
      instanceOwner: operator.administrator && account.login === instanceOwner,
      statistics: operator.statistics,
    })
  })
})

/** `current`: the session that asks. */
export const placesOf = (places: ReadonlyArray<Place>, current: string) =>
  places.map((place) => new Session({ ...place, current: place.id === current }))

/** The signed-in person, as he is by now. */
export const whoAsks = Effect.map(meOf, (me) =>
  Effect.gen(function* () {
    const { account, operator } = yield* CurrentSession
    return (yield* me(account, operator)) ?? (yield* new Unauthorized())
  }),
)

export const MeHandlers = HttpApiBuilder.group(
  Api,
  'me',
  Effect.fnUntraced(function* (handlers) {
    const sessions = yield* Sessions
    const accounts = yield* Accounts
    const currentMe = yield* whoAsks

    return handlers.handleAll({
      me: () => currentMe,
      signOut: Effect.fnUntraced(function* () {
        const { operator, session } = yield* CurrentSession
        yield* orUnavailable(sessions.end(operator, session))
        yield* answerCookie('')
      }),
      sessions: () =>
        Effect.map(CurrentSession, ({ operator, session }) => placesOf(sessions.list(operator), session)),
      revokeOthers: Effect.fnUntraced(function* () {
        const { operator, session } = yield* CurrentSession
        yield* orUnavailable(sessions.endAll(operator, session))
      }),
      revoke: Effect.fnUntraced(function* ({ params }) {
        const { operator, session } = yield* CurrentSession
        const ended = yield* orUnavailable(sessions.end(operator, params.id))
        if (!ended) return yield* new NotFound()
        if (params.id === session) yield* answerCookie('')
      }),
      update: Effect.fnUntraced(function* ({ payload }) {
        const { account, administrator } = yield* CurrentSession
        // It is the account's language; an operator's own choice stays in the browser.
        if (!administrator) return yield* new Forbidden({ reason: 'administratorOnly' })
        yield* orUnavailable(accounts.setLanguage(account, payload.language))
        return yield* currentMe
      }),
    })
  }),
)
