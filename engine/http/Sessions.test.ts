import { Context, Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { Accounts } from '../store/Accounts.ts'
import { Log } from '../store/Log.ts'
import { Operators } from '../store/Operators.ts'
import { Sessions } from '../store/Sessions.ts'
import { it } from '../testing.ts'
import { start } from './testEngine.ts'

const setUp = Effect.gen(function* () {
  const engine = yield* start()
  const made = yield* engine.register('shop')
  const sessions = Context.get(engine.context as Context.Context<Sessions>, Sessions)
  const operators = Context.get(engine.context as Context.Context<Operators>, Operators)
  const log = Context.get(engine.context as Context.Context<Log>, Log)
  const ended: Array<string> = []
  sessions.onEnded((ids) => ended.push(...ids))
  const who = operators.credentials('shop')!
  const cookie = made.cookie!
  const id = sessions.authenticate(cookie, false)!.session
  const open = sessions.open({
    account: who.operator.account,
    operator: who.operator.id,
    password: who.password,
    address: '192.0.2.1',
    userAgent: 'Test',
  })
  return { ...engine, sessions, operators, log, ended, who, cookie, id, open }
})

describe('sessions', () => {
  it.effect('say who is signed in', () =>
    Effect.gen(function* () {
      const { sessions, cookie, id, who } = yield* setUp
      const { account, id: operator } = who.operator
      expect(sessions.authenticate(`x=1; ${cookie}`, false)).toEqual({
        session: id,
        account,
        operator,
        login: 'shop',
        administrator: true,
        closed: false,
      })
      const others = [null, '', 'redhelper=', `redhelper=${'A'.repeat(43)}`, `${cookie}A`]
      expect(others.map((header) => sessions.authenticate(header, false))).toEqual(others.map(() => null))
    }),
  )

  it.effect('do not stand in the database as the browser has them', () =>
    Effect.gen(function* () {
      const { log, cookie } = yield* setUp
      const rows = JSON.stringify(log.db.prepare('SELECT id, hex(hash), address FROM sessions').all())
      expect(rows).not.toContain(cookie.split('=')[1])
    }),
  )

  it.effect('end after twelve hours without a request, and are told', () =>
    Effect.gen(function* () {
      const { sessions, cookie, id, ended } = yield* setUp
      yield* TestClock.adjust('11 hours')
      expect(sessions.authenticate(cookie, false)).not.toBeNull()
      yield* TestClock.adjust('11 hours')
      expect(sessions.authenticate(cookie, false)).not.toBeNull()
      yield* TestClock.adjust('12 hours')
      expect(sessions.authenticate(cookie, false)).toBeNull()
      yield* TestClock.adjust('1 minute')
      expect(ended).toEqual([id])
    }),
  )

  it.effect('are kept by a living socket, for thirty days', () =>
    Effect.gen(function* () {
      const { sessions, cookie, id, ended } = yield* setUp
      for (let hour = 0; hour < 30 * 24 - 1; hour += 6) {
        yield* TestClock.adjust('6 hours')
        sessions.touch(id)
        if (hour === 29 * 24) expect(sessions.authenticate(cookie, false)).not.toBeNull()
      }
      expect(sessions.authenticate(cookie, false)).toBeNull()
      yield* TestClock.adjust('1 minute')
      expect(ended).toEqual([id])
    }),
  )

  it.effect('are not written at every request', () =>
    Effect.gen(function* () {
      const { sessions, cookie, log } = yield* setUp
      const writes = () => log.db.prepare('SELECT total_changes()').pluck().get() as number
      yield* TestClock.adjust('5 minutes')
      const before = writes()
      for (let n = 0; n < 100; n++) sessions.authenticate(cookie, false)
      expect(writes()).toBe(before)
      yield* TestClock.adjust('1 minute')
      expect(writes()).toBe(before + 1)
      expect(log.db.prepare('SELECT seen_at FROM sessions').pluck().get()).toBe(5 * 60_000)
      yield* TestClock.adjust('10 minutes')
      expect(writes()).toBe(before + 1)
    }),
  )

  it.effect('are not opened with a password that changed while it was checked', () =>
    Effect.gen(function* () {
      const { operators, open, who } = yield* setUp
      expect(yield* open).not.toBeNull()
      yield* operators.edit(
        who.operator.account,
        who.operator.id,
        { password: 'another hash' },
        null,
        () => {},
      )
      expect(yield* open).toBeNull()
    }),
  )

  it.effect(
    'are not opened in an account that was blocked while the password was checked; all there were end',
    () =>
      Effect.gen(function* () {
        const { context, open, who, ended, id, sessions, cookie } = yield* setUp
        const accounts = Context.get(context as Context.Context<Accounts>, Accounts)
        expect(yield* accounts.block(who.operator.account, true)).toBe(true)
        expect([ended, yield* open]).toEqual([[id], null])
        expect(sessions.authenticate(cookie, false)).toBeNull()
        yield* accounts.block(who.operator.account, false)
        expect(yield* open).not.toBeNull()
        expect(yield* accounts.block('nobody', true)).toBe(false)
      }),
  )

  it.effect('are at most fifty of one operator', () =>
    Effect.gen(function* () {
      const { sessions, open, who, ended, id } = yield* setUp
      for (let n = 0; n < 50; n++) {
        yield* TestClock.adjust('1 second')
        yield* open
      }
      expect(sessions.list(who.operator.id).length).toBe(50)
      expect(ended).toEqual([id])
    }),
  )
})
