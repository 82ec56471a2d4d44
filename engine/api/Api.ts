/**
 * The HTTP API: definitions only, handlers are in `engine/http`. Browsers import it as types; OpenAPI at
 * `/api/openapi.json` comes from it.
 */
import { Context, Schema } from 'effect'
import {
  HttpApi,
  HttpApiEndpoint,
  HttpApiGroup,
  HttpApiMiddleware,
  HttpApiSchema,
  OpenApi,
} from 'effect/http-api'
import { letterKinds, letterStates } from '../domain/letter.ts'
import { beginnings } from '../domain/licence.ts'
import { unreadReasons } from '../domain/outward.ts'
import { DepartmentChoice } from '../domain/routingRules.ts'
import { outcomes } from '../domain/siteCode.ts'
import { Status } from '../domain/status.ts'
import { features, tariffs } from '../domain/tariff.ts'
import {
  DeadLink,
  Forbidden,
  Invalid,
  LastDepartment,
  NotFound,
  OwnAddress,
  SecondFactorMissing,
  SecondFactorNeeded,
  TooMany,
  Unauthorized,
  Unavailable,
  WrongCode,
  WrongPassword,
} from './errors.ts'
import { RequestPage, RequestQuery, VisitorRequest } from './requests.ts'
import { AllSettings, Conflict, OwnSettings, Picture, SettingChange, SettingValue } from './settings.ts'

export const Language = Schema.Literals(['ru', 'en'])
export type Language = typeof Language.Type

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

/** Who is signed in. */
export class Me extends Schema.Class<Me>('Me')({
  /** The operator's id; the administrator is the account's first operator (D1). */
  operator: Schema.String,
  login: Schema.String,
  name: Schema.String,
  photo: Schema.NullOr(Schema.String),
  administrator: Schema.Boolean,
  /** The account's login: what the site code carries. */
  account: Schema.String,
  /** Registration e-mail; null for operators who are not the administrator. */
  email: Schema.NullOr(Schema.String),
  /** Where messages of the offline form go (A6); null: to the registration e-mail, or not the administrator. */
  formEmail: Schema.NullOr(Schema.String),
  language: Language,
  timeZone: Schema.String,
  /** When the account's data goes (ms since 1970), and it is closed until then; null: it stays. */
  eraseAt: Schema.NullOr(Schema.Int),
  /** Where the engine is reached from outside, without a slash at the end; from PUBLIC_URL, else this request. */
  publicUrl: Schema.String,
  /** What the tariff has (A4); the rest is shown, and locked. */
  features: Schema.Array(Schema.Literals(features)),
  licence: Licence,
  /** Where more is to be had: an address for a link; null when this instance names none. */
  sales: Schema.NullOr(Schema.String),
  /** May this person look after the whole instance? */
  instanceOwner: Schema.Boolean,
  /** May this person see the statistics (A7)? */
  statistics: Schema.Boolean,
  /** Once, in the answer to the sign-in that confirmed a second factor. */
  recoveryCodes: Schema.optional(Schema.Array(Schema.String)),
}) {}

/** An operator in the cabinet (D1–D3). */
export class Operator extends Schema.Class<Operator>('Operator')({
  id: Schema.String,
  login: Schema.String,
  name: Schema.String,
  photo: Schema.NullOr(Schema.String),
  administrator: Schema.Boolean,
  status: Status,
  /** May he see the statistics (A7)? The administrator always. */
  statistics: Schema.Boolean,
  /** ms since 1970 */
  createdAt: Schema.Int,
}) {}

const siteFields = {
  /** Covers the page and all that begins with it; `*` for any text. Answered in the form in which it is kept. */
  address: Schema.String,
  description: Schema.String,
  /** Of the chat on these pages. */
  language: Language,
  /** Served by every operator, also those to come; else by those named. */
  everybody: Schema.Boolean,
  /** Ids of operators added singly, and of departments. */
  operators: Schema.Array(Schema.String),
  departments: Schema.Array(Schema.String),
}
/** Which pages carry the chat, and who answers there (E1, E2). */
export class Site extends Schema.Class<Site>('Site')({ id: Schema.String, ...siteFields }) {}

