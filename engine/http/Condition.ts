/** How the engine is, for the instance's owner; the edge knows it and main gives it. */
import { Context } from 'effect'

export class Condition extends Context.Service<
  Condition,
  {
    /** ms since 1970 */
    readonly startedAt: number
    /** `reason`: what is wrong, in words for whoever runs the engine; null when nothing is. */
    readonly check: () => { readonly ok: boolean; readonly reason: string | null }
  }
>()('engine/http/Condition') {}
