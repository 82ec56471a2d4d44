import { describe, expect, it } from 'vitest'
import { type Due, readAtOnce, Turns } from './Turns.ts'

const due = (id: string, urgent = false): Due => ({ id, account: id[0]!, urgent })
const turnsOf = (...ids: ReadonlyArray<string>): Turns => {
  const turns = new Turns()
  turns.refill(ids.map((id) => due(id)))
  return turns
}
const take = (turns: Turns, width: number): ReadonlyArray<string> => {
  const taken: Array<string> = []
  for (let next = turns.take(width); next !== null; next = turns.take(width)) taken.push(next.id)
  return taken
}
/** One after another, each ended before the next begins. */
const inTurn = (turns: Turns): string => {
  const order: Array<string> = []
  for (let next = turns.take(1); next !== null; next = turns.take(1)) {
    order.push(next.id)
    turns.done(next.id)
  }
  return order.join(' ')
}

describe('whose letter is next', () => {
  it('of each account one, in the order in which they came', () => {
    expect(inTurn(turnsOf('a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'))).toBe('a1 b1 c1 a2 b2 a3 a4')
  })

  it('of each account one, also when it is all read anew between', () => {
    const turns = turnsOf('a1', 'a2', 'b1', 'b2')
    expect(turns.take(1)?.id).toBe('a1')
    turns.done('a1')
    turns.refill(['a2', 'a3', 'b1', 'b2'].map((id) => due(id)))
    expect(inTurn(turns)).toBe('b1 a2 b2 a3')
  })

  it('urgent ones before all others', () => {
    const turns = turnsOf('a1', 'b1')
    turns.add(due('c1'))
    turns.add(due('a2', true))
    expect(inTurn(turns)).toBe('a2 b1 c1 a1')
  })

  it('one that somebody wants now before the others of its account, within its share', () => {
    const turns = turnsOf('a1', 'a2', 'b1', 'c1')
    turns.take(9)
    for (const id of ['a5', 'a4', 'a2']) turns.addFirst(due(id))
    expect(take(turns, 9)).toEqual(['b1', 'c1', 'a2'])
    turns.done('a1')
    expect(take(turns, 9)).toEqual(['a4'])
  })
})

describe('at once', () => {
  it('an account has its share, whatever it has waiting', () => {
    const turns = turnsOf('a1', 'a2', 'a3', 'b1', 'c1')
    expect(take(turns, 5)).toEqual(['a1', 'b1', 'c1', 'a2'])
    expect(take(turns, 9)).toEqual([])
    turns.done('a1')
    expect(take(turns, 9)).toEqual(['a3'])
  })

  it('a place is kept for urgent ones, also of an account that has its share', () => {
    const turns = turnsOf('a1', 'a2', 'a3', 'b1')
    expect(take(turns, 3)).toEqual(['a1', 'b1'])
    turns.add(due('a4', true))
    turns.add(due('c1', true))
    expect(take(turns, 3)).toEqual(['c1'])
    turns.done('b1')
    expect(take(turns, 3)).toEqual(['a4'])
  })

  it('one place is for everybody', () => {
    expect(take(turnsOf('a1', 'b1'), 1)).toEqual(['a1'])
  })

  it('none twice, also when it was read anew or is told again while it is under way', () => {
    const turns = turnsOf('a1')
    turns.take(5)
    turns.refill([due('a1')])
    turns.add(due('a1', true))
    expect(take(turns, 5)).toEqual([])
    turns.done('a1')
    expect(take(turns, 5)).toEqual(['a1'])
  })
})

describe('what is at hand', () => {
  const many = Array.from({ length: readAtOnce }, (_, n) => `a${n}`)

  it('falls short when an account of which there may be more has none', () => {
    const turns = turnsOf(...many, 'b1')
    expect(turns.short).toBe(false)
    // Behind those that were not read.
    turns.add(due('a99'))
    const order = inTurn(turns)
    expect(order).not.toContain('a99')
    expect(turns.short).toBe(true)
    turns.refill([due('a99')])
    expect(turns.short).toBe(false)
    expect(inTurn(turns)).toBe('a99')
  })

  it('does not grow with what comes', () => {
    const turns = turnsOf()
    for (const id of [...many, 'a98', 'a99']) turns.add(due(id))
    expect(inTurn(turns).split(' ')).toHaveLength(readAtOnce)
    expect(turns.short).toBe(true)
  })
})
