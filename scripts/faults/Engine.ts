/** The real engine as a child process, on a data directory and a port that it keeps over all its lives. */
import { type ChildProcess, fork } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HarnessCommand } from '../../engine/harness.ts'

/** Limits are for strangers; here all come from one address and are in a hurry. */
export const settings = {
  HOST: '127.0.0.1',
  REGISTRATION: 'open',
  LIMIT_FRAMES_PER_SECOND: '100000',
  LIMIT_NOTICES_PER_SECOND: '100000',
  LIMIT_MESSAGES_PER_MINUTE: '1000000',
  LIMIT_OPERATOR_MESSAGES_PER_MINUTE: '1000000',
  LIMIT_HISTORY_PER_MINUTE: '1000000',
  LIMIT_SOCKETS_PER_ADDRESS: '100000',
  LIMIT_SOCKETS_PER_MINUTE: '1000000',
  LIMIT_NEW_VISITORS_PER_MINUTE: '1000000',
  LIMIT_NEW_CONVERSATIONS_PER_HOUR: '1000000',
  LIMIT_NEW_CONVERSATIONS_PER_MINUTE: '1000000',
  LIMIT_REGISTRATIONS_PER_HOUR: '10000',
}
/** Milliseconds in which it must be ready, on a machine that is busy. */
const patience = 60_000

export class Engine {
  readonly folder = mkdtempSync(join(tmpdir(), 'redhelper-faults-'))
  readonly dataDir = join(this.folder, 'data')
  /** The end of what it wrote, over all its lives. */
  output = ''
  up = false
  /** Ended without having been told to. */
  crashes = 0
  starts = 0
  readonly #main: string
  #child: ChildProcess | null = null
  readonly #listeners = new Set<(text: string) => void>()
  #port = 0
  #expected = false

  constructor(main: string) {
    this.#main = main
  }

  get port(): number {
    return this.#port
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Resolves when its sockets are open. */
  async start(): Promise<void> {
    this.#port ||= await freePort()
    this.#expected = false
    this.starts++
    const child = fork(this.#main, ['--harness'], {
      env: { ...process.env, ...settings, PORT: String(this.#port), DATA_DIR: this.dataDir },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--enable-source-maps'],
    })
    this.#child = child
    const hear = (bytes: Buffer) => {
      this.output = (this.output + bytes).slice(-200_000)
      for (const listener of this.#listeners) listener(String(bytes))
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.on('error', () => {})
    await new Promise<void>((ready, fail) => {
      const late = setTimeout(() => fail(new Error(`The engine is not ready:\n${this.output}`)), patience)
      child.on('message', (message) => {
        if (!(message as { ready?: boolean }).ready) return
        clearTimeout(late)
        this.up = true
        ready()
      })
      child.once('exit', (code, signal) => {
        this.up = false
        clearTimeout(late)
        if (!this.#expected) this.crashes++
        fail(new Error(`The engine ended with ${code ?? signal}:\n${this.output.slice(-2_000)}`))
      })
    })
  }

  tell(command: HarnessCommand): void {
    if (this.#child?.connected) this.#child.send(command, () => {})
  }

  /** Does it write these words within so many ms from now? */
  says(words: string, within: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (said: boolean) => {
        this.#listeners.delete(listener)
        clearTimeout(late)
        resolve(said)
      }
      const listener = (text: string) => {
        if (text.includes(words)) end(true)
      }
      const late = setTimeout(end, within, false)
      this.#listeners.add(listener)
    })
  }

  /** It is going to die of something that was done to it; resolves when it is dead, or `within` ms are over. */
  async dies(within: number): Promise<boolean> {
    this.#expected = true
    const dead = await Promise.race([
      this.#ended().then(() => true),
      new Promise<boolean>((late) => setTimeout(late, within, false)),
    ])
    if (!dead) this.#expected = false
    return dead
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#expected = true
    const ended = this.#ended()
    this.#child?.kill(signal)
    const late = setTimeout(() => this.#child?.kill('SIGKILL'), 20_000)
    await ended
    clearTimeout(late)
  }

  /** Copies the data directory of a stopped engine aside. */
  copyAside(name: string): void {
    cpSync(this.dataDir, join(this.folder, name), { recursive: true, filter: noSocket })
  }

  /** Puts that older copy in the place of the data directory of a stopped engine. As told to: but for what is erased. */
  restore(name: string): void {
    const [list, aside] = [join(this.dataDir, 'erasures.jsonl'), join(this.folder, 'erasures.jsonl')]
    if (existsSync(list)) cpSync(list, aside)
    rmSync(this.dataDir, { recursive: true, force: true })
    mkdirSync(this.dataDir, { mode: 0o700 })
    cpSync(join(this.folder, name), this.dataDir, { recursive: true })
    if (existsSync(aside)) cpSync(aside, list)
  }

  walBytes(): number {
    return statSync(join(this.dataDir, 'log.db-wal'), { throwIfNoEntry: false })?.size ?? 0
  }

  async health(): Promise<{ live: boolean; ok: boolean; reason: string | null } | null> {
    try {
      const [live, health] = await Promise.all([
        fetch(`${this.origin}/livez`, { signal: AbortSignal.timeout(5_000) }),
        fetch(`${this.origin}/healthz`, { signal: AbortSignal.timeout(5_000) }),
      ])
      const { ok, reason } = (await health.json()) as { ok: boolean; reason: string | null }
      return { live: live.ok, ok: health.ok && ok, reason }
    } catch {
      return null
    }
  }

  /** At once, with all its data. */
  abandon(): void {
    this.#child?.kill('SIGKILL')
    this.remove()
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  #ended(): Promise<void> {
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
    return new Promise((done) => child.once('exit', () => done()))
  }
}

const noSocket = (path: string): boolean => !statSync(path).isSocket()

/** Not the port 0: the kernel would keep a port of its own choice from a second start for a minute. */
export const freePort = async (): Promise<number> => {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}
