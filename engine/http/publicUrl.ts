/** Where the engine is reached from outside. */
import type { HttpServerRequest } from 'effect/http'

/** Scheme and host of this very request; believed only while PUBLIC_URL is not set. */
export const ownOrigin = (request: HttpServerRequest.HttpServerRequest, secure: boolean): string => {
  const given = request.headers.host ?? hostOf(request.source)
  const host = /^[a-z0-9.:[\]_-]{1,255}$/i.test(given) ? given.toLowerCase() : 'localhost'
  return `${secure ? 'https' : 'http'}://${host}`
}

const hostOf = (source: object): string =>
  source instanceof Request && URL.canParse(source.url) ? new URL(source.url).host : ''
