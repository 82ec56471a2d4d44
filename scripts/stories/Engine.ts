import { type ChildProcess, execFile, fork } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../build/root.mjs'

/** Limits stay out of the way of stories that are not about them; registration is open, and the stories' sites may be checked. */
const settings = {
  HOST: '127.0.0.1',
  REGISTRATION: 'open',
  INSTANCE_OWNER: 'instance-owner',
  CHECK_PRIVATE_SITES: 'on',
  LIMIT_FRAMES_PER_SECOND: '1000',
  LIMIT_NOTICES_PER_SECOND: '1000',
  LIMIT_MESSAGES_PER_MINUTE: '10000',
  LIMIT_OPERATOR_MESSAGES_PER_MINUTE: '10000',
  LIMIT_API_PER_MINUTE: '10000',
  LIMIT_NEW_VISITORS_PER_MINUTE: '10000',
  LIMIT_NEW_CONVERSATIONS_PER_HOUR: '10000',
  LIMIT_REGISTRATIONS_PER_HOUR: '10000',
}

/** Who looks after the instance: the first who registers. */
export const instanceOwner = { login: 'instance-owner', password: 'correct horse battery' }

/** The built engine in a process of its own, on a data directory of its own. */
export class Engine {
  /** What it runs: the build, or another one put in its place. */
  dist = join(root, 'dist')
  readonly dataDir = mkdtempSync(join(tmpdir(), 'redhelper-story-'))
  /** What it wrote to stdout and stderr, over all starts. */
  readonly log = `${this.dataDir}.log`
  #child: ChildProcess | null = null
  #port = 0
  #founded = false

  /** `env`: settings, which may need to know where it will be reached. */
  constructor(readonly env: (origin: string) => Readonly<Record<string, string>> = () => ({})) {
    writeFileSync(this.log, '')
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Starts, or starts again on the same data and port; waits until it is ready. */
  async start(): Promise<void> {
    this.#port ||= await freePort()
    const child = fork(join(this.dist, 'engine/main.js'), [], {
      env: {
        ...process.env,
        ...settings,
        PORT: String(this.#port),
        DATA_DIR: this.dataDir,
        ...this.env(this.origin),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--enable-source-maps'],
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (bytes) => appendFileSync(this.log, bytes))
    }
    child.once('exit', (code, signal) => appendFileSync(this.log, `The engine ended: ${signal ?? code}\n`))
    await new Promise<void>((ready, fail) => {
      child.on('message', (message) => {
        if ((message as { port?: number }).port !== undefined) ready()
      })
      child.once('exit', (code) => fail(new Error(`The engine ended with ${code}:\n${this.#output}`)))
    })
    const { ok } = await fetch(`${this.origin}/healthz`)
    if (!ok) throw new Error(`The engine says that it is ready, and /healthz does not:\n${this.#output}`)
    if (!this.#founded) await this.#found()
  }

  async #found(): Promise<void> {
    const { origin } = this
    const { login } = instanceOwner
    const form = {
      ...instanceOwner,
      email: `${login}@example.com`,
      language: 'ru',
      timeZone: 'Europe/Moscow',
    }
    const answer = await fetch(`${origin}/api/v1/registration`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(form),
    })
    if (!answer.ok) throw new Error(`No account for the instance's owner: ${await answer.text()}`)
    this.#founded = true
  }

  /** As a power cut: no goodbye to anybody. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** As an upgrade does it. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** `npm run admin -- …` on this engine's data, whether it runs or not; gives what it printed. */
  async admin(...words: ReadonlyArray<string>): Promise<string> {
    const command = [join(root, 'dist/engine/cli.js'), ...words]
    const env = { ...process.env, ...settings, ...this.env(this.origin), DATA_DIR: this.dataDir }
    const { stdout } = await promisify(execFile)(process.execPath, command, { env })
    return stdout
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((done) => child.once('exit', done))
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await ended
    clearTimeout(late)
  }

  async remove(): Promise<void> {
    await this.kill()
    rmSync(this.dataDir, { recursive: true, force: true })
    rmSync(this.log, { force: true })
  }

  get #output(): string {
    return readFileSync(this.log, 'utf8')
  }
}

/** Below the ports that systems give to outgoing connections: nobody takes it while the engine is down. */
const freePort = async (): Promise<number> => {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    const server = createServer()
    const free = await new Promise<boolean>((tell) => {
      server.once('error', () => tell(false)).listen(port, '127.0.0.1', () => tell(true))
    })
    await new Promise((closed) => server.close(closed))
    if (free) return port
  }
}
