/** Carries an HTTP request from uWebSockets.js to a web handler (`Request` in, `Response` out) and back. */
import type { HttpRequest, HttpResponse } from 'uWebSockets.js'
import type { Peer } from './Peer.ts'
import { endHead } from './uws.ts'

/**
 * Bytes of a request's body. Only photos are large, and nobody parses them: a megabyte of JSON takes a tenth of a
 * second. `photos`: so many on their way at once, since whose they are is asked when they are here.
 */
const most = { photo: 1024 * 1024, other: 64 * 1024, photos: 64 }
let photos = 0

export type Handler = (request: Request, peer: Peer) => Promise<Response>

export const bridge = (
  res: HttpResponse,
  req: HttpRequest,
  origin: string,
  peer: Peer,
  handle: Handler,
): void => {
  const method = req.getMethod().toUpperCase()
  const query = req.getQuery()
  const url = origin + req.getUrl() + (query ? `?${query}` : '')
  const headers = new Headers()
  req.forEach((name, value) => {
    // What a header may not hold is not worth an answer of 500.
    try {
      headers.append(name, value)
    } catch {}
  })
  let aborted = false
  let released = () => {}
  res.onAborted(() => {
    aborted = true
    released()
  })
  const answer = (body: Uint8Array<ArrayBuffer> | null) =>
    run(handle, url, { method, headers, body }, peer)
      .then((response) => {
        if (!aborted) return write(res, method, response, () => aborted)
      })
      // An answer that breaks off half-way: a rejection that nobody hears would end the process.
      .catch(() => {
        if (!aborted) res.close()
      })
  if (method === 'GET' || method === 'HEAD') return void answer(null)
  const isPhoto = headers.get('content-type') === 'application/octet-stream'
  const bodyBytes = isPhoto ? most.photo : most.other
  if (Number(headers.get('content-length') ?? 0) > bodyBytes) return tooLarge(res)
  if (isPhoto) {
    if (photos >= most.photos) return refuse(res, '503 Service Unavailable', 'Unavailable')
    photos++
    released = () => {
      photos--
      chunks.length = 0
      released = () => {}
    }
  }
  const chunks: Array<Uint8Array> = []
  let size = 0
  res.onData((chunk, last) => {
    if (size > bodyBytes) return
    size += chunk.byteLength
    if (size > bodyBytes) {
      released()
      return tooLarge(res)
    }
    chunks.push(new Uint8Array(chunk.slice(0)))
    if (!last || aborted) return
    const body = size === 0 ? null : new Uint8Array(Buffer.concat(chunks))
    released()
    void answer(body)
  })
}

const run = async (handle: Handler, url: string, init: RequestInit, peer: Peer): Promise<Response> => {
  let request: Request
  try {
    // Throws for a malformed Host header, and for methods such as TRACE.
    request = new Request(url, init)
  } catch {
    return new Response(null, { status: 400 })
  }
  try {
    return await handle(request, peer)
  } catch {
    return new Response(null, { status: 500 })
  }
}

const tooLarge = (res: HttpResponse): void => refuse(res, '413 Content Too Large', 'TooLarge')

/** As the API says it, from before it. */
export const tooMany = (res: HttpResponse, retryAfter: number): void => {
  res.cork(() => {
    res.writeStatus('429 Too Many Requests')
    res.writeHeader('Retry-After', String(retryAfter))
    end(res, JSON.stringify({ _tag: 'TooMany', retryAfter }))
  })
}

const refuse = (res: HttpResponse, status: string, tag: string): void => {
  res.cork(() => {
    res.writeStatus(status)
    end(res, JSON.stringify({ _tag: tag }))
  })
}

/** Without reading what else is sent. */
const end = (res: HttpResponse, body: string): void => {
  res.writeHeader('Content-Type', 'application/json')
  res.writeHeader('Cache-Control', 'no-store')
  res.writeHeader('X-Content-Type-Options', 'nosniff')
  res.end(body, true)
}

const write = async (
  res: HttpResponse,
  method: string,
  response: Response,
  aborted: () => boolean,
): Promise<void> => {
  const body = Buffer.from(await response.arrayBuffer())
  if (aborted()) return
  res.cork(() => {
    res.writeStatus(`${response.status} ${response.statusText}`.trim())
    response.headers.forEach((value, name) => {
      if (name !== 'content-length' && name !== 'set-cookie') res.writeHeader(name, value)
    })
    for (const cookie of response.headers.getSetCookie()) res.writeHeader('Set-Cookie', cookie)
    if (method === 'HEAD') endHead(res, body.length)
    else res.end(body)
  })
}