const departmentFields = {
  name: Schema.String,
  description: Schema.String,
  /** Ids. */
  operators: Schema.Array(Schema.String),
}
/** Operators by what they know (E3). */
export class Department extends Schema.Class<Department>('Department')({
  id: Schema.String,
  ...departmentFields,
}) {}

/** Who gets no chat (H6). */
export class Ban extends Schema.Class<Ban>('Ban')({
  id: Schema.String,
  /** The visitor's number; null: it is for an address alone. */
  visitor: Schema.NullOr(Schema.Int),
  /** An IP address, or a subnet like `203.0.113.0/24`; null: it is for the visitor alone. */
  address: Schema.NullOr(Schema.String),
  reason: Schema.String,
  /** Name of who banned. */
  operator: Schema.String,
  /** ms since 1970, as `until`. */
  createdAt: Schema.Int,
  /** null: for ever. */
  until: Schema.NullOr(Schema.Int),
  /** It has ended, and holds for nobody any more. */
  over: Schema.Boolean,
}) {}
/** How dialogues come to operators (F). */
export class Routing extends Schema.Class<Routing>('Routing')({
  /** For so many days a client comes back to the operator who last spoke with him; 36500: always. */
  clientDays: Schema.Finite,
  /** A conversation ends by itself after so many minutes without a word; 0: never. */
  idleMinutes: Schema.Finite,
  /** Open conversations of one operator, above which he is given nobody new; 0: no limit. */
  conversationLimit: Schema.Finite,
  /** Operators see the visitors of all sites, not only of those they serve. */
  seesAll: Schema.Boolean,
  /** E4: visitors see no departments, may choose one, or must before they write. */
  departmentChoice: DepartmentChoice,
}) {}

