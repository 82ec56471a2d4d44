import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { Letters } from '../store/Letters.ts'
import { it } from '../testing.ts'
import { account, attend, type Guest, moment, onNewYear, settle, visit } from './testing.ts'

const mail = {
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'chat@our.example',
  PUBLIC_URL: 'https://chat.our.example',
}
const wants = (who: Guest, conversation: string, email = 'ivan@mail.example') =>
  who.ask({ kind: 'transcript', conversation, email })

/** A dialogue in which somebody answered, if he did. */
const talk = Effect.fnUntraced(function* (answer: string | null = 'Чем помочь?') {
  const shop = yield* account()
  const operator = yield* attend(shop.id, shop.operators[0])
  const visitor = yield* visit(shop.id)
  const { conversation } = (yield* visitor.send('Здравствуйте')).result
  yield* settle
  if (answer !== null) yield* operator.send(conversation, answer)
  yield* moment
  const letters = yield* Letters
  return { shop, operator, visitor, conversation: conversation as string, letters }
})

describe('a transcript', () => {
  it.effect('goes to who asked for it, with what both said', () =>
    onNewYear(
      Effect.gen(function* () {
        const { shop, visitor, conversation, letters } = yield* talk()
        expect((yield* wants(visitor, conversation, ' Ivan@mail.example')).result).toEqual({ done: true })
        const [letter] = letters.list(shop.id, null, 9)
        expect(letter).toMatchObject({
          kind: 'transcript',
          to: { address: 'ivan@mail.example' },
          replyTo: null,
          subject: 'Ваш диалог на сайте shop.example',
        })
        const said = letter!.content.parts.find((part) => part.kind === 'talk')!.said
        expect(said.map(({ who, text, own }) => [who, text, own])).toEqual([
          ['Вы', 'Здравствуйте', true],
          ['Консультант', 'Чем помочь?', false],
        ])
        expect(said[0]!.at).toBe('1 января 2026 г., 03:00')
      }),
      mail,
    ),
  )

  it.effect('of a dialogue that has ended too', () =>
    onNewYear(
      Effect.gen(function* () {
        const { operator, visitor, conversation } = yield* talk()
        yield* operator.ask({ kind: 'close', conversation })
        yield* moment
        expect((yield* wants(visitor, conversation)).result).toEqual({ done: true })
      }),
      mail,
    ),
  )

  it.effect('is refused for another’s dialogue, an unanswered one, and what is no address', () =>
    onNewYear(
      Effect.gen(function* () {
        const { shop, conversation, visitor, letters } = yield* talk()
        const other = yield* visit(shop.id)
        expect((yield* wants(other, conversation)).code).toBe('unknown')
        const rival = yield* account()
        expect((yield* wants(yield* visit(rival.id), conversation)).code).toBe('unknown')
        expect((yield* wants(visitor, conversation, 'ivan@mail.example, evil@x.example')).code).toBe(
          'invalid',
        )
        const unanswered = (yield* other.send('Купите слона')).result.conversation
        yield* moment
        expect((yield* wants(other, unanswered)).code).toBe('empty')
        expect(letters.waiting()).toBe(0)
      }),
      mail,
    ),
  )

  it.effect('three an hour for one visitor, three a day to one address', () =>
    onNewYear(
      Effect.gen(function* () {
        const { visitor, conversation, letters } = yield* talk()
        for (let n = 1; n <= 3; n++) {
          expect((yield* wants(visitor, conversation, `ivan${n}@mail.example`)).kind).toBe('reply')
        }
        expect(yield* wants(visitor, conversation)).toMatchObject({ code: 'rate', temporary: true })
        yield* TestClock.adjust('1 hour')
        for (let n = 1; n <= 3; n++) expect((yield* wants(visitor, conversation)).kind).toBe('reply')
        yield* TestClock.adjust('1 hour')
        expect((yield* wants(visitor, conversation)).code).toBe('rate')
        expect(letters.waiting()).toBe(6)
      }),
      mail,
    ),
  )

  it.effect('is not promised where no letters are sent', () =>
    onNewYear(
      Effect.gen(function* () {
        const { visitor, conversation } = yield* talk()
        expect((yield* wants(visitor, conversation)).code).toBe('noMail')
      }),
    ),
  )
})
