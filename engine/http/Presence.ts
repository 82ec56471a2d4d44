/** Who is online, for the lists of the cabinet; the desks know it and main gives it. */
import { Context } from 'effect'

export class Presence extends Context.Service<
  Presence,
  { readonly statusOf: (account: string, operator: string) => 'online' | 'offline' }
>()('engine/http/Presence') {}
