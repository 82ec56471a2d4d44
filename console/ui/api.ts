/**
 * The HTTP API as the browser sees it. Types come from the engine's definitions, as types only: their code
 * would bring Effect's Schema along.
 */
import type { Ban } from '../../engine/api/bans.ts'
import type { Department } from '../../engine/api/departments.ts'
import type { FieldProblem } from '../../engine/api/errors.ts'
import type { SiteCall, SiteCheck } from '../../engine/api/installation.ts'
import type { InstanceAccount } from '../../engine/api/instance.ts'
import type { InstanceLetter } from '../../engine/api/instanceMail.ts'
import type { Language } from '../../engine/api/language.ts'
import type { Letter, WholeLetter } from '../../engine/api/letters.ts'
import type { Licence } from '../../engine/api/licence.ts'
import type { Me, Session } from '../../engine/api/me.ts'
import type { Operator } from '../../engine/api/operators.ts'
import type {
  RequestDetails as Details,
  VisitorRequest,
  Said as WhatWasSaid,
} from '../../engine/api/requests.ts'
import type { Routing } from '../../engine/api/routing.ts'
import type { SecondFactor } from '../../engine/api/secondFactor.ts'
import type { AllSettings, OwnSettings, SettingChange } from '../../engine/api/settings.ts'
import type { Site } from '../../engine/api/sites.ts'
import type { Beginning } from '../../engine/domain/licence.ts'
import type { Wanted } from '../../engine/domain/settings/resolve.ts'
import type { PictureName } from '../../engine/domain/settings/table.ts'
import type { Feature, Tariff } from '../../engine/domain/tariff.ts'

export type {
  AllSettings,
  Ban,
  Beginning,
  Department,
  Feature,
  FieldProblem,
  InstanceAccount,
  InstanceLetter,
  Language,
  Letter,
  Licence,
  Me,
  Operator,
  OwnSettings,
  PictureName,
  Routing,
  SecondFactor,
  Session,
  SettingChange,
  Site,
  SiteCall,
  SiteCheck,
  Tariff,
  Wanted,
  WholeLetter,
}

/** What the engine answers when it refuses, plus the two that only a client can know. */
export type Failure =
  | { readonly _tag: 'Invalid'; readonly fields: Readonly<Record<string, FieldProblem>> }
  | { readonly _tag: 'Unauthorized' }
  | { readonly _tag: 'WrongPassword' }
  /** The password was right, the code that came with it was not. */
  | { readonly _tag: 'WrongCode' }
  | { readonly _tag: 'SecondFactorNeeded' }
  /** One has to be set up, with this secret. */
  | ({ readonly _tag: 'SecondFactorMissing' } & SharedSecret)
  | {
      readonly _tag: 'Forbidden'
      readonly reason:
        | 'administratorOnly'
        | 'registrationClosed'
        | 'origin'
        | 'administratorStays'
        | 'secondFactorRequired'
        | 'tariff'
        | 'blocked'
        | 'closed'
        | 'ownerOnly'
        | 'ownerStays'
      /** With 'origin' where to go, with 'blocked' whom to ask. */
      readonly address?: string
    }
  | { readonly _tag: 'NotFound' }
  /** Somebody else has changed the same settings since; what is kept now, and what he did. */
  | {
      readonly _tag: 'Conflict'
      readonly own: OwnSettings
      readonly changes: ReadonlyArray<SettingChange>
    }
  /** Ids of operators who are in no other department. */
  | { readonly _tag: 'LastDepartment'; readonly operators: ReadonlyArray<string> }
  /** A ban would hold for this very browser. */
  | { readonly _tag: 'OwnAddress' }
  /** A link to a new password. */
  | { readonly _tag: 'DeadLink'; readonly reason: 'expired' | 'used' | 'unknown' }
  | { readonly _tag: 'TooMany'; readonly retryAfter: number }
  | { readonly _tag: 'Unavailable' }
  /** The engine was not reached, or the answer did not arrive: it may have done what was asked. */
  | { readonly _tag: 'Offline' }
  /** An answer that this client does not understand. */
  | { readonly _tag: 'Unexpected'; readonly status: number }

/** For an authenticator app; `qr` is SVG. */
export interface SharedSecret {
  readonly secret: string
  readonly uri: string
  readonly qr: string
}

/** A refused or failed request. */
export class ApiError extends Error {
  constructor(readonly failure: Failure) {
    super(failure._tag)
  }
}

