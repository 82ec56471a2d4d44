/**
 * Before an actor is built from history, history must hold everything that its former self has written.
 * The first one waits, if the projection is behind at all; a start that waited too long fails, and its
 * senders hear 'busy'.
 */
import { Effect } from 'effect'
import type { Parts } from './Parts.ts'

export const projected = (parts: Parts): Effect.Effect<void> => Effect.orDie(parts.projection.caughtUp)
