/** Starting other programs. */
import { spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { root } from '../build/root.mjs'

/**
 * Where a program is in PATH.
 * @param {string} name @param {NodeJS.ProcessEnv} [env] @returns {string | null}
 */
export const which = (name, env = process.env) => {
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    for (const suffix of process.platform === 'win32' ? ['.exe', '.cmd'] : ['']) {
      const path = join(folder || '.', name + suffix)
      if (isProgram(path)) return path
    }
  }
  return null
}

/** @param {string} path */
export const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/**
 * Runs a program to its end. When we are told to end, or it takes too long, it ends with all that it started.
 * @param {string} command @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean, seconds?: number, ending?: NodeJS.Signals }} [options] show:
 *   its output goes straight to ours; seconds: after that it is killed; ending: what ends it when we are told to
 * @returns {Promise<{ code: number, output: string }>}
 */
export const execute = (
  command,
  args,
  { env = process.env, show = false, seconds = 600, ending = 'SIGTERM' } = {},
) =>
  new Promise((settle) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
      // A process group of its own, so that it can be ended whole.
      detached: process.platform !== 'win32',
    })
    let output = ''
    child.stdout?.on('data', (bytes) => (output += bytes))
    child.stderr?.on('data', (bytes) => (output += bytes))

    /** @param {NodeJS.Signals} signal */
    const end = (signal) => {
      if (child.pid === undefined) return
      try {
        if (process.platform === 'win32') child.kill(signal)
        else process.kill(-child.pid, signal)
      } catch {} // It has ended meanwhile.
    }
    const told = () => {
      end(ending)
      process.exit(143)
    }
    for (const signal of signals) process.once(signal, told)
    const late = setTimeout(() => {
      output += `\n${command} took longer than ${seconds} s.`
      end('SIGKILL')
    }, seconds * 1000)
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(late)
      for (const signal of signals) process.off(signal, told)
      settle({ code, output })
    }
    child.once('error', (error) => {
      output += error.message
      finish(1)
    })
    child.once('close', (code) => finish(code ?? 1))
  })

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * `npm start` runs us through a shell that dies of a signal without passing it on: when the shell is gone, so
 * are we, as if the signal had come to us.
 */
export const followNpm = () => {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event === undefined) return
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}

/**
 * npm that is told to end takes back what it has installed, for half a minute and under the feet of the next start,
 * which would install it all anew anyhow: it is killed instead.
 * @param {string[]} given @param {NodeJS.ProcessEnv} [env] @param {number} [seconds]
 */
export const npm = (given, env, seconds) => {
  const options = /** @type {const} */ ({
    env: withHome({ ...process.env, ...env }),
    ending: 'SIGKILL',
    ...(seconds === undefined ? {} : { seconds }),
  })
  // Its errors are wanted also when `npm --silent start` has told every npm below to be silent.
  const args = ['--loglevel=error', ...given]
  const cli = process.env.npm_execpath
  // Under another package manager that is its own program.
  return cli !== undefined && basename(cli) === 'npm-cli.js'
    ? execute(process.execPath, [cli, ...args], options)
    : execute(which('npm') ?? 'npm', args, options)
}

/**
 * npm and node-gyp keep caches at home; where there is no home to write to, they get one for this run.
 * @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv}
 */
const withHome = (env) => {
  try {
    accessSync(homedir(), constants.W_OK)
    if (homedir() !== '') return env
  } catch {}
  const home = mkdtempSync(join(tmpdir(), 'redhelper-home-'))
  process.once('exit', () => rmSync(home, { recursive: true, force: true }))
  return { ...env, HOME: home, npm_config_cache: join(home, 'npm') }
}

export const isRoot = () => process.getuid?.() === 0
