/** Erasing an account or a visitor: when, and what stays of an event whose content goes. */

/** An account is closed for so long before its data goes: it can be taken back. */
export const graceMillis = 7 * 86_400_000
/** A copy that the engine made of its own data is kept for no longer. */
export const snapshotMillis = 7 * 86_400_000
/** Work that may be felt waits for a quiet moment, but no longer than this. */
export const patienceMillis = 86_400_000

/**
 * May work be done now that costs everybody something? `hour`: by the machine's clock; `present`: is any operator there;
 * `waited`: for how many ms the work is due.
 */
export const isQuiet = (now: {
  readonly hour: number
  readonly present: boolean
  readonly waited: number
}): boolean => !now.present || (now.hour >= 2 && now.hour < 5) || now.waited >= patienceMillis

/** Nothing but the place is left. */
const nothing = null

/**
 * What the log keeps of an event of an erased visitor: ids, marks and who answered, of which statistics are made; no
 * word of anybody, no page, no address. Null: only that there was something.
 */
export const bones = (kind: string, body: string | null): string | null => {
  if (body === null) return nothing
  const keep = keptOf[kind]
  if (!keep) return nothing
  const event = JSON.parse(body) as Record<string, unknown>
  const kept = keep.filter((field) => event[field] !== undefined).map((field) => [field, event[field]])
  return JSON.stringify({ ...Object.fromEntries(kept), ...blankOf[kind] })
}

/** Of each kind of event of a conversation the fields that stay as they are; null, as of all else: nothing. */
export const keptOf: Readonly<Record<string, ReadonlyArray<string> | null>> = {
  ConversationOpened: ['visitor'],
  OperatorAssigned: ['operator', 'reason', 'by'],
  TransferAccepted: ['operator'],
  MessageSent: ['author', 'from'],
  Delivered: ['side', 'upTo'],
  Seen: ['side', 'upTo'],
  VisitorMoved: [],
  VisitorLeft: [],
  VisitorReturned: [],
  HoldMessageSent: [],
  LeadAsked: [],
  LeadLeft: null,
  ConversationRated: ['stars'],
  ConversationClosed: ['operator', 'reason'],
}
/** Fields that readers of the log expect. */
const blankOf: Readonly<Record<string, object>> = {
  ConversationOpened: { page: null },
  MessageSent: { text: '' },
  VisitorMoved: { page: { url: '', title: '' } },
  VisitorReturned: { page: null },
  HoldMessageSent: { text: '' },
  LeadAsked: { text: '' },
  ConversationRated: { comment: '' },
}
