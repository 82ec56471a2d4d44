/** The engine and what it is compared with. */
import { Server } from './Server.ts'

export type Reference = 'uws' | 'ws' | 'socketio'
export type Contender = 'engine' | Reference

const many = '1000000000'
/** Limits are for strangers; here all come from a few addresses and are in a hurry. */
const settings = {
  HOST: '127.0.0.1',
  PORT: '0',
  REGISTRATION: 'open',
  SYNCHRONOUS: 'FULL',
  LIMIT_FRAMES_PER_SECOND: many,
  LIMIT_NOTICES_PER_SECOND: many,
  LIMIT_MESSAGES_PER_MINUTE: many,
  LIMIT_OPERATOR_MESSAGES_PER_MINUTE: many,
  LIMIT_PAGES_PER_MINUTE: many,
  LIMIT_SOCKETS_PER_ADDRESS: many,
  LIMIT_SOCKETS_PER_MINUTE: many,
  LIMIT_NEW_VISITORS_PER_MINUTE: many,
  LIMIT_NEW_CONVERSATIONS_PER_HOUR: many,
  LIMIT_NEW_CONVERSATIONS_PER_MINUTE: many,
  LIMIT_REGISTRATIONS_PER_HOUR: many,
}

export const startServer = (name: Contender): Promise<Server> =>
  name === 'engine'
    ? new Server(name, './main.js', [], settings).start()
    : new Server(name, './reference.mjs', [name]).start()

/** An account with one operator: what his console connects with. */
export interface Desk {
  readonly login: string
  readonly cookie: string
}

/** References know no accounts; there it is a name. */
export const makeDesk = async (server: Server, login: string): Promise<Desk> => {
  if (server.name !== 'engine') return { login, cookie: '' }
  const response = await fetch(`${server.origin}/api/v1/registration`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.origin },
    body: JSON.stringify({
      email: `${login}@example.com`,
      login,
      password: 'correct horse',
      language: 'ru',
      timeZone: 'Europe/Moscow',
    }),
    signal: AbortSignal.timeout(30_000),
  })
  if (response.status !== 201) throw new Error(`registration: ${response.status} ${await response.text()}`)
  return { login, cookie: response.headers.getSetCookie()[0]!.split(';')[0]! }
}
