/** The built engine as a child, for the commands that restart it or watch over it. */
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../build/root.mjs'

/**
 * Starts it with our output; `ready` gives its port, or null when it ended before it was ready.
 * @param {NodeJS.ProcessEnv} env
 */
export const startEngine = (env) => {
  const child = fork(join(root, 'dist/engine/main.js'), [], {
    cwd: root,
    env: { ...process.env, ...env },
    execArgv: ['--enable-source-maps'],
  })
  /** @type {Promise<number | null>} */
  const ready = new Promise((settle) => {
    child.on('message', (message) => {
      const { port } = /** @type {{ port?: number }} */ (message)
      if (port !== undefined) settle(port)
    })
    child.once('exit', () => settle(null))
  })
  /** @type {Promise<number>} */
  const ended = new Promise((settle) => child.once('exit', (code) => settle(code ?? 1)))
  return {
    ready,
    ended,
    /** Gives its exit code. */
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/**
 * Ctrl+C, SIGTERM and a closed terminal end the engine first, then us.
 * @param {() => Promise<unknown>} stop
 */
export const onSignals = (stop) => {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => stop().then(() => process.exit(0)))
  }
}
