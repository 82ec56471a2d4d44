/**
 * F1: who gets a visitor. Uniform among those with the fewest open conversations.
 *
 * @param candidates operators who may get the visitor
 * @param load open conversations of one operator
 * @param random uniform in [0, 1)
 */
export const draw = (
  candidates: Iterable<string>,
  load: (operator: string) => number,
  random: () => number,
): string | null => {
  let least = Number.POSITIVE_INFINITY
  let free: Array<string> = []
  for (const operator of candidates) {
    const open = load(operator)
    if (open < least) {
      least = open
      free = []
    }
    if (open === least) free.push(operator)
  }
  return free[Math.floor(random() * free.length)] ?? null
}
