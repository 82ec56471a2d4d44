/** A piece of text that links somewhere. `text` stands in the message as it was written. */
export interface Link {
  readonly href: string
  readonly text: string
}

// One run of characters after a known beginning, and no more: nothing here can backtrack, so that hostile text
// costs as much as any other. Quotes, angle brackets and invisible or direction-changing characters end a run.
const ends = '\\s<>"«»“”\\x00-\\x1f\\x7f-\\x9f\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f'
const links = new RegExp(`\\b(?:https?://|mailto:|www\\.)[^${ends}!#-/:;=?@[-\`{|}~…][^${ends}]*`, 'gi')

/** Splits a message into text and links to http, https, mailto and www.; never any other scheme. */
export const linkify = (text: string): Array<string | Link> => {
  const parts: Array<string | Link> = []
  let from = 0
  for (const { 0: run, index } of text.matchAll(links)) {
    const link = trimmed(run)
    if (index > from) parts.push(text.slice(from, index))
    parts.push({ href: /^www/i.test(link) ? `http://${link}` : link, text: link })
    from = index + link.length
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

/** Without what belongs to the sentence: punctuation at the end, and a parenthesis that was opened before the link. */
const trimmed = (run: string): string => {
  let depth = 0
  for (const char of run) depth += char === '(' ? 1 : char === ')' ? -1 : 0
  let end = run.length
  for (; ; end--) {
    const char = run[end - 1]!
    if (char === ')' ? depth++ >= 0 : !/[.,:;!?…'’*\]}]/.test(char)) return run.slice(0, end)
  }
}
