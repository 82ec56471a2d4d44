import { Effect, Exit, Scope } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import { passwordReset } from './letters/account.ts'
import { account, freePort, letter, relayAt, start } from './Sender.testing.ts'
import { eventually, testRelay } from './testRelay.ts'

describe('a letter', () => {
  it.effect('arrives as it was written: from us, to one, answered to the client', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      const { put, state, sender } = yield* start(yield* directory, relayAt(relay.port))
      const id = yield* put(letter())
      yield* eventually(() => state(id) === 'sent', 'sent')
      const { from, to, mail, raw } = relay.received[0]!
      expect([from, to]).toEqual(['chat@our.example', ['owner@shop.example']])
      expect(mail.from).toEqual({ name: 'Иван Петров через «shop»', address: 'chat@our.example' })
      expect(mail.to).toEqual([{ name: '', address: 'owner@shop.example' }])
      expect(mail.replyTo).toEqual([{ name: 'Иван Петров', address: 'ivan@mail.example' }])
      expect(mail.subject).toBe('Онлайн консультант: сообщение с сайта https://shop.example/чай')
      expect(mail.messageId).toBe(`<${id}@our.example>`)
      expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
      expect(mail.text).toBe('Сообщение с сайта\n\n> Привет\n')
      expect(mail.html).toContain('Привет</div>')
      expect(sender.counted).toEqual({ sent: 1, failed: 0 })
      expect(sender.relay()).toMatchObject({ kind: 'working' })
    }),
  )

  it.effect('keeps lines of any length and every sign of them', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      const { put, state } = yield* start(yield* directory, relayAt(relay.port))
      const text = `${'длинная строка 😀 '.repeat(600)}\n.\n..\nFrom here\n${'x'.repeat(5_000)}\n<b>&amp;</b>`
      const id = yield* put(
        letter({ content: { language: 'ru', title: 'T', parts: [{ kind: 'paragraph', text }] } }),
      )
      yield* eventually(() => state(id) === 'sent', 'sent')
      const { mail, raw } = relay.received[0]!
      expect(mail.text).toBe(`T\n\n${text}\n`)
      expect(mail.html).toContain('&lt;b&gt;&amp;amp;&lt;/b&gt;')
      for (const line of raw.split('\r\n')) expect(line.length).toBeLessThan(1_000)
    }),
  )

  it.effect('goes to nobody else, whatever stands in its fields', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      const { put, state, log, letters } = yield* start(yield* directory, relayAt(relay.port))
      const evil = 'x\r\nBcc: evil@x.example\r\n\r\nbody'
      const id = yield* put(
        letter({
          subject: evil,
          fromName: `${evil}" <evil@x.example>`,
          to: { name: evil, address: 'owner@shop.example' },
          replyTo: { name: `${evil}, evil@x.example`, address: 'ivan@mail.example' },
        }),
      )
      yield* eventually(() => state(id) === 'sent', 'sent')
      const { to, mail, raw } = relay.received[0]!
      expect(to).toEqual(['owner@shop.example'])
      expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im)
      expect(mail.bcc).toBeUndefined()
      expect(mail.from?.address).toBe('chat@our.example')
      expect(mail.replyTo).toHaveLength(1)
      expect(mail.replyTo![0]!.address).toBe('ivan@mail.example')
      for (const address of [
        'a@b.example, evil@x.example',
        'a@b.example\r\nBcc: evil@x.example',
        '"a"@b.example',
      ]) {
        const refused = yield* Effect.exit(
          log.transact(() => letters.put(letter({ to: { name: '', address } }))),
        )
        expect(Exit.isFailure(refused)).toBe(true)
      }
    }),
  )

  it.effect('is not there when its transaction was rolled back, and once when that ran twice', () =>
    Effect.gen(function* () {
      const { log, letters, put } = yield* start(yield* directory, {})
      yield* Effect.exit(
        log.transact(() => {
          letters.put(letter())
          throw new Error('no')
        }),
      )
      expect(letters.waiting()).toBe(0)
      yield* put(letter(), 'one')
      yield* put(letter(), 'one')
      expect(letters.waiting()).toBe(1)
    }),
  )
})

