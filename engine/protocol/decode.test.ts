import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { invitationLength } from '../domain/invitationSettings.ts'
import { banReasonLength, commentLength, limits, titleLength, urlLength } from './client/limits.ts'
import { type Decoded, decodeOperator, decodeVisitor } from './decode.ts'

const id = fc.uuid()
const ref = fc.integer({ min: 0, max: 0xffffffff })
const seq = fc.maxSafeNat()
const text = (max: number, min = 0) => fc.string({ unit: 'binary', minLength: min, maxLength: max / 2 })
const position = fc.record({ conversation: id, seq })
const page = fc.record({ url: text(urlLength), title: text(titleLength) })
const epoch = fc.option(text(64))
const is = <K extends string>(kind: K) => fc.constant(kind)
const transfer = {
  kind: is('transfer'),
  ref,
  conversation: id,
  comment: fc.string({ maxLength: commentLength }),
}
const marks = [
  fc.record({ kind: is('delivered'), conversation: id, seq }),
  fc.record({ kind: is('seen'), conversation: id, seq }),
  fc.record({ kind: is('ping') }),
] as const
const limit = fc.integer({ min: 1, max: limits.historyPage })
const body = text(limits.messageLength, 1)

const visitorFrame = fc.oneof(
  fc.record({
    kind: is('hello'),
    ref,
    version: fc.integer(),
    account: text(64),
    token: fc.option(text(128)),
    tab: id,
    page,
    referrer: text(urlLength),
    language: text(35),
    visible: fc.boolean(),
    open: fc.boolean(),
    epoch,
    position: fc.option(position),
  }),
  fc.record({ kind: is('send'), ref, client: id, text: body }),
  fc.record({ kind: is('typing'), text: text(limits.previewLength) }),
  fc.record({ kind: is('page'), page }),
  fc.record({ kind: is('visible'), visible: fc.boolean() }),
  fc.record({ kind: is('open'), open: fc.boolean() }),
  fc.record({ kind: is('invitation'), id, did: fc.constantFrom('seen', 'declined') }),
  fc.record({ kind: is('choose'), department: fc.option(id) }),
  fc.record({ kind: is('history'), ref, before: fc.option(position), limit }),
  ...marks,
)
const operatorFrame = fc.oneof(
  fc.record({
    kind: is('hello'),
    ref,
    version: fc.integer(),
    console: id,
    status: fc.constantFrom('online', 'break', 'second', 'offline'),
    epoch,
    positions: fc.array(position, { maxLength: 20 }),
  }),
  fc.record({ kind: is('send'), ref, conversation: id, client: id, text: body }),
  fc.record({ kind: is('typing'), conversation: id, typing: fc.boolean() }),
  fc.record({ kind: is('history'), ref, visitor: id, before: fc.option(position), limit }),
  fc.record({ kind: is('visitor'), ref, visitor: id }),
  fc.record({
    kind: is('comment'),
    ref,
    visitor: id,
    comment: id,
    text: fc.string({ minLength: 1, maxLength: commentLength }),
  }),
  fc.record({ kind: is('uncomment'), ref, visitor: id, comment: id }),
  fc.record({ kind: is('watch'), ref, watching: fc.boolean() }),
  fc.record({ kind: is('open'), ref, visitor: id }),
  fc.record({ kind: is('take'), ref, visitor: id, from: fc.option(id) }),
  fc.record({ kind: is('status'), ref, status: fc.constantFrom('online', 'break', 'second', 'offline') }),
  fc.record({ ...transfer, operator: id }),
  fc.record({ ...transfer, department: id }),
  fc.record({ kind: is('answerTransfer'), ref, conversation: id, accept: fc.boolean() }),
  fc.record({ kind: is('reach'), ref, visitor: id }),
  fc.record({
    kind: is('ban'),
    ref,
    visitor: id,
    scope: fc.constantFrom('visitor', 'address', 'subnet'),
    until: fc.option(fc.maxSafeNat()),
    reason: fc.string({ maxLength: banReasonLength }),
  }),
  fc.record({
    kind: is('invite'),
    ref,
    visitor: id,
    text: fc.option(fc.string({ maxLength: invitationLength })),
  }),
  fc.record({ kind: is('close'), ref, conversation: id }),
  fc.record({ kind: is('closeGone'), ref }),
  ...marks,
)

const sides: ReadonlyArray<
  [string, (text: string) => Decoded<unknown>, fc.Arbitrary<{ readonly kind: string }>]
> = [
  ['visitor', decodeVisitor, visitorFrame],
  ['operator', decodeOperator, operatorFrame],
]

