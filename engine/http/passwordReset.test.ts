import { Context, Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { eventually, testRelay } from '../mail/testRelay.ts'
import { Letters } from '../store/Letters.ts'
import { it } from '../testing.ts'
import { own, start } from './testEngine.ts'

const path = '/api/v1/password-reset'

/** An account, a relay, and what came to it besides the letter of registration. */
const setUp = Effect.gen(function* () {
  const relay = yield* testRelay()
  const engine = yield* start({
    SMTP_URL: `smtp://127.0.0.1:${relay.port}`,
    MAIL_FROM: 'chat@our.example',
    PUBLIC_URL: own,
  })
  const made = yield* engine.register('shop')
  const letters = Context.get(engine.context, Letters)
  // As long as a letter waits there is no other of its kind.
  const arrived = (count: number) =>
    eventually(() => relay.received.length === count && letters.waiting() === 0, `letter ${count}`)
  yield* arrived(1)
  /** The letter is written when the answer has gone. */
  const ask = (email: string, address = '192.0.2.1') =>
    Effect.tap(engine.call('POST', path, { body: { email }, address }), () => TestClock.adjust('200 millis'))
  /** Of the newest letter that has one; others may come with it, about what was changed before. */
  const token = Effect.gen(function* () {
    const tokens = () => relay.received.flatMap(({ mail }) => /#([\w-]{43})/.exec(mail.text!)?.[1] ?? [])
    const before = tokens().length
    yield* ask('shop@shop.example')
    yield* eventually(() => tokens().length > before && letters.waiting() === 0, 'a link')
    return tokens().at(-1)!
  })
  const look = (given: string) => engine.call('POST', `${path}/link`, { body: { token: given } })
  const use = (given: string, password: string) =>
    Effect.tap(engine.call('PUT', path, { body: { token: given, password } }), () =>
      eventually(() => letters.waiting() === 0, 'the letter that says so'),
    )
  return { ...engine, made, relay, arrived, ask, token, look, use }
})

describe('a forgotten password', () => {
  it.effect('gives way to another by a link, once, and every session of the administrator ends', () =>
    Effect.gen(function* () {
      const { call, made, relay, token, look, use, signIn } = yield* setUp
      const elsewhere = yield* signIn('shop', 'shop-password')
      const link = yield* token
      expect(yield* look(link)).toMatchObject({ status: 200, body: { login: 'shop' } })
      const used = yield* use(link, 'another password')
      expect(used).toMatchObject({ status: 200, body: { login: 'shop' }, cookie: null })
      expect(relay.received.at(-1)!.mail.subject).toBe('Изменён пароль вашего аккаунта RedHelper')
      for (const { cookie } of [made, elsewhere]) {
        expect((yield* call('GET', '/api/v1/session', { cookie })).status).toBe(401)
      }
      expect((yield* signIn('shop', 'shop-password')).status).toBe(401)
      expect((yield* signIn('shop', 'another password')).status).toBe(200)
      const again = yield* use(link, 'a third password')
      expect(again).toMatchObject({ status: 410, body: { _tag: 'DeadLink', reason: 'used' } })
      expect((yield* look(link)).body.reason).toBe('used')
      expect((yield* signIn('shop', 'another password')).status).toBe(200)
    }),
  )

  it.effect('is answered alike for whom nobody knows', () =>
    Effect.gen(function* () {
      const { arrived, ask, relay } = yield* setUp
      const [known, unknown] = [yield* ask('SHOP@shop.example '), yield* ask('nobody@shop.example')]
      const seen = ({ status, body }: typeof known) => ({ status, body })
      expect(seen(unknown)).toEqual(seen(known))
      expect(known.status).toBe(204)
      yield* arrived(2)
      expect(relay.received[1]!.to).toEqual(['shop@shop.example'])
    }),
  )

  it.effect('three letters an hour to one address, ten askings from one', () =>
    Effect.gen(function* () {
      const { arrived, ask, relay } = yield* setUp
      for (let n = 1; n <= 3; n++) {
        yield* ask('shop@shop.example')
        yield* arrived(1 + n)
      }
      for (let n = 4; n <= 10; n++) expect((yield* ask('shop@shop.example')).status).toBe(204)
      expect(yield* ask('shop@shop.example')).toMatchObject({ status: 429, body: { retryAfter: 3_598 } })
      expect((yield* ask('nobody@shop.example')).status).toBe(429)
      expect((yield* ask('shop@shop.example', '198.51.100.1')).status).toBe(204)
      expect(relay.received).toHaveLength(4)
      yield* TestClock.adjust('1 hour')
      yield* ask('shop@shop.example')
      yield* arrived(5)
    }),
  )

  it.effect('a link is good for an hour; a password that will not do spends nothing', () =>
    Effect.gen(function* () {
      const { token, use, look } = yield* setUp
      const link = yield* token
      expect(yield* use(link, 'short')).toMatchObject({
        status: 422,
        body: { fields: { password: 'tooShort' } },
      })
      expect(yield* use(link, 'Shop')).toMatchObject({ status: 422 })
      yield* TestClock.adjust('59 minutes')
      expect((yield* look(link)).status).toBe(200)
      yield* TestClock.adjust('1 minute')
      expect(yield* use(link, 'another password')).toMatchObject({ status: 410, body: { reason: 'expired' } })
      expect((yield* look('x'.repeat(43))).body.reason).toBe('unknown')
      expect((yield* look('')).body.reason).toBe('unknown')
    }),
  )

  it.effect('a link is good no more when the password or the address was changed', () =>
    Effect.gen(function* () {
      const { call, made, token, look } = yield* setUp
      const { cookie } = made
      const first = yield* token
      yield* call('PATCH', `/api/v1/operators/${made.body.operator}`, {
        cookie,
        body: { password: 'another password', currentPassword: 'shop-password' },
      })
      expect((yield* look(first)).body.reason).toBe('used')
      const second = yield* token
      yield* call('PUT', '/api/v1/account/emails', {
        cookie,
        body: { email: 'next@shop.example', formEmail: null, currentPassword: 'another password' },
      })
      expect((yield* look(second)).body.reason).toBe('used')
    }),
  )

  it.effect('from another site is refused, and so is what is no address', () =>
    Effect.gen(function* () {
      const { call, ask } = yield* setUp
      const evil = { headers: { origin: 'https://evil.example' } }
      expect((yield* call('POST', path, { body: { email: 'shop@shop.example' }, ...evil })).status).toBe(403)
      for (const email of ['', 'shop', 'shop@shop.example, evil@x.example']) {
        expect((yield* ask(email)).status).toBe(422)
      }
    }),
  )
})
