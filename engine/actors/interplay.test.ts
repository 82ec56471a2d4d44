/** What invitations, bans, departments, the queue and taking over are to each other. */
import { Effect } from 'effect'
import { TestClock } from 'effect/testing'
import { describe, expect } from 'vitest'
import { type DepartmentChoice, routingRules } from '../domain/routingRules.ts'
import { Accounts } from '../store/Accounts.ts'
import { Departments } from '../store/Departments.ts'
import { Sites } from '../store/Sites.ts'
import { it } from '../testing.ts'
import { Actors } from './Actors.ts'
import { key } from './Parts.ts'
import {
  account,
  attend,
  eventually,
  type Guest,
  logged,
  onNewYear as on,
  Recorded,
  set,
  settle,
  visit,
} from './testing.ts'

const later = (seconds: number) =>
  Effect.andThen(Effect.andThen(settle, TestClock.adjust(seconds * 1_000)), settle)
const rules = Effect.fnUntraced(function* (of: string, departmentChoice: DepartmentChoice, more = {}) {
  const { setRouting } = yield* Accounts
  yield* setRouting(of, { ...routingRules, departmentChoice, ...more })
  yield* settle
})
const told = ({ socket }: Guest) => socket.last('operator') ?? socket.heard[0].result
const who = (guest: Guest) => told(guest).operator?.id ?? null
const ban = (visitor: string) => ({ kind: 'ban', visitor, scope: 'visitor', until: null, reason: '' })
const take = (visitor: string, from: string | null) => ({ kind: 'take', visitor, from })
const see = (guest: Guest) =>
  guest.say({ kind: 'invitation', id: guest.socket.last('invitation').invitation.id, did: 'seen' })

/** Anna is of the department, and Vera of none; both are online, Boris is second line. */
const shop = Effect.fnUntraced(function* (choice: DepartmentChoice = 'none', more = {}) {
  const { id, operators } = yield* account(2)
  const [anna, boris, vera] = operators as readonly [string, string, string]
  const { add } = yield* Departments
  const tea = yield* add(id, { name: 'Чай', description: '', operators: [anna] })
  yield* rules(id, choice, more)
  const desks = {
    anna: yield* attend(id, anna),
    boris: yield* attend(id, boris, { status: 'second' }),
    vera: yield* attend(id, vera),
  }
  yield* settle
  return { id, anna, boris, vera, tea: tea.id, desks }
})

/** A message that no actor survives. */
const deadly = (of: object) =>
  Object.defineProperty(of, 'conversation', {
    get: () => {
      throw new Error('defect')
    },
  }) as never

/** The visitor's actor dies of a defect, and his tab is closed. */
const dies = Effect.fnUntraced(function* (of: string, guest: Guest) {
  const { visitors } = yield* Actors
  const before = visitors.restarts
  visitors.get(key(of, guest.id)).tell(deadly({ kind: 'answeredBy', operator: null }))
  yield* eventually('another actor', () => visitors.restarts > before && !guest.socket.live)
})
/** And comes back. */
const diesAndComes = Effect.fnUntraced(function* (of: string, guest: Guest, more = {}) {
  yield* dies(of, guest)
  const back = yield* visit(of, guest.id, { tab: guest.tab, ...more })
  yield* settle
  return back
})

describe('an invitation', () => {
  it.effect('that is accepted goes to the department that was chosen', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, tea, desks } = yield* shop('may', { conversationLimit: 1 })
        yield* set(id, { 'invitation.automatic': true, 'invitation.delay': 10 })
        const guest = yield* visit(id)
        yield* settle
        guest.say({ kind: 'choose', department: tea })
        yield* later(10)
        see(guest)
        // Whom he was given to has her hands full by now; others of the site would have time.
        const other = yield* visit(id)
        yield* settle
        other.say({ kind: 'choose', department: tea })
        yield* other.send('Чай')
        yield* settle
        guest.say({ kind: 'open', open: true })
        yield* settle
        const opened = yield* logged('ConversationOpened')
        expect(opened.at(-1)).toMatchObject({ visitor: guest.id, department: { id: tea } })
        expect((yield* logged('OperatorAssigned')).map(({ operator }) => operator)).toEqual([anna, null])
        expect(told(guest).before).toBe(0)
        expect(desks.vera.socket.texts).toEqual([])
      }),
    ),
  )

  it.effect('an accepted one is no other after the actor of its visitor has died', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, desks } = yield* shop()
        const guest = yield* visit(id)
        yield* settle
        yield* desks.anna.ask({ kind: 'invite', visitor: guest.id, text: 'Помочь?' })
        yield* settle
        see(guest)
        yield* settle
        guest.say({ kind: 'open', open: true })
        yield* settle
        const back = yield* diesAndComes(id, guest, { open: true })
        yield* settle
        expect(who(back)).toBe(anna)
        expect((yield* logged('InvitationAccepted', 'InvitationIgnored')).map(({ kind }) => kind)).toEqual([
          'InvitationAccepted',
        ])
        expect(yield* logged('ConversationOpened')).toHaveLength(1)
      }),
    ),
  )

  it.effect('that is accepted once more, by an actor that did not hear of it, is accepted', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, desks } = yield* shop()
        const guest = yield* visit(id)
        yield* settle
        yield* desks.anna.ask({ kind: 'invite', visitor: guest.id, text: 'Помочь?' })
        yield* settle
        see(guest)
        guest.say({ kind: 'open', open: true })
        yield* settle
        const [message] = yield* logged('MessageSent')
        let answer: unknown
        ;(yield* Actors).conversations.get(key(id, message.stream)).tell({
          kind: 'accepted',
          visitor: { id: guest.id, number: 1, place: null },
          presence: { online: true, open: true, page: null },
          department: null,
          from: anna,
          client: message.client,
          text: message.text,
          invited: { by: anna, at: 0, outcome: 'accepted', answeredAt: 0 },
          answer: (result) => (answer = result),
        })
        yield* eventually('an answer', () => answer)
        expect(answer).toMatchObject({ conversation: message.stream, seq: message.seq })
        expect(guest.socket.texts).toEqual(['Помочь?'])
      }),
    ),
  )
})

