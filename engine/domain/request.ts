/**
 * Requests: what visitors leave for somebody to answer later (C7–C9). An offline message, by the form that stands in
 * the place of the chat, or a lead, asked for in a dialogue in which nobody answered. Pure.
 */
import { email, emailProblem } from './email.ts'
import { type FieldProblem, type FieldProblems, problems } from './field.ts'
import { name, nameProblem } from './name.ts'
import { phone, phoneProblem } from './phone.ts'
import { lengthProblem, writtenText } from './text.ts'

export const requestKinds = ['offline', 'lead'] as const
export type RequestKind = (typeof requestKinds)[number]

/** Empty: was not asked for. */
export interface Contacts {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly message: string
}
export type ContactField = keyof Contacts
export type Asked = Readonly<Record<ContactField, boolean>>

/** What the owner wants to be agreed to. `version`: of the words as they are. */
export interface Consent {
  readonly text: string
  /** Empty: none. */
  readonly link: string
  readonly version: string
}

/** UTF-16 units. */
export const requestMessageLength = 5_000

/** The fields of a form: as the owner has it. A form without any way to answer, or with nothing to write, is none. */
export const askedBy = (kind: RequestKind, switched: Asked): Asked => {
  const { name, email, phone, message } = switched
  // What he wanted to say stands in the dialogue.
  if (kind === 'lead') return { name, email, phone: phone || !email, message: false }
  return { name, email, phone, message: message || !(name || email || phone) }
}

const check: Readonly<Record<ContactField, (given: string) => FieldProblem | null>> = {
  name: nameProblem,
  email: emailProblem,
  phone: phoneProblem,
  message: (given) =>
    lengthProblem(given, requestMessageLength, writtenText) ??
    (writtenText(given).replace(/[\p{Cf}\p{M}\s]/gu, '') === '' ? 'required' : null),
}

export const contactProblem = (field: ContactField, given: string): FieldProblem | null => check[field](given)

/** All that is wrong at once; `consent` is one of them. */
export const requestProblems = (
  asked: Asked,
  given: Contacts,
  mustAgree: boolean,
  agreed: boolean,
): FieldProblems =>
  problems({
    ...Object.fromEntries(
      (Object.keys(check) as ReadonlyArray<ContactField>)
        .filter((field) => asked[field])
        .map((field) => [field, check[field](given[field])]),
    ),
    consent: mustAgree && !agreed ? 'required' : null,
  })

/** As it is kept. Only of what has no problem; what was not asked for is dropped. */
export const requestKept = (asked: Asked, given: Contacts): Contacts => ({
  name: asked.name ? name(given.name) : '',
  email: asked.email ? email(given.email) : '',
  phone: asked.phone ? phone(given.phone) : '',
  message: asked.message ? writtenText(given.message) : '',
})

/** Names the words of a consent: others have another name. FNV-1a, 64 bits; it need not withstand anybody. */
export const consentVersion = (text: string, link: string): string => {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(`${text}\n${link}`)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
}

/** Nobody fills a form so soon after he came, ms; programs do. */
export const soonest = 3_000
