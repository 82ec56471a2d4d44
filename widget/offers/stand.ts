import type { Item } from '../../engine/protocol/client/Transcript.ts'

/** Which dialogue goes on, and which is the last one that somebody has answered. */
export interface Stand {
  readonly open: string | null
  readonly answered: string | null
}

export const standOf = (items: ReadonlyArray<Item>): Stand => {
  let open: string | null = null
  let answered: string | null = null
  for (const { entry } of items) {
    if (!entry) continue
    const { conversation, event } = entry
    if (event.kind === 'ConversationClosed') open = null
    if (event.kind !== 'MessageSent') continue
    open = conversation
    if (event.author === 'operator') answered = conversation
  }
  return { open, answered }
}
