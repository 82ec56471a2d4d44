/**
 * What widget, console, fault run and benchmark share at run time. Plain TypeScript without dependencies, since
 * every byte of it is loaded on other people's pages.
 */
export { isBlank } from '../../domain/conversation.ts'
export { Connection, type ConnectionOptions, type ConnectionState } from './Connection.ts'
export { Disconnected, Refused } from './failures.ts'
export { closeCodes, limits, mayReconnect, protocolVersion } from './limits.ts'
export { type Link, linkify } from './linkify.ts'
export { type Keep, Outbox, type OutboxOptions, type Pending } from './Outbox.ts'
export { preview } from './preview.ts'
export { type Held, type Item, type Mark, Transcript, type TranscriptOptions } from './Transcript.ts'
export { cut, cutStart } from './text.ts'
export { pageTimers, type Timers } from './timers.ts'
export { uuidv7 } from './uuidv7.ts'
