/** Who is online, for the lists of the cabinet; the desks know it and main gives it. */
import { Context } from 'effect'
import type { Status } from '../domain/status.ts'

export class Presence extends Context.Service<
  Presence,
  { readonly statusOf: (account: string, operator: string) => Status }
>()('engine/http/Presence') {}
