/** The browser that the tests drive. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { execute, isProgram, isRoot, npm, which } from './commands.mjs'
import { Refusal } from './refusal.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const macApplications = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
]

/**
 * A browser that is already here: `CHROMIUM`, then PATH, then where Macs keep theirs.
 * @param {{ env: NodeJS.ProcessEnv, platform: string, find: (name: string) => string | null, isProgram: (path: string) => boolean, home: string }} machine
 * @returns {string | null}
 */
export const chromiumHere = ({ env, platform, find, isProgram, home }) => {
  if (env.CHROMIUM) {
    const path = isProgram(env.CHROMIUM) ? env.CHROMIUM : find(env.CHROMIUM)
    if (path === null)
      throw new Refusal(`CHROMIUM is "${env.CHROMIUM}", but there is no program of that name.`)
    return path
  }
  for (const name of names) {
    const path = find(name)
    if (path !== null) return path
  }
  if (platform !== 'darwin') return null
  const folders = ['/Applications', join(home, 'Applications')]
  const paths = folders.flatMap((folder) => macApplications.map((application) => join(folder, application)))
  return paths.find(isProgram) ?? null
}

const look = () =>
  chromiumHere({ env: process.env, platform: process.platform, find: which, isProgram, home: homedir() })

/** What playwright-core downloaded, now or before. */
const downloaded = async () => {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return path !== '' && existsSync(path) ? path : null
}

/**
 * The path of a Chromium: one that is here, else from apt where that is allowed, else playwright's own.
 * @param {(what: string) => void} say
 */
export const findChromium = async (say) => {
  const here = look() ?? (await downloaded())
  if (here !== null) return here
  if (isRoot() && which('apt-get') !== null) {
    say('Installing Chromium with apt …')
    await aptInstall(['chromium'])
    const path = look()
    if (path !== null) return path
  }
  say("Downloading playwright's Chromium …")
  await npm(['exec', '--', 'playwright-core', 'install', 'chromium'], {}, 300)
  const path = await downloaded()
  if (path !== null) return path
  throw new Refusal(
    'The tests need Chromium, and none was found or could be downloaded; install Chromium or Chrome, or set CHROMIUM to its path.',
  )
}

/** @param {string[]} packages */
export const aptInstall = async (packages) => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  const { code } = await execute('apt-get', install, { env })
  if (code === 0) return true
  // The list of packages may be missing or old.
  await execute('apt-get', ['update'], { env })
  return (await execute('apt-get', install, { env })).code === 0
}
