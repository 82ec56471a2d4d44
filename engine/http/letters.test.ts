import { Context, Effect } from 'effect'
import { describe, expect } from 'vitest'
import { passwordReset } from '../mail/letters/account.ts'
import { testLetter } from '../mail/letters/test.ts'
import { eventually, testRelay } from '../mail/testRelay.ts'
import { Accounts } from '../store/Accounts.ts'
import { Letters } from '../store/Letters.ts'
import { Log } from '../store/Log.ts'
import { it } from '../testing.ts'
import { own, start } from './testEngine.ts'

const path = (of = '') => `/api/v1/letters${of && `/${of}`}`
const box = { name: '', address: 'owner@shop.example' }

const setUp = (env: Record<string, string> = {}) =>
  Effect.gen(function* () {
    const engine = yield* start({ INSTANCE_OWNER: 'shop', ...env })
    const as = (cookie: string | null) => (method: string, to: string, body?: unknown) =>
      engine.call(method, to, { cookie, ...(body !== undefined && { body }) })
    const made = yield* engine.register('shop')
    const rival = yield* engine.register('rival', { language: 'en' })
    const asShop = as(made.cookie)
    yield* asShop('POST', '/api/v1/operators', { login: 'anna', name: 'Anna', password: 'anna-password' })
    const asAnna = as((yield* engine.signIn('anna', 'anna-password')).cookie)
    const account = Context.get(engine.context, Accounts).findByLogin('shop')!
    const letters = Context.get(engine.context, Letters)
    const log = Context.get(engine.context, Log)
    const put = (letter = testLetter(account.id, box, 'ru')) => log.transact(() => letters.put(letter))
    return { ...engine, asShop, asAnna, asRival: as(rival.cookie), asNobody: as(null), account, letters, put }
  })

const relayOf = ({ port }: { readonly port: number }) => ({
  SMTP_URL: `smtp://127.0.0.1:${port}`,
  MAIL_FROM: 'chat@our.example',
  PUBLIC_URL: own,
})

describe('letters of an account', () => {
  it.effect('without a relay wait, and can be read', () =>
    Effect.gen(function* () {
      const { asShop, asRival } = yield* setUp()
      const { body } = yield* asShop('GET', path())
      expect(body).toEqual({
        letters: [
          {
            id: expect.any(String),
            kind: 'registered',
            to: 'shop@shop.example',
            subject: 'Регистрация в RedHelper',
            state: 'waiting',
            tries: 0,
            nextAt: null,
            error: null,
            createdAt: 0,
            changedAt: 0,
          },
        ],
        next: null,
        relay: 'none',
      })
      const whole = yield* asShop('GET', path(body.letters[0].id))
      expect(whole.body).toMatchObject({ replyTo: null, text: expect.stringContaining(`${own}/cabinet`) })
      expect(whole.body.text).not.toContain('shop-password')
      expect((yield* asRival('GET', path())).body.letters[0].subject).toBe('Your registration at RedHelper')
    }),
  )

  it.effect('do not show the link to a new password', () =>
    Effect.gen(function* () {
      const { asShop, account, put } = yield* setUp()
      const id = yield* put(passwordReset(account))
      expect((yield* asShop('GET', path(id))).body.text).toContain('(ссылка есть только в самом письме)')
    }),
  )

  it.effect('come fifty at a time', () =>
    Effect.gen(function* () {
      const { asShop, put } = yield* setUp()
      for (let n = 0; n < 60; n++) yield* put()
      const first = (yield* asShop('GET', path())).body
      expect(first.letters).toHaveLength(50)
      const second = (yield* asShop('GET', `${path()}?before=${first.next}`)).body
      expect([second.letters.length, second.next]).toEqual([11, null])
      expect(second.letters.at(-1).kind).toBe('registered')
      expect((yield* asShop('GET', `${path()}?before=x`)).status).toBe(400)
    }),
  )

  it.effect('are sent when somebody says so, and tell what came of it', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      relay.refuses.recipient = '550 5.1.1 No such user'
      const { asShop, letters, put } = yield* setUp(relayOf(relay))
      const id = yield* put()
      yield* eventually(() => letters.find(null, id)!.state === 'refused', 'refused')
      const { body } = yield* asShop('GET', path())
      expect(body.relay).toBe('working')
      expect(body.letters[0]).toMatchObject({ state: 'refused', error: '550 5.1.1 No such user', tries: 1 })
      relay.refuses.recipient = null
      expect(yield* asShop('POST', path(`${id}/send`))).toMatchObject({ status: 200, body: { id } })
      yield* eventually(() => letters.find(null, id)!.state === 'sent', 'sent')
      const sent = yield* asShop('POST', path(`${id}/send`))
      expect(sent.body).toMatchObject({ state: 'sent', nextAt: null })
      expect(relay.received.filter(({ to }) => to[0] === box.address)).toHaveLength(1)
    }),
  )

  it.effect('are the administrator’s, of the own account', () =>
    Effect.gen(function* () {
      const { asAnna, asRival, asNobody, put } = yield* setUp()
      const id = yield* put()
      for (const [method, to] of [
        ['GET', path()],
        ['GET', path(id)],
        ['POST', path(`${id}/send`)],
      ] as const) {
        expect((yield* asAnna(method, to)).status).toBe(403)
        expect((yield* asNobody(method, to)).status).toBe(401)
      }
      expect((yield* asRival('GET', path(id))).status).toBe(404)
      expect((yield* asRival('POST', path(`${id}/send`))).status).toBe(404)
    }),
  )
})

