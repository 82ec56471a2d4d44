/** A dialogue comes to the operator: what of it calls him. */
import type { ConversationFrame, Dialogue, EventFrame } from '../../engine/protocol/frames.ts'
import { rings } from './attention.ts'
import type { DeskState, Listed } from './DeskState.ts'
import type { Transcripts } from './Transcripts.ts'

/**
 * The newest message that rings. Of a dialogue that is handed to us in mid-talk it calls as ever; what a fresh window
 * loads does not.
 */
export const ringingIn = (
  { conversation: { id, seen }, entries }: ConversationFrame<Dialogue>,
  before: DeskState,
  now: DeskState,
  watched: string | null,
): EventFrame | undefined => {
  const known = before.dialogues.has(id)
  const heard = known ? before : unheard(now, id)
  return entries
    .filter((e) => known || (!before.awaited.has(id) && e.seq > seen.operator))
    .map((e): EventFrame => ({ ...e, kind: 'event' }))
    .findLast((e) => rings(heard, e, watched))
}

/** The same desk as if nothing of this dialogue had been heard. */
const unheard = (state: DeskState, id: string): DeskState => {
  const d = state.dialogues.get(id)
  return d ? { ...state, dialogues: new Map([[id, { ...d, seq: 0 }]]) } : state
}

/** From a colleague, or back from one, or by an invitation that was accepted. */
export const wasHanded = ({ id, transfer }: Listed, transcripts: Transcripts): boolean =>
  transfer !== null || cameBack(id, transcripts) || wasInvited(id, transcripts)

const cameBack = (id: string, transcripts: Transcripts): boolean => {
  const assigned = transcripts.entries(id).findLast(({ event }) => event.kind === 'OperatorAssigned')
  return assigned?.event.kind === 'OperatorAssigned' && assigned.event.reason === 'cameBack'
}

/** Nobody has written yet but who invited. */
const wasInvited = (id: string, transcripts: Transcripts): boolean =>
  transcripts.newestAsked(id) === 0 &&
  transcripts
    .entriesOf(id)
    .some(({ event: e }) => e.kind === 'ConversationOpened' && e.invited?.outcome === 'accepted')
