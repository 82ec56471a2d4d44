/**
 * Before the stories: what they run is built from the sources as they are, and one browser and one engine are
 * started that all files of stories share. Stories that stop their engine, or look into its files, have another.
 */
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { upToDate } from '../build/stamp.mjs'
import { build } from '../build.mjs'
import { findChromium } from '../ground/chromium.mjs'
import { isRoot } from '../ground/commands.mjs'
import { Engine } from './Engine.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the browser listens. */
    browser: string
    /** The engine that all share. */
    engine: { readonly origin: string; readonly log: string }
  }
}

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  if (!(await upToDate({ quick: true }))) await build({ quick: false })
  const engine = new Engine()
  const [browser] = await Promise.all([launch(), engine.start()])
  project.provide('browser', browser.wsEndpoint())
  project.provide('engine', { origin: engine.origin, log: engine.log })
  return async () => {
    await Promise.all([browser.close(), engine.remove()])
  }
}

/** Playwright forbids the back/forward cache, and people's browsers have it; the sandbox is off for root only. */
const launch = async () =>
  chromium.launchServer({
    executablePath: await findChromium(console.log),
    chromiumSandbox: !isRoot(),
    host: '127.0.0.1',
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--autoplay-policy=no-user-gesture-required',
    ],
  })
