/** What uWebSockets.js exports and its type declarations leave out. */
import * as uws from 'uWebSockets.js'

const missing = uws as unknown as { readonly DISABLED: number; readonly LIBUS_LISTEN_EXCLUSIVE_PORT: number }

/** No compression of frames. */
export const uncompressed = missing.DISABLED

/**
 * Listens, and shares the port with nobody: without the option uWS sets SO_REUSEPORT, and a second engine on
 * the same port would silently take half of the connections.
 */
export const listenAlone = (
  app: uws.TemplatedApp,
  host: string,
  port: number,
  done: (socket: uws.us_listen_socket | false) => void,
): void => {
  const listen = app.listen as unknown as (
    host: string,
    port: number,
    options: number,
    done: (socket: uws.us_listen_socket | false) => void,
  ) => void
  listen.call(app, host, port, missing.LIBUS_LISTEN_EXCLUSIVE_PORT, done)
}

/**
 * Answers HEAD. Given the length itself, `endWithoutBody` waits for a body that never comes; the response counts
 * as unanswered, and uWS ends the process when its handler returns.
 */
export const endHead = (res: uws.HttpResponse, length: number): void => {
  res.writeHeader('Content-Length', String(length))
  res.endWithoutBody()
}