it.effect('a letter that cannot be made stands in nobody’s way', () =>
  Effect.gen(function* () {
    const relay = yield* testRelay()
    const { put, state, letters } = yield* start(yield* directory, relayAt(relay.port))
    const broken = yield* put(letter({ content: { language: 'ru', title: 'T', parts: [null as never] } }))
    const id = yield* put(letter())
    yield* eventually(() => state(id) === 'sent', 'sent')
    expect(letters.find('a1', broken)).toMatchObject({ state: 'waiting', tries: 1, error: 'error' })
  }),
)

describe('a recipient', () => {
  it.effect('who is refused for good is not tried again', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      relay.refuses.recipient = '550 5.1.1 No such user'
      const { put, state, letters, sender } = yield* start(yield* directory, relayAt(relay.port))
      const id = yield* put(letter())
      yield* eventually(() => state(id) === 'refused', 'refused')
      expect(letters.find('a1', id)).toMatchObject({ error: '550 5.1.1 No such user', tries: 1 })
      expect(sender.counted).toEqual({ sent: 0, failed: 1 })
      yield* TestClock.adjust('3 days')
      expect(relay.connections()).toBe(1)

      relay.refuses.recipient = null
      expect(yield* sender.sendNow('a1', id)).toBe(true)
      yield* eventually(() => state(id) === 'sent', 'sent')
      expect(yield* sender.sendNow('a1', id)).toBe(false)
      expect(yield* sender.sendNow('a2', id)).toBe(false)
    }),
  )

  it.effect('who is refused for now is tried again, ever less often, for two days', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      relay.refuses.recipient = '450 4.2.0 Greylisted'
      const { put, state, tries, letters, sender } = yield* start(yield* directory, relayAt(relay.port))
      const id = yield* put(letter())
      yield* eventually(() => tries(id) === 1, 'first try')
      yield* TestClock.adjust('59 seconds')
      expect(relay.connections()).toBe(1)
      yield* TestClock.adjust('1 second')
      yield* eventually(() => tries(id) === 2, 'second try')
      // Nothing is wrong with the relay: another letter does not wait.
      expect(sender.relay().kind).toBe('working')
      let tried = 2
      while (state(id) === 'waiting') {
        yield* TestClock.setTime(letters.find('a1', id)!.nextAt)
        tried++
        yield* eventually(() => tries(id) >= tried, `try ${tried}`)
      }
      expect(letters.find('a1', id)).toMatchObject({ state: 'givenUp', error: '450 4.2.0 Greylisted' })
      const { changedAt, createdAt } = letters.find('a1', id)!
      expect(changedAt - createdAt).toBeLessThanOrEqual(48 * 3_600_000)
      expect(relay.connections()).toBeLessThan(15)
    }),
  )
})

