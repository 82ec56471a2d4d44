/**
 * Letters: what they say, as parts that are plain text and HTML alike, and how long they are tried. Pure.
 */
import { emailProblem } from './email.ts'

export const letterKinds = [
  'registered',
  'passwordReset',
  'emailChanged',
  'passwordChanged',
  'secondFactorChanged',
  'offlineMessage',
  'lead',
  'transcript',
  'test',
] as const
export type LetterKind = (typeof letterKinds)[number]

/** Somebody sits there and waits for it. */
export const isUrgent = (kind: LetterKind): boolean => kind === 'passwordReset' || kind === 'registered'

/** refused: by the recipient's server, for good. givenUp: nobody took it for two days. */
export const letterStates = ['waiting', 'sent', 'refused', 'givenUp'] as const
export type LetterState = (typeof letterStates)[number]

/** One mailbox, checked; a library would parse a string as a list of them. */
export interface Mailbox {
  readonly name: string
  readonly address: string
}

export interface Said {
  readonly who: string
  /** As it is to be read. */
  readonly at: string
  readonly text: string
  /** By who reads this. */
  readonly own: boolean
}

/** Of this engine, and not an address: nothing depends on who asked for the letter, or where. */
export interface Path {
  readonly path: string
}

/** Everything in it is text, and shown as such. `to`: a path. */
export type Part =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** What somebody wrote. */
  | { readonly kind: 'quote'; readonly text: string }
  /** A value that is an http(s) address becomes a link; a path is one of this engine. */
  | { readonly kind: 'facts'; readonly facts: ReadonlyArray<readonly [label: string, value: string | Path]> }
  | { readonly kind: 'button'; readonly label: string; readonly to: string }
  | { readonly kind: 'talk'; readonly said: ReadonlyArray<Said> }
  /** Small, at the end. */
  | { readonly kind: 'note'; readonly text: string }

export interface Content {
  readonly language: 'ru' | 'en'
  /** In the letter, where the subject would be too long or too dry. */
  readonly title: string
  readonly parts: ReadonlyArray<Part>
}

export interface Letter {
  readonly kind: LetterKind
  readonly account: string
  readonly to: Mailbox
  /** Who gets the answer; null: whoever reads MAIL_FROM. */
  readonly replyTo: Mailbox | null
  /** Shown beside our own address: `Иван через «shop»`. Null: as MAIL_FROM has it. */
  readonly fromName: string | null
  readonly subject: string
  readonly content: Content
}

/** In the place of a path: the secret that is made when the letter is sent, and stands nowhere else. */
export const resetPath = '/reset#'

const minute = 60_000
const hour = 60 * minute

/** Ms after each try that failed; they come to just under two days. */
const pauses = [
  ...[1, 5, 15, 30].map((n) => n * minute),
  ...[1, 2, 4].map((n) => n * hour),
  ...Array.from({ length: 5 }, () => 8 * hour),
]

/** How long a letter is tried, ms. A link that is good for an hour is no use a day later. */
export const triedFor = (kind: LetterKind): number => (kind === 'passwordReset' ? hour : 48 * hour)

/** When to try again after so many tries that failed; null: it is given up. */
export const nextTry = (tries: number, now: number, deadline: number): number | null => {
  const pause = pauses[Math.min(tries, pauses.length) - 1] ?? minute
  return now + pause <= deadline ? now + pause : null
}

/** Between two looks at a relay that takes nothing, ms: it is asked with one letter at a time. */
export const relayPause = (failures: number): number => Math.min(15 * minute, 10_000 * 2 ** (failures - 1))

/** How long one that is sent or will not be sent can be read, ms. */
export const letterKeptFor = 30 * 24 * hour

const subjectLength = 300
const nameLength = 80

/** One line for a header: no controls, no direction marks that turn what stands after them. */
export const headerText = (given: string, length = subjectLength): string => {
  const line = given
    .replace(/\p{Cs}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
  const signs = [...line]
  return signs.length > length ? `${signs.slice(0, length - 1).join('')}…` : line
}

/** Null when the address is not exactly one. */
export const mailbox = (address: string, name = ''): Mailbox | null =>
  emailProblem(address) === null ? { address: address.trim(), name: headerText(name, nameLength) } : null
