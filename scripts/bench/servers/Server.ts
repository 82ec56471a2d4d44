/** A server under test: a child process, and what it cost. */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Memory {
  readonly rss: number
  readonly heap: number
  readonly external: number
}

/** Milliseconds in which a server must be ready, or done with something. */
const patience = 60_000
const running = new Set<Server>()

export class Server {
  readonly folder = mkdtempSync(join(tmpdir(), 'redhelper-bench-'))
  port = 0
  private child!: ChildProcess

  constructor(
    readonly name: string,
    private readonly program: string,
    private readonly args: ReadonlyArray<string>,
    private readonly settings: Readonly<Record<string, string>> = {},
  ) {}

  async start(): Promise<this> {
    running.add(this)
    const hand = new URL('./hand.mjs', import.meta.url).href
    const profile =
      process.env.BENCH_PROFILE === this.name
        ? ['--cpu-prof', `--cpu-prof-dir=${join(tmpdir(), 'redhelper-profiles')}`]
        : []
    this.child = fork(fileURLToPath(new URL(this.program, import.meta.url)), [...this.args], {
      env: {
        ...process.env,
        ...this.settings,
        DATA_DIR: join(this.folder, 'data'),
        BENCH_THREADS: this.threadsFile,
      },
      execArgv: ['--expose-gc', '--import', hand, ...profile],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const { port } = await this.hear<{ port: number }>((m) => 'port' in m)
    this.port = port
    return this
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** CPU time of the main thread so far, user and system, in microseconds. */
  cpu(): number {
    return this.cpuOf(this.child.pid!)
  }

  /** The same of the workers: for the engine, its projection. */
  workersCpu(): number {
    return readLines(this.threadsFile).reduce((sum, thread) => sum + this.cpuOf(Number(thread)), 0)
  }

  /** After two forced collections. */
  async memory(): Promise<Memory> {
    this.child.send({ bench: 'collect' })
    const { collected } = await this.hear<{ collected: Omit<Memory, 'rss'> }>((m) => 'collected' in m)
    const pages = Number(readFileSync(`/proc/${this.child.pid}/statm`, 'utf8').split(' ')[1])
    return { rss: pages * 4096, ...collected }
  }

  async stop(): Promise<void> {
    if (!running.delete(this)) return
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const over = new Promise((done) => this.child.once('exit', done))
      this.child.kill('SIGTERM')
      const late = setTimeout(() => this.child.kill('SIGKILL'), 10_000)
      await over
      clearTimeout(late)
    }
    rmSync(this.folder, { recursive: true, force: true })
  }

  private get threadsFile(): string {
    return join(this.folder, 'threads')
  }

  private cpuOf(thread: number): number {
    const stat = readFileSync(`/proc/${this.child.pid}/task/${thread}/stat`, 'utf8')
    // After the name, which may hold anything: state is the first field, utime and stime 12th and 13th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return ((Number(fields[11]) + Number(fields[12])) * 1e6) / ticksPerSecond
  }

  private hear<M extends object>(fits: (message: object) => boolean): Promise<M> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(late)
        this.child.off('message', listen)
        this.child.off('exit', gone)
        end()
      }
      const listen = (message: object) => {
        if (fits(message)) settle(() => resolve(message as M))
      }
      const gone = () => settle(() => reject(new Error(`${this.name} ended`)))
      const late = setTimeout(() => settle(() => reject(new Error(`${this.name} does not answer`))), patience)
      this.child.on('message', listen)
      this.child.once('exit', gone)
    })
  }
}

/** USER_HZ, which Linux fixes at 100 for all programs. */
const ticksPerSecond = 100

const readLines = (path: string): ReadonlyArray<string> => {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}

/** Nothing is left behind, however the run ends. */
export const stopAll = async (): Promise<void> => {
  await Promise.all([...running].map((server) => server.stop()))
}
