/** Where a request came from, as the edge knows it: behind a proxy the request itself cannot tell. */
import { Context } from 'effect'

export interface Caller {
  /** The visitor's or operator's address, forwarded ones only when the proxy is trusted. */
  readonly address: string
  /** Did it come over TLS (to us, or to a trusted proxy)? */
  readonly secure: boolean
}

export const Caller = Context.Reference<Caller>('engine/http/Caller', {
  defaultValue: () => ({ address: '', secure: false }),
})
