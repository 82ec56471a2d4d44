/** Recovery codes: each signs in once in place of an authenticator app that is lost. */
import { randomBytes } from 'node:crypto'

export const recoveryCodes = 10

/** Nothing that could be taken for something else: no i, l, o, 0, 1. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** 16 letters in fours, about 79 bits: no need for a slow hash. */
export const newRecoveryCode = (): string => {
  let code = ''
  while (code.length < 16) {
    // Bytes beyond the last whole multiple would make the first letters likelier.
    for (const byte of randomBytes(16)) {
      if (byte < 248 && code.length < 16) code += letters[byte % letters.length]
    }
  }
  return code.replace(/.{4}(?=.)/g, '$&-')
}

/** As it is hashed: how it was typed does not count. */
export const plainRecoveryCode = (typed: string): string =>
  typed.slice(0, 100).toLowerCase().replace(/[\s-]/g, '')
