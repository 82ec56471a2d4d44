/** Letters as far back as somebody has read: the newest are asked for again and again, older ones once. Pure. */
export interface Pages<L> {
  /** The newest first. */
  readonly letters: ReadonlyArray<L>
  /** Where the older ones begin; null: there are none. */
  readonly next: number | null
}

type Known = { readonly id: string }

const without = <L extends Known>(letters: ReadonlyArray<L>, others: ReadonlyArray<L>): ReadonlyArray<L> => {
  const known = new Set(others.map(({ id }) => id))
  return letters.filter(({ id }) => !known.has(id))
}

/** With the newest page as it is by now. */
export const renewed = <L extends Known>(shown: Pages<L>, { letters, next }: Pages<L>): Pages<L> => {
  const older = next === null ? [] : without(shown.letters, letters)
  return { letters: [...letters, ...older], next: older.length === 0 ? next : shown.next }
}

/** With the page behind the oldest one. */
export const extended = <L extends Known>(shown: Pages<L>, { letters, next }: Pages<L>): Pages<L> => ({
  letters: [...shown.letters, ...without(letters, shown.letters)],
  next,
})
