/**
 * kill -9 cannot show that an acknowledged message survives a power cut, since the page cache outlives the
 * process. What the engine asks of the kernel can: under strace, nothing that tells of a message may leave by a
 * socket before the WAL frames that hold it were synced. With SYNCHRONOUS=OFF the same check has to fail.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'undici'
import { Connection } from '../../engine/protocol/client/Connection.ts'
import { protocolVersion } from '../../engine/protocol/client/limits.ts'
import { uuidv7 } from '../../engine/protocol/client/uuidv7.ts'
import { firefox } from '../agent.ts'
import { Refusal } from '../ground/refusal.mjs'
import { freePort, settings } from './Engine.ts'
import { setUp } from './setting.ts'

export interface Synced {
  /** Messages whose ack left by a socket. */
  readonly told: number
  /** Of those, before their WAL frames were synced. */
  readonly early: number
  readonly syncs: number
}

const visitors = 8
const messagesEach = 10
const calls = 'trace=pwrite64,write,writev,sendto,sendmsg,fdatasync,fsync'

/** Lets people talk to an engine under strace, and reads what it asked of the kernel. */
export const observe = async (main: string, synchronous: 'FULL' | 'OFF'): Promise<Synced> => {
  const folder = mkdtempSync(join(tmpdir(), 'redhelper-durability-'))
  const port = await freePort()
  const traced = ['-ff', '-y', '-s', '9000', '-e', calls, '-o', join(folder, 'trace'), process.execPath, main]
  const child = spawn('strace', traced, {
    env: {
      ...process.env,
      ...settings,
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      SYNCHRONOUS: synchronous,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  try {
    await new Promise<void>((ready, fail) => {
      const hear = (bytes: Buffer) => {
        output += bytes
        if (output.includes('RedHelper is ready')) ready()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('error', () => fail(new Refusal('--durability needs strace: install it, and start again.')))
      child.once('exit', () => fail(new Refusal(`The engine cannot be watched by strace: ${output.trim()}`)))
    })
    const { accounts } = await setUp(`http://127.0.0.1:${port}`, 1, 1)
    await Promise.all(
      Array.from({ length: visitors }, () => talk(`ws://127.0.0.1:${port}`, accounts[0]!.login)),
    )
    const ended = new Promise((done) => child.once('exit', done))
    process.kill(tracee(child.pid!), 'SIGKILL')
    await ended
    const threads = readdirSync(folder).filter((name) => name.startsWith('trace'))
    // The writing thread is also the one that speaks; others only move the WAL into the file.
    const found = threads.map((name) => check(readFileSync(join(folder, name), 'latin1')))
    return found.reduce((a, b) => (b.told > a.told ? b : a))
  } finally {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

const tracee = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0])

const talk = (url: string, account: string): Promise<void> =>
  new Promise((done, fail) => {
    const speak = async () => {
      for (let n = 0; n < messagesEach; n++) {
        await connection.request({ kind: 'send', client: uuidv7(), text: `Message ${n}` })
      }
      connection.stop()
    }
    const connection: Connection = new Connection({
      url: `${url}/ws/visitor`,
      hello: () => ({
        kind: 'hello',
        version: protocolVersion,
        account,
        token: null,
        tab: uuidv7(),
        page: { url: 'https://shop.example/', title: 'Shop' },
        referrer: '',
        language: 'ru',
        visible: true,
        open: true,
        epoch: null,
        position: null,
      }),
      welcome: () => void speak().then(done, fail),
      frame: () => {},
      state: () => {},
      socket: (to) =>
        new WebSocket(to, { headers: { 'user-agent': firefox } }) as unknown as globalThis.WebSocket,
    })
    connection.start()
  })

const client = /\\?"client\\?":\\?"([\da-f-]{36})/g

/** One thread's calls, in the order in which it made them. */
export const check = (trace: string): Synced => {
  /** Written into the WAL, and not synced yet. */
  const open = new Set<string>()
  const synced = new Set<string>()
  const told = new Set<string>()
  const early = new Set<string>()
  let syncs = 0
  for (const line of trace.split('\n')) {
    const wal = /^\w+\(\d+<[^>]*log\.db-wal>/.test(line)
    if (wal && /^f(data)?sync/.test(line) && line.endsWith('= 0')) {
      syncs++
      for (const id of open) synced.add(id)
      open.clear()
    } else if (wal && line.startsWith('pwrite64')) {
      for (const [, id] of line.matchAll(client)) if (!synced.has(id!)) open.add(id!)
    } else if (/^(write|writev|sendto|sendmsg)\(\d+<(TCP|socket)/.test(line)) {
      for (const [, id] of line.matchAll(client)) {
        told.add(id!)
        if (!synced.has(id!)) early.add(id!)
      }
    }
  }
  return { told: told.size, early: early.size, syncs }
}

/** FULL holds, and OFF does not: else the check itself is worth nothing. */
export const durability = async (main: string) => {
  const full = await observe(main, 'FULL')
  const off = await observe(main, 'OFF')
  const enough = visitors * messagesEach
  const holds = full.told >= enough && full.early === 0
  const fails = off.told >= enough && off.early > 0
  return { full, off, proven: holds && fails }
}
