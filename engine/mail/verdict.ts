/** What a failed try means: for this letter alone, or for all of them. */
import { headerText } from '../domain/letter.ts'

export interface Refusal {
  /**
   * relay: it takes nothing now. later: it may take this one later. silent: so it may, and says nothing, of itself neither.
   * never: it will not take this one.
   */
  readonly kind: 'relay' | 'later' | 'silent' | 'never'
  /** In the relay's words, for people. */
  readonly reason: string
}

/** As nodemailer tells it. */
export interface SendError {
  readonly code?: string | undefined
  readonly command?: string | undefined
  readonly responseCode?: number | undefined
  readonly response?: string | undefined
  /** Which of our patiences was over, with ETIMEDOUT. */
  readonly timeoutType?: string | undefined
  readonly message: string
}

/** No talk came about, or we are not let in: nothing about the letter. */
const ofConnection = new Set([
  ...['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ETLS', 'EREQUIRETLS', 'EPROTOCOL', 'EPROXY', 'EABORT'],
  ...['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ECONFIG'],
])
/** It closes, or wants a password or TLS first. */
const ofRelay = new Set([421, 454, 530, 534, 535, 538])
const tooLarge = 552

/** `secrets`: what must not be in the reason, whatever the relay repeats. */
export const verdictOf = (error: SendError, secrets: ReadonlyArray<string> = []): Refusal => {
  const { code = '', command = '', responseCode, response, timeoutType } = error
  const told = secrets
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '…'), response || error.message)
  const reason = headerText(told)
  // It let us in and began to talk. Some ask the recipient's server while we wait.
  if (timeoutType === 'SOCKET_TIMEOUT') return { kind: 'silent', reason }
  if (responseCode === tooLarge) return { kind: 'never', reason }
  if (responseCode === undefined || responseCode === 0) {
    // What is left came from our own side: an address that this relay cannot be given, for one.
    return { kind: ofConnection.has(code) ? 'relay' : code === 'EENVELOPE' ? 'never' : 'later', reason }
  }
  // Our own address is not accepted: so it would be with every letter.
  if (
    ofRelay.has(responseCode) ||
    code === 'EAUTH' ||
    /^(MAIL|EHLO|HELO|STARTTLS|CONN|AUTH)/i.test(command)
  ) {
    return { kind: 'relay', reason }
  }
  return { kind: responseCode >= 500 && responseCode !== 503 ? 'never' : 'later', reason }
}
