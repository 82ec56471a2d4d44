/** What an account may use in the HTTP API (A5). */
import { Schema } from 'effect'
import { tariffs } from '../domain/tariff.ts'

const licenceFields = {
  tariff: Schema.Literals(tariffs),
  /** ms since 1970: from then on it is Personal; null: for ever. */
  until: Schema.NullOr(Schema.Int),
  /** The first days of a new account (A3). */
  trial: Schema.Boolean,
}

/** What the account may use, and until when (A5). */
export class Licence extends Schema.Class<Licence>('Licence')({
  ...licenceFields,
  /** What it had before it fell to Personal; null while something holds. */
  ended: Schema.NullOr(Schema.Struct(licenceFields)),
}) {}
