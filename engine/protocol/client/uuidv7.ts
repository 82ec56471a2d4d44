let last = 0
let count = 0

/** A new id, growing with time: also within one millisecond, and when the clock goes back. */
export const uuidv7 = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const now = Date.now()
  if (now > last) {
    last = now
    // The upper bit stays free, so that there is room to count.
    count = ((bytes[6]! & 7) << 8) | bytes[7]!
  } else if (++count > 0xfff) {
    last++
    count = 0
  }
  const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0')
  const time = hex(last, 12)
  const tail = Array.from(bytes.subarray(8), (byte, i) => hex(i ? byte : (byte & 0x3f) | 0x80, 2)).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(count, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
