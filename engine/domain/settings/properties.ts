/**
 * C14: a theme's own CSS custom properties, written as in a style sheet: `--name: value`, one a line. Only names and
 * values that can end nothing they stand in, and load nothing.
 */
export type Properties = Readonly<Record<string, string>>

const most = 50
const nameLength = 60
const valueLength = 200

/** Functions that fetch what they name. */
const fetching = /(?:url|image|image-set|cross-fade|src|element|paint)\s*\(/i

/** Null: something in it is no such line. */
export const properties = (given: string): Properties | null => {
  const found = new Map<string, string>()
  for (const line of given.split('\n')) {
    const written = line.trim().replace(/;$/, '')
    if (written === '') continue
    const [, name = '', value = ''] = /^(--[a-z0-9-]+)\s*:\s*(.+)$/.exec(written) ?? []
    if (name === '' || name.length > nameLength || !isValue(value.trim())) return null
    found.set(name, value.trim())
  }
  return found.size > most ? null : Object.fromEntries(found)
}

const isValue = (value: string): boolean =>
  value.length <= valueLength &&
  !/[;{}<>@\\\p{Cc}]|\/\*/u.test(value) &&
  !fetching.test(value) &&
  isClosed(value)

/** A quote or bracket that stays open would take in what follows. */
export const isClosed = (value: string): boolean => {
  const open: Array<string> = []
  let quote = ''
  for (const char of value) {
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char === '(' || char === '[') open.push(char === '(' ? ')' : ']')
    else if ((char === ')' || char === ']') && open.pop() !== char) return false
  }
  return quote === '' && open.length === 0
}
