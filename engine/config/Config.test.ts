import { readFileSync } from 'node:fs'
import { Effect, Exit } from 'effect'
import { describe, expect, it } from 'vitest'
import { parse } from './Config.ts'

const read = (env: Record<string, string | undefined>) => Effect.runSync(parse(env))
const problem = (env: Record<string, string>) =>
  Effect.runSync(Effect.map(Effect.flip(parse(env)), ({ message }) => message))

it('without any setting it is one small machine', () =>
  expect(read({})).toEqual({
    dataDir: './data',
    host: '0.0.0.0',
    port: 8080,
    publicUrl: null,
    trustedProxies: [],
    registration: 'first',
    synchronous: 'FULL',
    metricsToken: null,
    canary: true,
    privateSites: false,
    geoFile: null,
    tariff: 'pro',
    instanceOwner: null,
    sales: null,
    relay: null,
    mailFrom: null,
    limits: {
      framesPerSecond: 50,
      noticesPerSecond: 5,
      messagesPerMinute: 60,
      operatorMessagesPerMinute: 600,
      pagesPerMinute: 60,
      historyPerMinute: 60,
      socketsPerAddress: 200,
      socketsPerMinute: 1_200,
      newVisitorsPerMinute: 120,
      newConversationsPerHour: 20,
      newConversationsPerMinute: 60,
      requestsPerHour: 10,
      requestsPerAddress: 60,
      apiPerMinute: 600,
      apiPerAddress: 12_000,
      registrationsPerHour: 10,
      outboxBytes: 1024 * 1024,
    },
  }))

it('an empty variable is an unset one', () => {
  const names = ['DATA_DIR', 'HOST', 'PORT', 'PUBLIC_URL', 'TRUSTED_PROXIES', 'REGISTRATION', 'SYNCHRONOUS']
  for (const empty of ['', '  ']) {
    expect(read(Object.fromEntries(names.map((name) => [name, empty])))).toEqual(read({}))
  }
})

describe('good', () => {
  it.each<[string, string, string, unknown]>([
    ['DATA_DIR', ' /var/lib/redhelper ', 'dataDir', '/var/lib/redhelper'],
    ['HOST', '::', 'host', '::'],
    ['PORT', '0', 'port', 0],
    ['PORT', '65535', 'port', 65_535],
    ['PUBLIC_URL', 'https://chat.example.com', 'publicUrl', 'https://chat.example.com'],
    ['PUBLIC_URL', 'https://Chat.Example.com/', 'publicUrl', 'https://chat.example.com'],
    ['PUBLIC_URL', 'https://chat.example.com:443', 'publicUrl', 'https://chat.example.com'],
    ['PUBLIC_URL', 'http://192.168.1.5:8080', 'publicUrl', 'http://192.168.1.5:8080'],
    ['TRUSTED_PROXIES', '2', 'trustedProxies', 2],
    ['TRUSTED_PROXIES', '0', 'trustedProxies', 0],
    [
      'TRUSTED_PROXIES',
      '10.0.0.0/8, 127.0.0.1 fd00::/8',
      'trustedProxies',
      ['10.0.0.0/8', '127.0.0.1', 'fd00::/8'],
    ],
    ['REGISTRATION', 'Open', 'registration', 'open'],
    ['REGISTRATION', 'closed', 'registration', 'closed'],
    ['SYNCHRONOUS', 'normal', 'synchronous', 'NORMAL'],
    ['SYNCHRONOUS', 'OFF', 'synchronous', 'OFF'],
    ['METRICS_TOKEN', 'secret', 'metricsToken', 'secret'],
    ['TARIFF', 'Trial', 'tariff', 'trial'],
    ['INSTANCE_OWNER', ' Shop ', 'instanceOwner', 'shop'],
    ['SALES_URL', 'https://Example.com/prices?a', 'sales', 'https://example.com/prices?a'],
    ['SALES_EMAIL', 'sales@example.com', 'sales', 'mailto:sales@example.com'],
  ])('%s=%s', (name, value, field, expected) =>
    expect(read({ [name]: value })[field as 'port']).toEqual(expected),
  )

  it.each([
    ['LIMIT_FRAMES_PER_SECOND', 'framesPerSecond'],
    ['LIMIT_MESSAGES_PER_MINUTE', 'messagesPerMinute'],
    ['LIMIT_OPERATOR_MESSAGES_PER_MINUTE', 'operatorMessagesPerMinute'],
    ['LIMIT_SOCKETS_PER_ADDRESS', 'socketsPerAddress'],
    ['LIMIT_NEW_VISITORS_PER_MINUTE', 'newVisitorsPerMinute'],
    ['LIMIT_NEW_CONVERSATIONS_PER_HOUR', 'newConversationsPerHour'],
    ['LIMIT_NEW_CONVERSATIONS_PER_MINUTE', 'newConversationsPerMinute'],
    ['LIMIT_REQUESTS_PER_HOUR', 'requestsPerHour'],
    ['LIMIT_REQUESTS_PER_ADDRESS', 'requestsPerAddress'],
    ['LIMIT_REGISTRATIONS_PER_HOUR', 'registrationsPerHour'],
    ['LIMIT_API_PER_MINUTE', 'apiPerMinute'],
    ['LIMIT_API_PER_ADDRESS', 'apiPerAddress'],
    ['LIMIT_OUTBOX_BYTES', 'outboxBytes'],
  ] as const)('%s', (name, field) => {
    expect(read({ [name]: '123456' }).limits[field]).toBe(123_456)
    for (const bad of ['0', '-1', '1.5', 'many'])
      expect(problem({ [name]: bad })).toContain(`${name} is '${bad}'`)
  })
})

