/** A part of the engine that sends letters, for tests. */
import { createServer } from 'node:net'
import { Context, Effect, Layer } from 'effect'
import { Config, parse } from '../config/Config.ts'
import type { Letter } from '../domain/letter.ts'
import { Letters } from '../store/Letters.ts'
import { Log } from '../store/Log.ts'
import { PasswordResets } from '../store/PasswordResets.ts'
import { Sessions } from '../store/Sessions.ts'
import { Relay } from './Relay.ts'
import { Sender } from './Sender.ts'

export const account = {
  id: 'a1',
  login: 'shop',
  email: 'owner@shop.example',
  language: 'ru' as const,
  timeZone: 'UTC',
}

export const relayAt = (port: number, who = '') => ({
  SMTP_URL: `smtp://${who}127.0.0.1:${port}`,
  MAIL_FROM: 'Чат <chat@our.example>',
  PUBLIC_URL: 'https://chat.our.example',
})

/** A part of the engine that sends, on that directory, until its scope closes. */
export const start = Effect.fnUntraced(function* (
  dataDir: string,
  env: Record<string, string>,
  patience = 60_000,
) {
  const layer = Sender.layer.pipe(
    Layer.provideMerge(Relay.layerWith(patience)),
    Layer.provideMerge(Layer.mergeAll(Letters.layer, PasswordResets.layer)),
    Layer.provideMerge(Sessions.layer),
    Layer.provideMerge(Log.layer({ dataDir, synchronous: 'OFF' })),
    Layer.provideMerge(Layer.effect(Config, parse(env))),
  )
  const context = yield* Layer.build(layer)
  const log = Context.get(context, Log)
  yield* log.transact((db) => {
    const insert = db.prepare(
      `INSERT INTO accounts (id, login, email, language, time_zone, created_at)
       VALUES (?, ?, ?, 'ru', 'UTC', 0) ON CONFLICT DO NOTHING`,
    )
    insert.run('a1', 'shop', account.email)
    for (const other of ['a2', 'a3', 'a4']) insert.run(other, other, `${other}@shop.example`)
    db.prepare(
      `INSERT INTO operators (id, account, login, name, password, administrator, created_at)
       VALUES ('o1', 'a1', 'shop', 'Shop', '', 1, 0) ON CONFLICT DO NOTHING`,
    ).run()
  })
  const letters = Context.get(context, Letters)
  const put = (letter: Letter, id?: string) => log.transact(() => letters.put(letter, id))
  const state = (id: string) => letters.find(null, id)?.state
  const tries = (id: string) => letters.find(null, id)!.tries
  const resets = Context.get(context, PasswordResets)
  return { log, letters, resets, sender: Context.get(context, Sender), put, state, tries }
})

export const letter = (more: Partial<Letter> = {}): Letter => ({
  kind: 'offlineMessage',
  account: 'a1',
  to: { name: '', address: 'owner@shop.example' },
  replyTo: { name: 'Иван Петров', address: 'ivan@mail.example' },
  fromName: 'Иван Петров через «shop»',
  subject: 'Онлайн консультант: сообщение с сайта https://shop.example/чай',
  content: { language: 'ru', title: 'Сообщение с сайта', parts: [{ kind: 'quote', text: 'Привет' }] },
  ...more,
})

/** A port on which nobody listens. */
export const freePort = Effect.promise(
  () =>
    new Promise<number>((resolve) => {
      const server = createServer()
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' ? address!.port : 0))
      })
    }),
)
