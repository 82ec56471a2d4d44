/** Codes of an authenticator app (TOTP, RFC 6238): six digits that change every half a minute. */
import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const period = 30
/** Clocks of phones are a little off: the code before and the one after are right too. */
const window = 1

const totp = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: 'RedHelper', label, period, digits: 6, secret: Secret.fromBase32(secret) })

/** 160 bits in base32, as apps take them. */
export const newSecret = (): string => new Secret({ buffer: new Uint8Array(randomBytes(20)).buffer }).base32

/** For the app, as a picture or a link. */
export const secretUri = (secret: string, login: string): string => totp(secret, login).toString()

/** Which half a minute since 1970 a code is of; null: it is not right now. */
export const stepOf = (secret: string, code: string, now: number): number | null => {
  const digits = code.replace(/[\s-]/g, '')
  if (!/^\d{6}$/.test(digits)) return null
  const delta = totp(secret, '').validate({ token: digits, timestamp: now, window })
  return delta === null ? null : Math.floor(now / 1_000 / period) + delta
}

/** The code of now: for tests, and for what plays a phone. */
export const codeAt = (secret: string, now: number): string => totp(secret, '').generate({ timestamp: now })
