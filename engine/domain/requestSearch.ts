/** How requests are searched: by any part of what was left, in whatever case, and a number in whatever signs. */
import type { Contacts } from './request.ts'

export const searchable = ({
  name,
  email,
  phone,
  message,
  url,
}: Contacts & { readonly url: string }): string =>
  [name, email, phone, phone.replace(/\D/g, ''), message, url].map(plain).join('\n')

/** What a typed search looks for; each of them has to be there. */
export const sought = (typed: string): ReadonlyArray<string> => {
  const words = plain(typed)
  const digits = words.replace(/[\s()+./-]/g, '')
  // A number, or part of one, as somebody reads it aloud.
  if (/^\d{3,}$/.test(digits)) return [digits.length === 11 ? digits.replace(/^[78]/, '') : digits]
  return words.split(/\s+/).filter(Boolean).slice(0, 10)
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/ё/g, 'е')
