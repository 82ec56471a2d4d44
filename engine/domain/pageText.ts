/** The text of a page from its bytes, in the charset that it names: many sites are still in windows-1251. */

/** What the answer's header says goes first, as in browsers; then a mark at the beginning; then the page itself. */
export const pageText = (bytes: Uint8Array, contentType: string): string =>
  decoder(marked(bytes) ?? inHeader(contentType) ?? inPage(bytes) ?? 'utf-8').decode(bytes)

const inHeader = (contentType: string): string | undefined =>
  /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1]

const marked = ([first, second]: Uint8Array): string | undefined => {
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined
}

/** `<meta charset>` stands in the first kilobyte, and in letters that every charset has. */
const inPage = (bytes: Uint8Array): string | undefined => {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1_024))
  return /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1]
}

/** The code is in ASCII: in a charset that nobody knows it can be read all the same. */
const decoder = (label: string): TextDecoder => {
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder('latin1')
  }
}
