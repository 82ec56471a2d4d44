/** From words on the command line to what the engine is asked. */
import { parseArgs } from 'node:util'
import { isTariff, tariffs } from '../domain/tariff.ts'
import { knownTimeZone } from '../domain/timeZone.ts'
import type { Command } from '../http/commands.ts'
import { Misused } from './usage.ts'

const options = {
  email: { type: 'string' },
  login: { type: 'string' },
  language: { type: 'string' },
  'time-zone': { type: 'string' },
  until: { type: 'string' },
  'for-ever': { type: 'boolean' },
  confirm: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

type Options = ReturnType<typeof read>['values']

/** Null: the person asks how it is used. `password`: asks for one. */
export const parse = async (
  args: ReadonlyArray<string>,
  password: () => Promise<string>,
): Promise<Command | null> => {
  const { values, positionals } = read(args)
  if (values.help || positionals.length === 0 || positionals[0] === 'help') return null
  const [noun = '', verb = '', ...words] = positionals
  switch (noun) {
    case 'accounts':
      allow(values)
      return { kind: 'accounts', search: only([verb, ...words]), before: null }
    case 'block':
    case 'unblock':
      allow(values)
      return { kind: 'block', login: needed(only([verb, ...words])), blocked: noun === 'block' }
  }
  switch (`${noun} ${verb}`) {
    case 'account add':
      allow(values, 'email', 'login', 'language', 'time-zone')
      only(['', ...words])
      return { kind: 'register', form: { ...person(values), password: await password() } }
    case 'account delete': {
      allow(values, 'confirm')
      const login = needed(only(words))
      // Typed twice: there is no taking back after the grace.
      if (values.confirm !== login) throw new Misused(`To be sure, add --confirm ${login}.`)
      return { kind: 'close', login, closed: true }
    }
    case 'account keep':
      allow(values)
      return { kind: 'close', login: needed(only(words)), closed: false }
    case 'licence set':
      allow(values, 'until', 'for-ever')
      return licence(words, values)
    case 'password reset':
      allow(values)
      return { kind: 'password', login: needed(only(words)) }
    case 'second-factor reset':
      allow(values)
      return { kind: 'secondFactor', login: needed(only(words)) }
  }
  throw new Misused(`There is no command '${positionals.join(' ')}'.`)
}

const read = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new Misused((error as Error).message)
  }
}

const allow = (values: Options, ...names: ReadonlyArray<keyof typeof options>): void => {
  const other = Object.keys(values).find((name) => !names.includes(name as keyof typeof options))
  if (other !== undefined) throw new Misused(`--${other} does not belong to this command.`)
}

/** The one word that may stand here. */
const only = ([word = '', ...more]: ReadonlyArray<string>): string => {
  if (more.length > 0) throw new Misused(`'${more.join(' ')}' is too much.`)
  return word
}

const needed = (login: string | undefined): string => {
  if (!login) throw new Misused('Whose? A login is missing.')
  return login
}

const person = ({ email, login, language = 'ru', 'time-zone': zone = here() }: Options) => {
  if (!email || !login) throw new Misused('An account needs --email and --login.')
  if (language !== 'ru' && language !== 'en') throw new Misused('--language is ru or en.')
  if (knownTimeZone(zone) === null) {
    throw new Misused(`There is no time zone ${zone}; one is named like Europe/Moscow.`)
  }
  return { email, login, language, timeZone: zone } as const
}
const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

const licence = (words: ReadonlyArray<string>, { until, 'for-ever': ever }: Options): Command => {
  const [login, tariff = '', ...more] = words
  only(['', ...more])
  if (!isTariff(tariff)) throw new Misused(`The tariff is one of ${tariffs.join(', ')}.`)
  if (until !== undefined && ever) throw new Misused('--until or --for-ever, not both.')
  if (tariff === 'personal' && until !== undefined) throw new Misused('Personal is for ever.')
  if (tariff !== 'personal' && until === undefined && !ever) {
    throw new Misused(`For how long? Add --until and its last day, like 2027-01-01, or --for-ever.`)
  }
  return { kind: 'licence', login: needed(login), tariff, until: until ?? null }
}
