/** Settings of mail: the relay that takes letters, and whom they come from. */
import { isIP } from 'node:net'
import { Redacted } from 'effect'
import { type Mailbox, mailbox } from '../domain/letter.ts'

export interface SmtpRelay {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (`smtps:`); else STARTTLS where the relay has it. */
  readonly secure: boolean
  /** A password goes to another machine only over TLS. */
  readonly tlsOnly: boolean
  readonly user: string | null
  readonly password: Redacted.Redacted<string>
}

/** The value is in no message: it holds a password. Throws one sentence. */
export const relay = (given: string): SmtpRelay | null => {
  if (given === '') return null
  const url = URL.canParse(given) ? new URL(given) : null
  const whole = url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== ''
  if (!whole || !/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '') {
    throw new Error(
      'SMTP_URL cannot be read; it must look like smtp://user:password@mail.example.com:587, or smtps:// for TLS from the start. Signs like @ / : # % in the password are written as %40 %2F %3A %23 %25.',
    )
  }
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const [user, password] = [decoded(url.username), decoded(url.password)]
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    tlsOnly: user !== '' && !ofThisMachine(host),
    user: user || null,
    password: Redacted.make(password, { label: 'SMTP password' }),
  }
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Error('SMTP_URL cannot be read: a % in user or password is written as %25.')
  }
}

const ofThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

/** `chat@example.com`, or with a name: `Shop <chat@example.com>`. */
export const mailFrom = (given: string): Mailbox | null => {
  if (given === '') return null
  const [, name = '', inner] = /^([^<>]*?)\s*<([^<>]*)>$/.exec(given) ?? []
  const found = mailbox(inner ?? given, name.replace(/^"(.*)"$/, '$1'))
  if (found === null) {
    throw new Error(
      `MAIL_FROM is '${given}', and must be one address like chat@example.com, or Name <chat@example.com>.`,
    )
  }
  return found
}
