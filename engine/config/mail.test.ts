import { inspect } from 'node:util'
import { Effect, Redacted } from 'effect'
import { describe, expect, it } from 'vitest'
import { parse } from './Config.ts'

const rest = { MAIL_FROM: 'chat@our.example', PUBLIC_URL: 'https://chat.our.example' }
const read = (env: Record<string, string>) => Effect.runSync(parse(env))
const relay = (url: string) => read({ ...rest, SMTP_URL: url }).relay
const problem = (env: Record<string, string>) =>
  Effect.runSync(Effect.map(Effect.flip(parse(env)), ({ message }) => message))

describe('a relay', () => {
  it.each([
    [
      'smtp://mail.example.com',
      { host: 'mail.example.com', port: 587, secure: false, user: null, tlsOnly: false },
    ],
    ['smtps://mail.example.com/', { port: 465, secure: true }],
    ['smtp://localhost:2525', { host: 'localhost', port: 2525, tlsOnly: false }],
    ['smtp://[::1]:25', { host: '::1', port: 25 }],
    // A password goes over plain connections to this machine alone.
    ['smtp://us:pass@mail.example.com', { user: 'us', tlsOnly: true }],
    ['smtp://us:pass@127.0.0.1', { user: 'us', tlsOnly: false }],
    ['smtp://us:pass@10.0.0.1', { user: 'us', tlsOnly: true }],
    ['smtp://us%40our.example:p@mail.example.com', { user: 'us@our.example' }],
  ])('%s', (url, expected) => {
    expect(relay(url)).toMatchObject(expected)
  })

  it('keeps its password, and shows it to nobody', () => {
    const found = relay('smtp://us:s3cret%2F%25@mail.example.com')!
    expect(Redacted.value(found.password)).toBe('s3cret/%')
    expect(inspect(found, { depth: 9 }) + JSON.stringify(found)).not.toContain('s3cret')
  })

  it.each([
    'mail.example.com',
    'http://mail.example.com',
    'smtp://',
    'smtp://us:s3cret/x@mail.example.com',
    'smtp://us:s3cret@mail.example.com/path',
    'smtp://us:s3cret@mail.example.com?tls=no',
    'smtp://us:s3cret%@mail.example.com',
  ])('%s cannot be read, and what was wrong is told without it', (url) => {
    const told = problem({ ...rest, SMTP_URL: url })
    expect(told).toMatch(/^SMTP_URL cannot be read/)
    expect(told).not.toContain('s3cret')
  })

  it('wants to know whom letters come from, and where their links lead', () => {
    const url = 'smtp://localhost'
    expect(problem({ SMTP_URL: url })).toBe(
      'SMTP_URL is set, so MAIL_FROM has to be too: the address that letters come from.',
    )
    expect(problem({ SMTP_URL: url, MAIL_FROM: rest.MAIL_FROM })).toBe(
      'SMTP_URL is set, so PUBLIC_URL has to be too: letters carry links to it.',
    )
  })
})

describe('whom letters come from', () => {
  it.each([
    ['chat@our.example', { name: '', address: 'chat@our.example' }],
    ['<chat@our.example>', { name: '', address: 'chat@our.example' }],
    ['Чайный дом <chat@our.example>', { name: 'Чайный дом', address: 'chat@our.example' }],
    ['"Shop, Ltd" <chat@our.example>', { name: 'Shop, Ltd', address: 'chat@our.example' }],
  ])('%s', (given, expected) => {
    expect(read({ MAIL_FROM: given }).mailFrom).toEqual(expected)
  })

  it.each(['chat', 'a@b.example, c@d.example', 'Shop <a@b.example> <c@d.example>', 'a@b.example>'])(
    '%s is not one address',
    (given) => {
      expect(problem({ MAIL_FROM: given })).toBe(
        `MAIL_FROM is '${given}', and must be one address like chat@example.com, or Name <chat@example.com>.`,
      )
    },
  )
})

it.each([
  ['Owner', 'owner'],
  ['', null],
])('INSTANCE_OWNER=%s', (given, expected) => {
  expect(read({ INSTANCE_OWNER: given }).instanceOwner).toBe(expected)
})