export const failureOf = (error: unknown): Failure =>
  error instanceof ApiError ? error.failure : { _tag: 'Unexpected', status: 0 }

export interface Instance {
  readonly registration: boolean
  readonly version: string
  /** Are letters sent? */
  readonly mail: boolean
  /** What is known of visitors’ addresses. */
  readonly places: 'city' | 'country'
}

/** The whole engine, as its owner sees it. */
export interface Condition {
  readonly version: string
  readonly node: string
  /** ms since 1970 */
  readonly startedAt: number
  readonly ok: boolean
  readonly reason: string | null
  readonly accounts: number
  readonly registration: boolean
  /** What a new account begins with. */
  readonly beginning: Beginning
}

export interface AccountsPage {
  readonly accounts: ReadonlyArray<InstanceAccount>
  /** Are there older ones? */
  readonly more: boolean
}

export interface Registration {
  readonly email: string
  readonly login: string
  readonly password: string
  readonly language: Language
  readonly timeZone: string
}

export type { VisitorRequest }
export type RequestDetails = typeof Details.Type
export type Said = typeof WhatWasSaid.Type
export interface RequestQuery {
  readonly kind?: VisitorRequest['kind']
  readonly processed?: 'yes' | 'no'
  readonly from?: number
  readonly to?: number
  readonly search?: string
}
export interface RequestPage {
  readonly requests: ReadonlyArray<VisitorRequest>
  /** For `before`; null: there are no older ones. */
  readonly next: number | null
  readonly unprocessed: number
}

export type SiteFields = Omit<Site, 'id'>
export type DepartmentFields = Omit<Department, 'id'>
/** `whom`: as it was typed. */
export interface BanFields extends Pick<Ban, 'reason' | 'until'> {
  readonly whom: string
  readonly sure?: boolean
}

/** none: no relay is set; untried: nothing was sent yet. */
export type RelayState = 'none' | 'untried' | 'working' | 'failing'

export interface Letters {
  /** The newest first. */
  readonly letters: ReadonlyArray<Letter>
  /** Where the older ones begin; null: there are none. */
  readonly next: number | null
  readonly relay: RelayState
}

export interface MailCondition {
  readonly relay: RelayState
  readonly host: string | null
  readonly from: string | null
  readonly since: number | null
  /** In the relay's words. */
  readonly reason: string | null
  readonly nextAt: number | null
  readonly waiting: number
  readonly sent: number
  readonly failed: number
}

/** Milliseconds after which a request without an answer counts as lost. */
const patience = 20_000

/**
 * `signedOut` is told when the session turns out to be over, so that the program can show the sign-in. It may
 * answer that the person has signed in again: then the request that met the end is sent once more.
 */
export class Api {
  signedOut: () => unknown = () => {}

  instance = () => this.#send<Instance>('GET', '/instance')
  register = (registration: Registration) => this.#send<Me>('POST', '/registration', registration)
  /** `code`: of the authenticator app, or a recovery code. */
  signIn = (login: string, password: string, code?: string) =>
    this.#send<Me>('POST', '/session', { login, password, ...(code ? { code } : {}) })

  me = () => this.#send<Me>('GET', '/session')
  signOut = () => this.#send<void>('DELETE', '/session')
  sessions = () => this.#send<ReadonlyArray<Session>>('GET', '/sessions')
  revoke = (session: string) => this.#send<void>('DELETE', `/sessions/${encodeURIComponent(session)}`)
  closeAccount = (login: string, currentPassword: string) =>
    this.#send<Me>('POST', '/account/closing', { login, currentPassword })
  keepAccount = () => this.#send<Me>('DELETE', '/account/closing')
  eraseVisitor = (number: string) => this.#send<void>('DELETE', `/visitors/${encodeURIComponent(number)}`)
  revokeOthers = () => this.#send<void>('DELETE', '/sessions')
  update = (settings: { language: Language }) => this.#send<Me>('PATCH', '/me', settings)

  askReset = (email: string) => this.#send<void>('POST', '/password-reset', { email })
  /** Whose link it is. */
  lookReset = (token: string) => this.#send<{ login: string }>('POST', '/password-reset/link', { token })
  useReset = (token: string, password: string) =>
    this.#send<{ login: string }>('PUT', '/password-reset', { token, password })

  setEmails = (emails: { email: string; formEmail: string | null; currentPassword: string }) =>
    this.#send<Me>('PUT', '/account/emails', emails)
  setTimeZone = (timeZone: string) => this.#send<Me>('PUT', '/account/time-zone', { timeZone })

