let last = 0
let count = 0

/** A new id, growing with time: also within one millisecond, and when the clock goes back. */
export const uuidv7 = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const now = Date.now()
  if (now > last) {
    last = now
    // The upper bit of twelve stays free, so that there is room to count.
    count = bytes[7]! * 8
  } else if (++count > 0xfff) {
    last++
    count = 0
  }
  for (let i = 6, time = last; i--; time = Math.floor(time / 256)) bytes[i] = time
  bytes[6] = 0x70 | (count >> 8)
  bytes[7] = count
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1))
    .join('')
    .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
