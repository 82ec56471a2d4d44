/** Handlers of an account's letters. */
import { Effect } from 'effect'
import { HttpApiBuilder } from 'effect/http-api'
import { Api } from '../api/Api.ts'
import { NotFound } from '../api/errors.ts'
import { Letter, WholeLetter } from '../api/letters.ts'
import { Config } from '../config/Config.ts'
import { type Content, resetPath } from '../domain/letter.ts'
import type { RelayState } from '../mail/Pace.ts'
import { Sender } from '../mail/Sender.ts'
import { textOf } from '../mail/text.ts'
import { Letters, type StoredLetter } from '../store/Letters.ts'
import { administrator } from './administrator.ts'
import { Caller } from './Caller.ts'
import { ownOrigin } from './publicUrl.ts'
import { orUnavailable } from './storeErrors.ts'

const pageSize = 50

/** What lists of letters show. */
export const letterFields = (letter: StoredLetter, relay: RelayState) => {
  const { id, kind, to, subject, state, tries, error, createdAt, changedAt } = letter
  const waits = state === 'waiting' && relay.kind !== 'none'
  const nextAt = Math.max(letter.nextAt, relay.kind === 'failing' ? relay.nextAt : 0)
  return {
    id,
    kind,
    to: to.address,
    subject,
    state,
    tries,
    nextAt: waits ? nextAt : null,
    error,
    createdAt,
    changedAt,
  }
}

/** One page, and where the next begins. */
export const pageOf = (letters: Letters['Service'], account: string | null, before: number | undefined) => {
  const found = letters.list(account, before ?? null, pageSize + 1)
  const shown = found.slice(0, pageSize)
  return { shown, next: found.length > pageSize ? shown.at(-1)!.n : null }
}

/** A link to a new password is in the letter that was sent, and nowhere else. */
const secretLink = {
  ru: '(ссылка есть только в самом письме)',
  en: '(the link is only in the letter itself)',
}

const readable = (content: Content, origin: string): string =>
  textOf(content, (path) => (path === resetPath ? secretLink[content.language] : `${origin}${path}`))

export const LettersHandlers = HttpApiBuilder.group(
  Api,
  'letters',
  Effect.fnUntraced(function* (handlers) {
    const letters = yield* Letters
    const sender = yield* Sender
    const { publicUrl } = yield* Config

    const found = (account: string, id: string) => {
      const letter = letters.find(account, id)
      return letter === null ? Effect.fail(new NotFound()) : Effect.succeed(letter)
    }

    return handlers.handleAll({
      list: ({ query }) =>
        Effect.map(administrator, ({ account }) => {
          const { shown, next } = pageOf(letters, account, query.before)
          const relay = sender.relay()
          return {
            letters: shown.map((each) => new Letter(letterFields(each, relay))),
            next,
            relay: relay.kind,
          }
        }),

      read: Effect.fnUntraced(function* ({ params, request }) {
        const { account } = yield* administrator
        const letter = yield* found(account, params.id)
        const { secure } = yield* Caller
        return new WholeLetter({
          ...letterFields(letter, sender.relay()),
          replyTo: letter.replyTo?.address ?? null,
          text: readable(letter.content, publicUrl ?? ownOrigin(request, secure)),
        })
      }),

      send: Effect.fnUntraced(function* ({ params }) {
        const { account } = yield* administrator
        yield* found(account, params.id)
        yield* orUnavailable(sender.sendNow(account, params.id))
        return new Letter(letterFields(yield* found(account, params.id), sender.relay()))
      }),
    })
  }),
)
