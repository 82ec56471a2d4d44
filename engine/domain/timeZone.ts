/** A6: the zone whose days are the account's days. */

/** The IANA zone's usual spelling, or null for a zone that this engine does not know. */
export const knownTimeZone = (given: string): string | null => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** For the form of registration, which cannot ask back (A1). */
export const timeZone = (given: string): string => knownTimeZone(given) ?? 'UTC'
