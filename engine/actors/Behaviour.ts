/**
 * What an actor is made of, as its authors see it. The machinery is in `Mailbox.ts` and `Cell.ts`.
 *
 * An actor has an id, a mailbox and a behaviour. It handles strictly one message at a time, also while
 * `receive` returns an effect that suspends. It is made on first need, stopped when idle, and rebuilt by
 * `start` after a defect.
 */
import type { Duration, Effect } from 'effect'

/** busy: the mailbox is full, or the actor cannot start just now (try again later). failed: handling this very message died. */
export type Refusal = 'busy' | 'failed'

/** A message may know how to tell its waiting sender that it was not handled. Called at most once. */
export interface Message {
  refuse?(why: Refusal): void
}

/**
 * An actor's own hand. It belongs to one incarnation: once that is stopped, or rebuilt after a defect,
 * `tell` refuses with 'failed' and timers are dead, so late callbacks of the old state cannot reach the new.
 */
export interface Self<M> {
  readonly id: string
  /** A message to oneself, after those already waiting. Not bounded by the mailbox's capacity. */
  tell(m: M): void
  /** Milliseconds since 1970 by Effect's Clock. */
  now(): number
  /** A message to oneself after `millis`. Replaces a timer with the same key. */
  after(key: string, millis: number, m: M): void
  cancel(key: string): void
  /** Ends this incarnation after the current message. Messages still waiting start a new one. */
  stop(): void
}

export interface Behaviour<M> {
  /** Synchronous work returns nothing; the next message waits until a returned effect is done. */
  receive(m: M): void | Effect.Effect<void>
  /** May it be stopped now? Asked when nothing came for `idleAfter` and no timer runs. Default: yes. */
  idle?(): boolean
  /** The incarnation is over, whatever the reason (idle, stop, defect, shutdown). Called once. */
  stopped?(): void
}

/** Stays good for ever: a message to an actor that was stopped meanwhile makes a new one. */
export interface ActorRef<M> {
  readonly id: string
  /** false: refused, and `m.refuse` was called. */
  tell(m: M): boolean
}

export interface Kind<M extends Message> {
  /** For logs. */
  readonly name: string
  /** Messages that may wait; one more is refused with 'busy'. */
  readonly capacity: number
  /** Without a message for this long (and up to a quarter more) an actor may be stopped. */
  readonly idleAfter: Duration.Input
  /** Builds the state. The mailbox queues meanwhile. */
  start(id: string, self: Self<M>): Effect.Effect<Behaviour<M>>
}

export interface Directory<M> {
  /** The actor of this id, made on first need. */
  get(id: string): ActorRef<M>
  /** Only when it lives now. */
  find(id: string): ActorRef<M> | undefined
  readonly size: number
  /** Those who live now. */
  all(): Iterable<ActorRef<M>>
  /** Counters: messages refused without being handled, and incarnations that died of a defect. */
  refused: number
  restarts: number
}