describe('mail of the instance', () => {
  const mail = '/api/v1/instance/mail'
  const all = '/api/v1/instance/letters'

  it.effect('is the owner’s alone', () =>
    Effect.gen(function* () {
      const { asAnna, asRival, asNobody, put } = yield* setUp()
      const id = yield* put()
      for (const [method, to, body] of [
        ['GET', mail, undefined],
        ['POST', `${mail}/test`, { to: 'a@b.example' }],
        ['GET', all, undefined],
        ['POST', `${all}/${id}/send`, undefined],
      ] as const) {
        for (const as of [asAnna, asRival]) {
          expect(yield* as(method, to, body)).toMatchObject({ status: 403, body: { reason: 'ownerOnly' } })
        }
        expect((yield* asNobody(method, to, body)).status).toBe(401)
      }
      const nobodys = yield* start()
      const { cookie } = yield* nobodys.register('shop')
      expect((yield* nobodys.call('GET', mail, { cookie })).status).toBe(403)
    }),
  )

  it.effect('shows the relay and all letters, whose they are and not what they say', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      const { asShop, letters } = yield* setUp(relayOf(relay))
      yield* eventually(() => letters.waiting() === 0, 'sent')
      expect((yield* asShop('GET', mail)).body).toEqual({
        relay: 'working',
        host: `127.0.0.1:${relay.port}`,
        from: 'chat@our.example',
        since: 0,
        reason: null,
        nextAt: null,
        waiting: 0,
        sent: 2,
        failed: 0,
      })
      const { body } = yield* asShop('GET', all)
      expect(body.letters.map(({ account, to }: Record<string, string>) => [account, to])).toEqual([
        ['rival', 'rival@shop.example'],
        ['shop', 'shop@shop.example'],
      ])
      expect(JSON.stringify(body)).not.toContain('text')
    }),
  )

  it.effect('a test letter goes at once, and ten an hour', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      const { asShop, letters } = yield* setUp(relayOf(relay))
      expect((yield* asShop('POST', `${mail}/test`, { to: 'a@b.example, c@d.example' })).body.fields).toEqual(
        {
          to: 'malformed',
        },
      )
      const test = yield* asShop('POST', `${mail}/test`, { to: 'me@else.example' })
      expect(test).toMatchObject({ status: 201, body: { account: 'shop', kind: 'test' } })
      yield* eventually(() => letters.find(null, test.body.id)!.state === 'sent', 'sent')
      expect(relay.received.at(-1)).toMatchObject({
        to: ['me@else.example'],
        mail: { subject: 'Проверка почты RedHelper' },
      })
      for (let n = 1; n < 10; n++) yield* asShop('POST', `${mail}/test`, { to: 'me@else.example' })
      expect((yield* asShop('POST', `${mail}/test`, { to: 'me@else.example' })).status).toBe(429)
    }),
  )
})