describe('who was taken over', () => {
  it.effect('stays with who took him when his actor dies before the first word', () =>
    on(
      Effect.gen(function* () {
        const { id, boris, desks } = yield* shop()
        const guest = yield* visit(id, null, { open: true })
        yield* settle
        expect((yield* desks.boris.ask(take(guest.id, who(guest)))).kind).toBe('reply')
        yield* settle
        const back = yield* diesAndComes(id, guest, { open: true })
        expect(who(back)).toBe(boris)
        yield* back.send('Ау')
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: boris, reason: 'takenOver' }])
      }),
    ),
  )

  it.effect('needs to choose no department', () =>
    on(
      Effect.gen(function* () {
        const { id, boris, desks } = yield* shop('must')
        const guest = yield* visit(id, null, { open: true })
        yield* settle
        expect(told(guest).departments).toMatchObject({ must: true, chosen: null })
        expect((yield* desks.boris.ask(take(guest.id, null))).kind).toBe('reply')
        yield* settle
        expect(told(guest)).not.toHaveProperty('departments')
        expect((yield* guest.send('Ау')).code).toBeUndefined()
        yield* settle
        expect(yield* logged('OperatorAssigned')).toMatchObject([{ operator: boris, reason: 'takenOver' }])
      }),
    ),
  )

  it.effect('waits no longer, and whoever took him is not asked for room', () =>
    on(
      Effect.gen(function* () {
        const { id, vera, anna, desks } = yield* shop('none', { conversationLimit: 1 })
        const guests: Array<Guest> = []
        for (const text of ['Раз', 'Два', 'Три', 'Четыре']) {
          const guest = yield* visit(id)
          yield* settle
          yield* guest.send(text)
          yield* settle
          guests.push(guest)
        }
        const [, , third, fourth] = guests as [Guest, Guest, Guest, Guest]
        expect([told(third).before, told(fourth).before]).toEqual([0, 1])
        expect((yield* desks.vera.ask(take(third.id, null))).kind).toBe('reply')
        yield* settle
        expect([who(third), told(fourth).before]).toEqual([vera, 0])
        const board = (yield* Actors).board(id)
        expect([board.loads.get(vera), board.loads.get(anna), board.waiting.size]).toEqual([2, 1, 1])
        yield* desks.vera.ask(ban(fourth.id))
        yield* settle
        expect([board.waiting.size, board.queue.size, board.choices.size]).toEqual([0, 0, 0])
        expect(desks.vera.socket.last('waiting').count).toBe(0)
        yield* desks.vera.ask(ban(third.id))
        yield* settle
        expect([board.loads.get(vera), board.loads.get(anna)]).toEqual([1, 1])
      }),
    ),
  )
})

describe('who waits for somebody', () => {
  it.effect('is told of nobody when departments are no longer to be chosen, or he moves on', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, tea, desks } = yield* shop('may')
        const guest = yield* visit(id)
        yield* settle
        guest.say({ kind: 'choose', department: tea })
        yield* settle
        yield* desks.anna.ask({ kind: 'status', status: 'break' })
        yield* guest.send('Есть чай?')
        yield* settle
        expect(who(guest)).toBeNull()
        yield* rules(id, 'none')
        expect(who(guest)).toBeNull()
        guest.leave()
        yield* later(20)
        const back = yield* visit(id, guest.id)
        yield* settle
        expect(who(back)).toBeNull()
        yield* desks.anna.ask({ kind: 'status', status: 'online' })
        yield* settle
        expect(who(back)).toBe(anna)
      }),
    ),
  )

  it.effect('is not told of whom he talked with before', () =>
    on(
      Effect.gen(function* () {
        const { id, operators } = yield* account()
        const desk = yield* attend(id, operators[0])
        const guest = yield* visit(id)
        const { result } = yield* guest.send('Раз')
        yield* settle
        yield* desk.ask({ kind: 'close', conversation: result.conversation })
        yield* desk.ask({ kind: 'status', status: 'break' })
        yield* settle
        yield* guest.send('Два')
        yield* settle
        expect(who(guest)).toBeNull()
        guest.leave()
        yield* later(20)
        const back = yield* visit(id, guest.id)
        yield* settle
        expect([told(back).online, who(back)]).toEqual([false, null])
      }),
    ),
  )
})

