/** What uWebSockets.js exports and its type declarations leave out. */

import * as uws from 'uWebSockets.js'
import { connect } from 'node:net'

const missing = uws as unknown as { readonly DISABLED: number }

/** No compression of frames. */
export const uncompressed = missing.DISABLED

/**
 * Listens, and shares the port with nobody. By itself uWS sets SO_REUSEPORT, and a second engine on the same port
 * would silently take half of the connections. Its exclusive mode is no cure: it sets no SO_REUSEADDR, so that an
 * engine could not come back for a minute, while the kernel remembers the connections of the one before. So we
 * knock first: where somebody answers, the port is taken.
 */
export const listenAlone = (
  app: uws.TemplatedApp,
  host: string,
  port: number,
  done: (socket: uws.us_listen_socket | false) => void,
): void => {
  if (port === 0) return void app.listen(host, port, done)
  const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  const knock = connect({ host: everywhere[host] ?? host, port, timeout: 2_000 })
  const answered = (taken: boolean) => {
    knock.removeAllListeners()
    knock.on('error', () => {})
    knock.destroy()
    if (taken) done(false)
    else app.listen(host, port, done)
  }
  knock.once('connect', () => answered(true))
  knock.once('timeout', () => answered(false))
  knock.once('error', () => answered(false))
}
