/**
 * Where untrusted bytes meet a schema, exactly once. Of a bad frame only the sort of problem is told, never its
 * content: that belongs into no log.
 */
// Must come before any schema is built.
import 'effect/schema/SchemaJITCompiler/enable'
import { Exit, Schema } from 'effect'
import { OperatorFrame, VisitorFrame } from './frames.ts'

/** `problem`: not JSON; of an unknown kind; of wrong types. `ref` when an answer can be addressed. */
export type Decoded<F> =
  | { readonly frame: F }
  | { readonly problem: 'json' | 'kind' | 'types'; readonly ref: number | null }

type Member = Schema.Codec<unknown> & { readonly fields: { readonly kind: Schema.Literal<string> } }
type Reader = (value: unknown) => Exit.Exit<unknown, unknown>

/** One compiled reader per kind: a look-up is faster than trying a union, and tells an unknown kind apart. */
const decoder = <F>(members: ReadonlyArray<Member>): ((text: string) => Decoded<F>) => {
  const readers = new Map<unknown, Reader>(
    members.map((member) => [member.fields.kind.literal, Schema.decodeUnknownExit(member)]),
  )
  return (text) => {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return { problem: 'json', ref: null }
    }
    const { kind, ref } = (value ?? {}) as { readonly kind?: unknown; readonly ref?: unknown }
    const read = readers.get(kind)
    if (!read) return { problem: 'kind', ref: asRef(ref) }
    const exit = read(value)
    return Exit.isSuccess(exit) ? { frame: exit.value as F } : { problem: 'types', ref: asRef(ref) }
  }
}

const asRef = (ref: unknown): number | null =>
  Number.isInteger(ref) && (ref as number) >= 0 && (ref as number) <= 0xffffffff ? (ref as number) : null

export const decodeVisitor: (text: string) => Decoded<VisitorFrame> = decoder(VisitorFrame.members)
export const decodeOperator: (text: string) => Decoded<OperatorFrame> = decoder(OperatorFrame.members)
