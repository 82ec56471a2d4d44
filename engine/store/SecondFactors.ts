/**
 * Second factors of operators: what proves, beside the password, that it is he. A secret leaves the store once, when
 * it is made; a code of it counts once; recovery codes are kept as hashes (decision 0029).
 */
import { createHash } from 'node:crypto'
import { Clock, Context, Effect, Layer } from 'effect'
import { newSecret, stepOf } from '../domain/oneTimeCode.ts'
import { newRecoveryCode, plainRecoveryCode, recoveryCodes } from '../domain/recoveryCode.ts'
import type { StoreUnavailable } from './errors.ts'
import { Log } from './Log.ts'
import { Sessions } from './Sessions.ts'

interface Row {
  readonly secret: string
  readonly confirmed_at: number | null
}

export class SecondFactors extends Context.Service<
  SecondFactors,
  {
    // `also`: what is written with the change, in its transaction.
    /** Does this operator sign in with one? */
    readonly has: (operator: string) => boolean
    readonly recoveryLeft: (operator: string) => number
    /** Operators of the account who have one. */
    readonly of: (account: string) => ReadonlyArray<string>
    /** A secret to confirm, in the place of an unconfirmed one. Null: he has a factor already. */
    readonly begin: (operator: string) => Effect.Effect<string | null, StoreUnavailable>
    /** Gives the recovery codes, which nobody can get again; null for a wrong code. Ends his sessions but `keep`. */
    readonly confirm: (
      operator: string,
      code: string,
      keep: string | null,
      also: () => void,
    ) => Effect.Effect<ReadonlyArray<string> | null, StoreUnavailable>
    /** Uses up a code of the app, or a recovery code; false when it is wrong or was used. */
    readonly use: (operator: string, code: string) => Effect.Effect<boolean, StoreUnavailable>
    /** New recovery codes in place of all before. Null: he has no factor. */
    readonly renew: (
      operator: string,
      also: () => void,
    ) => Effect.Effect<ReadonlyArray<string> | null, StoreUnavailable>
    /** False: there was none. `out`: his sessions end, too. */
    readonly remove: (
      operator: string,
      out: boolean,
      also: () => void,
    ) => Effect.Effect<boolean, StoreUnavailable>
    /** Must everybody of the account have one? */
    readonly required: (account: string) => boolean
    readonly setRequired: (account: string, required: boolean) => Effect.Effect<void, StoreUnavailable>
  }
>()('engine/store/SecondFactors') {
  static readonly layer = Layer.effect(
    SecondFactors,
    Effect.gen(function* () {
      const { db, transact } = yield* Log
      const sessions = yield* Sessions
      const clock = yield* Clock.Clock
      const now = () => clock.currentTimeMillisUnsafe()

      const byOperator = db.prepare<[string], Row>(
        'SELECT secret, confirmed_at FROM second_factors WHERE operator = ?',
      )
      const ofAccount = db
        .prepare<[string], string>(
          `SELECT f.operator FROM second_factors f JOIN operators o ON o.id = f.operator
           WHERE o.account = ? AND f.confirmed_at IS NOT NULL`,
        )
        .pluck()
      const put = db.prepare<[string, string]>(
        'INSERT OR REPLACE INTO second_factors (operator, secret) VALUES (?, ?)',
      )
      const setConfirmed = db.prepare<[number, string]>(
        'UPDATE second_factors SET confirmed_at = ? WHERE operator = ?',
      )
      const passStep = db.prepare<[number, string, number]>(
        'UPDATE second_factors SET last_step = ? WHERE operator = ? AND last_step < ?',
      )
      const drop = db.prepare<[string]>('DELETE FROM second_factors WHERE operator = ?')
      const putCode = db.prepare<[string, Buffer]>('INSERT INTO recovery_codes VALUES (?, ?)')
      const useCode = db.prepare<[string, Buffer]>(
        'DELETE FROM recovery_codes WHERE operator = ? AND hash = ?',
      )
      const dropCodes = db.prepare<[string]>('DELETE FROM recovery_codes WHERE operator = ?')
      const countCodes = db
        .prepare<[string], number>('SELECT count(*) FROM recovery_codes WHERE operator = ?')
        .pluck()
      const readRequired = db
        .prepare<[string], number>('SELECT second_factor_required FROM accounts WHERE id = ?')
        .pluck()
      const writeRequired = db.prepare<[number, string]>(
        'UPDATE accounts SET second_factor_required = ? WHERE id = ?',
      )

      const has = (operator: string) => (byOperator.get(operator)?.confirmed_at ?? null) !== null
      /** A code of the app, once: the same and older ones are used up with it. */
      const passes = (operator: string, code: string): boolean => {
        const row = byOperator.get(operator)
        const step = row === undefined ? null : stepOf(row.secret, code, now())
        return step !== null && passStep.run(step, operator, step).changes > 0
      }
      const newCodes = (operator: string): ReadonlyArray<string> => {
        dropCodes.run(operator)
        const codes = Array.from({ length: recoveryCodes }, newRecoveryCode)
        for (const code of codes) putCode.run(operator, hashed(code))
        return codes
      }
      /** Committed and not told would leave sockets open. */
      const telling = <A>(write: () => { readonly result: A; readonly gone: ReadonlyArray<string> }) =>
        transact(write).pipe(
          Effect.map(({ result, gone }) => {
            sessions.ended(gone)
            return result
          }),
          Effect.uninterruptible,
        )

      return SecondFactors.of({
        has,
        recoveryLeft: (operator) => countCodes.get(operator) ?? 0,
        of: (account) => ofAccount.all(account),
        begin: (operator) =>
          transact(() => {
            if (has(operator)) return null
            const secret = newSecret()
            put.run(operator, secret)
            return secret
          }),
        confirm: (operator, code, keep, also) =>
          telling(() => {
            if (has(operator) || !passes(operator, code)) return { result: null, gone: [] }
            setConfirmed.run(now(), operator)
            also()
            return { result: newCodes(operator), gone: sessions.drop(operator, keep) }
          }),
        use: (operator, code) =>
          transact(
            () =>
              has(operator) && (passes(operator, code) || useCode.run(operator, hashed(code)).changes > 0),
          ),
        renew: (operator, also) =>
          transact(() => {
            if (!has(operator)) return null
            also()
            return newCodes(operator)
          }),
        remove: (operator, out, also) =>
          telling(() => {
            const counted = has(operator)
            dropCodes.run(operator)
            const result = drop.run(operator).changes > 0
            // One that was never confirmed asked nobody for a code.
            if (counted) also()
            return { result, gone: out && result ? sessions.drop(operator, null) : [] }
          }),
        required: (account) => readRequired.get(account) === 1,
        setRequired: (account, required) =>
          Effect.asVoid(transact(() => writeRequired.run(Number(required), account))),
      })
    }),
  )
}

const hashed = (code: string): Buffer => createHash('sha256').update(plainRecoveryCode(code)).digest()
