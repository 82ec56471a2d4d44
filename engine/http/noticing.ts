/** Whoever changes the way into an account is told on by a letter to its address, in the transaction of the change. */
import { Clock, Effect } from 'effect'
import { mailbox } from '../domain/letter.ts'
import { type SecurityChange, securityNotice } from '../mail/letters/security.ts'
import { Accounts } from '../store/Accounts.ts'
import { Letters } from '../store/Letters.ts'

/** `login`: of whom the change is. Operators have no address, so only an account's own login has a letter. */
export const noticing = Effect.gen(function* () {
  const accounts = yield* Accounts
  const letters = yield* Letters
  const clock = yield* Clock.Clock
  return (login: string, change: SecurityChange) => (): void => {
    const account = accounts.findByLogin(login)
    // An address from before there were our rules must not stand in the way of a new password.
    if (account === null || mailbox(account.email) === null) return
    letters.put(securityNotice(account, change, clock.currentTimeMillisUnsafe()))
  }
})
