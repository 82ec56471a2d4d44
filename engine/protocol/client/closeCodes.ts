/**
 * Close codes. 4000–4099: come back at once; 4100–4199: come back with back-off; 4200–4299: do not come back
 * by yourself (the person has to do something, or nothing can be done).
 */
/** The engine restarts or shuts down. */
export const restart = 4000
/** The client reads too slowly; it will resume from its position. */
export const slow = 4100
/** Too many frames, sockets or new visitors from here. */
export const rate = 4101
/** An actor failed; resume. */
export const failed = 4102
/** The first frame did not come in time, or `hello` was repeated. */
export const badHello = 4103
/** Signed out, session revoked or expired, operator deleted. */
export const signedOut = 4200
/** Frame is not JSON, of an unknown kind, or has wrong types. */
export const badFrame = 4201
/** The account does not exist (any more). */
export const unknownAccount = 4202
/** The client speaks another protocol version; reload the page. */
export const upgrade = 4203
/** No chat here: no site of the account covers this page (another one of the tab may be one of a site); a robot, of which no visitor is made; or somebody who is banned, and is not told so. */
export const noSite = 4204
