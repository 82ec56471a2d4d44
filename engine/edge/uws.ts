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
