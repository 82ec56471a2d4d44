/** An audit is worth something when it can fail: each is shown what is right, and the same with one fault in it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { compareAcks, compareOrder, compareViews, type Stored } from './audit.ts'
import { check } from './durability.ts'
import { compareErased } from './erasing.ts'
import { glance } from './glance.ts'
import { Ledger } from './Ledger.ts'

const [epoch, earlier] = ['epoch', 'an earlier one']
let ledger: Ledger
const kinds = () => ledger.faults.map(({ kind }) => kind)

/** Messages 0 and 1 of the visitor's, 2 of an operator's, in one conversation, each acknowledged. */
const talked = (stored: ReadonlyArray<number> = [0, 1, 2], under = epoch): Stored => {
  for (const number of [0, 1, 2]) {
    const operator = number === 2 ? 0 : null
    const text = ledger.write({ account: 0, visitor: 0, operator, tab: operator === null ? 1 : 2 }, 'слово')
    ledger.sends(`client ${number}`, text, 'tab')
    ledger.acknowledge({ client: `client ${number}`, conversation: 'talk', seq: number + 2, at: 0 }, under)
  }
  const entries = ['ConversationOpened', ...stored.map((number) => `#${number}`)]
  return {
    conversations: new Map([
      ['talk', { account: 'shop', visitor: 'guest', operator: null, open: true, entries }],
    ]),
    messages: new Map(stored.map((number, n) => [number, { conversation: 'talk', seq: n + 2 }])),
  }
}

const seen = (numbers: ReadonlyArray<number>) => [
  {
    who: 'visitor 0',
    visitor: 'guest',
    seen: numbers.map((number) => ({
      conversation: 'talk',
      seq: number + 2,
      text: `[a0 v0 #${number}] слово`,
    })),
  },
]

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
  ledger = new Ledger()
})

describe('acknowledged and stored', () => {
  it('agree', () => {
    expect(compareAcks(talked(), ledger, epoch)).toEqual({ stored: 3, handedBack: 0 })
    expect(kinds()).toEqual([])
  })

  it('a message that is not there is lost', () => {
    compareAcks(talked([0, 1]), ledger, epoch)
    expect(kinds()).toEqual(['lost'])
  })

  it('one that was never acknowledged nor given up is lost too', () => {
    const stored = talked()
    ledger.write({ account: 0, visitor: 0, operator: null, tab: 1 }, 'слово')
    compareAcks(stored, ledger, epoch)
    expect(kinds()).toEqual(['lost'])
  })

  it('after a restore an operator may have his message back, and a visitor may not', () => {
    const stored = talked([0], earlier)
    for (const number of [1, 2]) ledger.givenUp.add(number)
    expect(compareAcks(stored, ledger, epoch).handedBack).toBe(1)
    expect(ledger.faults).toEqual([{ kind: 'lost', what: expect.stringContaining('visitor 0, tab 1: 1') }])
  })

  it('two places for one message are two messages', () => {
    compareAcks(talked([1, 0, 2]), ledger, epoch)
    expect(kinds()).toEqual(['doubled', 'doubled'])
    ledger.acknowledge({ client: 'client 0', conversation: 'another', seq: 2, at: 0 }, epoch)
    expect(kinds()).toHaveLength(3)
  })

  it('what is stored was not to be said to be not sent', () => {
    const stored = talked()
    ledger.givenUp.add(1)
    compareAcks(stored, ledger, epoch)
    expect(kinds()).toEqual(['denied'])
  })
})

describe('what each was shown', () => {
  it('is what is stored', () => {
    const stored = talked()
    compareViews(stored, ledger, epoch, seen([0, 1, 2]))
    compareOrder(stored, ledger)
    glance(
      ledger,
      'visitor 0',
      seen([0, 1, 2])[0]!.seen.map(({ text }) => text),
    )
    expect(kinds()).toEqual([])
  })

  it.each([
    ['a message is missing', [0, 2], ['reordered']],
    ['two have changed places', [1, 0, 2], ['reordered']],
    ['one stands there twice', [0, 1, 1, 2], ['doubled', 'reordered']],
  ])('%s', (_, numbers, faults) => {
    compareViews(talked(), ledger, epoch, seen(numbers))
    expect(kinds()).toEqual(faults)
  })

  it('is never two things in one place, nor something else than the log has there', () => {
    const stored = talked()
    ledger.show(epoch, 'talk', 2, '#0')
    ledger.show(epoch, 'talk', 2, '#1')
    ledger.show(epoch, 'talk', 4, 'Seen')
    compareViews(stored, ledger, epoch, [])
    expect(kinds()).toEqual(['reordered', 'reordered'])
  })

  it('is one account’s and one visitor’s', () => {
    expect(ledger.mayBeShown('talk', 0, null)).toBe(true)
    expect(ledger.mayBeShown('talk', 0, 7)).toBe(true)
    expect(ledger.mayBeShown('talk', 0, 7)).toBe(true)
    expect(ledger.mayBeShown('talk', 0, 8)).toBe(false)
    expect(ledger.mayBeShown('talk', 1, null)).toBe(false)
  })

  it('is nothing twice at once', () => {
    glance(ledger, 'visitor 0', ['[a0 v0 #3] слово', '[a0 v0 #3] слово'])
    expect(kinds()).toEqual(['doubled'])
  })
})

