/** Letters in the HTTP API: what was sent, and what was not. The administrator's. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup } from 'effect/http-api'
import { letterKinds, letterStates } from '../domain/letter.ts'
import { Authorization } from './Authorization.ts'
import { Forbidden, NotFound, Unavailable } from './errors.ts'
import { page } from './page.ts'

export const letterFields = {
  id: Schema.String,
  kind: Schema.Literals(letterKinds),
  /** The one recipient's address. */
  to: Schema.String,
  subject: Schema.String,
  state: Schema.Literals(letterStates),
  /** Those that failed. */
  tries: Schema.Int,
  /** ms since 1970, as all times here. Null: it does not wait, or waits for a relay. */
  nextAt: Schema.NullOr(Schema.Int),
  /** What the last try was answered; `relay`: no letter could be sent at all; `error`: the engine failed. */
  error: Schema.NullOr(Schema.String),
  createdAt: Schema.Int,
  /** When it was sent, refused or given up; while it waits, when it was written. */
  changedAt: Schema.Int,
}

/** A letter that the engine sends, or has sent, for this account. */
export class Letter extends Schema.Class<Letter>('Letter')(letterFields) {}

/** With what it says. */
export class WholeLetter extends Schema.Class<WholeLetter>('WholeLetter')({
  ...letterFields,
  replyTo: Schema.NullOr(Schema.String),
  text: Schema.String,
}) {}

/** Can letters be sent? none: no relay is set. untried: nothing was sent since the engine started. */
export const RelayState = Schema.Literals(['none', 'untried', 'working', 'failing'])

export const letters = HttpApiGroup.make('letters')
  .add(
    HttpApiEndpoint.get('list', '/letters', {
      query: page,
      success: Schema.Struct({
        /** The newest first. */
        letters: Schema.Array(Letter),
        /** For `before`, to get those that are older; null: there are none. */
        next: Schema.NullOr(Schema.Int),
        relay: RelayState,
      }),
      error: Forbidden,
    }),
    HttpApiEndpoint.get('read', '/letters/:id', {
      params: { id: Schema.String },
      success: WholeLetter,
      error: [Forbidden, NotFound],
    }),
    /** Tries it at once; one that is sent stays so. */
    HttpApiEndpoint.post('send', '/letters/:id/send', {
      params: { id: Schema.String },
      success: Letter,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)
