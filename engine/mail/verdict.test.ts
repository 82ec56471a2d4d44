import { expect, it } from 'vitest'
import { type SendError, verdictOf } from './verdict.ts'

const told = (error: Partial<SendError>) => verdictOf({ message: 'failed', ...error })

it.each<[string, Partial<SendError>, 'relay' | 'later' | 'silent' | 'never']>([
  ['nobody listens', { code: 'ESOCKET', command: 'CONN' }, 'relay'],
  ['no such host', { code: 'EDNS' }, 'relay'],
  ['it does not greet', { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT', command: 'CONN' }, 'relay'],
  ['it falls silent', { code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT', command: 'CONN' }, 'silent'],
  ['its certificate is wrong', { code: 'ETLS' }, 'relay'],
  ['a wrong password', { code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'relay'],
  ['it wants a password', { code: 'EENVELOPE', responseCode: 530, command: 'MAIL FROM' }, 'relay'],
  ['it closes', { code: 'EENVELOPE', responseCode: 421, command: 'RCPT TO' }, 'relay'],
  ['our address is not accepted', { code: 'EENVELOPE', responseCode: 553, command: 'MAIL FROM' }, 'relay'],
  ['no such user', { code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'never'],
  ['greylisted', { code: 'EENVELOPE', responseCode: 450, command: 'RCPT TO' }, 'later'],
  ['mailbox full', { code: 'EENVELOPE', responseCode: 452, command: 'RCPT TO' }, 'later'],
  ['taken for spam', { code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, 'never'],
  ['out of order', { code: 'EMESSAGE', responseCode: 503, command: 'DATA' }, 'later'],
  ['try later', { code: 'EMESSAGE', responseCode: 451, command: 'DATA' }, 'later'],
  ['too large, said early', { code: 'EENVELOPE', responseCode: 552, command: 'MAIL FROM' }, 'never'],
  ['an address that the relay cannot be given', { code: 'EENVELOPE' }, 'never'],
  ['who knows', {}, 'later'],
])('%s', (_, error, kind) => {
  expect(told(error).kind).toBe(kind)
})

it('tells the relay’s words in one line, and no secret that it repeats', () => {
  const error = { message: 'x', response: '535 no\r\nlogin us@our.example with pass s3cret' }
  expect(verdictOf(error, ['s3cret', 'us@our.example', '']).reason).toBe('535 no login … with pass …')
})
