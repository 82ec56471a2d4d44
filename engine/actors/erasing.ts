/** The administrator erases a visitor: everything of him, at once, for everybody who looks. */
import { Effect } from 'effect'
import type { OperatorFrame } from '../protocol/frames.ts'
import { key, type Parts } from './Parts.ts'
import { refuse, reply, type Socket } from './Socket.ts'

type Asked = Extract<OperatorFrame, { readonly kind: 'erase' }>

/** Of a visitor whom this operator sees. */
export const eraseVisitor = Effect.fnUntraced(function* (
  parts: Parts,
  account: string,
  operator: string,
  { ref, visitor }: Asked,
  socket: Socket,
) {
  if (parts.people.find(account, operator)?.administrator !== true) return refuse(socket, ref, 'forbidden')
  // Before the history forgets it.
  const conversation = parts.history.openConversationOf(account, visitor)
  yield* Effect.match(parts.erasures.eraseVisitor(account, visitor, operator), {
    onFailure: () => refuse(socket, ref, 'notSent'),
    onSuccess: (row) => {
      parts.desks.get(account).tell({ kind: 'erased', visitor, conversation, row })
      for (const { id } of parts.people.list(account)) {
        parts.operators.find(key(account, id))?.tell({ kind: 'erased', visitor })
      }
      reply(socket, ref, { done: true })
    },
  })
})
