import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ConversationCommand,
  type ConversationState,
  decide,
  empty,
  evolve,
  isBlank,
  mostUnseen,
} from './conversation.ts'
import type { ConversationEvent } from './events.ts'

const page = { url: 'https://shop.example/tea', title: 'Tea' }
const coffee = { url: 'https://shop.example/coffee', title: 'Coffee' }

const fold = (events: ReadonlyArray<ConversationEvent>, state = empty('c', 'a')): ConversationState =>
  events.reduce(
    (s, event, i) => evolve(s, { seq: state.seq + 1 + i, at: 1_000 + state.seq + i, event }),
    state,
  )
const asks = (client: string, text = 'Есть чай?') =>
  ({ kind: 'MessageSent', author: 'visitor', from: 'v', client, text }) as const
const answers = (client: string, text = 'Есть') =>
  ({ kind: 'MessageSent', author: 'operator', from: 'o', client, text }) as const

const draft = empty('c', 'a')
const open = fold([
  { kind: 'ConversationOpened', visitor: 'v', page },
  { kind: 'OperatorAssigned', operator: 'o' },
  asks('m1'),
])
const away = fold([{ kind: 'VisitorLeft' }], open)
const passed = fold(
  [{ kind: 'OperatorAssigned', operator: 'p', reason: 'transfer', by: 'o', comment: 'Про чай' }],
  open,
)
const closed = fold([{ kind: 'ConversationClosed', operator: 'o' }], open)

const send = (more: Partial<Extract<ConversationCommand, { kind: 'SendMessage' }>> = {}) =>
  ({
    kind: 'SendMessage',
    author: 'visitor',
    from: 'v',
    client: 'm2',
    text: 'Ау',
    visitor: 'v',
    page,
    ...more,
  }) as const
const kinds = (state: ConversationState, command: ConversationCommand) => {
  const decision = decide(state, command)
  return typeof decision === 'string' ? decision : decision.map(({ kind }) => kind)
}

it('a conversation that an invitation led to begins with it, and is nobody’s unanswered question', () => {
  const invited = { by: 'o', at: 1, outcome: 'accepted', answeredAt: 2 } as const
  const decision = decide(
    draft,
    send({ author: 'operator', from: 'o', assign: 'o', reason: 'invited', invited }),
  )
  expect(decision).toMatchObject([
    { kind: 'ConversationOpened', visitor: 'v', invited },
    { kind: 'OperatorAssigned', operator: 'o', reason: 'invited' },
    { kind: 'MessageSent', author: 'operator', from: 'o' },
  ])
  const state = fold(decision as ReadonlyArray<ConversationEvent>)
  expect(state).toMatchObject({ operator: 'o', unseen: [], firstAskedAt: null, firstAnsweredAt: null })
  expect(decide(open, send({ invited }))).toHaveLength(1)
})

