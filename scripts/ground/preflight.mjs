/** What can be known before anything is installed: platform, port, data directory. */
import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Refusal } from './refusal.mjs'

const known = new Set(['linux x64', 'linux arm64', 'linux arm', 'darwin x64', 'darwin arm64', 'win32 x64'])

/**
 * The WebSocket server comes as binaries for these systems.
 * @param {{ platform: string, arch: string, glibc: string | undefined }} system
 * @returns {string | null} what is wrong, in one sentence
 */
export const platformProblem = ({ platform, arch, glibc }) => {
  if (!known.has(`${platform} ${arch}`)) {
    return `RedHelper runs on Linux (x64, arm64, arm), macOS and Windows (x64); this is ${platform} ${arch}.`
  }
  if (platform === 'linux' && glibc === undefined) {
    return 'RedHelper needs a Linux with glibc (Debian, Ubuntu, Fedora …); this one has musl, as Alpine does.'
  }
  return null
}

export const thisSystem = () => {
  if (process.platform !== 'linux')
    return { platform: process.platform, arch: process.arch, glibc: undefined }
  const report = /** @type {any} */ (process.report)
  report.excludeNetwork = true // Looking up addresses for the report can take seconds.
  const { header } = report.getReport()
  return { platform: process.platform, arch: process.arch, glibc: header.glibcVersionRuntime }
}

/** @param {string | undefined} value @returns {number} */
export const portOf = (value) => {
  const port = value === undefined || value === '' ? 8080 : Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Refusal(`PORT is "${value}", but a port is a whole number from 0 to 65535.`)
  }
  return port
}

/** This command with another port. @param {number} port */
const withPort = (port) => {
  const script = process.env.npm_lifecycle_event ?? 'start'
  return `PORT=${port} npm ${script === 'start' ? script : `run ${script}`}`
}

/** @param {number} port @param {string} host @returns {Promise<string | null>} what is wrong */
export const portProblem = (port, host) =>
  new Promise((settle) => {
    const probe = createServer()
    probe.once('error', (error) => {
      const code = /** @type {NodeJS.ErrnoException} */ (error).code
      if (code === 'EADDRINUSE') {
        settle(
          `Port ${port} is taken by another program; choose another one, as in ${withPort(port === 65_535 ? 8080 : port + 1)}.`,
        )
      } else if (code === 'EACCES') {
        settle(`Port ${port} is not open to this user; choose one above 1023, as in ${withPort(8080)}.`)
      } else if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
        settle(`HOST is "${host}", but this machine has no such address.`)
      } else settle(`Port ${port} cannot be opened: ${error.message}.`)
    })
    probe.listen({ port, host }, () => probe.close(() => settle(null)))
  })

/** @param {string} directory @returns {string | null} what is wrong */
export const directoryProblem = (directory) => {
  const path = resolve(directory)
  let existing = path
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing)
  if (!statSync(existing).isDirectory()) {
    return `The data directory cannot be ${path}, because ${existing} is not a directory; set DATA_DIR to another one.`
  }
  try {
    // Trying beats asking: rights, read-only mounts and root's powers all have their say.
    rmdirSync(mkdtempSync(join(existing, '.try-')))
    return null
  } catch {
    const who = process.platform === 'win32' ? 'this user' : `user ${userName()}`
    return existing === path
      ? `The data directory ${path} is not writable for ${who}; mend its rights or set DATA_DIR to another one.`
      : `The data directory ${path} cannot be made, because ${existing} is not writable for ${who}; set DATA_DIR to another one.`
  }
}

/** A user id without an entry in the password file has no name. */
const userName = () => {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.())
  }
}

/** Throws the first thing that is wrong. @param {NodeJS.ProcessEnv} env */
export const preflight = async (env) => {
  const port = portOf(env.PORT)
  const problem =
    platformProblem(thisSystem()) ??
    directoryProblem(env.DATA_DIR?.trim() || 'data') ??
    (await portProblem(port, env.HOST?.trim() || '0.0.0.0'))
  if (problem !== null) throw new Refusal(problem)
}
