/**
 * Limits and close codes of both sockets. Plain constants: the engine enforces them, browsers check them
 * before sending, and the fault run and the benchmark read the same file.
 */

/** Version of the frames. A client that says another one in `hello` is told to reload (`closeCodes.upgrade`). */
export const protocolVersion = 1

export const limits = {
  /** Bytes of one frame, either way. */
  frameBytes: 64 * 1024,
  /** UTF-16 units of one message. */
  messageLength: 10_000,
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

// What the widget's loader needs stands apart: what it does not need would be on other people's pages too.

/** UTF-16 units of a page's address and title; longer ones are cut by the client. */
export const pageLengths = { url: 2_000, title: 300 } as const

/** A client that heard nothing for `every` ms sends `ping`, and gives up `wait` ms later. */
export const heartbeat = { every: 12_000, wait: 6_000 } as const

/**
 * Close codes. 4000–4099: come back at once; 4100–4199: come back with back-off; 4200–4299: do not come back
 * by yourself (the person has to do something, or nothing can be done).
 */
export const closeCodes = {
  /** The engine restarts or shuts down. */
  restart: 4000,
  /** The client reads too slowly; it will resume from its position. */
  slow: 4100,
  /** Too many frames, sockets or new visitors from here. */
  rate: 4101,
  /** An actor failed; resume. */
  failed: 4102,
  /** The first frame did not come in time, or `hello` was repeated. */
  badHello: 4103,
  /** Signed out, session revoked or expired, operator deleted. */
  signedOut: 4200,
  /** Frame is not JSON, of an unknown kind, or has wrong types. */
  badFrame: 4201,
  /** The account does not exist (any more). */
  unknownAccount: 4202,
  /** The client speaks another protocol version; reload the page. */
  upgrade: 4203,
  /** No site of the account covers this page; another page of the same tab may be one of a site. */
  noSite: 4204,
} as const

/** May a client reconnect by itself after this close code? Codes of the network (1xxx) always allow it. */
export const mayReconnect = (code: number): boolean => code < 4200 || code > 4299