describe('what a command leads to', () => {
  it.each<[string, ConversationState, ConversationCommand, string | Array<string>]>([
    [
      'the first message opens, with whoever answers',
      draft,
      send({ assign: 'o' }),
      ['ConversationOpened', 'OperatorAssigned', 'MessageSent'],
    ],
    [
      'the first message opens, also when nobody answers',
      draft,
      send({ assign: null }),
      ['ConversationOpened', 'OperatorAssigned', 'MessageSent'],
    ],
    ['a later message is only a message', open, send(), ['MessageSent']],
    ['the same operator is no assignment', open, send({ assign: 'o' }), ['MessageSent']],
    ['another operator is one', open, send({ assign: 'p' }), ['OperatorAssigned', 'MessageSent']],
    ['nobody instead of somebody is one', open, send({ assign: null }), ['OperatorAssigned', 'MessageSent']],
    ['a blank message is none', open, send({ text: ' \n\u200b' }), 'empty'],
    ['a blank first message opens nothing', draft, send({ text: '\u2003' }), 'empty'],
    ['closed stays closed', closed, send(), 'closed'],
    ['closed, also for an operator', closed, send({ author: 'operator', from: 'o' }), 'closed'],
    ['closed comes before blank', closed, send({ text: ' ' }), 'closed'],
    ['another is assigned', open, { kind: 'AssignOperator', operator: 'p' }, ['OperatorAssigned']],
    ['the same is assigned', open, { kind: 'AssignOperator', operator: 'o' }, []],
    ['a draft is assigned', draft, { kind: 'AssignOperator', operator: 'o' }, []],
    ['closed is assigned', closed, { kind: 'AssignOperator', operator: 'p' }, []],
    ['delivered', open, { kind: 'MarkDelivered', side: 'operator', upTo: 3 }, ['Delivered']],
    ['delivered beyond what exists', open, { kind: 'MarkDelivered', side: 'operator', upTo: 4 }, []],
    ['delivered up to nothing', open, { kind: 'MarkDelivered', side: 'operator', upTo: 0 }, []],
    ['seen', open, { kind: 'MarkSeen', side: 'operator', upTo: 3 }, ['Seen']],
    [
      'seen again',
      fold([{ kind: 'Seen', side: 'operator', upTo: 3 }], open),
      { kind: 'MarkSeen', side: 'operator', upTo: 3 },
      [],
    ],
    [
      'delivered after seen',
      fold([{ kind: 'Seen', side: 'operator', upTo: 3 }], open),
      { kind: 'MarkDelivered', side: 'operator', upTo: 2 },
      [],
    ],
    ['seen in a draft', draft, { kind: 'MarkSeen', side: 'operator', upTo: 1 }, []],
    ['seen when closed', closed, { kind: 'MarkSeen', side: 'operator', upTo: 3 }, []],
    ['given away', open, { kind: 'Transfer', from: 'o', to: 'p', comment: '' }, ['OperatorAssigned']],
    [
      'given to somebody of a department',
      open,
      { kind: 'Transfer', from: 'o', to: 'p', comment: '', department: { id: 'd', name: 'Чай' } },
      ['OperatorAssigned'],
    ],
    ['given away by who does not have it', open, { kind: 'Transfer', from: 'p', to: 'q', comment: '' }, []],
    ['given to oneself', open, { kind: 'Transfer', from: 'o', to: 'o', comment: '' }, []],
    [
      'given on before it was accepted',
      passed,
      { kind: 'Transfer', from: 'p', to: 'q', comment: '' },
      ['OperatorAssigned'],
    ],
    ['a draft is given away', draft, { kind: 'Transfer', from: 'o', to: 'p', comment: '' }, []],
    ['accepted', passed, { kind: 'AcceptTransfer', operator: 'p' }, ['TransferAccepted']],
    ['accepted by another', passed, { kind: 'AcceptTransfer', operator: 'o' }, []],
    ['accepted though nobody gave it', open, { kind: 'AcceptTransfer', operator: 'o' }, []],
    ['refused', passed, { kind: 'ReturnTransfer', operator: 'p', to: 'o' }, ['OperatorAssigned']],
    ['refused by another', passed, { kind: 'ReturnTransfer', operator: 'o', to: 'o' }, []],
    ['overdue', passed, { kind: 'ReturnTransfer', operator: null, to: null }, ['OperatorAssigned']],
    ['overdue, and answered before', open, { kind: 'ReturnTransfer', operator: null, to: 'o' }, []],
    ['another page', open, { kind: 'MoveVisitor', page: coffee }, ['VisitorMoved']],
    [
      'the same address with another title',
      open,
      { kind: 'MoveVisitor', page: { ...page, title: 'Tea!' } },
      ['VisitorMoved'],
    ],
    ['the same page', open, { kind: 'MoveVisitor', page }, []],
    ['another page in a draft', draft, { kind: 'MoveVisitor', page: coffee }, []],
    ['leaves', open, { kind: 'VisitorLeaves' }, ['VisitorLeft']],
    ['leaves twice', away, { kind: 'VisitorLeaves' }, []],
    ['leaves a draft', draft, { kind: 'VisitorLeaves' }, []],
    ['comes back', away, { kind: 'VisitorReturns', page: coffee }, ['VisitorReturned']],
    ['comes back without having left', open, { kind: 'VisitorReturns', page }, []],
    ['closes', open, { kind: 'CloseConversation', operator: 'o' }, ['ConversationClosed']],
    [
      'is closed by a ban',
      open,
      { kind: 'CloseConversation', operator: 'o', reason: 'ban' },
      ['ConversationClosed'],
    ],
    [
      'is ended by its visitor',
      open,
      { kind: 'CloseConversation', operator: null, reason: 'visitor' },
      ['ConversationClosed'],
    ],
    ['closes a draft', draft, { kind: 'CloseConversation', operator: 'o' }, []],
    ['closes twice', closed, { kind: 'CloseConversation', operator: 'o' }, []],
  ])('%s', (_name, state, command, expected) => expect(kinds(state, command)).toEqual(expected))
})