  letters = (before?: number) => this.#send<Letters>('GET', `/letters${asked({ before })}`)
  letter = (id: string) => this.#send<WholeLetter>('GET', `/letters/${encodeURIComponent(id)}`)
  sendLetter = (id: string) => this.#send<Letter>('POST', `/letters/${encodeURIComponent(id)}/send`)

  /** The instance owner's. */
  mail = () => this.#send<MailCondition>('GET', '/instance/mail')
  testMail = (to: string) => this.#send<InstanceLetter>('POST', '/instance/mail/test', { to })
  allLetters = (before?: number) =>
    this.#send<{ letters: ReadonlyArray<InstanceLetter>; next: number | null }>(
      'GET',
      `/instance/letters${asked({ before })}`,
    )
  sendAnyLetter = (id: string) =>
    this.#send<InstanceLetter>('POST', `/instance/letters/${encodeURIComponent(id)}/send`)

  secondFactor = () => this.#send<SecondFactor>('GET', '/second-factor')
  beginSecondFactor = (currentPassword: string) =>
    this.#send<SharedSecret>('POST', '/second-factor', { currentPassword })
  confirmSecondFactor = (code: string) =>
    this.#send<{ recoveryCodes: ReadonlyArray<string> }>('PUT', '/second-factor', { code })
  renewRecoveryCodes = (currentPassword: string) =>
    this.#send<{ recoveryCodes: ReadonlyArray<string> }>('POST', '/second-factor/recovery-codes', {
      currentPassword,
    })
  removeSecondFactor = (currentPassword: string) =>
    this.#send<void>('POST', '/second-factor/removal', { currentPassword })
  requireSecondFactor = (required: boolean) =>
    this.#send<SecondFactor>('PUT', '/second-factor/required', { required })
  resetSecondFactor = (operator: string) =>
    this.#send<void>('DELETE', `/operators/${encodeURIComponent(operator)}/second-factor`)

  operators = () => this.#send<ReadonlyArray<Operator>>('GET', '/operators')
  addOperator = (operator: { login: string; name: string; password: string }) =>
    this.#send<Operator>('POST', '/operators', operator)
  editOperator = (
    id: string,
    changes: { name?: string; password?: string; currentPassword?: string; statistics?: boolean },
  ) => this.#send<Operator>('PATCH', `/operators/${encodeURIComponent(id)}`, changes)
  sessionsOf = (id: string) =>
    this.#send<ReadonlyArray<Session>>('GET', `/operators/${encodeURIComponent(id)}/sessions`)
  endSessionsOf = (id: string) => this.#send<void>('DELETE', `/operators/${encodeURIComponent(id)}/sessions`)
  removeOperator = (id: string) => this.#send<void>('DELETE', `/operators/${encodeURIComponent(id)}`)
  setPhoto = (id: string, photo: Blob) =>
    this.#send<Operator>('PUT', `/operators/${encodeURIComponent(id)}/photo`, photo)
  removePhoto = (id: string) => this.#send<Operator>('DELETE', `/operators/${encodeURIComponent(id)}/photo`)

  sites = () => this.#send<ReadonlyArray<Site>>('GET', '/sites')
  addSite = (site: SiteFields) => this.#send<Site>('POST', '/sites', site)
  editSite = (id: string, site: SiteFields) =>
    this.#send<Site>('PUT', `/sites/${encodeURIComponent(id)}`, site)
  removeSite = (id: string) => this.#send<void>('DELETE', `/sites/${encodeURIComponent(id)}`)

  settings = () => this.#send<AllSettings>('GET', '/settings')
  /** `of`: `account`, or the id of a site. */
  editSettings = (of: string, version: number, values: Wanted) =>
    this.#send<OwnSettings>('PATCH', `/settings/${encodeURIComponent(of)}`, { version, values })
  copySettings = (of: string, version: number, from: string) =>
    this.#send<OwnSettings>('POST', `/settings/${encodeURIComponent(of)}/copy`, { version, from })
  settingChanges = (of: string) =>
    this.#send<ReadonlyArray<SettingChange>>('GET', `/settings/${encodeURIComponent(of)}/changes`)
  setPicture = (of: string, name: PictureName, picture: Blob) =>
    this.#send<OwnSettings>('PUT', `/settings/${encodeURIComponent(of)}/pictures/${name}`, picture)
  removePicture = (of: string, name: PictureName) =>
    this.#send<OwnSettings>('DELETE', `/settings/${encodeURIComponent(of)}/pictures/${name}`)

  departments = () => this.#send<ReadonlyArray<Department>>('GET', '/departments')
  addDepartment = (department: DepartmentFields) => this.#send<Department>('POST', '/departments', department)
  editDepartment = (id: string, department: DepartmentFields) =>
    this.#send<Department>('PUT', `/departments/${encodeURIComponent(id)}`, department)
  removeDepartment = (id: string) => this.#send<void>('DELETE', `/departments/${encodeURIComponent(id)}`)

  requests = (query: RequestQuery, before?: number) =>
    this.#send<RequestPage>('GET', `/requests${asked({ ...query, before })}`)
  request = (id: string) => this.#send<RequestDetails>('GET', `/requests/${encodeURIComponent(id)}`)
  said = (request: string, dialogue: string) =>
    this.#send<Said>(
      'GET',
      `/requests/${encodeURIComponent(request)}/dialogues/${encodeURIComponent(dialogue)}`,
    )
  processRequest = (id: string, processed: boolean) =>
    this.#send<VisitorRequest>('PUT', `/requests/${encodeURIComponent(id)}/processed`, { processed })
  /** Where they are as a table. */
  requestTable = (query: RequestQuery) => `/api/v1/requests/export${asked({ ...query })}`

  bans = () => this.#send<ReadonlyArray<Ban>>('GET', '/bans')
  addBan = (ban: BanFields) => this.#send<Ban>('POST', '/bans', ban)
  liftBan = (id: string) => this.#send<void>('DELETE', `/bans/${encodeURIComponent(id)}`)
  routing = () => this.#send<Routing>('GET', '/routing')
  checkSite = (url: string) => this.#send<SiteCheck>('POST', '/installation/check', { url })
  siteCalls = () => this.#send<ReadonlyArray<SiteCall>>('GET', '/installation/calls')
  setRouting = (rules: Routing) => this.#send<Routing>('PUT', '/routing', rules)

  condition = () => this.#send<Condition>('GET', '/instance/condition')
  accounts = (search: string, before?: string) => {
    const query = new URLSearchParams({ ...(search && { search }), ...(before && { before }) })
    return this.#send<AccountsPage>('GET', `/instance/accounts?${query}`)
  }
  giveLicence = (id: string, licence: { tariff: Tariff; until: string | null }) =>
    this.#send<InstanceAccount>('PUT', `/instance/accounts/${encodeURIComponent(id)}/licence`, licence)
  block = (id: string, blocked: boolean) =>
    this.#send<InstanceAccount>('PUT', `/instance/accounts/${encodeURIComponent(id)}/blocked`, { blocked })

  async #send<A>(method: string, path: string, body?: object): Promise<A> {
    const response = await this.#fetch(method, path, body)
    if (response.status === 204) return undefined as A
    const answer = await response.json().catch(() => undefined)
    if (response.ok && answer !== undefined) return answer as A
    const failure = understood(answer, response.status)
    if (failure._tag === 'Unauthorized' && (await this.signedOut()) === true) {
      return this.#send<A>(method, path, body)
    }
    throw new ApiError(failure)
  }

  async #fetch(method: string, path: string, body: object | undefined): Promise<Response> {
    const binary = body instanceof Blob
    try {
      return await fetch(`/api/v1${path}`, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(patience),
        ...(body === undefined
          ? {}
          : {
              headers: { 'content-type': binary ? 'application/octet-stream' : 'application/json' },
              body: binary ? body : JSON.stringify(body),
            }),
      })
    } catch {
      throw new ApiError({ _tag: 'Offline' })
    }
  }
}

const asked = (query: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

const tags = new Set([
  'Invalid',
  'Unauthorized',
  'WrongPassword',
  'WrongCode',
  'SecondFactorNeeded',
  'SecondFactorMissing',
  'Forbidden',
  'NotFound',
  'Conflict',
  'LastDepartment',
  'OwnAddress',
  'DeadLink',
  'TooMany',
  'Unavailable',
])

function understood(answer: unknown, status: number): Failure {
  if (typeof answer === 'object' && answer !== null && '_tag' in answer && tags.has(String(answer._tag))) {
    return answer as Failure
  }
  if (status === 401) return { _tag: 'Unauthorized' }
  if (status === 404) return { _tag: 'NotFound' }
  if (status === 429) return { _tag: 'TooMany', retryAfter: 60 }
  if (status === 502 || status === 503 || status === 504) return { _tag: 'Unavailable' }
  return { _tag: 'Unexpected', status }
}

/** The engine that served this page. */
export const api = new Api()