it('messages of one tab stand as they were written, unless one was refused and sent again', () => {
  compareOrder(talked([1, 0, 2]), ledger)
  expect(kinds()).toEqual(['reordered'])
  ledger = new Ledger()
  const stored = talked([1, 0, 2])
  ledger.refuses('client 0', 'notSent')
  compareOrder(stored, ledger)
  expect(kinds()).toEqual([])
})

it('an ack that leaves before the sync of its frames is early', () => {
  const id = '01a213b4-5009-795f-ac57-571a3ae130a1'
  const wal = '12</data/log.db-wal>'
  const write = `pwrite64(${wal}, "{\\"client\\":\\"${id}\\"}", 4096, 32) = 4096`
  const sync = `fdatasync(${wal}) = 0`
  const ack = `sendto(20<TCP:[127.0.0.1:1->127.0.0.1:2]>, "{\\"client\\":\\"${id}\\"}", 80, 0, NULL, 0) = 80`
  expect(check([write, sync, ack].join('\n'))).toEqual({ told: 1, early: 0, syncs: 1 })
  expect(check([write, ack, sync].join('\n'))).toEqual({ told: 1, early: 1, syncs: 1 })
  expect(check([write, `fdatasync(${wal}) = -1 EIO`, ack].join('\n')).early).toBe(1)
})

describe('of somebody erased', () => {
  const erased = { visitors: new Set(['guest']), accounts: 0, open: 0 }
  /** As the log has it afterwards: places without words. */
  const blanked = () => {
    const stored = talked([])
    for (const written of ledger.written) written.to = 'guest'
    return stored
  }
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'redhelper-audit-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('nothing is left, and nothing of it is lost', () => {
    const stored = blanked()
    ledger.erases('guest')
    writeFileSync(join(folder, 'log.db'), 'слово [a0 v0 #3] слово')
    compareAcks(stored, ledger, epoch, erased)
    compareViews(stored, ledger, epoch, [], erased)
    expect(compareErased([folder], ledger, erased)).toBe(3)
    expect(kinds()).toEqual([])
  })

  it('a message in the log is kept, whether the erasure was acknowledged or not', () => {
    const stored = talked()
    for (const written of ledger.written) written.to = 'guest'
    compareAcks(stored, ledger, epoch, erased)
    expect(kinds()).toEqual(['kept', 'kept', 'kept'])
  })

  it('so is one in the bytes of any file', () => {
    blanked()
    writeFileSync(
      join(folder, 'log.db-wal'),
      Buffer.concat([Buffer.alloc(9), Buffer.from('x[a0 v0 #1] слово')]),
    )
    compareErased([folder], ledger, erased)
    expect(ledger.faults).toEqual([{ kind: 'kept', what: expect.stringContaining('log.db-wal') }])
  })

  it('what is still before somebody’s eyes is kept', () => {
    compareViews(blanked(), ledger, epoch, seen([]), erased)
    expect(kinds()).toEqual(['kept'])
  })

  it('an erasure that was acknowledged and is unknown did not happen', () => {
    ledger.erases('somebody')
    compareErased([folder], ledger, erased)
    expect(kinds()).toEqual(['kept'])
  })

  it('what another has who is not erased is lost as ever', () => {
    const stored = blanked()
    ledger.written[1]!.to = 'another'
    compareAcks(stored, ledger, epoch, erased)
    expect(kinds()).toEqual(['lost'])
  })

  it('what was written before the first welcome belongs to whoever was welcomed then', () => {
    const stored = blanked()
    for (const written of ledger.written) written.to = ''
    ledger.identifies(0, 'guest')
    ledger.identifies(0, 'who he became')
    compareAcks(stored, ledger, epoch, erased)
    expect(kinds()).toEqual([])
    expect(ledger.erasedBy(1, performance.now())).toBe(false)
    ledger.erases('guest')
    expect(ledger.erasedBy(1, performance.now() + 1)).toBe(true)
  })

  it('an account that is closed has nothing left either', () => {
    const stored = talked()
    ledger.closed.add(0)
    compareAcks(stored, ledger, epoch, { ...erased, accounts: 1 })
    compareErased([folder], ledger, { ...erased, accounts: 0 })
    expect(kinds()).toEqual(['kept', 'kept', 'kept', 'kept'])
  })
})
