/** An account's own phrases, by dotted names: `greeting`, `ahead.one`. */
export type Own = Readonly<Record<string, string>>

export const inWords = <T extends object>(own: Own, texts: T, before = ''): T =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      typeof text === 'string' ? own[before + name] || text : inWords(own, text, `${before}${name}.`),
    ]),
  ) as T
