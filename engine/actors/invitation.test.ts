/** H5, C10: who is invited, when, in which tab, and what comes of it. */
import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { standardWords } from '../domain/invitationSettings.ts'
import { History } from '../store/History.ts'
import { Sites } from '../store/Sites.ts'
import { directory } from '../store/testing.ts'
import { it } from '../testing.ts'
import {
  account,
  attend,
  eventually,
  type Frame,
  type Guest,
  logged,
  onNewYear as on,
  runActors,
  set,
  settle,
  visit,
  withoutDisk,
} from './testing.ts'

const kinds = [
  'InvitationSent',
  'InvitationSeen',
  'InvitationAccepted',
  'InvitationDeclined',
  'InvitationIgnored',
] as const
const outcomes = Effect.map(logged(...kinds), (rows) => rows.map(({ kind }) => kind.slice(10)))

const automatic = { 'invitation.automatic': true }

/** With one operator, online; visitors are invited after so many seconds. */
const shop = Effect.fnUntraced(function* (delay: number | null = 30, colleagues = 0) {
  const { id, operators } = yield* account(colleagues)
  if (delay !== null) yield* set(id, { ...automatic, 'invitation.delay': delay })
  const anna = operators[0]
  // An operator's actor waits for history.
  yield* settle
  return { id, anna, boris: operators[1]!, desk: yield* attend(id, anna) }
})

const shown = (guest: Guest): Frame => guest.socket.last('invitation')?.invitation ?? null
const see = (guest: Guest) => guest.say({ kind: 'invitation', id: shown(guest).id, did: 'seen' })
const decline = (guest: Guest) => guest.say({ kind: 'invitation', id: shown(guest).id, did: 'declined' })
const later = (seconds: number) =>
  Effect.andThen(Effect.andThen(settle, TestClock.adjust(seconds * 1_000)), settle)
const withOpen = (open: boolean) => ({ kind: 'open', open }) as const
const inSight = (visible: boolean) => ({ kind: 'visible', visible }) as const

/** The next page of a site that loads pages. */
const nextPage = Effect.fnUntraced(function* (of: string, guest: Guest, url = 'https://shop.example/next') {
  guest.leave()
  yield* settle
  const next = yield* visit(of, guest.id, { page: { url, title: 'Next' } })
  yield* settle
  return next
})

