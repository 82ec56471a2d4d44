/** Handlers of invitations (C10). */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api, OwnInvitations } from '../api/Api.ts'
import { Forbidden, NotFound } from '../api/errors.ts'
import {
  delayProblem,
  type InvitationFields,
  invitationTextProblem,
  standard,
} from '../domain/invitationSettings.ts'
import { name, nameProblem } from '../domain/name.ts'
import { photoProblem, photoType } from '../domain/photo.ts'
import { writtenText } from '../domain/text.ts'
import { Invitations, type OwnInvitations as Stored } from '../store/Invitations.ts'
import { Licences } from '../store/Licences.ts'
import { administrator, refuse } from './administrator.ts'
import { orUnavailable } from './storeErrors.ts'

const shown = (found: Stored) => new OwnInvitations(found)
const shownOrGone = (found: Stored | null) =>
  found === null ? Effect.fail(new NotFound()) : Effect.succeed(shown(found))

/** Null: the account. Another account's site is not found by the store. */
const siteIn = (of: string): string | null => (of === 'account' ? null : of)

/** Nothing to read is nothing of one's own. */
const textOrNone = (given: string | null): string | null =>
  given === null ? null : writtenText(given) || null

export const InvitationsHandlers = HttpApiBuilder.group(
  Api,
  'invitations',
  Effect.fnUntraced(function* (handlers) {
    const invitations = yield* Invitations
    const licences = yield* Licences

    /** Whoever may change how visitors are invited: read it may be all the same (A4). */
    const inviter = Effect.gen(function* () {
      const session = yield* administrator
      if (!licences.includes(session.account, 'invitations'))
        return yield* new Forbidden({ reason: 'tariff' })
      return session
    })

    const fields = Effect.fnUntraced(function* (given: InvitationFields) {
      const { automatic, delay, text, manual, inviter } = given
      yield* refuse({
        delay: delay === null ? null : delayProblem(delay),
        text: text === null ? null : invitationTextProblem(text),
        manual: manual === null ? null : invitationTextProblem(manual),
        inviter: inviter === null || inviter === '' ? null : nameProblem(inviter),
      })
      return {
        automatic,
        delay,
        text: textOrNone(text),
        manual: textOrNone(manual),
        inviter: inviter === null ? null : name(inviter),
      }
    })

    return handlers.handleAll({
      list: () =>
        Effect.map(administrator, ({ account }) => {
          const [common, ...sites] = invitations.list(account).map(shown)
          return { account: common!, sites, standard: { ru: standard('ru'), en: standard('en') } }
        }),

      edit: Effect.fnUntraced(function* ({ params, payload }) {
        const { account } = yield* inviter
        const wanted = yield* fields(payload)
        return yield* shownOrGone(yield* orUnavailable(invitations.edit(account, siteIn(params.of), wanted)))
      }),

      setPhoto: Effect.fnUntraced(function* ({ params, payload }) {
        const { account } = yield* inviter
        yield* refuse({ photo: photoProblem(payload) })
        const photo = { type: photoType(payload)!, bytes: payload }
        return yield* shownOrGone(
          yield* orUnavailable(invitations.setPhoto(account, siteIn(params.of), photo)),
        )
      }),

      removePhoto: Effect.fnUntraced(function* ({ params }) {
        const { account } = yield* inviter
        return yield* shownOrGone(
          yield* orUnavailable(invitations.setPhoto(account, siteIn(params.of), null)),
        )
      }),
    })
  }),
)
