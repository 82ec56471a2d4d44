/** A true SMTP server in this process, and what it was given, read back by a parser that is not ours. For tests. */
import { Effect } from 'effect'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface Received {
  readonly from: string
  readonly to: ReadonlyArray<string>
  readonly mail: Email
  readonly raw: string
}

export interface TestRelay {
  readonly port: number
  readonly received: Array<Received>
  /** Connections so far. */
  readonly connections: () => number
  /** What it answers to a recipient, to a message; null: it takes them. */
  refuses: { recipient: string | null; message: string | null }
  /** Recipients of whom it says nothing until they are released. */
  readonly slow: Set<string>
  readonly release: () => void
  /** Letters that it says nothing of now. */
  readonly held: () => number
  readonly stop: () => Promise<void>
}

const refusal = (line: string): Error =>
  Object.assign(new Error(line.slice(4)), { responseCode: Number(line.slice(0, 3)) })

/**
 * `port` 0: any free one. Another user or password is refused when `login` says which is right; more connections at once
 * than `most` are, too.
 */
export const listenAsRelay = (
  port = 0,
  login: { readonly user: string; readonly pass: string } | null = null,
  most = 1_000,
): Promise<TestRelay> =>
  new Promise((resolve, reject) => {
    const received: Array<Received> = []
    let connections = 0
    const refuses: TestRelay['refuses'] = { recipient: null, message: null }
    const slow = new Set<string>()
    let held: Array<() => void> = []
    const server = new SMTPServer({
      maxClients: most,
      authOptional: login === null,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      logger: false,
      onConnect: (_session, done) => {
        connections++
        done()
      },
      onAuth: ({ username, password }, _session, done) =>
        username === login?.user && password === login?.pass
          ? done(null, { user: username })
          : done(new Error(`Authentication failed for ${username} with ${password}`)),
      onRcptTo: ({ address }, _session, done) => {
        const answer = () => done(refuses.recipient === null ? null : refusal(refuses.recipient))
        if (slow.has(address)) held.push(answer)
        else answer()
      },
      onData: (stream, session, done) => {
        const chunks: Array<Buffer> = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          if (refuses.message !== null) return done(refusal(refuses.message))
          const raw = Buffer.concat(chunks)
          const { mailFrom, rcptTo } = session.envelope
          const from = mailFrom ? mailFrom.address : ''
          const to = rcptTo.map(({ address }) => address)
          void PostalMime.parse(raw).then((mail) => {
            received.push({ from, to, mail, raw: raw.toString() })
            done()
          }, done)
        })
      },
    })
    server.on('error', reject)
    const net = server.listen(port, '127.0.0.1', () => {
      const address = net.address()
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : port,
        received,
        connections: () => connections,
        refuses,
        slow,
        release: () => {
          const answers = held
          held = []
          slow.clear()
          for (const answer of answers) answer()
        },
        held: () => held.length,
        stop: () => new Promise((stopped) => server.close(() => stopped())),
      })
    })
  })

export const testRelay = (
  port = 0,
  login: { readonly user: string; readonly pass: string } | null = null,
  most?: number,
) =>
  Effect.acquireRelease(
    Effect.promise(() => listenAsRelay(port, login, most)),
    (relay) => Effect.promise(() => relay.stop()),
  )

/** Waits for what comes by the network, which no test clock moves. */
export const eventually = (is: () => boolean, what: string): Effect.Effect<void> =>
  Effect.promise(async () => {
    const end = performance.now() + 10_000
    while (!is()) {
      if (performance.now() > end) throw new Error(`Not in ten seconds: ${what}`)
      await new Promise((later) => setTimeout(later, 5))
    }
  })
