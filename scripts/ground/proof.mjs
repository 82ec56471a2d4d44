/** The body of `npm test`, once the Node version is known to do. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../build/root.mjs'
import { findChromium } from './chromium.mjs'
import { execute, followNpm, which } from './commands.mjs'
import { findFonts } from './fonts.mjs'
import { prepare, say } from './launch.mjs'
import { platformProblem, thisSystem } from './preflight.mjs'
import { Refusal, run } from './refusal.mjs'

export const prove = () =>
  run(async () => {
    followNpm()
    const problem = platformProblem(thisSystem())
    if (problem !== null) throw new Refusal(problem)
    await prepare()
    const chromium = await findChromium(say)
    await findFonts(say)
    say(`Chromium: ${chromium}`)
    const { runChecks } = await import('../checks/all.mjs')
    const counts = [await runChecks()]
    for (const project of ['unit', 'stories']) counts.push(await vitest(project, chromium))
    counts.push(await faultRun([]))
    if (which('strace') !== null) counts.push(await faultRun(['--durability']))
    const passed = counts.reduce((sum, count) => sum + count.passed, 0)
    const failed = counts.reduce((sum, count) => sum + count.failed, 0)
    say(`${passed} passed, ${failed} failed`)
    if (failed > 0) process.exitCode = 1
  })

/**
 * The short form of `npm run faults`, or its proof under strace. One check: it found nothing, or something.
 * @param {string[]} options
 */
const faultRun = async (options) => {
  const command = [join(root, 'scripts/faults/run.mjs'), ...options]
  const { code } = await execute(process.execPath, command, { show: true, seconds: 400 })
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/**
 * One of the projects of `vitest.config.ts`. Its own exit code counts too: an error outside of any test, or a
 * run that was ended, is a failure.
 * @param {string} project @param {string} chromium
 */
const vitest = async (project, chromium) => {
  const folder = mkdtempSync(join(tmpdir(), 'redhelper-test-'))
  const results = join(folder, 'results.json')
  try {
    const { code } = await execute(
      process.execPath,
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        `--project=${project}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${results}`,
      ],
      { env: { ...process.env, CHROMIUM: chromium }, show: true, seconds: 900 },
    )
    const count = countOf(readResults(results))
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} path @returns {Results | null} */
const readResults = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** @typedef {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} Results */

/**
 * Passed and failed tests; a file that could not be loaded is one failure, and so is a run of no test at all.
 * @param {Results | null} results
 */
export const countOf = (results) => {
  if (results === null) return { passed: 0, failed: 1 }
  const unloaded = results.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = results.numFailedTests + unloaded.length
  return { passed: results.numPassedTests, failed: results.numPassedTests + failed === 0 ? 1 : failed }
}