describe('an operator who is taken off', () => {
  it.effect('a site in mid-dialogue: it goes to another, or waits, and both sides hear of it', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, boris, vera, desks } = yield* shop('none', { conversationLimit: 1 })
        const guests: Array<Guest> = []
        for (const text of ['Раз', 'Два']) {
          const guest = yield* visit(id)
          yield* settle
          yield* guest.send(text)
          yield* settle
          guests.push(guest)
        }
        const his = guests.find((guest) => who(guest) === anna)!
        const sites = yield* Sites
        const [all] = sites.list(id)
        yield* sites.edit(id, all!.id, { ...all!, everybody: false, operators: [vera, boris] })
        yield* settle
        const board = (yield* Actors).board(id)
        expect([who(his), told(his).before, board.loads.get(anna), board.loads.get(vera)]).toEqual([
          null,
          0,
          0,
          1,
        ])
        expect(desks.anna.socket.of('removed')).toHaveLength(1)
        yield* desks.boris.ask({ kind: 'status', status: 'online' })
        yield* settle
        expect([who(his), board.loads.get(boris)]).toEqual([boris, 1])
      }),
    ),
  )
})

describe('a defect', () => {
  it.effect('of the desk makes nobody wait who has somebody', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, desks } = yield* shop('none', { conversationLimit: 1 })
        const board = (yield* Actors).board(id)
        const { desks: actors } = yield* Actors
        yield* desks.vera.ask({ kind: 'status', status: 'break' })
        const [first, second] = [yield* visit(id), yield* visit(id)]
        yield* settle
        const { result } = yield* first.send('Раз')
        yield* second.send('Два')
        yield* settle
        expect([board.waiting.size, board.loads.get(anna)]).toEqual([1, 1])
        // He has somebody on disk, and history does not know it yet when the desk is made anew.
        yield* desks.anna.ask({ kind: 'close', conversation: result.conversation })
        yield* eventually('his turn', () => who(second) === anna)
        actors.get(id).tell(deadly({ kind: 'load', operator: null, holder: null, open: true }))
        yield* settle
        expect(actors.restarts).toBe(1)
        expect([board.waiting.size, board.loads.get(anna)]).toEqual([0, 1])
        expect(desks.anna.socket.last('waiting').count).toBe(0)
      }),
    ),
  )

  it.effect('and another, of a visitor who does not come back: he has left', () =>
    on(
      Effect.gen(function* () {
        const { id } = yield* shop()
        const { board } = yield* Actors
        const guest = yield* visit(id)
        yield* settle
        yield* dies(id, guest)
        yield* settle
        yield* dies(id, guest)
        yield* later(20)
        expect(board(id).visitors.size).toBe(0)
      }),
    ),
  )
})

describe('whom a visitor is told of', () => {
  it.effect('is who has his dialogue, whatever the desk said of him on the way', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, desks } = yield* shop('none', { conversationLimit: 1 })
        for (const desk of [desks.anna, desks.vera]) yield* desk.ask({ kind: 'status', status: 'break' })
        const socket = new Recorded()
        const guest = yield* visit(id, null, {}, socket)
        yield* guest.send('Ау')
        yield* settle
        expect(who(guest)).toBeNull()
        // The desk speaks of him between the commit and the moment it hears of that.
        const { desks: actors } = yield* Actors
        const page = 'https://shop.example/tea'
        const send = socket.send.bind(socket)
        socket.send = (frame) => {
          send(frame)
          if (socket.heard.at(-1).event?.kind !== 'OperatorAssigned') return
          actors.get(id).tell({ kind: 'visitorMoved', visitor: guest.id, page })
        }
        yield* desks.anna.ask({ kind: 'status', status: 'online' })
        yield* settle
        expect(who(guest)).toBe(anna)
      }),
    ),
  )

  it.effect('is the operator of his dialogue when he is back, and not a colleague', () =>
    on(
      Effect.gen(function* () {
        const { id, anna, desks } = yield* shop()
        yield* desks.vera.ask({ kind: 'status', status: 'break' })
        const guest = yield* visit(id)
        const { result } = yield* guest.send('Ау')
        yield* settle
        yield* desks.anna.send(result.conversation, 'Слушаю')
        guest.leave()
        yield* later(20)
        yield* desks.anna.ask({ kind: 'status', status: 'offline' })
        const back = yield* visit(id, guest.id)
        yield* settle
        expect([told(back).online, who(back)]).toEqual([false, null])
        yield* desks.anna.ask({ kind: 'status', status: 'break' })
        yield* settle
        expect([told(back).online, who(back)]).toEqual([true, anna])
      }),
    ),
  )
})
