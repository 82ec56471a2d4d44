import type { Refusal } from '../frames.ts'

/** The engine answered a request with `error`. `temporary`: the same request may succeed later. */
export class Refused extends Error {
  readonly code: Refusal
  readonly temporary: boolean
  constructor(code: Refusal, temporary: boolean) {
    super(code)
    this.code = code
    this.temporary = temporary
  }
}

/** There was no connection, or it went before the answer came: nobody knows whether the engine got it. */
export class Disconnected extends Error {}
