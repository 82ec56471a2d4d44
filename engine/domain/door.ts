/** What a visitor finds behind the button (B7, C8): the chat, the form, or nothing. */
import { goesOn, type Status, takesNew } from './status.ts'

export type Door = 'chat' | 'form' | 'none'

/**
 * The manual says it two ways (3.1.3, 3.2.1); this is both: while nobody is online, only who is in the middle of a
 * dialogue with somebody on break or on the second line goes on.
 *
 * @param serving whoever would answer on this page
 * @param own of the operator who has his open conversation; null: nobody has, or there is none
 * @param form is there a form at all?
 */
export const doorOf = (serving: ReadonlyArray<Status>, own: Status | null, form: boolean): Door => {
  if (serving.some(takesNew) || (own !== null && goesOn(own))) return 'chat'
  return form ? 'form' : 'none'
}
