/**
 * Everything that can be set, in one place: environment variables with defaults that need no thought on one
 * small machine. The README's table of settings is this file in words.
 */
import { isIP } from 'node:net'
import { Context, Effect, Layer, Schema } from 'effect'
import { emailProblem } from '../domain/email.ts'
import type { Mailbox } from '../domain/letter.ts'
import { type Beginning, beginnings } from '../domain/licence.ts'
import { login, loginProblem } from '../domain/login.ts'
import { mailFrom, relay, type SmtpRelay } from './mail.ts'

export type { SmtpRelay } from './mail.ts'

/**
 * FULL: an acknowledged message survives a power cut. NORMAL: it survives a crash of the engine only, as with
 * OFF, where a power cut may damage the file besides.
 */
export type Synchronous = 'FULL' | 'NORMAL' | 'OFF'
export type Registration = 'open' | 'first' | 'closed'

export interface Limits {
  /** Frames a second of one socket over some seconds; ten times as many at once. Large ones count as several. */
  readonly framesPerSecond: number
  /** Notices (what he types, whether his chat is open) of one visitor that an operator is shown in a second, over some seconds. */
  readonly noticesPerSecond: number
  /** Messages a minute of one visitor. */
  readonly messagesPerMinute: number
  /** The same of one operator, over all his consoles. */
  readonly operatorMessagesPerMinute: number
  /** Pages that one visitor looks at in a minute; more are told late, and only the last of them. */
  readonly pagesPerMinute: number
  /** Pages of earlier messages that one visitor asks for in a minute: the dearest question there is. */
  readonly historyPerMinute: number
  /** Sockets at once from one address (a firm behind one address has many). */
  readonly socketsPerAddress: number
  /** Sockets opened from one address in a minute: who is closed for too many frames must not come back at once. */
  readonly socketsPerMinute: number
  /** Visitors never seen before, from one address in a minute. */
  readonly newVisitorsPerMinute: number
  /** Conversations begun by one visitor in an hour. */
  readonly newConversationsPerHour: number
  /** Conversations begun from one address in a minute. */
  readonly newConversationsPerMinute: number
  /** Offline messages and leads of one visitor in an hour. */
  readonly requestsPerHour: number
  /** The same from one address. */
  readonly requestsPerAddress: number
  /** Calls of the HTTP API in a minute with one session. */
  readonly apiPerMinute: number
  /** The same from one address, whoever calls: an office of many may be behind one. */
  readonly apiPerAddress: number
  /** Accounts registered from one address in an hour. */
  readonly registrationsPerHour: number
  /** Bytes waiting in one socket before it is closed as too slow. */
  readonly outboxBytes: number
}

export class Config extends Context.Service<
  Config,
  {
    readonly dataDir: string
    readonly host: string
    readonly port: number
    /** Without a slash at the end; null: addresses are taken from each request. */
    readonly publicUrl: string | null
    /** Hops (a number) or CIDRs whose `X-Forwarded-For` and `-Proto` are believed; empty: nobody's. */
    readonly trustedProxies: number | ReadonlyArray<string>
    readonly registration: Registration
    readonly synchronous: Synchronous
    /** For `/metrics` from elsewhere; null: only from this machine. */
    readonly metricsToken: string | null
    /** Does the engine talk to itself every minute, to see whether messages arrive? */
    readonly canary: boolean
    /** May 'check my site' look into private networks, and at any port? */
    readonly privateSites: boolean
    /** The owner's own file of places (`.mmdb`); null: what `npm run geo` brought, or countries alone. */
    readonly geoFile: string | null
    /** What new accounts of this instance begin with (A5). */
    readonly tariff: Beginning
    /** Login of the account whose administrator runs this instance; null: nobody does from the cabinet. */
    readonly instanceOwner: string | null
    /** A4: where more is to be had, as an address for a link (`https:` or `mailto:`); null: nowhere. */
    readonly sales: string | null
    /** Takes our letters; null: they wait. */
    readonly relay: SmtpRelay | null
    /** Whom letters come from; always there with a relay. */
    readonly mailFrom: Mailbox | null
    readonly limits: Limits
  }
>()('engine/config/Config') {
  static readonly layer = Layer.effect(
    Config,
    Effect.suspend(() => parse(process.env)),
  )
}