describe('by itself (C10)', () => {
  it.effect('after the delay, counted over all pages while one is looked at; once', () =>
    on(
      Effect.gen(function* () {
        const { id, anna } = yield* shop(30)
        const guest = yield* visit(id)
        yield* later(20)
        const next = yield* nextPage(id, guest)
        next.say(inSight(false))
        yield* later(60)
        next.say(inSight(true))
        yield* later(9)
        expect(shown(next)).toBeNull()
        yield* later(1)
        expect(shown(next)).toMatchObject({ text: standardWords.ru.text, name: 'Консультант', photo: null })
        see(next)
        decline(next)
        yield* later(120)
        expect(next.socket.last('invitation')).toEqual({ kind: 'invitation', invitation: null })
        expect(yield* outcomes).toEqual(['Sent', 'Seen', 'Declined'])
        const [sent] = yield* logged('InvitationSent')
        expect(sent).toMatchObject({ stream: guest.id, operator: anna, automatic: true })
        // Nor on the pages that follow.
        const third = yield* nextPage(id, next)
        yield* later(120)
        expect(shown(third)).toBeNull()
      }),
    ),
  )

  it.effect('not where it is off, or never', () =>
    on(
      Effect.gen(function* () {
        const { id } = yield* shop(null)
        const guest = yield* visit(id)
        yield* later(3_600)
        yield* set(id, { ...automatic, 'invitation.delay': 999_999 })
        yield* later(3_600)
        expect(shown(guest)).toBeNull()
        // What the owner changes counts for those who are there.
        yield* set(id, { ...automatic, 'invitation.delay': 5 })
        yield* later(1)
        expect(shown(guest)).not.toBeNull()
      }),
    ),
  )

  it.effect('not for who has ever had a dialogue', () =>
    on(
      Effect.gen(function* () {
        const { id, desk } = yield* shop(10)
        const guest = yield* visit(id)
        const { result } = yield* guest.send('Hello')
        yield* settle
        yield* desk.ask({ kind: 'close', conversation: result.conversation })
        yield* later(60)
        guest.leave()
        yield* later(86_400)
        const again = yield* visit(id, guest.id)
        yield* later(60)
        expect(shown(again)).toBeNull()
        expect(yield* outcomes).toEqual([])
      }),
    ),
  )

  it.effect('only while somebody is there to answer', () =>
    on(
      Effect.gen(function* () {
        const { id, desk } = yield* shop(10)
        yield* desk.ask({ kind: 'status', status: 'break' })
        const guest = yield* visit(id)
        yield* later(60)
        expect(shown(guest)).toBeNull()
        yield* desk.ask({ kind: 'status', status: 'online' })
        yield* later(1)
        expect(shown(guest)).not.toBeNull()
        // It waits for him to come back.
        yield* desk.ask({ kind: 'status', status: 'break' })
        yield* settle
        expect(shown(guest)).toBeNull()
        yield* desk.ask({ kind: 'status', status: 'online' })
        yield* settle
        expect(shown(guest)).not.toBeNull()
        expect(yield* outcomes).toEqual(['Sent'])
      }),
    ),
  )

  it.effect('not while the chat is open', () =>
    on(
      Effect.gen(function* () {
        const { id } = yield* shop(10)
        const guest = yield* visit(id, null, { open: true })
        yield* later(60)
        expect(shown(guest)).toBeNull()
        guest.say(withOpen(false))
        yield* later(1)
        expect(shown(guest)).not.toBeNull()
      }),
    ),
  )

  it.effect('says what the site says, with the gaps filled, under its own name', () =>
    on(
      Effect.gen(function* () {
        const { id } = yield* shop(10)
        yield* set(id, {
          'invitation.text': 'Здравствуйте, {name}. Доставим в {city|ваш город}. <b>{other}</b>',
          'invitation.inviter': 'Чайный мастер',
        })
        const guest = yield* visit(id)
        yield* later(10)
        expect(shown(guest)).toMatchObject({
          text: 'Здравствуйте. Доставим в ваш город. <b> </b>',
          name: 'Чайный мастер',
        })
      }),
    ),
  )
})

describe('in which tab', () => {
  it.effect('in the one that is looked at, and it moves with the visitor', () =>
    on(
      Effect.gen(function* () {
        const { id } = yield* shop(10)
        const first = yield* visit(id, null, { visible: false })
        const second = yield* visit(id, first.id)
        yield* later(10)
        expect(first.socket.of('invitation')).toEqual([])
        expect(shown(second)).not.toBeNull()
        see(second)
        second.say(inSight(false))
        first.say(inSight(true))
        yield* settle
        expect(shown(second)).toBeNull()
        expect(shown(first)).not.toBeNull()
        decline(first)
        yield* settle
        expect(shown(first)).toBeNull()
        expect(yield* outcomes).toEqual(['Sent', 'Seen', 'Declined'])
      }),
    ),
  )

  it.effect('on the next page it is there again, and it is the same', () =>
    on(
      Effect.gen(function* () {
        const { id } = yield* shop(10)
        const guest = yield* visit(id)
        yield* later(10)
        see(guest)
        const next = yield* nextPage(id, guest)
        expect(shown(next)).toEqual(shown(guest))
        // The connection was lost, and is back.
        const again = yield* visit(id, guest.id, { tab: next.tab })
        yield* settle
        expect(shown(again)).toEqual(shown(guest))
        expect(yield* outcomes).toEqual(['Sent', 'Seen'])
        again.leave()
        yield* later(60)
        expect(yield* outcomes).toEqual(['Sent', 'Seen', 'Ignored'])
        // Back in a moment: once was enough.
        const back = yield* visit(id, guest.id)
        yield* later(60)
        expect(shown(back)).toBeNull()
        back.leave()
        yield* later(3_600)
        const nextDay = yield* visit(id, guest.id)
        yield* later(10)
        expect(shown(nextDay)).not.toBeNull()
      }),
    ),
  )
})

