import { describe, expect, it } from 'vitest'
import {
  type ConversationCommand,
  type ConversationState,
  decide,
  empty,
  evolve,
  ratingChangeable,
} from './conversation.ts'
import type { ConversationEvent } from './events.ts'

const page = { url: 'https://shop.example/tea', title: 'Tea' }
const fold = (events: ReadonlyArray<ConversationEvent>, state = empty('c', 'a')): ConversationState =>
  events.reduce(
    (s, event, i) => evolve(s, { seq: state.seq + 1 + i, at: 1_000 + state.seq + i, event }),
    state,
  )
const said = (author: 'visitor' | 'operator') =>
  ({ kind: 'MessageSent', author, from: author, client: 'm', text: 'Ау' }) as const
const held = { kind: 'HoldMessageSent', text: 'Минуту' } as const
const asked = { kind: 'LeadAsked', text: 'Оставьте' } as const
const contacts = { name: 'Иван', email: '', phone: '12345', message: '' }
const lead = { request: 'r', client: 'k', site: null, page, contacts, consent: null }

const open = fold([{ kind: 'ConversationOpened', visitor: 'v', page }])
const waits = fold([said('visitor')], open)
const closed = (state: ConversationState) => fold([{ kind: 'ConversationClosed', operator: null }], state)

const wait: ConversationCommand = { kind: 'AskToWait', text: 'Минуту' }
const leave: ConversationCommand = { kind: 'AskForContacts', text: 'Оставьте' }
const left: ConversationCommand = { kind: 'LeaveLead', ...lead }
const rate = (stars: number, comment = '', at = 2_000): ConversationCommand => ({
  kind: 'RateConversation',
  stars,
  comment,
  at,
})

describe('somebody waits for an answer', () => {
  it('since the first word that nobody has answered', () => {
    expect(open.waitingSince).toBeNull()
    expect(waits.waitingSince).toBe(1_001)
    expect(fold([said('visitor')], waits).waitingSince).toBe(1_001)
    expect(fold([said('operator')], waits).waitingSince).toBeNull()
    expect(fold([said('operator'), said('visitor')], waits).waitingSince).toBe(1_003)
  })

  it.each<[string, ConversationState, ConversationCommand, string | Array<string>]>([
    ['nobody waits', open, wait, []],
    ['he is asked to wait', waits, wait, ['HoldMessageSent']],
    ['once', fold([held], waits), wait, []],
    ['however much he writes', fold([held, said('visitor')], waits), wait, []],
    [
      'in the next silence again',
      fold([held, said('operator'), said('visitor')], waits),
      wait,
      ['HoldMessageSent'],
    ],
    ['not after he was asked for his contacts', fold([asked], waits), wait, []],
    ['not when it is over', closed(waits), wait, []],
    ['not in a draft', empty('c', 'a'), wait, []],
    ['he is asked for his contacts', waits, leave, ['LeadAsked']],
    ['after he was asked to wait', fold([held], waits), leave, ['LeadAsked']],
    ['once', fold([held, asked], waits), leave, []],
    [
      'in the next silence again',
      fold([asked, said('operator'), said('visitor')], waits),
      leave,
      ['LeadAsked'],
    ],
    [
      'not when he has left them',
      fold([asked, { kind: 'LeadLeft', ...lead }, said('operator'), said('visitor')], waits),
      leave,
      [],
    ],
    ['he leaves them', fold([asked], waits), left, ['LeadLeft']],
    ['also when somebody has answered meanwhile', fold([asked, said('operator')], waits), left, ['LeadLeft']],
    ['or the dialogue has ended', closed(fold([asked], waits)), left, ['LeadLeft']],
    ['not unasked', waits, left, []],
  ])('%s', (_, state, command, kinds) => {
    const decision = decide(state, command)
    expect(typeof decision === 'string' ? decision : decision.map(({ kind }) => kind)).toEqual(kinds)
  })
})

describe('a rating', () => {
  const answered = fold([said('operator')], waits)
  const rated = fold([{ kind: 'ConversationRated', stars: 4, comment: '' }], closed(answered))

  it.each<[string, ConversationState, ConversationCommand, string | Array<string>]>([
    ['of whom nobody answered: none', closed(waits), rate(5), []],
    ['when it is over', closed(answered), rate(5), ['ConversationRated']],
    ['while it goes on', answered, rate(5), ['ConversationRated']],
    ['of a draft: none', empty('c', 'a'), rate(5), []],
    ['the same again', rated, rate(4), []],
    ['changed', rated, rate(4, 'Спасибо'), ['ConversationRated']],
    ['changed too late', rated, rate(1, '', rated.rating!.firstAt + ratingChangeable + 1), 'closed'],
    ['repeated, however late', rated, rate(4, '', Number.MAX_SAFE_INTEGER), []],
  ])('%s', (_, state, command, kinds) => {
    const decision = decide(state, command)
    expect(typeof decision === 'string' ? decision : decision.map(({ kind }) => kind)).toEqual(kinds)
  })

  it('the last one counts, and its time runs from the first', () => {
    const again = fold([{ kind: 'ConversationRated', stars: 2, comment: 'Долго' }], rated)
    expect(again.rating).toEqual({ stars: 2, comment: 'Долго', firstAt: rated.rating!.firstAt })
    expect(again.state).toBe('closed')
  })
})