describe('a relay', () => {
  it.effect('that is down is asked seldom, and gets everything when it is up', () =>
    Effect.gen(function* () {
      const port = yield* freePort
      const { put, state, tries, letters, sender } = yield* start(yield* directory, relayAt(port))
      const ids = [yield* put(letter()), yield* put(letter()), yield* put(letter())]
      const all = () => ids.reduce((sum, id) => sum + tries(id), 0)
      yield* eventually(() => all() === 1, 'one try')
      expect(sender.relay()).toMatchObject({
        kind: 'failing',
        reason: expect.stringContaining('ECONNREFUSED'),
      })
      expect(letters.list('a1', null, 9).map(({ error }) => error)).toContain('relay')
      for (const pause of ['10 seconds', '20 seconds', '40 seconds'] as const) {
        const before = all()
        yield* TestClock.adjust(pause)
        yield* eventually(() => all() === before + 1, 'one more')
      }
      const relay = yield* testRelay(port)
      yield* TestClock.adjust('80 seconds')
      yield* eventually(() => ids.every((id) => state(id) === 'sent'), 'all sent')
      expect(relay.received.map(({ mail }) => mail.messageId).sort()).toEqual(
        ids.map((id) => `<${id}@our.example>`).sort(),
      )
      expect(sender.relay().kind).toBe('working')
    }),
  )

  it.effect('that is down for two days: all that wait are given up, and are sent when somebody says so', () =>
    Effect.gen(function* () {
      const port = yield* freePort
      const { put, state, letters, sender } = yield* start(yield* directory, relayAt(port))
      const ids = [yield* put(letter()), yield* put(letter())]
      const failing = () => {
        const relay = sender.relay()
        return relay.kind === 'failing' ? relay.nextAt : 0
      }
      yield* eventually(() => failing() > 0, 'failing')
      for (let hours = 0; hours <= 48; hours++) {
        const before = failing()
        yield* TestClock.adjust('1 hour')
        yield* eventually(() => failing() > before || letters.waiting() === 0, 'tried')
      }
      expect(ids.map(state)).toEqual(['givenUp', 'givenUp'])
      expect(sender.counted.failed).toBe(2)
      yield* testRelay(port)
      yield* sender.sendNow('a1', ids[0]!)
      yield* eventually(() => state(ids[0]!) === 'sent', 'sent')
      expect(state(ids[1]!)).toBe('givenUp')
    }),
  )

  it.effect('that lets us in only with a password gets it, and nobody else hears it', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay(0, { user: 'us@our.example', pass: 's3cret/%' })
      const dataDir = yield* directory
      const scope = yield* Scope.make()
      const wrong = yield* Scope.provide(scope)(
        start(dataDir, relayAt(relay.port, 'us%40our.example:wr0ng@')),
      )
      const id = yield* wrong.put(letter())
      yield* eventually(() => wrong.sender.relay().kind === 'failing', 'not let in')
      const { sender, letters } = wrong
      const shown = JSON.stringify([sender.relay(), letters.list('a1', null, 9)])
      expect(shown).toContain('Authentication failed for … with …')
      expect(shown).not.toMatch(/wr0ng|us@our/)
      expect(wrong.state(id)).toBe('waiting')
      yield* Scope.close(scope, Exit.void)
      const right = yield* start(dataDir, relayAt(relay.port, 'us%40our.example:s3cret%2F%25@'))
      yield* TestClock.adjust('1 minute')
      yield* eventually(() => right.state(id) === 'sent', 'sent')
    }),
  )

  it.effect('that was not there when the letter was written: the next start sends it', () =>
    Effect.gen(function* () {
      const dataDir = yield* directory
      const scope = yield* Scope.make()
      const before = yield* Scope.provide(scope)(start(dataDir, {}))
      const id = yield* before.put(letter())
      expect(before.sender.relay()).toEqual({ kind: 'none' })
      yield* TestClock.adjust('30 days')
      expect(before.state(id)).toBe('waiting')
      yield* Scope.close(scope, Exit.void)

      const relay = yield* testRelay()
      const after = yield* start(dataDir, relayAt(relay.port))
      yield* eventually(() => after.state(id) === 'sent', 'sent')
      yield* TestClock.adjust('31 days')
      expect(after.letters.find('a1', id)).toBeNull()
    }),
  )
})

describe('a link to a new password', () => {
  const tokenIn = (text: string) => /reset#([\w-]{43})/.exec(text)![1]!

  it.effect('is made when its letter is sent: the letter has it, the database its hash', () =>
    Effect.gen(function* () {
      const relay = yield* testRelay()
      const { put, state, letters, resets, log } = yield* start(yield* directory, relayAt(relay.port))
      const id = yield* put(passwordReset(account))
      yield* eventually(() => state(id) === 'sent', 'sent')
      const { text, html } = relay.received[0]!.mail
      const token = tokenIn(text!)
      expect(text).toContain(`https://chat.our.example/reset#${token}`)
      expect(html).toContain(`href="https://chat.our.example/reset#${token}"`)
      expect(JSON.stringify(letters.find('a1', id))).not.toContain(token)
      const rows = log.db.prepare('SELECT hex(hash) AS hash, * FROM password_resets').all()
      expect(JSON.stringify(rows)).not.toContain(token)
      expect(resets.look(token)).toMatchObject({ kind: 'good', login: 'shop' })
      yield* TestClock.adjust('1 hour')
      expect(resets.look(token)).toEqual({ kind: 'expired' })
      expect(resets.look('x'.repeat(43))).toEqual({ kind: 'unknown' })
    }),
  )

  it.effect('waits for no relay longer than an hour', () =>
    Effect.gen(function* () {
      const { put, state } = yield* start(yield* directory, {})
      const id = yield* put(passwordReset(account))
      yield* TestClock.adjust('59 minutes')
      expect(state(id)).toBe('waiting')
      yield* TestClock.adjust('2 minutes')
      expect(state(id)).toBe('givenUp')
    }),
  )
})
