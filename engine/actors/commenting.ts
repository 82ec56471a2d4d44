/**
 * What an operator writes down about a visitor, and takes back (H4, H12). His right to the visitor was checked before;
 * it is written by the visitor's actor alone. A hand of both.
 */
import { isBlank } from '../domain/conversation.ts'
import type { OperatorFrame } from '../protocol/frames.ts'
import { blank } from '../store/erasing/rewrite.ts'
import type { LogEvent } from '../store/Log.ts'
import type { Told } from './inviting.ts'
import { key, type Parts } from './Parts.ts'
import { refuse, reply, type Socket } from './Socket.ts'

/** `row`: of the comment in the log, to be blanked. */
export type WrittenOfVisitor =
  | {
      readonly kind: 'comment'
      readonly comment: string
      readonly operator: string
      readonly text: string
    }
  | { readonly kind: 'uncomment'; readonly comment: string; readonly row: number }

export type CommentFrame = Extract<OperatorFrame, { kind: 'comment' | 'uncomment' }>

export const takeComment = (
  parts: Parts,
  account: string,
  operator: string,
  visitor: string,
  frame: CommentFrame,
  socket: Socket,
): void => {
  const { ref, comment } = frame
  if (frame.kind === 'comment') {
    if (isBlank(frame.text)) return refuse(socket, ref, 'empty')
    const text = frame.text.trim()
    return write(parts, account, visitor, socket, ref, { kind: 'comment', comment, operator, text })
  }
  const known = parts.history.comment(account, visitor, comment)
  // Gone already: what was wanted is so.
  if (known === null) return reply(socket, ref, { done: true })
  if (!mayRemove(parts, account, operator, known.operator)) return refuse(socket, ref, 'unknown')
  write(parts, account, visitor, socket, ref, { kind: 'uncomment', comment, row: known.row })
}

export const mayRemove = ({ people }: Parts, account: string, operator: string, author: string): boolean =>
  operator === author || people.find(account, operator)?.administrator === true

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

/** What is needed of the visitor. */
interface Commented {
  readonly self: { now(): number }
  log(events: ReadonlyArray<LogEvent>, told: Told): void
}

/** By the visitor's actor. */
export const keepComment = (
  visitor: Commented,
  message: WrittenOfVisitor & { readonly answer: (stored: boolean) => void },
): void => {
  const { comment, answer } = message
  const at = visitor.self.now()
  const told = { committed: () => answer(true), failed: () => answer(false) }
  if (message.kind === 'comment') {
    const body = { comment, operator: message.operator, text: message.text }
    return visitor.log([{ seq: 0, at, kind: 'VisitorCommented', body }], told)
  }
  visitor.log([{ seq: 0, at, kind: 'VisitorCommentRemoved', body: { comment } }], {
    ...told,
    also: (db) => blank(db, [message.row]),
  })
}