describe('what an event changes', () => {
  it('opening', () =>
    expect(open).toMatchObject({
      state: 'open',
      visitor: 'v',
      operator: 'o',
      page,
      present: true,
      seq: 3,
      openedAt: 1_000,
      lastAt: 1_002,
    }))

  it('messages: the last one, how many, which are unseen, when the answer came', () => {
    const state = fold([answers('n1'), asks('m2'), asks('m3', 'x'.repeat(300)), answers('n2')], open)
    expect(state).toMatchObject({
      messages: { visitor: 3, operator: 2 },
      unseen: [3, 5, 6],
      last: { author: 'operator', text: 'Есть' },
      firstAskedAt: 1_002,
      firstAnsweredAt: 1_003,
    })
    expect(fold([asks('m4', 'x'.repeat(300))], state).last?.text).toHaveLength(200)
  })

  it('an operator who speaks first has answered nothing yet', () => {
    const state = fold([answers('n1'), asks('m1'), answers('n2')])
    expect(state).toMatchObject({ firstAskedAt: 1_001, firstAnsweredAt: 1_002 })
    expect(fold([answers('n1')]).firstAnsweredAt).toBeNull()
  })

  it('what was seen has also arrived', () => {
    const state = fold([asks('m2'), { kind: 'Seen', side: 'operator', upTo: 3 }], open)
    expect(state).toMatchObject({
      seen: { visitor: 0, operator: 3 },
      delivered: { visitor: 0, operator: 3 },
      unseen: [4],
    })
  })

  it('of very many unseen messages the newest are known', () => {
    const many = Array.from({ length: mostUnseen + 500 }, (_, i) => asks(`n${i}`))
    const state = fold(many, open)
    expect([state.unseen.length, state.unseen.at(-1)]).toEqual([mostUnseen, state.seq])
    const read = fold([{ kind: 'Seen', side: 'operator', upTo: state.seq - 1 }], state)
    expect(read.unseen).toEqual([state.seq])
  })

  it("what the visitor has seen takes nothing from the operator's list", () =>
    expect(fold([{ kind: 'Seen', side: 'visitor', upTo: 3 }], open).unseen).toEqual([3]))

  it('who comes back without a page is where he was', () => {
    expect(fold([{ kind: 'VisitorReturned', page: null }], away)).toMatchObject({ present: true, page })
    expect(fold([{ kind: 'VisitorReturned', page: coffee }], away).page).toEqual(coffee)
  })

  it('a transfer waits until it is answered, accepted, given back, or the end', () => {
    expect(passed).toMatchObject({ operator: 'p', transfer: { from: 'o', comment: 'Про чай', at: 1_003 } })
    const transferAfter = (...all: ReadonlyArray<ConversationEvent>) => fold(all, passed).transfer
    expect(transferAfter(asks('m9'))).toEqual(passed.transfer)
    expect(transferAfter(answers('n9'))).toBeNull()
    expect(transferAfter({ kind: 'TransferAccepted', operator: 'p' })).toBeNull()
    expect(transferAfter({ kind: 'OperatorAssigned', operator: 'o', reason: 'cameBack' })).toBeNull()
    expect(transferAfter({ kind: 'ConversationClosed', operator: 'p' })).toBeNull()
  })

  it('closing', () => expect(closed).toMatchObject({ state: 'closed', closedAt: 1_003 }))
})

// ── no sequence of commands breaks what must always be true ─────────────────────────────────────────────
const sides = fc.constantFrom('visitor' as const, 'operator' as const)
const operators = fc.constantFrom('o', 'p', null)
const pages = fc.constantFrom(page, coffee)
const upTo = fc.oneof(fc.nat({ max: 20 }), fc.constant(Number.MAX_SAFE_INTEGER))
const texts = fc.oneof(fc.constantFrom('', ' ', '\u200b', 'Да'), fc.string({ unit: 'binary' }))
const kind = <K extends string>(k: K) => fc.constant(k)
const often = <A>(arbitrary: fc.Arbitrary<A>) => ({ arbitrary, weight: 10 })
const seldom = <A>(arbitrary: fc.Arbitrary<A>) => ({ arbitrary, weight: 1 })

// Closed, nothing happens any more: seldom, so that something has happened before.
const commands: fc.Arbitrary<ConversationCommand> = fc.oneof(
  often(
    fc.record(
      {
        kind: kind('SendMessage'),
        author: sides,
        from: fc.constantFrom('v', 'o'),
        client: fc.uuid(),
        text: fc.oneof(often(kind('Да')), seldom(texts)),
        visitor: kind('v'),
        page: fc.option(pages),
        assign: operators,
      },
      { requiredKeys: ['kind', 'author', 'from', 'client', 'text', 'visitor', 'page'] },
    ),
  ),
  often(fc.record({ kind: kind('MarkDelivered'), side: sides, upTo })),
  often(fc.record({ kind: kind('MarkSeen'), side: sides, upTo })),
  seldom(fc.record({ kind: kind('AssignOperator'), operator: operators })),
  seldom(
    fc.record({
      kind: kind('Transfer'),
      from: fc.constantFrom('o', 'p'),
      to: fc.constantFrom('o', 'p'),
      comment: texts,
    }),
  ),
  seldom(fc.record({ kind: kind('AcceptTransfer'), operator: fc.constantFrom('o', 'p') })),
  seldom(fc.record({ kind: kind('ReturnTransfer'), operator: operators, to: operators })),
  seldom(fc.record({ kind: kind('MoveVisitor'), page: pages })),
  seldom(fc.record({ kind: kind('VisitorLeaves') })),
  seldom(fc.record({ kind: kind('VisitorReturns'), page: fc.option(pages) })),
  seldom(fc.record({ kind: kind('CloseConversation'), operator: operators })),
)

