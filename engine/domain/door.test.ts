import { describe, expect, test } from 'vitest'
import { type Door, doorOf } from './door.ts'
import { Status } from './status.ts'

const statuses = Status.literals
/** Of up to three operators who serve the page, every mixture. */
const mixtures: ReadonlyArray<ReadonlyArray<Status>> = [
  [],
  ...statuses.map((one) => [one]),
  ...statuses.flatMap((one) => statuses.map((two) => [one, two])),
  ...statuses.flatMap((one) => statuses.flatMap((two) => statuses.map((three) => [one, two, three]))),
]
const absent = mixtures.filter((serving) => !serving.includes('online'))

test.each(mixtures.filter((serving) => serving.includes('online')))(
  '%s: everybody has the chat',
  (...serving) => {
    for (const own of [null, ...statuses]) {
      for (const form of [true, false]) expect(doorOf(serving, own, form)).toBe('chat')
    }
  },
)

describe('while nobody is online', () => {
  test.each<[Status | null, Door]>([
    // New, or his dialogue is over, or nobody has it, or its operator was deleted.
    [null, 'form'],
    ['break', 'chat'],
    ['second', 'chat'],
    ['offline', 'form'],
    // On this page he is not among those who serve it.
    ['online', 'chat'],
  ])('a visitor whose operator is %s has %s', (own, door) => {
    for (const serving of absent) {
      expect(doorOf(serving, own, true)).toBe(door)
      expect(doorOf(serving, own, false)).toBe(door === 'form' ? 'none' : door)
    }
  })
})