describe('bad: one sentence says what is wrong and what would be right', () => {
  it.each([
    ['PORT', '65536', "PORT is '65536', and must be a whole number from 0 to 65535."],
    ['PORT', '-1', "PORT is '-1', and must be a whole number from 0 to 65535."],
    ['PORT', '80.5', "PORT is '80.5', and must be a whole number from 0 to 65535."],
    ['PORT', '1e3', "PORT is '1e3', and must be a whole number from 0 to 65535."],
    ['PORT', '0x50', "PORT is '0x50', and must be a whole number from 0 to 65535."],
    ['PORT', 'http', "PORT is 'http', and must be a whole number from 0 to 65535."],
    [
      'LIMIT_OUTBOX_BYTES',
      '1000',
      "LIMIT_OUTBOX_BYTES is '1000', and must be a whole number, 65536 or more.",
    ],
    ['REGISTRATION', 'yes', "REGISTRATION is 'yes', and must be one of first, open, closed."],
    ['TARIFF', 'gold', "TARIFF is 'gold', and must be one of pro, business, personal, trial."],
    ['INSTANCE_OWNER', 'a b', "INSTANCE_OWNER is 'a b', and must be the login of an account."],
    ...['example.com', 'javascript:alert(1)', 'mailto:a@b.example'].map((url) => [
      'SALES_URL',
      url,
      `SALES_URL is '${url}', and must look like https://example.com/prices.`,
    ]),
    [
      'SALES_EMAIL',
      'a@b.example, c@d.example',
      "SALES_EMAIL is 'a@b.example, c@d.example', and must be one address, like sales@example.com.",
    ],
    ['SYNCHRONOUS', 'EXTRA', "SYNCHRONOUS is 'EXTRA', and must be one of FULL, NORMAL, OFF."],
    ...[
      'chat.example.com',
      'ftp://chat.example.com',
      'https://chat.example.com/redhelper',
      'https://chat.example.com/?a',
      'https://chat.example.com/#a',
      'https://me@chat.example.com',
      'https://:secret@chat.example.com',
      'https://',
    ].map((url) => [
      'PUBLIC_URL',
      url,
      `PUBLIC_URL is '${url}', and must look like https://chat.example.com, without a path.`,
    ]),
    ...['nginx', '10.0.0.0/33', '999.1.1.1', '10.0.0.0/8/8', 'fd00::/129', '10.0.0.0/', '-1', '1.5'].map(
      (range) => [
        'TRUSTED_PROXIES',
        range,
        `TRUSTED_PROXIES has '${range}', and takes a number of hops, or addresses like 10.0.0.0/8.`,
      ],
    ),
  ])('%s=%s', (name, value, expected) => expect(problem({ [name!]: value! })).toBe(expected))

  it('is a failure, not a defect', () =>
    expect(Exit.isFailure(Effect.runSyncExit(parse({ PORT: 'x' })))).toBe(true))
})

it('the README has every setting, with its default', () => {
  const rows =
    readFileSync(new URL('../../README.md', import.meta.url), 'utf8').match(/^\| `[A-Z_]+` \|.*$/gm) ?? []
  const documented = new Map(
    rows.map((row) => {
      const [, name = '', value = ''] = row.split('|').map((cell) => cell.trim().replaceAll('`', ''))
      return [name, value]
    }),
  )
  const asked = new Set<string>()
  const empty = read(new Proxy({}, { get: (_, name) => void asked.add(String(name)) }))
  expect([...documented.keys()].sort()).toEqual([...asked].sort())
  expect(read(Object.fromEntries(documented))).toEqual(empty)
})
