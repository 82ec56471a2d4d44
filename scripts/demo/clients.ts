/** Operators and visitors of the example account, as browsers are: the real API and the real sockets. */
import { WebSocket as Socket } from 'undici'
import { Connection, protocolVersion, uuidv7 } from '../../engine/protocol/client/index.ts'
import type { OperatorWelcome, ToOperator, ToVisitor, VisitorWelcome } from '../../engine/protocol/frames.ts'
import { firefox } from '../agent.ts'
import { people } from './people.ts'
import type { From } from './talks.ts'

export const account = people[0].login

const send = (method: string) => (origin: string, path: string, cookie: string, body: object) =>
  fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin, ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  })
export const post = send('POST')
export const patch = send('PATCH')

export const cookieOf = async (response: Response): Promise<string> => {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`)
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

const socket = (headers: Record<string, string>) => (url: string) =>
  new Socket(url, { headers: { 'user-agent': firefox, ...headers } }) as unknown as WebSocket

/** The engine does not want this one, now or later. */
export class TurnedAway extends Error {}

type Heard<W> = Pick<ConstructorParameters<typeof Connection>[0], 'state'> & { welcome: (welcome: W) => void }

/** Resolves at the first welcome. */
const online = <W>(make: (heard: Heard<W>) => Connection): Promise<Connection> =>
  new Promise((resolve, reject) => {
    const connection = make({
      welcome: () => resolve(connection),
      state: (state, code) => state === 'ended' && reject(new TurnedAway(`closed with ${code}`)),
    })
    connection.start()
  })

export const openConsole = async (
  origin: string,
  login: string,
  listen: (frame: ToOperator) => void = () => {},
) => {
  const { password } = people.find((person) => person.login === login) ?? people[0]
  const cookie = await cookieOf(await post(origin, '/session', '', { login, password }))
  let tell = (_: unknown) => {}
  const connection = await online<OperatorWelcome>(
    (heard) =>
      new Connection({
        ...heard,
        url: `${origin.replace('http', 'ws')}/ws/operator`,
        hello: () => ({
          kind: 'hello',
          version: protocolVersion,
          console: uuidv7(),
          status: 'online',
          epoch: null,
          positions: [],
        }),
        frame: (frame: ToOperator) => {
          if (frame.kind === 'conversation' || frame.kind === 'event') tell(frame.kind)
          listen(frame)
        },
        socket: socket({ cookie, origin }),
      }),
  )
  await connection.request({ kind: 'status', status: 'online' })
  return { connection, nextConversation: () => new Promise((resolve) => (tell = resolve)) }
}

export interface Widget {
  readonly connection: Connection
  readonly token: string | null
  /** Is there an open conversation? */
  readonly talks: boolean
}

export interface Tab {
  readonly page: { readonly path: string; readonly title: string }
  readonly from: From
  /** Is the chat window open? */
  readonly open: boolean
  /** What the engine says after the welcome; it may come before `openWidget` is done. */
  readonly frame?: (frame: ToVisitor, connection: Connection) => void
}

export const openWidget = async (
  origin: string,
  { page, from, open, frame = () => {} }: Tab,
  known: string | null,
): Promise<Widget> => {
  const tab = uuidv7()
  let token = known
  let talks = false
  const connection = await online<VisitorWelcome>(({ welcome, state }) => {
    const made: Connection = new Connection({
      state,
      url: `${origin.replace('http', 'ws')}/ws/visitor`,
      hello: () => ({
        kind: 'hello',
        version: protocolVersion,
        account,
        token,
        tab,
        page: pageOf(page, from.query),
        referrer: from.referrer,
        language: 'ru',
        visible: true,
        open,
        epoch: null,
        position: null,
      }),
      welcome: (told: VisitorWelcome) => {
        token = told.token ?? token
        talks = told.conversation !== null
        welcome(told)
      },
      frame: (told: ToVisitor) => frame(told, made),
      socket: socket({
        origin: 'https://tea.example',
        'user-agent': from.userAgent,
        // Believed, since the demo trusts one hop.
        'x-forwarded-for': from.address,
      }),
    })
    return made
  })
  return { connection, token, talks }
}

export const pageOf = ({ path, title }: Tab['page'], query = '') => ({
  url: `https://tea.example${path}${query}`,
  title,
})
