import { describe, expect, it } from 'vitest'
import { parse } from './parse.ts'

const read = (line: string) => parse(line.split(' ').filter(Boolean), async () => 'secret')

describe('what is asked', () => {
  it.each([
    ['accounts', { kind: 'accounts', search: '', before: null }],
    ['accounts shop', { kind: 'accounts', search: 'shop', before: null }],
    [
      'licence set shop pro --until 2027-01-01',
      { kind: 'licence', login: 'shop', tariff: 'pro', until: '2027-01-01' },
    ],
    ['licence set shop pro --for-ever', { kind: 'licence', login: 'shop', tariff: 'pro', until: null }],
    ['licence set shop personal', { kind: 'licence', login: 'shop', tariff: 'personal', until: null }],
    ['password reset anna', { kind: 'password', login: 'anna' }],
    ['second-factor reset anna', { kind: 'secondFactor', login: 'anna' }],
    ['block shop', { kind: 'block', login: 'shop', blocked: true }],
    ['account delete shop --confirm shop', { kind: 'close', login: 'shop', closed: true }],
    ['account keep shop', { kind: 'close', login: 'shop', closed: false }],
    ['unblock shop', { kind: 'block', login: 'shop', blocked: false }],
    [
      'account add --email a@b.example --login shop --language en --time-zone Europe/Moscow',
      {
        kind: 'register',
        form: {
          email: 'a@b.example',
          login: 'shop',
          password: 'secret',
          language: 'en',
          timeZone: 'Europe/Moscow',
        },
      },
    ],
  ])('%s', async (line, command) => {
    expect(await read(line)).toEqual(command)
  })
})

it.each(['', '--help', 'help', 'licence set -h'])('`%s` asks how it is used', async (line) => {
  expect(await read(line)).toBeNull()
})

describe('what is refused', () => {
  it.each([
    ['licence set shop pro', 'For how long?'],
    ['licence set shop pro --until 2027-01-01 --for-ever', 'not both'],
    ['licence set shop personal --until 2027-01-01', 'Personal is for ever'],
    ['licence set shop gold --for-ever', 'one of personal, business, pro'],
    ['licence set shop pro more --for-ever', "'more' is too much"],
    ['licence set', 'one of personal'],
    ['licence', "no command 'licence'"],
    ['accounts a b', "'b' is too much"],
    ['block', 'A login is missing'],
    ['block shop --until 2027-01-01', '--until does not belong'],
    ['password reset', 'A login is missing'],
    ['second-factor reset', 'A login is missing'],
    ['second-factor set anna', "no command 'second-factor set anna'"],
    ['account delete shop', 'add --confirm shop'],
    ['account delete shop --confirm shops', 'add --confirm shop'],
    ['account delete', 'A login is missing'],
    ['account keep shop --confirm shop', '--confirm does not belong'],
    ['account add --login shop', 'needs --email and --login'],
    ['account add --email a@b.example --login shop --time-zone Mars', 'no time zone Mars'],
    ['account add --email a@b.example --login shop --password x', "'--password'"],
    ['delete everything', "no command 'delete everything'"],
  ])('%s', async (line, why) => {
    const refused = await read(line).catch((error: Error) => error.message)
    expect(refused).toContain(why)
    expect(refused).toContain('Usage: npm run admin')
  })
})
