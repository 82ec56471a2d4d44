/** What came of a command, in a person's words. */
import type { InstanceAccount } from '../api/instance.ts'
import { dayOf } from '../domain/day.ts'
import type { Refused, Told } from '../http/commands.ts'

const names = { personal: 'Personal', business: 'Business', pro: 'Pro' } as const

const fieldProblems: Readonly<Record<string, string>> = {
  required: 'is missing',
  taken: 'is taken already',
  malformed: 'cannot be used',
  tooShort: 'is too short',
  tooLong: 'is too long',
}
const untilProblems: Readonly<Record<string, string>> = {
  malformed: 'There is no such day. Write it like 2027-01-01.',
  range: 'That day is over already.',
}
const refusals: Readonly<Record<string, string>> = {
  NotFound: 'Nobody has this login.',
  Forbidden: 'This is the account of the instance’s owner (INSTANCE_OWNER): it stays.',
  Malformed: 'The engine that runs does not know this command: restart it.',
}

export const say = (told: Exclude<Told, { kind: 'refused' }>): string => {
  switch (told.kind) {
    case 'registered':
      return `The account ${told.login} is made.`
    case 'accounts':
      return table(told.accounts)
    case 'account': {
      const { login } = told.account
      return `${[`${login}: ${licenceWords(told.account)}`, ...conditions(told.account)].join(', ')}.`
    }
    case 'password':
      return `${told.login} signs in with ${told.password} from now on; it is not shown again. His sessions have ended.`
    case 'secondFactor':
      return told.had
        ? `${told.login} signs in with the password alone now. His sessions have ended.`
        : `${told.login} has no second factor: nothing was changed.`
  }
}

export const sayRefused = ({ why, fields = {} }: Refused): string => {
  const { until, ...others } = fields
  if (until !== undefined) return untilProblems[until] ?? `--until cannot be used: ${until}.`
  const wrong = Object.entries(others).map(
    ([field, problem]) => `the ${field} ${fieldProblems[problem] ?? problem}`,
  )
  if (wrong.length > 0) return `Not made: ${wrong.join(', ')}.`
  return refusals[why] ?? 'Nothing was changed: the engine cannot do it now.'
}

export const licenceWords = ({ licence, timeZone }: InstanceAccount): string => {
  const { tariff, trial, until } = licence
  const end = until === null ? 'for ever' : `until ${dayOf(until - 1, timeZone)}`
  return `${names[tariff]}${trial ? ' (trial)' : ''} ${end}`
}

const conditions = ({ blocked, eraseAt, timeZone }: InstanceAccount): ReadonlyArray<string> => [
  ...(blocked ? ['blocked'] : []),
  ...(eraseAt === null ? [] : [`closed, erased on ${dayOf(eraseAt, timeZone)}`]),
]

const heads = ['Login', 'E-mail', 'Created', 'Tariff', 'Operators', 'Last seen', '']

const table = (accounts: ReadonlyArray<InstanceAccount>): string => {
  if (accounts.length === 0) return 'There are none.'
  const rows = [
    heads,
    ...accounts.map((account) => {
      const { login, email, createdAt, seenAt, operators, timeZone } = account
      return [
        login,
        email,
        dayOf(createdAt, timeZone),
        licenceWords(account),
        String(operators),
        seenAt === null ? '–' : dayOf(seenAt, timeZone),
        conditions(account).join(', '),
      ]
    }),
  ]
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