export class BadSetting extends Schema.TaggedError<BadSetting>()('BadSetting', { message: Schema.String }) {}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings, or says in one sentence which one is wrong. An empty variable is an unset one. */
export const parse = (env: Environment): Effect.Effect<Config['Service'], BadSetting> =>
  Effect.try({
    try: () => ({
      dataDir: text(env, 'DATA_DIR', './data'),
      host: text(env, 'HOST', '0.0.0.0'),
      port: whole(env, 'PORT', 8080, 0, 65_535),
      publicUrl: publicUrl(env),
      trustedProxies: trustedProxies(env),
      registration: oneOf(env, 'REGISTRATION', ['first', 'open', 'closed']),
      synchronous: oneOf(env, 'SYNCHRONOUS', ['FULL', 'NORMAL', 'OFF']),
      metricsToken: text(env, 'METRICS_TOKEN', '') || null,
      canary: oneOf(env, 'CANARY', ['on', 'off']) === 'on',
      privateSites: oneOf(env, 'CHECK_PRIVATE_SITES', ['off', 'on']) === 'on',
      geoFile: text(env, 'GEO_FILE', '') || null,
      tariff: oneOf(env, 'TARIFF', beginnings),
      instanceOwner: instanceOwner(env),
      sales: sales(env),
      ...mail(env),
      limits: {
        framesPerSecond: whole(env, 'LIMIT_FRAMES_PER_SECOND', 50, 1),
        noticesPerSecond: whole(env, 'LIMIT_NOTICES_PER_SECOND', 5, 1),
        messagesPerMinute: whole(env, 'LIMIT_MESSAGES_PER_MINUTE', 60, 1),
        operatorMessagesPerMinute: whole(env, 'LIMIT_OPERATOR_MESSAGES_PER_MINUTE', 600, 1),
        pagesPerMinute: whole(env, 'LIMIT_PAGES_PER_MINUTE', 60, 1),
        historyPerMinute: whole(env, 'LIMIT_HISTORY_PER_MINUTE', 60, 1),
        socketsPerAddress: whole(env, 'LIMIT_SOCKETS_PER_ADDRESS', 200, 1),
        socketsPerMinute: whole(env, 'LIMIT_SOCKETS_PER_MINUTE', 1_200, 1),
        newVisitorsPerMinute: whole(env, 'LIMIT_NEW_VISITORS_PER_MINUTE', 120, 1),
        newConversationsPerHour: whole(env, 'LIMIT_NEW_CONVERSATIONS_PER_HOUR', 20, 1),
        newConversationsPerMinute: whole(env, 'LIMIT_NEW_CONVERSATIONS_PER_MINUTE', 60, 1),
        requestsPerHour: whole(env, 'LIMIT_REQUESTS_PER_HOUR', 10, 1),
        requestsPerAddress: whole(env, 'LIMIT_REQUESTS_PER_ADDRESS', 60, 1),
        apiPerMinute: whole(env, 'LIMIT_API_PER_MINUTE', 600, 1),
        apiPerAddress: whole(env, 'LIMIT_API_PER_ADDRESS', 12_000, 1),
        registrationsPerHour: whole(env, 'LIMIT_REGISTRATIONS_PER_HOUR', 10, 1),
        outboxBytes: whole(env, 'LIMIT_OUTBOX_BYTES', 1024 * 1024, 65_536),
      },
    }),
    catch: (error) => new BadSetting({ message: (error as Error).message }),
  })

const text = (env: Environment, name: string, fallback: string): string => env[name]?.trim() || fallback

const whole = (
  env: Environment,
  name: string,
  fallback: number,
  min: number,
  max = Number.MAX_SAFE_INTEGER,
) => {
  const given = text(env, name, String(fallback))
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    const range = max === Number.MAX_SAFE_INTEGER ? `, ${min} or more` : ` from ${min} to ${max}`
    throw new Error(`${name} is '${given}', and must be a whole number${range}.`)
  }
  return value
}

const oneOf = <const A extends string>(
  env: Environment,
  name: string,
  values: readonly [A, ...Array<A>],
): A => {
  const given = text(env, name, values[0])
  const found = values.find((value) => value.toLowerCase() === given.toLowerCase())
  if (found === undefined) throw new Error(`${name} is '${given}', and must be one of ${values.join(', ')}.`)
  return found
}

const publicUrl = (env: Environment): string | null => {
  const given = text(env, 'PUBLIC_URL', '')
  if (given === '') return null
  const url = URL.canParse(given) ? new URL(given) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    throw new Error(`PUBLIC_URL is '${given}', and must look like https://chat.example.com, without a path.`)
  }
  return url.origin
}

const instanceOwner = (env: Environment): string | null => {
  const given = text(env, 'INSTANCE_OWNER', '')
  if (given === '') return null
  if (loginProblem(given) === null) return login(given)
  throw new Error(`INSTANCE_OWNER is '${given}', and must be the login of an account.`)
}

const sales = (env: Environment): string | null => {
  const url = text(env, 'SALES_URL', '')
  if (url !== '') {
    if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return new URL(url).href
    throw new Error(`SALES_URL is '${url}', and must look like https://example.com/prices.`)
  }
  const email = text(env, 'SALES_EMAIL', '')
  if (email === '') return null
  if (emailProblem(email) === null) return `mailto:${email}`
  throw new Error(`SALES_EMAIL is '${email}', and must be one address, like sales@example.com.`)
}

const mail = (env: Environment) => {
  const settings = { relay: relay(text(env, 'SMTP_URL', '')), mailFrom: mailFrom(text(env, 'MAIL_FROM', '')) }
  if (settings.relay === null) return settings
  if (settings.mailFrom === null) {
    throw new Error('SMTP_URL is set, so MAIL_FROM has to be too: the address that letters come from.')
  }
  // From a request's Host header it could be anybody's, and a link to a new password would be theirs.
  if (publicUrl(env) === null) {
    throw new Error('SMTP_URL is set, so PUBLIC_URL has to be too: letters carry links to it.')
  }
  return settings
}

const trustedProxies = (env: Environment): number | ReadonlyArray<string> => {
  const given = text(env, 'TRUSTED_PROXIES', '')
  if (/^\d+$/.test(given)) return Number(given)
  const ranges = given.split(/[\s,]+/).filter(Boolean)
  for (const range of ranges) {
    const [address = '', bits = '0', ...more] = range.split('/')
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!
    if (more.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) {
      throw new Error(
        `TRUSTED_PROXIES has '${range}', and takes a number of hops, or addresses like 10.0.0.0/8.`,
      )
    }
  }
  return ranges
}
