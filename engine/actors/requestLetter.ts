/** The letter about a request (C7, C9), written in the transaction that stores it: nothing is lost without a relay. */
import type { OfflineMessageSent } from '../domain/events.ts'
import { mailbox } from '../domain/letter.ts'
import type { RequestKind } from '../domain/request.ts'
import { type FromClient, lead, offlineMessage } from '../mail/letters/fromClient.ts'
import type { Parts } from './Parts.ts'

export const requestLetter = (
  { people, letters }: Pick<Parts, 'people' | 'letters'>,
  account: string,
  kind: RequestKind,
  visitor: { readonly id: string; readonly number: number },
  { request, page, contacts }: OfflineMessageSent,
  at: number,
): (() => void) => {
  const owner = people.owner(account)
  if (owner === null || mailbox(owner.formEmail) === null) return () => {}
  const from: FromClient = {
    account: owner,
    to: owner.formEmail,
    page: page.url,
    at,
    visitor: visitor.number || null,
    name: contacts.name || null,
    email: contacts.email || null,
    phone: contacts.phone || null,
    message: contacts.message || null,
  }
  const letter = kind === 'lead' ? lead(from) : offlineMessage(from)
  // Under the request's own id: this may run twice.
  return () => void letters.put(letter, request, visitor.id)
}
