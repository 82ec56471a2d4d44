/** The address from which a visitor is here, by his newest tab; null when none is open, or the id is nobody's. */
import { Effect } from 'effect'
import { key, type Parts } from './Parts.ts'

export const whereabouts = (parts: Parts, account: string, visitor: string): Effect.Effect<string | null> =>
  Effect.callback((resume) => {
    const answer = (address: string | null) => resume(Effect.succeed(address))
    if (parts.visitorRows.find(account, visitor) === null) return answer(null)
    const refuse = () => answer(null)
    parts.visitors.get(key(account, visitor)).tell({ kind: 'whereabouts', answer, refuse })
  })
