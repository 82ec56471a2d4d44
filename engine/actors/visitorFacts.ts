/** Answers what an operator asks about a visitor (H4, H12); what he writes down about him goes to `commenting.ts`. */
import { Effect } from 'effect'
import type { OperatorFrame, VisitorFacts } from '../protocol/frames.ts'
import { type CommentFrame, mayRemove, takeComment } from './commenting.ts'
import { key, type Parts } from './Parts.ts'
import { refuse, reply, type Socket } from './Socket.ts'

export type VisitorQuestion = Extract<OperatorFrame, { kind: 'visitor' }> | CommentFrame

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
    if (frame.kind !== 'visitor') return takeComment(parts, account, operator, visitor, frame, socket)
    reply(socket, ref, yield* factsFor(parts, account, operator, visitor))
  })
  return Effect.catch(answer, () => Effect.sync(() => refuse(socket, ref, 'busy')))
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
