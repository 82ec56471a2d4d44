/** The load generator, from the benchmark's side. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Group, Talk, Talked } from './load/Crowd.ts'
import type { Order } from './load.ts'
import type { Server } from './servers/Server.ts'

/** Milliseconds; nothing here takes longer. */
const patience = 180_000

export class Generator {
  private readonly child: ChildProcess = fork(fileURLToPath(new URL('./load.mjs', import.meta.url)), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
  })
  private next = 1

  /** A crowd that talks to this server; empty at first. */
  async crowd(server: Server): Promise<Visit> {
    const crowd = `${server.name} ${this.next}`
    const place = { port: server.port, socketio: server.name === 'socketio' }
    await this.order({ do: 'place', crowd, place })
    return {
      consoles: (groups) => this.order({ do: 'consoles', crowd, groups }),
      visitors: (groups) => this.order({ do: 'visitors', crowd, groups }),
      watch: () => this.order({ do: 'watch', crowd }),
      talk: (talk) => this.order({ do: 'talk', crowd, talk }),
      leave: () => this.order({ do: 'leave', crowd }),
    }
  }

  stop(): void {
    this.child.kill('SIGKILL')
  }

  private order<R>(order: Order): Promise<R> {
    const id = this.next++
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(late)
        this.child.off('message', hear)
        this.child.off('exit', gone)
        end()
      }
      const hear = (answer: { id: number; result: R; error?: string }) => {
        if (answer.id !== id) return
        settle(() => (answer.error === undefined ? resolve(answer.result) : reject(new Error(answer.error))))
      }
      const gone = () => settle(() => reject(new Error('the load generator ended')))
      const late = setTimeout(
        () => settle(() => reject(new Error(`the load generator is not done with '${order.do}'`))),
        patience,
      )
      this.child.on('message', hear)
      this.child.once('exit', gone)
      if (this.child.connected) this.child.send({ id, order })
      else gone()
    })
  }
}

export interface Visit {
  readonly consoles: (groups: ReadonlyArray<Group>) => Promise<void>
  readonly visitors: (groups: ReadonlyArray<Group>) => Promise<void>
  /** The consoles open their visitor tables, and have them. */
  readonly watch: () => Promise<void>
  readonly talk: (talk: Talk) => Promise<Talked>
  readonly leave: () => Promise<void>
}