describe.each(sides)('%s', (_, decode, valid) => {
  const answered = (input: string) => {
    const decoded = decode(input)
    if ('frame' in decoded) {
      expect(decoded.frame).toHaveProperty('kind')
      return
    }
    // Exactly these two: no content of the frame goes along.
    expect(Object.keys(decoded).sort()).toEqual(['problem', 'ref'])
    expect(['json', 'kind', 'types']).toContain(decoded.problem)
    expect(decoded.ref === null || Number.isInteger(decoded.ref)).toBe(true)
  }

  test('every valid frame comes through as it is', () => {
    fc.assert(
      fc.property(valid, (frame) => {
        expect(decode(JSON.stringify(frame))).toEqual({ frame })
      }),
      { numRuns: 500 },
    )
  })

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (input) => answered(input)),
      { numRuns: 1_000 },
    )
  })

  test('no frame with a wrong, missing or further field makes it throw', () => {
    const wrong = fc.tuple(valid, fc.nat(12), fc.oneof(fc.jsonValue(), fc.constant(undefined)), fc.string())
    fc.assert(
      fc.property(wrong, ([frame, which, value, more]) => {
        const names = Object.keys(frame)
        answered(JSON.stringify({ ...frame, [names[which % names.length]!]: value }))
        // What is not in the schema is not let in.
        const decoded = decode(JSON.stringify({ ...frame, [`more${more}`]: value }))
        expect(decoded).toEqual({ frame })
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([
    ['', 'json', null],
    ['{', 'json', null],
    ['null', 'kind', null],
    ['7', 'kind', null],
    ['[]', 'kind', null],
    ['"ping"', 'kind', null],
    ['{}', 'kind', null],
    ['{"kind":"nope","ref":7}', 'kind', 7],
    ['{"kind":["ping"],"ref":7}', 'kind', 7],
    ['{"kind":"__proto__","ref":7}', 'kind', 7],
    ['{"kind":"send","ref":7}', 'types', 7],
    ['{"kind":"send","ref":"7"}', 'types', null],
    ['{"kind":"send","ref":-1}', 'types', null],
    ['{"kind":"send","ref":1.5}', 'types', null],
    ['{"kind":"send","ref":4294967296}', 'types', null],
    ['{"kind":"seen","conversation":"x","seq":1}', 'types', null],
    [`${'['.repeat(60_000)}`, 'json', null],
    [`${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'kind', null],
  ])('%s is a problem of %s', (input, problem, refOf) => {
    expect(decode(input)).toEqual({ problem, ref: refOf })
  })

  test('limits hold', () => {
    const client = '01890000-0000-7000-8000-000000000001'
    const send = (more: object) => ({
      kind: 'send',
      ref: 1,
      client,
      conversation: client,
      text: 'a',
      ...more,
    })
    expect(decode(JSON.stringify(send({ text: 'x'.repeat(limits.messageLength) })))).toHaveProperty('frame')
    for (const more of [
      { text: 'x'.repeat(limits.messageLength + 1) },
      { text: '' },
      { client: 'x' },
      { client: `${client}\n` },
      { client: client.toUpperCase().replace('7000', 'ABCD') },
    ]) {
      expect(decode(JSON.stringify(send(more)))).toEqual({ problem: 'types', ref: 1 })
    }
  })
})

describe('the longest there are fit into a frame', () => {
  const uuid = '00000000-0000-7000-8000-000000000000'
  const worst = (length: number) => '\ud800'.repeat(length)
  test.each([
    [
      'a message',
      decodeOperator,
      { kind: 'send', conversation: uuid, client: uuid, text: worst(limits.messageLength) },
    ],
    [
      "a console's hello",
      decodeOperator,
      {
        kind: 'hello',
        version: 1,
        console: uuid,
        status: 'online',
        epoch: worst(64),
        positions: Array(limits.positions).fill({ conversation: uuid, seq: Number.MAX_SAFE_INTEGER }),
      },
    ],
    [
      "a tab's hello",
      decodeVisitor,
      {
        kind: 'hello',
        version: 1,
        account: worst(64),
        token: worst(128),
        tab: uuid,
        page: { url: worst(urlLength), title: worst(titleLength) },
        referrer: worst(urlLength),
        language: worst(35),
        visible: true,
        open: false,
        epoch: worst(64),
        position: null,
      },
    ],
  ] as const)('%s', (_, decode, frame) => {
    const text = JSON.stringify({ ref: 0xffffffff, ...frame })
    expect(decode(text)).toHaveProperty('frame')
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limits.frameBytes)
  })
})