describe('by an operator (H5)', () => {
  const invite = (visitor: string, text: string | null = null) => ({ kind: 'invite', visitor, text })

  it.effect('with the standard text, or one of his own', () =>
    on(
      Effect.gen(function* () {
        const { id, desk } = yield* shop(null)
        const guest = yield* visit(id)
        yield* settle
        expect((yield* desk.ask(invite(guest.id))).result).toEqual({ done: true })
        yield* settle
        expect(shown(guest).text).toBe(standardWords.ru.manual)
        decline(guest)
        yield* later(10)
        yield* desk.ask(invite(guest.id, '  Вам подсказать {город|размер}? '))
        yield* settle
        expect(shown(guest).text).toBe('Вам подсказать размер?')
        decline(guest)
        yield* later(10)
        yield* desk.ask(invite(guest.id, '{name}'))
        yield* settle
        expect(shown(guest).text).toBe(standardWords.ru.text)
        const sent = yield* logged('InvitationSent')
        expect(sent.map(({ automatic }) => automatic)).toEqual([false, false, false])
      }),
    ),
  )

  it.effect('unless something stands in the way, and then he is told what', () =>
    on(
      Effect.gen(function* () {
        const { id, desk } = yield* shop(null)
        const guest = yield* visit(id)
        yield* settle
        const code = (text: string | null = null) =>
          Effect.map(desk.ask(invite(guest.id, text)), (answer) => answer.code)
        expect(yield* code(' \u200b ')).toBe('empty')
        yield* desk.ask(invite(guest.id))
        expect(yield* code()).toBe('pending')
        see(guest)
        yield* settle
        expect(yield* code()).toBe('pending')
        decline(guest)
        yield* settle
        expect(yield* code()).toBe('declined')
        yield* later(10)
        guest.say(withOpen(true))
        yield* settle
        expect(yield* code()).toBe('open')
        yield* guest.send('Hello')
        yield* settle
        expect(yield* code()).toBe('yours')
        guest.leave()
        yield* later(60)
        expect(yield* code()).toBe('gone')
      }),
    ),
  )

  it.effect('who is on a site that he does not serve, or of another account, is unknown to him', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris } = yield* shop(null, 1)
        const sites = yield* Sites
        const [all] = sites.list(id)
        yield* sites.edit(id, all!.id, { ...all!, everybody: false, operators: [anna] })
        const guest = yield* visit(id)
        yield* settle
        yield* settle
        const second = yield* attend(id, boris)
        expect((yield* second.ask(invite(guest.id))).code).toBe('unknown')
        // Nobody talks yet: whom the desk would give him to makes no difference.
        yield* sites.edit(id, all!.id, { ...all!, everybody: true, operators: [] })
        expect((yield* second.ask({ kind: 'status', status: 'offline' })).kind).toBe('reply')
        expect((yield* second.ask(invite(guest.id))).code).toBe('offline')
        yield* second.ask({ kind: 'status', status: 'second' })
        expect((yield* second.ask(invite(guest.id))).result).toEqual({ done: true })
        const rival = yield* shop(null)
        expect((yield* rival.desk.ask(invite(guest.id))).code).toBe('unknown')
      }),
    ),
  )

  it.effect('nobody sees what could not be written', () =>
    on(
      Effect.gen(function* () {
        const { id, desk } = yield* shop(null)
        const guest = yield* visit(id)
        yield* settle
        const answer = yield* withoutDisk(desk.ask(invite(guest.id)))
        expect(answer.code).toBe('notSent')
        expect(guest.socket.of('invitation')).toEqual([])
        expect((yield* desk.ask(invite(guest.id))).result).toEqual({ done: true })
      }),
    ),
  )
})

