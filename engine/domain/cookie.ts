/**
 * The session cookie. Over TLS its name has the `__Host-` prefix, which browsers accept only with Secure, Path=/
 * and no Domain, so that no neighbouring subdomain can plant one; on plain http (a LAN address) the plain name.
 */
import { sessionLife } from './session.ts'

/**
 * Is the browser's connection a TLS one? PUBLIC_URL says it where it is set; without it the request itself
 * (`secure`: it came to a trusted proxy over TLS).
 */
export const overTls = (publicUrl: string | null, secure: boolean): boolean =>
  publicUrl === null ? secure : publicUrl.startsWith('https:')

export const cookieName = (secure: boolean): string => (secure ? '__Host-redhelper' : 'redhelper')

/** Tokens in a Cookie header, under the name for this kind of connection only. */
export const tokensIn = (header: string | null | undefined, secure: boolean): ReadonlyArray<string> => {
  if (!header) return []
  const prefix = `${cookieName(secure)}=`
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length))
    .slice(0, 4)
}

/** The `Set-Cookie` value; an empty token removes the cookie. */
export const setCookie = (token: string, secure: boolean): string =>
  [
    `${cookieName(secure)}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${token === '' ? 0 : sessionLife.absolute / 1000}`,
    ...(secure ? ['Secure'] : []),
  ].join('; ')
