/**
 * Limits and close codes of both sockets. Plain constants: the engine enforces them, browsers check them
 * before sending, and the fault run and the benchmark read the same file.
 */

/** Version of the frames. A client that says another one in `hello` is told to reload (`closeCodes.upgrade`). */
export const protocolVersion = 1

export const limits = {
  /** UTF-16 units of one message. */
  messageLength: 10_000,
  /** Bytes of one frame, either way. Written out: a product would stay in the loader, which needs none of these. */
  frameBytes: 65_536,
  /** UTF-16 units of a typing preview; longer drafts are cut at their beginning. */
  previewLength: 2_000,
  /** Positions in a console's `hello`: what fits into a frame, whatever their size. Other dialogues come whole. */
  positions: 700,
  /** Events asked for in one `history` request. */
  historyPage: 100,
  /** Milliseconds between two typing previews of one sender; the last value always goes out. */
  previewEvery: 300,
  /** A sender that stopped typing for so many milliseconds is shown as not typing. */
  typingFor: 6_000,
} as const

/** UTF-16 units of a comment on a visitor, and of what is told with a transfer. */
export const commentLength = 1_000

/** UTF-16 units of why somebody is banned. */
export { banReasonLength } from '../../domain/banReason.ts'

// What the widget's loader needs stands apart: what it does not need would be on other people's pages too.

/** UTF-16 units of a page's address and title; longer ones are cut by the client. */
export const urlLength = 2_000
export const titleLength = 300

/** A client that heard nothing for `heartbeatEvery` ms sends `ping`, and gives up `heartbeatWait` ms later. */
export const heartbeatEvery = 12_000
export const heartbeatWait = 6_000

/** What every page of a site carries takes from that file by name what it needs. */
export * as closeCodes from './closeCodes.ts'

/** May a client reconnect by itself after this close code? Codes of the network (1xxx) always allow it. */
export const mayReconnect = (code: number): boolean => code < 4200 || code > 4299
