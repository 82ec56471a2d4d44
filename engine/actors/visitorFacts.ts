/** Answers what an operator asks about a visitor, and keeps what he writes down about him (H4, H12). */
import { Effect } from 'effect'
import { isBlank } from '../domain/conversation.ts'
import type { OperatorFrame, VisitorFacts } from '../protocol/frames.ts'
import { key, type Parts } from './Parts.ts'
import { refuse, reply, type Socket } from './Socket.ts'

export type VisitorQuestion = Extract<OperatorFrame, { kind: 'visitor' | 'comment' | 'uncomment' }>

/** `operator`: who asks; he has the visitor's dialogue on his list. */
export const answerAboutVisitor = (
  parts: Parts,
  account: string,
  operator: string,
  visitor: string,
  frame: VisitorQuestion,
  socket: Socket,
): Effect.Effect<void> => {
  const { ref } = frame
  const answer = Effect.gen(function* () {
    // What was written a moment ago is to be seen.
    if (parts.projection.position() < parts.log.lastId()) yield* parts.projection.caughtUp
    if (!socket.live) return
    switch (frame.kind) {
      case 'visitor':
        return reply(socket, ref, yield* factsFor(parts, account, operator, visitor))
      case 'comment':
        if (isBlank(frame.text)) return refuse(socket, ref, 'empty')
        return write(parts, account, visitor, socket, ref, {
          kind: 'comment',
          comment: frame.comment,
          operator,
          text: frame.text.trim(),
        })
      case 'uncomment': {
        const known = parts.history.comment(account, visitor, frame.comment)
        // Gone already: what was wanted is so.
        if (known === null) return reply(socket, ref, { done: true })
        if (!mayRemove(parts, account, operator, known.operator)) return refuse(socket, ref, 'unknown')
        return write(parts, account, visitor, socket, ref, {
          kind: 'uncomment',
          comment: frame.comment,
          row: known.row,
        })
      }
    }
  })
  return Effect.catch(answer, () => Effect.sync(() => refuse(socket, ref, 'busy')))
}

const mayRemove = ({ people }: Parts, account: string, operator: string, author: string): boolean =>
  operator === author || people.find(account, operator)?.administrator === true

/** `row`: of the comment in the log, to be blanked. */
export type WrittenOfVisitor =
  | {
      readonly kind: 'comment'
      readonly comment: string
      readonly operator: string
      readonly text: string
    }
  | { readonly kind: 'uncomment'; readonly comment: string; readonly row: number }

/** By the visitor's actor, which alone writes of him. */
const write = (
  parts: Parts,
  account: string,
  visitor: string,
  socket: Socket,
  ref: number,
  what: WrittenOfVisitor,
): void => {
  parts.visitors.get(key(account, visitor)).tell({
    ...what,
    answer: (stored: boolean) =>
      stored ? reply(socket, ref, { done: true }) : refuse(socket, ref, 'notSent'),
    refuse: () => refuse(socket, ref, 'busy'),
  })
}

const factsFor = Effect.fnUntraced(function* (
  parts: Parts,
  account: string,
  operator: string,
  visitor: string,
) {
  const { history, people, geo } = parts
  const locked = !people.includes(account, 'monitoring')
  const present = yield* timeOf(parts, account, visitor)
  const known = history.visitor(account, visitor)
  const { conversations, invitations, comments } = known
  const { last, first, trail } = locked ? { last: null, first: null, trail: [] } : known
  const totals = locked ? null : history.visitorTotals(account, visitor)
  const person = (id: string | null) => (id === null ? null : people.person(account, id))
  return {
    visitor,
    locked,
    facts: last?.facts ?? null,
    visitAt: last?.at ?? null,
    language: last?.language ?? '',
    first:
      first === null || first.at === last?.at ? null : { at: first.at, source: first.facts?.source ?? null },
    visits: totals?.visits ?? 0,
    views: totals?.views ?? 0,
    seconds: locked ? 0 : (totals?.seconds ?? 0) + present.seconds,
    watching: present.watching && !locked,
    now: present.now,
    trail,
    conversations: conversations.map((one) => ({ ...one, operator: person(one.operator) })),
    invitations: invitations.map(({ at, text, state, automatic, operator }) => ({
      at,
      text,
      state,
      automatic,
      operator: person(operator),
    })),
    comments: comments.map((one) => ({
      ...one,
      operator: person(one.operator),
      removable: mayRemove(parts, account, operator, one.operator),
    })),
    geo: geo.detail(),
  } satisfies VisitorFacts
})

export interface TimeOnSite {
  /** Of a visit that has not ended. */
  readonly seconds: number
  readonly watching: boolean
  readonly now: number
}

const timeOf = (parts: Parts, account: string, visitor: string): Effect.Effect<TimeOnSite> =>
  Effect.clockWith((clock) =>
    Effect.callback<TimeOnSite>((resume) => {
      const answer = (time: TimeOnSite) => resume(Effect.succeed(time))
      const none = () => answer({ seconds: 0, watching: false, now: clock.currentTimeMillisUnsafe() })
      const actor = parts.visitors.find(key(account, visitor))
      if (actor === undefined) return none()
      actor.tell({ kind: 'time', answer, refuse: none })
    }),
  )
