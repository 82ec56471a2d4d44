/**
 * Stories: the built engine, a foreign site and real browsers. A file of stories starts with
 * `const stage = onStage()`; each story then brings its own accounts, consoles and visitors, whose windows are
 * closed when it ends. A failed story leaves pictures of every window and all logs in `test-failures/`.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest'
import { type RoutingRules, routingRules } from '../../engine/domain/routingRules.ts'
import type { Wanted } from '../../engine/domain/settings/resolve.ts'
import { chrome } from '../agent.ts'
import { root } from '../build/root.mjs'
import { Engine, instanceOwner } from './Engine.ts'
import { faultsOf } from './faults.ts'
import { Operator } from './Operator.ts'
import { Owner } from './Owner.ts'
import { type Insertion, Site } from './Site.ts'
import { Visitor } from './Visitor.ts'

export { Engine } from './Engine.ts'
export { Operator } from './Operator.ts'
export { Owner } from './Owner.ts'
export { type Insertion, Site } from './Site.ts'
export { Visitor } from './Visitor.ts'

/** Somebody who can sign in: an account's administrator, or an operator. */
export interface Person {
  readonly login: string
  readonly password: string
  /** Login of the account that the person belongs to. */
  readonly account: string
  /** The operator's id. */
  readonly id: string
}

/** How long anything may take to appear, ms. */
export const patience = 15_000

export class Stage {
  site!: Site
  browser!: Browser
  #contexts: BrowserContext[] = []
  #pages: { name: string; page: Page }[] = []
  #log: string[] = []
  #faults: string[] = []
  #number = 0

  /** Just the address and the log of an engine that others use too, or one of its own. */
  constructor(private readonly ground: Engine | { readonly origin: string; readonly log: string }) {}

  /** The own engine, of a stage that has one. */
  get engine(): Engine {
    if (this.ground instanceof Engine) return this.ground
    throw new Error('Others use this engine too: take onStage({ own: true })')
  }

  /** The engine's address. */
  get origin(): string {
    return this.ground.origin
  }

  async open(): Promise<void> {
    this.site = new Site()
    const [browser] = await Promise.all([
      chromium.connect(inject('browser')),
      this.site.start(),
      this.ground instanceof Engine && this.ground.start(),
    ])
    this.browser = browser
  }

  async close(): Promise<void> {
    await Promise.all([
      this.browser?.close(),
      this.site?.stop(),
      this.ground instanceof Engine && this.ground.remove(),
    ])
  }

  /** A login that nobody has. */
  newLogin(kind = 'shop'): string {
    return `${kind}-${process.pid}-${Date.now() % 1e6}-${++this.#number}`
  }

