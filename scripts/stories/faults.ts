/** What a page must not do, whatever its story is about. */
import type { Page } from 'playwright-core'

/** What a browser says by itself when the engine is away, or answers that somebody is not signed in. */
const ofTheLine = /net::ERR_|WebSocket connection|Failed to load resource/

/**
 * Faults: an uncaught error, an error in the console, a broken policy, a request to a third origin, and anything
 * but the API (which may refuse) answered with an error.
 */
export const faultsOf = (
  page: Page,
  engine: string,
  site: string,
  tell: { said: (line: string) => void; fault: (line: string) => void },
): void => {
  const fault = (line: string) => {
    tell.said(`fault: ${line}`)
    tell.fault(line)
  }
  page.on('console', (message) => {
    const text = message.text()
    tell.said(`${message.type()}: ${text}`)
    const broken = /Content Security Policy|Refused to/.test(text)
    if (broken || (message.type() === 'error' && !ofTheLine.test(text))) fault(text)
  })
  page.on('pageerror', (error) => {
    if (!ofTheLine.test(error.message)) fault(error.stack ?? error.message)
  })
  page.on('request', (request) => {
    const url = request.url()
    const known = url.startsWith(engine) || url.startsWith(site) || /^(data|blob|about):/.test(url)
    if (!known) fault(`asks a third origin: ${url}`)
    // Nothing of ours may need anything of a customer's site.
    if (page.url().startsWith(engine) && url.startsWith(site)) fault(`asks a foreign site: ${url}`)
  })
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (response.status() >= 400 && !pathname.startsWith('/api/')) {
      fault(`${response.status()} for ${response.url()}`)
    }
  })
}