describe('what comes of it', () => {
  it.effect(
    'who opens the chat has accepted: it is the first message, and he who invited has the dialogue',
    () =>
      on(
        Effect.gen(function* () {
          const { id, anna, desk } = yield* shop(null)
          const guest = yield* visit(id)
          yield* settle
          yield* desk.ask({ kind: 'invite', visitor: guest.id, text: 'Помочь?' })
          yield* settle
          see(guest)
          yield* settle
          // Nothing of a conversation exists before that.
          expect(yield* logged('ConversationOpened')).toEqual([])
          expect(desk.socket.of('conversation')).toEqual([])
          guest.say(withOpen(true))
          yield* settle
          expect(yield* outcomes).toEqual(['Sent', 'Seen', 'Accepted'])
          expect(yield* logged('ConversationOpened')).toMatchObject([
            { visitor: guest.id, invited: { by: anna, outcome: 'accepted' } },
          ])
          expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: anna, reason: 'invited' }])
          expect(guest.socket.texts).toEqual(['Помочь?'])
          expect(guest.socket.event('MessageSent').event).toMatchObject({ author: 'operator', from: anna })
          expect(desk.socket.last('conversation').entries).toHaveLength(3)
          expect(shown(guest)).toBeNull()
          yield* guest.send('Да')
          yield* settle
          expect(desk.socket.texts).toEqual(['Помочь?', 'Да'])
          expect(yield* logged('ConversationOpened')).toHaveLength(1)
        }),
      ),
  )

  it.effect('invited by itself, he talks with whom he was given to', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, desk } = yield* shop(10)
        const guest = yield* visit(id)
        yield* later(10)
        see(guest)
        guest.say(withOpen(true))
        yield* settle
        expect(yield* logged('ConversationOpened')).toMatchObject([{ invited: { by: null } }])
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: anna, reason: 'onlyOne' }])
        expect(desk.socket.texts).toEqual([standardWords.ru.text])
        expect(desk.socket.last('conversation').conversation).toMatchObject({ state: 'open', unread: 0 })
      }),
    ),
  )

  it.effect('whoever invited and has gone leaves his words, and another answers', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris, desk } = yield* shop(null, 1)
        const guest = yield* visit(id)
        yield* settle
        yield* desk.ask({ kind: 'invite', visitor: guest.id, text: 'Помочь?' })
        yield* settle
        yield* attend(id, boris)
        see(guest)
        yield* desk.ask({ kind: 'status', status: 'offline' })
        yield* settle
        guest.say(withOpen(true))
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: boris, reason: 'onlyOne' }])
        expect(guest.socket.event('MessageSent').event).toMatchObject({ from: anna, text: 'Помочь?' })
      }),
    ),
  )

  it.effect('who opened the chat before he could see it has answered nothing', () =>
    on(
      Effect.gen(function* () {
        const { id, desk } = yield* shop(null)
        const guest = yield* visit(id)
        yield* settle
        yield* desk.ask({ kind: 'invite', visitor: guest.id, text: null })
        guest.say(withOpen(true))
        yield* settle
        expect(yield* outcomes).toEqual(['Sent', 'Ignored'])
        expect(yield* logged('ConversationOpened')).toEqual([])
      }),
    ),
  )

  it.effect('what was refused is told in the dialogue that begins later, once', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, desk } = yield* shop(null)
        const guest = yield* visit(id)
        yield* settle
        yield* desk.ask({ kind: 'invite', visitor: guest.id, text: null })
        yield* settle
        see(guest)
        decline(guest)
        yield* later(5)
        const { result } = yield* guest.send('Всё же вопрос')
        yield* settle
        yield* desk.ask({ kind: 'close', conversation: result.conversation })
        yield* settle
        yield* guest.send('И ещё один')
        yield* settle
        const opened = yield* logged('ConversationOpened')
        expect(opened.map(({ invited }) => invited)).toEqual([
          { by: anna, at: Date.UTC(2026, 0, 1), outcome: 'declined', answeredAt: Date.UTC(2026, 0, 1) },
          undefined,
        ])
      }),
    ),
  )

  it.effect('a yes that could not be written is tried again while the chat is open', () =>
    on(
      Effect.gen(function* () {
        const { id, desk } = yield* shop(null)
        const guest = yield* visit(id)
        yield* settle
        yield* desk.ask({ kind: 'invite', visitor: guest.id, text: 'Помочь?' })
        yield* settle
        see(guest)
        yield* settle
        yield* withoutDisk(
          Effect.gen(function* () {
            guest.say(withOpen(true))
            yield* later(1)
          }),
        )
        expect(guest.socket.texts).toEqual([])
        yield* later(5)
        expect(guest.socket.texts).toEqual(['Помочь?'])
        expect(yield* outcomes).toEqual(['Sent', 'Seen', 'Accepted'])
      }),
    ),
  )

  it.effect('it is in the card', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, desk } = yield* shop(10)
        const guest = yield* visit(id)
        yield* later(10)
        see(guest)
        decline(guest)
        yield* later(10)
        yield* guest.send('Hello')
        yield* settle
        const { result } = yield* desk.ask({ kind: 'visitor', visitor: guest.id })
        expect(result.invitations).toMatchObject([
          { text: standardWords.ru.text, state: 'declined', automatic: true, operator: { id: anna } },
        ])
      }),
    ),
  )

  it.effect('it stands in the table, again when its visitor is back in a moment', () =>
    on(
      Effect.gen(function* () {
        const { id, desk } = yield* shop(null)
        const guest = yield* visit(id)
        yield* settle
        yield* desk.ask({ kind: 'invite', visitor: guest.id, text: null })
        yield* settle
        decline(guest)
        yield* later(1)
        guest.leave()
        yield* later(20)
        yield* visit(id, guest.id)
        yield* settle
        yield* desk.ask({ kind: 'watch', watching: true })
        yield* later(2)
        const rows = desk.socket.of('visitors').flatMap(({ rows = [] }) => rows)
        expect(rows.at(-1)).toMatchObject({ id: guest.id, left: null, invited: 'declined' })
      }),
    ),
  )

  it.effect('who is banned before he has answered has ignored it', () =>
    on(
      Effect.gen(function* () {
        const { id, desk } = yield* shop(null)
        const guest = yield* visit(id)
        yield* settle
        yield* desk.ask({ kind: 'invite', visitor: guest.id, text: null })
        yield* settle
        see(guest)
        yield* settle
        const never = { scope: 'visitor', until: null, reason: '' }
        yield* desk.ask({ kind: 'ban', visitor: guest.id, ...never } as never)
        yield* settle
        expect(yield* outcomes).toEqual(['Sent', 'Seen', 'Ignored'])
        expect(yield* logged('VisitEnded')).toHaveLength(1)
      }),
    ),
  )
})

