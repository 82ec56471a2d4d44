/**
 * The frames, read where they lie in the buffer: only what the load generator wants to know of them. All begin
 * with `{"kind":"`, and the first letters of the kind tell it apart.
 */
export type Heard = 'reply' | 'error' | 'event' | 'preview' | 'visitors' | 'other'

const kindAt = '{"kind":"'.length
const [e, p, r, v] = [...'eprv'].map((letter) => letter.charCodeAt(0))

export const kindOf = (bytes: Buffer, start: number): Heard => {
  const [first, second] = [bytes[start + kindAt], bytes[start + kindAt + 1]]
  if (first === r) return 'reply'
  if (first === v) return 'visitors'
  if (first === e) return second === v ? 'event' : 'error'
  if (first === p && second === r && bytes[start + kindAt + 3] === v) return 'preview'
  return 'other'
}

const conversationAt = '{"kind":"event","conversation":"'.length
const idLength = 36
const seqAt = conversationAt + idLength + '","seq":'.length
const marker = Buffer.from('"client":"')
/** A message's own number stands in the last 12 digits of its client id. */
const numberAt = marker.length + idLength - 12

export const conversationOf = (bytes: Buffer, start: number): string =>
  bytes.toString('latin1', start + conversationAt, start + conversationAt + idLength)

export const seqOf = (bytes: Buffer, start: number): number => {
  let seq = 0
  for (let at = start + seqAt; ; at++) {
    const digit = bytes[at]! - 48
    if (digit < 0 || digit > 9) return seq
    seq = seq * 10 + digit
  }
}

/** Of an event frame; -1: it is no message. */
export const numberOf = (bytes: Buffer, start: number, end: number): number => {
  const found = bytes.indexOf(marker, start + seqAt)
  return found < 0 || found > end ? -1 : hex(bytes, found + numberAt)
}

const hex = (bytes: Buffer, from: number): number => {
  let n = 0
  for (let at = from; at < from + 12; at++) {
    const digit = bytes[at]!
    n = n * 16 + (digit < 58 ? digit - 48 : digit - 87)
  }
  return n
}

export const clientId = (number: number): string =>
  `0190aaaa-aaaa-7aaa-8aaa-${number.toString(16).padStart(12, '0')}`

/** Of a preview: `{"kind":"preview","conversation":"…","text":"<number> …`. */
const previewAt = '{"kind":"preview","conversation":"'.length + idLength + '","text":"'.length
export const previewNumber = (bytes: Buffer, start: number): number => {
  let n = 0
  for (let at = start + previewAt; ; at++) {
    const digit = bytes[at]! - 48
    if (digit < 0 || digit > 9) return n
    n = n * 10 + digit
  }
}

/** 154 bytes with its frame, half of them Russian: what people write. */
export const text = 'Здравствуйте, where is my order? Когда доставка?'

/** Where a visitor goes; as long as addresses and titles are. */
export const pageUrl = (number: number): string => `https://shop.example/catalog/tea/green/${number}`
export const page = (number: number): string =>
  `{"kind":"page","page":{"url":"${pageUrl(number)}","title":"Лунцзин, первый сбор ${number}"}}`
