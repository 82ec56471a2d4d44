/** F3: what an operator's status means. */
import { Schema } from 'effect'

export const Status = Schema.Literals(['online', 'break', 'second', 'offline'])
export type Status = typeof Status.Type

/** New visitors come to him, and the site shows that somebody is there. */
export const takesNew = (status: Status): boolean => status === 'online'

/** Whoever talks with him goes on talking with him. */
export const goesOn = (status: Status): boolean => status !== 'offline'