  /** Makes an account, by the API. */
  async register(login = this.newLogin()): Promise<Person> {
    const password = 'correct horse battery'
    const me = await this.#post('/registration', '', {
      email: `${login}@example.com`,
      login,
      password,
      language: 'ru',
      timeZone: 'Europe/Moscow',
    })
    return { login, password, account: login, id: me.operator }
  }

  /** Who looks after the instance. */
  get instanceOwner(): Person {
    return { ...instanceOwner, account: instanceOwner.login, id: '' }
  }

  /** Adds an operator to the administrator's account, by the API. */
  async addOperator(administrator: Person, name: string): Promise<Person> {
    const login = this.newLogin('operator')
    const password = 'another correct horse'
    const cookie = await this.#signIn(administrator)
    const { id } = await this.#post('/operators', cookie, { login, name, password })
    return { login, password, account: administrator.account, id }
  }

  /** Lets the account invite visitors by itself, by the API. */
  async invites(
    administrator: Person,
    settings: { delay: number; text?: string; inviter?: string },
  ): Promise<void> {
    const named = Object.entries(settings).map(([name, value]) => [`invitation.${name}`, value])
    await this.set(administrator, { 'invitation.automatic': true, ...Object.fromEntries(named) })
  }

  /** Sets how the widget looks and behaves, by the API; for one site, where it is named. */
  async set(administrator: Person, values: Wanted, of = 'account'): Promise<void> {
    const cookie = await this.#signIn(administrator)
    const version = Number.MAX_SAFE_INTEGER
    await this.#send(`/settings/${of}`, cookie, { version, values }, 'PATCH')
  }

  /** Gives the department's id. */
  async addDepartment(
    administrator: Person,
    name: string,
    operators: ReadonlyArray<Person>,
    description = '',
  ): Promise<string> {
    const cookie = await this.#signIn(administrator)
    const fields = { name, description, operators: operators.map(({ id }) => id) }
    return (await this.#post('/departments', cookie, fields)).id
  }

  /** Sets how an account gives its dialogues, by the API. */
  async setRouting(administrator: Person, rules: Partial<RoutingRules>): Promise<void> {
    const cookie = await this.#signIn(administrator)
    await this.#send('/routing', cookie, { ...routingRules, ...rules }, 'PUT')
  }

  /** A window of its own, with cookies and storage of its own. */
  async openWindow(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      userAgent: chrome(this.browser.version()),
      locale: 'ru-RU',
      viewport: { width: 1280, height: 800 },
      ...options,
    })
    context.setDefaultTimeout(patience)
    this.#contexts.push(context)
    context.on('page', (page) => this.#watch(name, page))
    return context.newPage()
  }

  /** The start page, for a stranger. */
  async openStart(options: BrowserContextOptions = {}): Promise<Owner> {
    const page = await this.openWindow('stranger', options)
    await page.goto(this.origin)
    return new Owner(page)
  }

  /** The cabinet of a person who is signed in already. */
  async openCabinet(person: Person, path = '/cabinet', options: BrowserContextOptions = {}): Promise<Owner> {
    return new Owner(await this.openSignedIn(person, `cabinet of ${person.login}`, path, options))
  }

  /** The console of a person who is signed in already. */
  async openConsole(person: Person, options: BrowserContextOptions = {}): Promise<Operator> {
    const page = await this.openSignedIn(person, `console of ${person.login}`, '/console/', options)
    const operator = new Operator(page)
    await operator.seesHimselfOnline()
    return operator
  }

  /** Any page of the engine, for a person who is signed in already. */
  async openSignedIn(
    person: Person,
    name: string,
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    const page = await this.openWindow(name, options)
    const [cookie = '', value = ''] = (await this.#signIn(person)).split(/=(.*)/s)
    await page.context().addCookies([{ name: cookie, value, url: this.origin, httpOnly: true }])
    await page.goto(this.origin + path)
    return page
  }

  /** A new visitor on a foreign site that carries the account's code. */
  async openSite(
    { account }: Pick<Person, 'account'>,
    insertion: Insertion = {},
    options: BrowserContextOptions = {},
  ): Promise<Visitor> {
    const page = await this.openWindow(`visitor of ${account}`, options)
    await page.goto(this.site.insert(this.origin, account, insertion))
    return new Visitor(page)
  }

  /** Another tab of the same visitor, on the same page. */
  async openTab({ page }: Visitor): Promise<Visitor> {
    const tab = await page.context().newPage()
    await tab.goto(page.url())
    return new Visitor(tab)
  }

  /** Takes the next errors of pages for wanted: gives those so far and forgets them. */
  forgiveFaults(): string[] {
    return this.#faults.splice(0)
  }

  /** Closes what a story opened. Whatever a page had to complain of fails the story. */
  async strike(failed: string | null): Promise<void> {
    const faults = this.forgiveFaults()
    if (failed !== null || faults.length > 0) await this.#keep(failed ?? 'faults')
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()))
    this.#pages = []
    this.#log = []
    if (failed === null && faults.length > 0) throw new Error(`Faults of pages:\n${faults.join('\n')}`)
  }

  #watch(name: string, page: Page): void {
    this.#pages.push({ name, page })
    faultsOf(page, this.origin, this.site.origin, {
      said: (line) => this.#log.push(`${name}: ${line}`),
      fault: (line) => this.#faults.push(`${name}: ${line}`),
    })
  }

  async #keep(story: string): Promise<void> {
    const folder = join(root, 'test-failures', story.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'pages.log'), this.#log.join('\n'))
    copyFileSync(this.ground.log, join(folder, 'engine.log'))
    for (const [index, { name, page }] of this.#pages.entries()) {
      const path = join(folder, `${index + 1} ${name}.png`)
      await page.screenshot({ path, timeout: 5_000 }).catch(() => {})
    }
    console.error(`Pictures and logs: ${folder}`)
  }

  /** Gives the session's cookie. */
  async #signIn({ login, password }: Person): Promise<string> {
    const response = await this.#send('/session', '', { login, password })
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }

  // biome-ignore lint/suspicious/noExplicitAny: a story reads what it knows to be there
  async #post(path: string, cookie: string, body: object): Promise<any> {
    return (await this.#send(path, cookie, body)).json()
  }

  async #send(path: string, cookie: string, body: object, method = 'POST'): Promise<Response> {
    const { origin } = this
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', origin, ...(cookie && { cookie }) },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }
}

export interface OwnEngine {
  readonly own?: boolean
  /** Settings of the own engine. */
  readonly env?: Engine['env']
}

/** What a file of stories works on. `own`: an engine that no other file knows, to be stopped, broken, or set otherwise. */
export const onStage = ({ own = false, env }: OwnEngine = {}): Stage => {
  const stage = new Stage(own ? new Engine(env) : inject('engine'))
  let failed: string | null = null
  beforeAll(() => stage.open())
  beforeEach(() => {
    failed = null
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') failed = task.name
    await stage.strike(failed)
  })
  afterAll(() => stage.close())
  return stage
}