const letterFields = {
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
/** As the instance's owner sees it: whose it is, and not what it says. */
export class InstanceLetter extends Schema.Class<InstanceLetter>('InstanceLetter')({
  ...letterFields,
  /** The account's login. */
  account: Schema.String,
}) {}
/** Can letters be sent? none: no relay is set. untried: nothing was sent since the engine started. */
export const RelayState = Schema.Literals(['none', 'untried', 'working', 'failing'])

/** A place where one is signed in. */
export class Session extends Schema.Class<Session>('Session')({
  id: Schema.String,
  current: Schema.Boolean,
  createdAt: Schema.Int,
  seenAt: Schema.Int,
  address: Schema.String,
  userAgent: Schema.String,
}) {}

/** The signed-in person and session, for handlers behind `Authorization`. */
export class CurrentSession extends Context.Service<
  CurrentSession,
  {
    readonly session: string
    readonly account: string
    readonly operator: string
    readonly login: string
    readonly administrator: boolean
  }
>()('engine/api/CurrentSession') {}

/** Reads the session cookie, and checks the Origin of everything that changes state. */
export class Authorization extends HttpApiMiddleware.Service<Authorization, { provides: CurrentSession }>()(
  'engine/api/Authorization',
  { error: [Unauthorized, Forbidden] },
) {}

/** Checks the Origin of requests that come without a session (sign-in, registration). */
export class SameOrigin extends HttpApiMiddleware.Service<SameOrigin>()('engine/api/SameOrigin', {
  error: Forbidden,
}) {}

const accounts = HttpApiGroup.make('accounts')
  .add(
    /** A1. Ends signed in: sets the session cookie. */
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

const me = HttpApiGroup.make('me')
  .add(
    HttpApiEndpoint.get('me', '/session', { success: Me }),
    HttpApiEndpoint.delete('signOut', '/session', { success: HttpApiSchema.NoContent, error: Unavailable }),
    HttpApiEndpoint.get('sessions', '/sessions', { success: Schema.Array(Session) }),
    /** All but this one. */
    HttpApiEndpoint.delete('revokeOthers', '/sessions', {
      success: HttpApiSchema.NoContent,
      error: Unavailable,
    }),
    HttpApiEndpoint.delete('revoke', '/sessions/:id', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [NotFound, Unavailable],
    }),
    /** The cabinet's language (A6). */
    HttpApiEndpoint.patch('update', '/me', {
      payload: Schema.Struct({ language: Language }),
      success: Me,
      error: [Invalid, Unavailable],
    }),
  )
  .middleware(Authorization)

/** A2, for whoever has lost the password. A token stands in the link's fragment, which browsers send to nobody. */
const passwordReset = HttpApiGroup.make('passwordReset')
  .add(
    /** The same answer, as quickly, whether there is an account with this e-mail or not. */
    HttpApiEndpoint.post('ask', '/password-reset', {
      payload: Schema.Struct({ email: Schema.String }),
      success: HttpApiSchema.NoContent,
      error: [Invalid, TooMany],
    }),
    /** Whose it is, before a new password is typed. */
    HttpApiEndpoint.post('look', '/password-reset/link', {
      payload: Schema.Struct({ token: Schema.String }),
      success: Schema.Struct({ login: Schema.String }),
      error: [DeadLink, TooMany],
    }),
    /** Ends all sessions of this administrator. Signs nobody in. */
    HttpApiEndpoint.put('use', '/password-reset', {
      payload: Schema.Struct({ token: Schema.String, password: Schema.String }),
      success: Schema.Struct({ login: Schema.String }),
      error: [DeadLink, Invalid, TooMany, Unavailable],
    }),
  )
  .middleware(SameOrigin)

/** A6, the administrator's. */
const account = HttpApiGroup.make('account')
  .add(
    HttpApiEndpoint.put('emails', '/account/emails', {
      payload: Schema.Struct({
        email: Schema.String,
        /** Null: the registration e-mail. */
        formEmail: Schema.NullOr(Schema.String),
        currentPassword: Schema.String,
      }),
      success: Me,
      error: [Invalid, Forbidden, TooMany, Unavailable],
    }),
    HttpApiEndpoint.put('timeZone', '/account/time-zone', {
      payload: Schema.Struct({ timeZone: Schema.String }),
      success: Me,
      error: [Invalid, Forbidden, Unavailable],
    }),
  )
  .middleware(Authorization)

const page = { before: Schema.optional(Schema.FiniteFromString) }

/** Operators see those of the sites they serve, the administrator all; of others they are not found. */
const requests = HttpApiGroup.make('requests')
  .add(
    HttpApiEndpoint.get('list', '/requests', { query: { ...RequestQuery, ...page }, success: RequestPage }),
    /** Who is first has processed it. */
    HttpApiEndpoint.put('process', '/requests/:id/processed', {
      params: { id: Schema.String },
      payload: Schema.Struct({ processed: Schema.Boolean }),
      success: VisitorRequest,
      error: [NotFound, Unavailable],
    }),
    /** All of them, as a table. */
    HttpApiEndpoint.get('export', '/requests/export', {
      query: RequestQuery,
      success: Schema.String.pipe(HttpApiSchema.asText({ contentType: 'text/csv; charset=utf-8' })),
    }),
  )
  .middleware(Authorization)

/** The administrator's: what was sent, and what was not. */
const letters = HttpApiGroup.make('letters')
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

/** The instance owner's (INSTANCE_OWNER). */
const instanceMail = HttpApiGroup.make('instanceMail')
  .add(
    HttpApiEndpoint.get('condition', '/instance/mail', {
      success: Schema.Struct({
        relay: RelayState,
        /** `host:port`, never the password. */
        host: Schema.NullOr(Schema.String),
        from: Schema.NullOr(Schema.String),
        /** working: when a letter was last taken; failing: since when none was. */
        since: Schema.NullOr(Schema.Int),
        /** failing: in the relay's words. */
        reason: Schema.NullOr(Schema.String),
        nextAt: Schema.NullOr(Schema.Int),
        waiting: Schema.Int,
        /** Since the engine started, as `failed`: refused and given up. */
        sent: Schema.Int,
        failed: Schema.Int,
      }),
      error: Forbidden,
    }),
    HttpApiEndpoint.post('test', '/instance/mail/test', {
      payload: Schema.Struct({ to: Schema.String }),
      success: InstanceLetter.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, TooMany, Unavailable],
    }),
    HttpApiEndpoint.get('list', '/instance/letters', {
      query: page,
      success: Schema.Struct({ letters: Schema.Array(InstanceLetter), next: Schema.NullOr(Schema.Int) }),
      error: Forbidden,
    }),
    HttpApiEndpoint.post('send', '/instance/letters/:id/send', {
      params: { id: Schema.String },
      success: InstanceLetter,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)

const OperatorFields = { name: Schema.String, password: Schema.String }
/** The administrator's. While it is closed he alone can sign in, and nothing else is to be had than to take it back. */
const closing = HttpApiGroup.make('closing')
  .add(
    /** Closes the account; after the grace all its data goes. `login`: the account's, typed. */
    HttpApiEndpoint.post('close', '/account/closing', {
      payload: Schema.Struct({ login: Schema.String, currentPassword: Schema.String }),
      success: Me,
      error: [Invalid, Forbidden, TooMany, Unavailable],
    }),
    HttpApiEndpoint.delete('keep', '/account/closing', {
      success: Me,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)

const operators = HttpApiGroup.make('operators')
  .add(
    HttpApiEndpoint.get('list', '/operators', { success: Schema.Array(Operator), error: Forbidden }),
    HttpApiEndpoint.post('add', '/operators', {
      payload: Schema.Struct({ login: Schema.String, ...OperatorFields }),
      success: Operator.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, TooMany, Unavailable],
    }),
    /**
     * Display name and password; an operator may change his own (A7), the administrator everybody's. Changing
     * one's own password needs the current one; a changed password ends the operator's other sessions.
     */
    HttpApiEndpoint.patch('edit', '/operators/:id', {
      params: { id: Schema.String },
      payload: Schema.Struct({
        name: Schema.optional(Schema.String),
        password: Schema.optional(Schema.String),
        currentPassword: Schema.optional(Schema.String),
        /** The administrator's to say, of others. */
        statistics: Schema.optional(Schema.Boolean),
      }),
      success: Operator,
      error: [Invalid, Forbidden, NotFound, TooMany, Unavailable],
    }),
    /** Where he is signed in: the administrator sees it of everybody, everybody of himself. */
    HttpApiEndpoint.get('sessions', '/operators/:id/sessions', {
      params: { id: Schema.String },
      success: Schema.Array(Session),
      error: [Forbidden, NotFound],
    }),
    /** Signs him out everywhere; oneself everywhere else. */
    HttpApiEndpoint.delete('endSessions', '/operators/:id/sessions', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.delete('remove', '/operators/:id', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
    /** PNG, JPEG or WebP by its first bytes, at most 512 KB; anything else is `Invalid {photo: malformed|tooLong}`. */
    HttpApiEndpoint.put('setPhoto', '/operators/:id/photo', {
      params: { id: Schema.String },
      payload: Schema.Uint8Array.pipe(
        HttpApiSchema.asUint8Array({ contentType: 'application/octet-stream' }),
      ),
      success: Operator,
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.delete('removePhoto', '/operators/:id/photo', {
      params: { id: Schema.String },
      success: Operator,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)

/** The administrator's. Ids of another account are not found. */
const sites = HttpApiGroup.make('sites')
  .add(
    HttpApiEndpoint.get('list', '/sites', { success: Schema.Array(Site), error: Forbidden }),
    HttpApiEndpoint.post('add', '/sites', {
      payload: Schema.Struct(siteFields),
      success: Site.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.put('edit', '/sites/:id', {
      params: { id: Schema.String },
      payload: Schema.Struct(siteFields),
      success: Site,
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.delete('remove', '/sites/:id', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)

/** The administrator's. Whoever is in a department stays in one: `LastDepartment` says for whom it would be over. */
const departments = HttpApiGroup.make('departments')
  .add(
    HttpApiEndpoint.get('list', '/departments', { success: Schema.Array(Department), error: Forbidden }),
    HttpApiEndpoint.post('add', '/departments', {
      payload: Schema.Struct(departmentFields),
      success: Department.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.put('edit', '/departments/:id', {
      params: { id: Schema.String },
      payload: Schema.Struct(departmentFields),
      success: Department,
      error: [Invalid, Forbidden, NotFound, LastDepartment, Unavailable],
    }),
    HttpApiEndpoint.delete('remove', '/departments/:id', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, LastDepartment, Unavailable],
    }),
  )
  .middleware(Authorization)

/** The administrator's. */
const visitors = HttpApiGroup.make('visitors')
  .add(
    /** Everything of him is erased, at once and for ever. By his number, which operators see. */
    HttpApiEndpoint.delete('erase', '/visitors/:number', {
      params: { number: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)

/** The administrator's: operators ban from their console. */
const bans = HttpApiGroup.make('bans')
  .add(
    /** The newest first. */
    HttpApiEndpoint.get('list', '/bans', { success: Schema.Array(Ban), error: Forbidden }),
    /** `whom`: a visitor's number, an address or a subnet. In the place of a ban for exactly the same. */
    HttpApiEndpoint.post('add', '/bans', {
      payload: Schema.Struct({
        whom: Schema.String,
        reason: Schema.String,
        until: Schema.NullOr(Schema.Int),
        /** Also when it would hold for one's own address. */
        sure: Schema.optional(Schema.Boolean),
      }),
      success: Ban.pipe(HttpApiSchema.status(201)),
      error: [Invalid, Forbidden, OwnAddress, Unavailable],
    }),
    HttpApiEndpoint.delete('lift', '/bans/:id', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)

/** The administrator's: appearance and behaviour of the widget. `of`: `account`, or the id of a site. */
const settings = HttpApiGroup.make('settings')
  .add(
    HttpApiEndpoint.get('list', '/settings', { success: AllSettings, error: Forbidden }),
    /** Sets these; null: inherited from now on. `Invalid` tells of each that cannot be. */
    HttpApiEndpoint.patch('edit', '/settings/:of', {
      params: { of: Schema.String },
      payload: Schema.Struct({
        /** Of what the change began from; 0 of who has nothing of its own. */
        version: Schema.Int,
        values: Schema.Record(Schema.String, Schema.NullOr(SettingValue)),
      }),
      success: OwnSettings,
      error: [Invalid, Forbidden, NotFound, Conflict, Unavailable],
    }),
    /** Whatever `from` (`account`, or a site) has of its own, and nothing else. */
    HttpApiEndpoint.post('copy', '/settings/:of/copy', {
      params: { of: Schema.String },
      payload: Schema.Struct({ from: Schema.String, version: Schema.Int }),
      success: OwnSettings,
      error: [Forbidden, NotFound, Conflict, Unavailable],
    }),
    /** The newest first, as many as are worth reading. */
    HttpApiEndpoint.get('changes', '/settings/:of/changes', {
      params: { of: Schema.String },
      success: Schema.Array(SettingChange),
      error: [Forbidden, NotFound],
    }),
    /** As an operator's photo. */
    HttpApiEndpoint.put('setPicture', '/settings/:of/pictures/:picture', {
      params: { of: Schema.String, picture: Picture },
      payload: Schema.Uint8Array.pipe(
        HttpApiSchema.asUint8Array({ contentType: 'application/octet-stream' }),
      ),
      success: OwnSettings,
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.delete('removePicture', '/settings/:of/pictures/:picture', {
      params: { of: Schema.String, picture: Picture },
      success: OwnSettings,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)

/** The administrator's. */
const routing = HttpApiGroup.make('routing')
  .add(
    HttpApiEndpoint.get('read', '/routing', { success: Routing, error: Forbidden }),
    HttpApiEndpoint.put('write', '/routing', {
      payload: Routing,
      success: Routing,
      error: [Invalid, Forbidden, Unavailable],
    }),
  )
  .middleware(Authorization)

/** An account as the instance's owner sees it: nothing of what it stored. */
export class InstanceAccount extends Schema.Class<InstanceAccount>('InstanceAccount')({
  id: Schema.String,
  login: Schema.String,
  email: Schema.String,
  timeZone: Schema.String,
  /** ms since 1970 */
  createdAt: Schema.Int,
  licence: Licence,
  operators: Schema.Int,
  /** When somebody of it was last seen signed in; null: not in a session that is still known. */
  seenAt: Schema.NullOr(Schema.Int),
  blocked: Schema.Boolean,
  /** As of `Me`. */
  eraseAt: Schema.NullOr(Schema.Int),
}) {}

/** The instance owner's (INSTANCE_OWNER); for everybody else `Forbidden`. */
const instance = HttpApiGroup.make('instance')
  .add(
    HttpApiEndpoint.get('condition', '/instance/condition', {
      success: Schema.Struct({
        version: Schema.String,
        node: Schema.String,
        /** ms since 1970 */
        startedAt: Schema.Int,
        ok: Schema.Boolean,
        /** What is wrong, in English, for whoever runs the engine. */
        reason: Schema.NullOr(Schema.String),
        accounts: Schema.Int,
        registration: Schema.Boolean,
        /** What a new account begins with. */
        beginning: Schema.Literals(beginnings),
      }),
      error: Forbidden,
    }),
    /** The newest first, so many at once. `search`: in login and e-mail. `before`: id of the last one that is known. */
    HttpApiEndpoint.get('accounts', '/instance/accounts', {
      query: { search: Schema.optional(Schema.String), before: Schema.optional(Schema.String) },
      success: Schema.Struct({ accounts: Schema.Array(InstanceAccount), more: Schema.Boolean }),
      error: Forbidden,
    }),
    HttpApiEndpoint.put('giveLicence', '/instance/accounts/:id/licence', {
      params: { id: Schema.String },
      payload: Schema.Struct({
        tariff: Schema.Literals(tariffs),
        /** The last day of it, in the account's time zone: `2027-01-01`; null: for ever. */
        until: Schema.NullOr(Schema.String),
      }),
      success: InstanceAccount,
      error: [Invalid, Forbidden, NotFound, Unavailable],
    }),
    HttpApiEndpoint.put('block', '/instance/accounts/:id/blocked', {
      params: { id: Schema.String },
      payload: Schema.Struct({ blocked: Schema.Boolean }),
      success: InstanceAccount,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)

/** Two-factor sign-in, as the signed-in person sees it. */
export const SecondFactor = Schema.Struct({
  on: Schema.Boolean,
  /** Recovery codes that were not used. */
  recoveryLeft: Schema.Int,
  /** Of everybody in the account. */
  required: Schema.Boolean,
  /** For the administrator: ids of operators who have one. */
  operators: Schema.Array(Schema.String),
})
export type SecondFactor = typeof SecondFactor.Type

const WithPassword = Schema.Struct({ currentPassword: Schema.String })
const RecoveryCodes = Schema.Struct({ recoveryCodes: Schema.Array(Schema.String) })
/** Everybody's own; what is asked for all, and an operator's reset, are the administrator's. */
const secondFactor = HttpApiGroup.make('secondFactor')
  .add(
    HttpApiEndpoint.get('read', '/second-factor', { success: SecondFactor }),
    /** A secret for the app; it counts when a code of it has come back. */
    HttpApiEndpoint.post('begin', '/second-factor', {
      payload: WithPassword,
      success: Schema.Struct({ secret: Schema.String, uri: Schema.String, /** SVG */ qr: Schema.String }),
      error: [Invalid, TooMany, Unavailable],
    }),
    /** Ends the operator's other sessions. */
    HttpApiEndpoint.put('confirm', '/second-factor', {
      payload: Schema.Struct({ code: Schema.String }),
      success: RecoveryCodes,
      error: [Invalid, TooMany, Unavailable],
    }),
    HttpApiEndpoint.post('renew', '/second-factor/recovery-codes', {
      payload: WithPassword,
      success: RecoveryCodes,
      error: [Invalid, NotFound, TooMany, Unavailable],
    }),
    HttpApiEndpoint.post('remove', '/second-factor/removal', {
      payload: WithPassword,
      success: HttpApiSchema.NoContent,
      error: [Invalid, Forbidden, NotFound, TooMany, Unavailable],
    }),
    HttpApiEndpoint.put('require', '/second-factor/required', {
      payload: Schema.Struct({ required: Schema.Boolean }),
      success: SecondFactor,
      error: [Forbidden, Unavailable],
    }),
    /** Ends all sessions of the operator. */
    HttpApiEndpoint.delete('reset', '/operators/:id/second-factor', {
      params: { id: Schema.String },
      success: HttpApiSchema.NoContent,
      error: [Forbidden, NotFound, Unavailable],
    }),
  )
  .middleware(Authorization)

const foreignCode = Schema.NullOr(Schema.Struct({ origin: Schema.String, login: Schema.String }))
/** What 'check my site' found (B4). */
export const SiteCheck = Schema.Union([
  Schema.Struct({
    kind: Schema.Literal('page'),
    /** After redirects. */
    url: Schema.String,
    title: Schema.String,
    outcome: Schema.Literals(outcomes),
    form: Schema.NullOr(Schema.Literals(['tag', 'script'])),
    /** How often this account's code stands there and runs. */
    times: Schema.Int,
    /** A code of another account or server that runs there too. */
    other: foreignCode,
    tagManager: Schema.Boolean,
    /** Does the page belong to a site of the account? Elsewhere the widget does not show. */
    covered: Schema.Boolean,
    /** Our address is http and the page is https: browsers do not load the widget. */
    mixed: Schema.Boolean,
  }),
  Schema.Struct({
    kind: Schema.Literal('unread'),
    /** Where it ended. */
    url: Schema.String,
    why: Schema.Literals([...unreadReasons, 'tooLarge']),
    status: Schema.NullOr(Schema.Int),
  }),
])
export type SiteCheck = typeof SiteCheck.Type

/** From where the widget last called home. */
export const SiteCall = Schema.Struct({
  host: Schema.String,
  /** ms since 1970 */
  at: Schema.Int,
})
export type SiteCall = typeof SiteCall.Type

/** The administrator's: is the code on his site, and does it work? */
const installation = HttpApiGroup.make('installation')
  .add(
    /** `url`: as a person types it. */
    HttpApiEndpoint.post('check', '/installation/check', {
      payload: Schema.Struct({ url: Schema.String }),
      success: SiteCheck,
      error: [Invalid, Forbidden, TooMany],
    }),
    /** The last first. */
    HttpApiEndpoint.get('calls', '/installation/calls', {
      success: Schema.Array(SiteCall),
      error: Forbidden,
    }),
  )
  .middleware(Authorization)

export class Api extends HttpApi.make('redhelper')
  .add(
    accounts,
    me,
    closing,
    operators,
    sites,
    departments,
    visitors,
    bans,
    settings,
    routing,
    passwordReset,
    account,
    letters,
    requests,
    instance,
    instanceMail,
    installation,
    secondFactor,
  )
  .prefix('/api/v1')
  .annotateMerge(OpenApi.annotations({ title: 'RedHelper', version: '1' })) {}
