/** A look at somebody's screen in mid-talk, when messages are still on their way. */
import { type Ledger, numberIn } from './Ledger.ts'

/** So often people look, of all that they do. */
export const glances = 0.05

/** Nothing stands there twice, neither as two events nor as an event and as what still waits. */
export const glance = (ledger: Ledger, who: string, texts: ReadonlyArray<string>): void => {
  ledger.count('looks at a screen')
  const seen = new Set<number>()
  for (const text of texts) {
    const number = numberIn(text)
    if (number === null) continue
    if (seen.has(number)) ledger.fault('doubled', `${who} saw message ${number} twice at once`)
    seen.add(number)
  }
}
