/** Registration (A1) and sign-in in the HTTP API, and what is known before it. */
import { Schema } from 'effect'
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema } from 'effect/http-api'
import { SameOrigin } from './Authorization.ts'
import {
  Forbidden,
  Invalid,
  SecondFactorMissing,
  SecondFactorNeeded,
  TooMany,
  Unavailable,
  WrongCode,
  WrongPassword,
} from './errors.ts'
import { Language } from './language.ts'
import { Me } from './me.ts'

export const accounts = HttpApiGroup.make('accounts')
  .add(
    /** Ends signed in: sets the session cookie. */
    HttpApiEndpoint.post('register', '/registration', {
      payload: Schema.Struct({
        email: Schema.String,
        login: Schema.String,
        password: Schema.String,
        language: Language,
        timeZone: Schema.String,
      }),
      success: Me.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, TooMany, Unavailable],
    }),
    HttpApiEndpoint.post('signIn', '/session', {
      payload: Schema.Struct({
        login: Schema.String,
        password: Schema.String,
        /** Of the authenticator app, or a recovery code. */
        code: Schema.optional(Schema.String),
      }),
      success: Me,
      /** `Forbidden`: the account is blocked; said only to who knows the password. */
      error: [
        WrongPassword,
        SecondFactorNeeded,
        SecondFactorMissing,
        WrongCode,
        Forbidden,
        TooMany,
        Unavailable,
      ],
    }),
    /** About the engine, for whoever asks: the start page needs it before anyone signs in. */
    HttpApiEndpoint.get('instance', '/instance', {
      success: Schema.Struct({
        registration: Schema.Boolean,
        version: Schema.String,
        /** Are letters sent? A forgotten password needs one. */
        mail: Schema.Boolean,
        /** What is known of visitors' addresses; `npm run geo` brings cities. */
        places: Schema.Literals(['city', 'country']),
      }),
    }),
  )
  .middleware(SameOrigin)
