/** Those who wait because all who could answer them have their hands full. */

export interface Waiter {
  readonly visitor: string
  /** Who could answer; the same set for all who ask for the same. Empty: nobody is there, and there is no queue. */
  readonly by: ReadonlySet<string>
}

/**
 * How many are before each: those who came earlier and could be given to one of the same operators. Who waits for
 * others is before nobody.
 *
 * @param waiters the first first
 */
export const queueOf = (waiters: Iterable<Waiter>): ReadonlyMap<string, number> => {
  const before = new Map<string, number>()
  const ahead = new Map<ReadonlySet<string>, number>()
  const rivals = rivalry()
  for (const { visitor, by } of waiters) {
    if (by.size === 0) continue
    let count = 0
    for (const [other, waiting] of ahead) if (rivals(by, other)) count += waiting
    before.set(visitor, count)
    ahead.set(by, (ahead.get(by) ?? 0) + 1)
  }
  return before
}

/** Have two sets an operator in common? Sites are few, and those who wait may be many. */
const rivalry = () => {
  const known = new Map<ReadonlySet<string>, Map<ReadonlySet<string>, boolean>>()
  return (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
    if (a === b) return true
    const ofA = known.get(a) ?? new Map<ReadonlySet<string>, boolean>()
    known.set(a, ofA)
    let meet = ofA.get(b)
    if (meet === undefined) ofA.set(b, (meet = [...a].some((operator) => b.has(operator))))
    return meet
  }
}
