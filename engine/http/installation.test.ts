import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Context, Effect } from 'effect'
import { describe, expect } from 'vitest'
import { Accounts } from '../store/Accounts.ts'
import { SiteCalls } from '../store/SiteCalls.ts'
import { it } from '../testing.ts'
import { own, start } from './testEngine.ts'

/** A firm's website that shows whatever is put there; gives its address. */
const website = Effect.acquireRelease(
  Effect.promise(
    () =>
      new Promise<{ url: string; show: (html: string) => void; close: () => void }>((done) => {
        let html = ''
        const server = createServer((_, res) => void res.setHeader('content-type', 'text/html').end(html))
        server.listen(0, '127.0.0.1', () =>
          done({
            url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
            show: (next) => {
              html = next
            },
            close: () => {
              server.closeAllConnections()
              server.close()
            },
          }),
        )
      }),
  ),
  ({ close }) => Effect.sync(close),
)

const tag = (login: string, origin = own) => `<script src="${origin}/service/main.js?c=${login}"></script>`

const setUp = (env: Record<string, string> = { CHECK_PRIVATE_SITES: 'on' }) =>
  Effect.gen(function* () {
    const engine = yield* start(env)
    const { cookie, body } = yield* engine.register('shop')
    const check = (url: unknown, as: string | null = cookie, address = '192.0.2.1') =>
      engine.call('POST', '/api/v1/installation/check', { cookie: as, body: { url }, address })
    return { ...engine, cookie, body, check, site: yield* website }
  })

describe('check my site', () => {
  it.live('says what stands on the page', () =>
    Effect.gen(function* () {
      const { check, site } = yield* setUp()
      const saying = (html: string) => {
        site.show(html)
        return Effect.map(check(site.url), ({ body }) => body)
      }
      expect(yield* saying(`<title>Чай</title>${tag('shop')}`)).toEqual({
        kind: 'page',
        url: site.url,
        title: 'Чай',
        outcome: 'found',
        form: 'tag',
        times: 1,
        other: null,
        tagManager: false,
        covered: true,
        mixed: false,
      })
      expect(yield* saying(tag('shop').repeat(2))).toMatchObject({ outcome: 'twice', times: 2 })
      expect(yield* saying(tag('rival'))).toMatchObject({ outcome: 'otherAccount' })
      expect(yield* saying(tag('shop', 'https://web.redhelper.ru'))).toMatchObject({ outcome: 'otherHost' })
      expect(yield* saying('')).toMatchObject({ outcome: 'none' })
    }),
  )

  it.live('what was not found in a page too large may stand in the rest of it', () =>
    Effect.gen(function* () {
      const { check, site } = yield* setUp()
      const filling = '<p>чай</p>'.repeat(300_000)
      site.show(filling + tag('shop'))
      expect((yield* check(site.url)).body).toMatchObject({ kind: 'unread', why: 'tooLarge' })
      site.show(tag('shop') + filling)
      expect((yield* check(site.url)).body).toMatchObject({ kind: 'page', outcome: 'found' })
    }),
  )

  it.live('a page of no site of the account shows nothing', () =>
    Effect.gen(function* () {
      const { call, cookie, check, site } = yield* setUp()
      const [every] = (yield* call('GET', '/api/v1/sites', { cookie })).body
      yield* call('PUT', `/api/v1/sites/${every.id}`, { cookie, body: { ...every, address: 'tea.ru' } })
      site.show(tag('shop'))
      expect((yield* check(site.url)).body).toMatchObject({ outcome: 'found', covered: false })
    }),
  )

  it.live('private networks stay closed unless a setting opens them', () =>
    Effect.gen(function* () {
      const { check, site } = yield* setUp({})
      for (const url of [
        site.url.replace(/:\d+/, ''),
        'http://169.254.169.254/',
        '10.0.0.1',
        'http://[::1]/',
      ])
        expect((yield* check(url)).body).toMatchObject({ kind: 'unread', why: 'private' })
      expect((yield* check(site.url)).body).toMatchObject({ why: 'port' })
      expect((yield* check('http://localhost/')).body).toMatchObject({ why: 'private' })
    }),
  )

  it.effect('is the administrator’s, for addresses of pages, and not too often', () =>
    Effect.gen(function* () {
      const { call, cookie, check, signIn, register } = yield* setUp({})
      const anna = { login: 'anna', name: 'Anna', password: 'anna-password' }
      yield* call('POST', '/api/v1/operators', { cookie, body: anna })
      const operator = (yield* signIn('anna', 'anna-password')).cookie
      expect((yield* check('site.ru', operator)).status).toBe(403)
      expect((yield* call('GET', '/api/v1/installation/calls', { cookie: operator })).status).toBe(403)
      expect((yield* check('site.ru', null)).status).toBe(401)
      for (const wrong of ['', 'two words', 'https://'])
        expect(yield* check(wrong)).toMatchObject({ status: 422, body: { fields: { url: 'scheme' } } })
      expect((yield* check(7)).status).toBe(400)

      const places = (n: number) => `10.0.0.${n}`
      for (let n = 0; n < 10; n++)
        expect((yield* check(places(n), cookie, `198.51.100.${n}`)).status).toBe(200)
      expect((yield* check('10.0.0.1', cookie, '198.51.100.77')).status).toBe(429)
      const rival = (yield* register('rival')).cookie
      expect((yield* check('10.0.0.1', rival)).status).toBe(200)
    }),
  )
})

describe('calls home', () => {
  it.effect('are told without those of our own test page, to their account alone', () =>
    Effect.gen(function* () {
      const { context, call, cookie, register } = yield* setUp()
      const rival = (yield* register('rival')).cookie
      const known = context as Context.Context<SiteCalls | Accounts>
      const { heard } = Context.get(known, SiteCalls)
      const { id } = Context.get(known, Accounts).findByLogin('shop')!
      heard(id, `${own}/test/?c=shop`)
      heard(id, 'https://tea.ru/')
      expect((yield* call('GET', '/api/v1/installation/calls', { cookie })).body).toEqual([
        { host: 'tea.ru', at: 0 },
      ])
      expect((yield* call('GET', '/api/v1/installation/calls', { cookie: rival })).body).toEqual([])
    }),
  )
})
