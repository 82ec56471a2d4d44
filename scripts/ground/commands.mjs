/** Starting other programs. */
import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, mkdtempSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
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
 * Runs a program to its end.
 * @param {string} command @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean, seconds?: number }} [options] show: its output goes straight
 *   to ours; seconds: after that it is killed
 * @returns {Promise<{ code: number, output: string }>}
 */
export const execute = (command, args, { env = process.env, show = false, seconds = 600 } = {}) =>
  new Promise((settle) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    })
    let output = ''
    child.stdout?.on('data', (bytes) => (output += bytes))
    child.stderr?.on('data', (bytes) => (output += bytes))
    child.once('error', (error) => settle({ code: 1, output: `${output}${error.message}` }))
    child.once('close', (code, signal) =>
      settle({ code: code ?? 1, output: signal === null ? output : `${output}\nended by ${signal}` }),
    )
  })

/** @param {string[]} args @param {NodeJS.ProcessEnv} [env] @param {number} [seconds] */
export const npm = (args, env, seconds) => {
  const options = { env: withHome({ ...process.env, ...env }), ...(seconds === undefined ? {} : { seconds }) }
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js')
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
  return { ...env, HOME: home, npm_config_cache: join(home, 'npm') }
}

/** Does a program say yes? @param {string} command @param {string[]} args */
export const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

export const isRoot = () => process.getuid?.() === 0
