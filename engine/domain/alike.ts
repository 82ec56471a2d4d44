/** One object for all that are alike, however many hold it. `most`: so many are remembered, before all are forgotten. */
export const alike = <T>(most: number): ((key: string, make: () => T) => T) => {
  const known = new Map<string, T>()
  return (key, make) => {
    let found = known.get(key)
    if (found === undefined) {
      found = make()
      if (known.size >= most) known.clear()
      known.set(key, found)
    }
    return found
  }
}
