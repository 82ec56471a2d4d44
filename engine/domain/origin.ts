/**
 * Did this request come from our own pages? Checked for everything that changes state and for operators'
 * sockets: a cookie alone proves nothing, since any site can make a browser send it.
 */

export interface Asked {
  readonly method: string
  /** The `Origin` header. */
  readonly origin: string | null
  /** The `Sec-Fetch-Site` header: set by browsers, never by a page. */
  readonly site: string | null
  /** Does the request carry a session cookie? */
  readonly cookie: boolean
  /** The request's own scheme and host, `http://192.168.1.5:8080`. */
  readonly own: string
  /** PUBLIC_URL, or null. */
  readonly publicUrl: string | null
}

export const fromOurPages = (asked: Asked): boolean => {
  if (asked.method === 'GET' || asked.method === 'HEAD') return true
  if (asked.origin !== null) {
    if (asked.origin === (asked.publicUrl ?? asked.own)) return true
    // Behind a proxy that is not configured we do not know our own scheme and host; the browser does. With
    // PUBLIC_URL set there is no doubt, and no other name (a rebound DNS name, say) is accepted.
    return asked.publicUrl === null && asked.site === 'same-origin' && asked.origin !== 'null'
  }
  if (asked.site !== null) return asked.site === 'same-origin'
  // No browser: a script that signs in or registers. With a cookie it must say where it comes from.
  return !asked.cookie
}
