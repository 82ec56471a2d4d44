/** `node_modules`: installed as the lock file says, and its two native modules load. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../build/root.mjs'
import { execute, npm, which } from './commands.mjs'
import { Refusal } from './refusal.mjs'

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }>} Packages */

/**
 * Is what npm installed what the lock file wants? Packages for other systems are left out by npm itself.
 * @param {Packages} wanted @param {Packages} installed
 */
export const agrees = (wanted, installed) =>
  Object.entries(wanted).every(([path, { version, integrity, optional = false }]) => {
    if (path === '') return true
    const found = installed[path]
    if (found === undefined) return optional
    return found.version === version && (integrity === undefined || found.integrity === integrity)
  }) && Object.keys(installed).every((path) => path in wanted)

/** @param {string} path @returns {Packages | null} */
const packagesOf = (path) => {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages
  } catch {
    return null
  }
}

export const installed = () => {
  const wanted = packagesOf('package-lock.json')
  const found = packagesOf('node_modules/.package-lock.json')
  return wanted !== null && found !== null && agrees(wanted, found)
}

/** Where Node's own C++ headers are, when they came with it. @returns {string | null} */
export const headers = (node = process.execPath) => {
  const prefix = dirname(dirname(node))
  return existsSync(join(prefix, 'include/node/node.h')) ? prefix : null
}

/**
 * Why a native module could not be built, as something to do about it.
 * @param {{ compiler: boolean, make: boolean, python: boolean, headers: boolean, platform: string }} found
 * @returns {string}
 */
export const cure = (found) => {
  const lacks = [
    ...(found.compiler ? [] : ['a C++ compiler']),
    ...(found.make ? [] : ['make']),
    ...(found.python ? [] : ['Python 3']),
  ]
  if (lacks.length > 0) {
    const how =
      found.platform === 'darwin'
        ? 'xcode-select --install'
        : found.platform === 'win32'
          ? 'the "Desktop development with C++" workload of Visual Studio Build Tools, and Python'
          : 'on Debian and Ubuntu: apt-get install build-essential python3'
    return `The SQLite module must be compiled here, and this machine lacks ${lacks.join(', ')}; install that (${how}) and start again.`
  }
  if (!found.headers) {
    return "The SQLite module must be compiled here, and Node's C++ headers are neither beside this Node nor within reach; install Node from nodejs.org or nodesource.com, which bring them, or on Debian libnode-dev, and start again."
  }
  return 'The SQLite module could not be compiled here; the compiler said what is above.'
}

const tools = () => ({
  compiler: ['c++', 'g++', 'clang++'].some((name) => which(name) !== null),
  make: ['make', 'gmake'].some((name) => which(name) !== null),
  python: ['python3', 'python'].some((name) => which(name) !== null),
  headers: headers() !== null,
  platform: process.platform,
})

/** Loads in another process: a module built for another Node can take its process with it. @param {string} code */
const loads = (code) => execute(process.execPath, ['--input-type=module', '-e', code], { seconds: 60 })
const loadSqlite = "import D from 'better-sqlite3'; new D(':memory:').prepare('select 1').get()"
const loadSockets = "import 'uWebSockets.js'"

/**
 * Installs what is missing. Install scripts stay off: the one module that needs its own is built below, alike
 * whatever npm is configured to allow.
 * @param {(what: string) => void} say
 */
export const installModules = async (say) => {
  if (!installed()) {
    say('Installing packages (a minute or two) …')
    const { code, output } = await npm(['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'])
    if (code !== 0) {
      throw new Refusal(`${tail(output)}\nThe packages could not be installed; npm said what is above.`)
    }
  }
  if ((await loads(loadSqlite)).code !== 0) await buildSqlite(say)
  const sockets = await loads(loadSockets)
  if (sockets.code !== 0) {
    throw new Refusal(`${tail(sockets.output)}\nThe WebSocket module does not load on this system.`)
  }
}

/** @param {(what: string) => void} say */
const buildSqlite = async (say) => {
  say('Fetching or compiling the SQLite module (up to a few minutes) …')
  const nodedir = headers()
  const started = Date.now()
  const clock = setInterval(() => say(`… ${Math.round((Date.now() - started) / 1000)} s`), 20_000)
  const { output } = await npm(
    ['rebuild', 'better-sqlite3', '--ignore-scripts=false', '--foreground-scripts'],
    nodedir === null ? {} : { npm_config_nodedir: nodedir, npm_package_config_node_gyp_nodedir: nodedir },
    1200,
  ).finally(() => clearInterval(clock))
  if ((await loads(loadSqlite)).code === 0) return
  const found = tools()
  const complete = found.compiler && found.make && found.python && found.headers
  throw new Refusal(complete ? `${tail(output)}\n${cure(found)}` : cure(found))
}

/** The end of a program's output, where the error is. @param {string} output */
const tail = (output) => output.trimEnd().split('\n').slice(-25).join('\n')
