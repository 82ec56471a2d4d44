/** The last touch on every answer of the API: always JSON, never kept by anybody. */

/** For answers that come from below the handlers, without a body. */
const word = (status: number): string => {
  if (status === 404) return 'NotFound'
  if (status === 413) return 'TooLarge'
  return status < 500 ? 'Malformed' : 'Failed'
}

export const answer = async (response: Response): Promise<Response> => {
  const { status } = response
  const headers = new Headers(response.headers)
  headers.set('cache-control', 'no-store')
  headers.set('x-content-type-options', 'nosniff')
  if (status < 400) return new Response(response.body, { status, headers })
  const told = headers.get('content-type')?.startsWith('application/json') === true
  const body = told ? await response.text() : JSON.stringify({ _tag: word(status) })
  if (status === 429)
    headers.set('retry-after', String((JSON.parse(body) as { retryAfter: number }).retryAfter))
  headers.set('content-type', 'application/json')
  headers.delete('content-length')
  return new Response(body, { status, headers })
}