const events: fc.Arbitrary<ConversationEvent> = fc.oneof(
  fc.record({ kind: kind('ConversationOpened'), visitor: kind('v'), page: fc.option(pages) }),
  fc.record({ kind: kind('OperatorAssigned'), operator: operators }),
  fc.record({
    kind: kind('MessageSent'),
    author: sides,
    from: fc.constantFrom('v', 'o'),
    client: fc.uuid(),
    text: texts,
  }),
  fc.record({ kind: fc.constantFrom('Delivered' as const, 'Seen' as const), side: sides, upTo }),
  fc.record({ kind: kind('TransferAccepted'), operator: fc.constant('o') }),
  fc.record({ kind: kind('VisitorMoved'), page: pages }),
  fc.record({ kind: kind('VisitorLeft') }),
  fc.record({ kind: kind('VisitorReturned'), page: fc.option(pages) }),
  fc.record({ kind: kind('ConversationClosed'), operator: operators }),
)

describe('no sequence of commands', () => {
  it('breaks a conversation', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 60, size: 'max' }), (all) => {
        let state = empty('c', 'a')
        let wasClosed = false
        const asked = new Set<number>()
        for (const command of all) {
          const decision = decide(state, command)
          if (typeof decision === 'string') {
            expect(command.kind).toBe('SendMessage')
            continue
          }
          if (wasClosed) expect(decision).toEqual([])
          for (const event of decision) {
            const before = state
            state = evolve(state, { seq: before.seq + 1, at: before.lastAt + 1, event })
            expect(state.seq).toBe(before.seq + 1)
            if (event.kind === 'MessageSent' && event.author === 'visitor') asked.add(state.seq)
            if (event.kind === 'MessageSent') expect(isBlank(event.text)).toBe(false)
            for (const side of ['visitor', 'operator'] as const) {
              for (const mark of ['delivered', 'seen'] as const) {
                expect(state[mark][side]).toBeGreaterThanOrEqual(before[mark][side])
                expect(state[mark][side]).toBeLessThan(state.seq)
              }
              expect(state.delivered[side]).toBeGreaterThanOrEqual(state.seen[side])
            }
            // Exactly the visitor's messages that no operator has seen, in their order.
            expect(state.unseen).toEqual([...asked].filter((seq) => seq > state.seen.operator))
          }
          expect(wasClosed && state.state !== 'closed').toBe(false)
          wasClosed = state.state === 'closed'
          // Nothing is stored of a draft; of everything else the first event tells whose it is.
          expect(state.state === 'draft').toBe(state.seq === 0)
          if (state.seq > 0) expect(state.visitor).toBe('v')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('changes its past: the same events give the same conversation, and none of its states is touched', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 30, size: 'max' }), (all) => {
        const log: Array<ConversationEvent> = []
        let state = Object.freeze(empty('c', 'a'))
        for (const command of all) {
          const decision = decide(state, command)
          if (typeof decision === 'string') continue
          log.push(...decision)
          state = Object.freeze(fold(decision, state))
        }
        expect(fold(log)).toEqual(state)
      }),
      { numRuns: 100 },
    )
  })
})

it('any events in any order can be folded', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 40 }), (all) => {
      const state = fold(all)
      expect(state.seq).toBe(all.length)
      expect(state.messages.visitor + state.messages.operator).toBe(
        all.filter((event) => event.kind === 'MessageSent').length,
      )
    }),
    { numRuns: 200 },
  )
})

describe('blank', () => {
  it.each([
    ['', true],
    [' ', true],
    ['\n\t\r ', true],
    ['\u00a0\u2003\u3000', true],
    ['\u200b\u200d\ufeff', true],
    ['\u202e\u2066', true],
    ['\0', true],
    ['\u00ad', true],
    ['\u3164\u115f\u1160\uffa0', true],
    ['\u{e0001}', true],
    ['.', false],
    [' a ', false],
    ['\u200bя\u200b', false],
    ['0', false],
    ['😀', false],
    ['\u0301', false],
    ['a\0', false],
    ['\ud800', false],
  ])('%j: %s', (text, blank) => expect(isBlank(text)).toBe(blank))
})
