/** A6: the zone whose days are the account's days. */

/** The IANA zone's usual spelling; 'UTC' for a zone that this engine does not know (the form cannot ask, A1). */
export const timeZone = (given: string): string => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
