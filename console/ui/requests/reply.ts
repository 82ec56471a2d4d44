/** Addresses by which a visitor is reached. */
import type { VisitorRequest } from '../api.ts'

/** Of his words so many are quoted, UTF-16 units: mail programs take addresses of some two thousand letters. */
const quoted = 200

export const mailto = (email: string): string => `mailto:${encoded(email).replace('%40', '@')}`

export const tel = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`

/** A letter that answers: under the subject of the one that told of the request, above what he wrote. */
export const replyTo = (
  { email, message }: Pick<VisitorRequest, 'email' | 'message'>,
  subject: string,
): string => {
  const short = message.length > quoted ? `${message.slice(0, quoted).trimEnd()}…` : message
  const body = short === '' ? '' : `\n\n${short.replace(/^/gm, '> ')}`
  return `${mailto(email)}?subject=${encoded(`Re: ${subject}`)}&body=${encoded(body.replace(/\n/g, '\r\n'))}`
}

/** Half a sign, where the words were cut, is in no address. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, ''))
