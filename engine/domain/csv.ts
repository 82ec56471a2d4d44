/** Tables as RFC 4180 has them, for spreadsheets: UTF-8 with a mark of that, and no cell that would be a formula. */
export const csvMark = '\ufeff'

/**
 * One line. A cell that begins as a formula would be carried out by whoever opens the file; an apostrophe makes it text
 * (also of telephone numbers, which begin with a plus).
 */
export const csvLine = (cells: ReadonlyArray<string>): string => `${cells.map(cell).join(',')}\r\n`

const cell = (text: string): string => {
  const safe = /^\s*[=+\-@|%]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