describe('the engine starts again', () => {
  it.effect('and whoever has an invitation before him keeps it, nobody gets a second one', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const dataDir = yield* directory
      const before = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const { id, anna } = yield* shop(10)
          const waits = yield* visit(id)
          const refused = yield* visit(id)
          yield* later(10)
          see(waits)
          decline(refused)
          yield* settle
          return { id, anna, waits, refused, was: shown(waits) }
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const { id, anna, waits, refused, was } = before
          yield* settle
          yield* attend(id, anna)
          const first = yield* visit(id, waits.id)
          const second = yield* visit(id, refused.id)
          yield* later(60)
          expect(shown(first)).toEqual(was)
          expect(shown(second)).toBeNull()
          first.say(withOpen(true))
          yield* eventually('his yes', () => first.socket.texts.length > 0)
          const { lastInvitationOf } = yield* History
          yield* settle
          expect(lastInvitationOf(id, waits.id)).toMatchObject({ state: 'accepted' })
          expect(yield* outcomes).toEqual(['Sent', 'Sent', 'Seen', 'Declined', 'Accepted'])
        }),
      )
    }),
  )

  it.effect('and a yes that was said meanwhile counts', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const dataDir = yield* directory
      const { id, anna, guest } = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const { id, anna } = yield* shop(10)
          const guest = yield* visit(id)
          yield* later(10)
          see(guest)
          yield* settle
          return { id, anna, guest }
        }),
      )
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          yield* settle
          const desk = yield* attend(id, anna)
          const again = yield* visit(id, guest.id, { open: true })
          yield* eventually('his yes', () => again.socket.texts.length > 0)
          yield* settle
          expect(desk.socket.texts).toEqual([standardWords.ru.text])
          expect(yield* outcomes).toEqual(['Sent', 'Seen', 'Accepted'])
        }),
      )
    }),
  )

  it.effect('and what nobody came back to is over', () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 1))
      const dataDir = yield* directory
      const { id, guest } = yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const { id } = yield* shop(10)
          const guest = yield* visit(id)
          yield* later(10)
          return { id, guest }
        }),
      )
      yield* TestClock.adjust('1 day')
      yield* runActors(
        dataDir,
        Effect.gen(function* () {
          const again = yield* visit(id, guest.id)
          yield* settle
          expect(shown(again)).toBeNull()
          expect(yield* outcomes).toEqual(['Sent', 'Ignored'])
        }),
      )
    }),
  )
})
