/** F3: what an operator's status means. */
import { Schema } from 'effect'

export const Status = Schema.Literals(['online', 'break', 'second', 'offline'])
export type Status = typeof Status.Type

/** New visitors come to him, and the site shows that somebody is there. */
export const takesNew = (status: Status): boolean => status === 'online'

/** Colleagues may transfer dialogues to him (F4). */
export const takesTransfers = (status: Status): boolean => status === 'online' || status === 'second'

/** Whoever talks with him goes on talking with him. */
export const goesOn = (status: Status): boolean => status !== 'offline'
