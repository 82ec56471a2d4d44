/** What the store says, in the words of the API. */
import { Effect } from 'effect'
import { Unavailable } from '../api/errors.ts'
import type { StoreUnavailable } from '../store/errors.ts'

/** 503: nothing was changed. */
export const orUnavailable = <A, E, R>(
  effect: Effect.Effect<A, E | StoreUnavailable, R>,
): Effect.Effect<A, Exclude<E, StoreUnavailable> | Unavailable, R> =>
  Effect.mapError(effect, (error) =>
    isStoreUnavailable(error) ? new Unavailable() : (error as Exclude<E, StoreUnavailable>),
  )

const isStoreUnavailable = (error: unknown): error is StoreUnavailable =>
  typeof error === 'object' && error !== null && '_tag' in error && error._tag === 'StoreUnavailable'
