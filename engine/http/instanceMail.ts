/** Handlers of mail over all accounts, for who runs the instance. */
import { Clock, Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { NotFound, TooMany } from '../api/errors.ts'
import { InstanceLetter } from '../api/instanceMail.ts'
import { Config } from '../config/Config.ts'
import { emailProblem } from '../domain/email.ts'
import { mailbox } from '../domain/letter.ts'
import { ofTestLetter } from '../domain/throttle.ts'
import { testLetter } from '../mail/letters/test.ts'
import type { RelayState } from '../mail/Pace.ts'
import { Relay } from '../mail/Relay.ts'
import { Sender } from '../mail/Sender.ts'
import { Accounts } from '../store/Accounts.ts'
import { Letters, type StoredLetter } from '../store/Letters.ts'
import { Log } from '../store/Log.ts'
import { instanceOwner, refuse } from './administrator.ts'
import { letterFields, pageOf } from './letters.ts'
import { orUnavailable } from './storeErrors.ts'
import { Tally } from './Tally.ts'

const sinceOf = (relay: RelayState): number | null =>
  relay.kind === 'working' ? relay.at : relay.kind === 'failing' ? relay.since : null

export const InstanceMailHandlers = HttpApiBuilder.group(
  Api,
  'instanceMail',
  Effect.fnUntraced(function* (handlers) {
    const { instanceOwner: login, mailFrom } = yield* Config
    const owner = instanceOwner(login)
    const accounts = yield* Accounts
    const letters = yield* Letters
    const { name: host } = yield* Relay
    const sender = yield* Sender
    const { transact } = yield* Log
    const tests = new Tally({ for: ofTestLetter.for, capacity: 10, renewed: false })

    const shown = (letter: StoredLetter) =>
      new InstanceLetter({
        ...letterFields(letter, sender.relay()),
        account: accounts.find(letter.account)?.login ?? '',
      })
    const found = (id: string) => {
      const letter = letters.find(null, id)
      return letter === null ? Effect.fail(new NotFound()) : Effect.succeed(shown(letter))
    }

    return handlers.handleAll({
      condition: () =>
        Effect.map(owner, () => {
          const relay = sender.relay()
          const failing = relay.kind === 'failing' ? relay : null
          return {
            relay: relay.kind,
            host,
            from: mailFrom?.address ?? null,
            since: sinceOf(relay),
            reason: failing?.reason ?? null,
            nextAt: failing?.nextAt ?? null,
            waiting: letters.waiting(),
            sent: sender.counted.sent,
            failed: sender.counted.failed,
          }
        }),

      test: Effect.fnUntraced(function* ({ payload }) {
        const { account } = yield* owner
        yield* refuse({ to: emailProblem(payload.to) })
        const now = yield* Clock.currentTimeMillis
        if (tests.of('', now) >= ofTestLetter.most) {
          return yield* new TooMany({ retryAfter: Math.ceil((tests.until('', now) - now) / 1_000) })
        }
        tests.add('', now)
        const language = accounts.find(account)?.language ?? 'ru'
        const letter = testLetter(account, mailbox(payload.to)!, language)
        const id = yield* orUnavailable(transact(() => letters.put(letter)))
        // Past the pause of a relay that fails: it is what somebody wants to know.
        yield* orUnavailable(sender.sendNow(null, id))
        return yield* Effect.orDie(found(id))
      }),

      list: ({ query }) =>
        Effect.map(owner, () => {
          const page = pageOf(letters, null, query.before)
          return { letters: page.shown.map(shown), next: page.next }
        }),

      send: Effect.fnUntraced(function* ({ params }) {
        yield* owner
        yield* found(params.id)
        yield* orUnavailable(sender.sendNow(null, params.id))
        return yield* found(params.id)
      }),
    })
  }),
)
