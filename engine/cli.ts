/**
 * The command line. `npm run account -- --email a@b.example --login shop` makes an account, also while the
 * engine runs and whatever REGISTRATION says. The password is read from standard input (one line), never from
 * the arguments, which every user of the machine can see.
 */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { Cause, Effect, Exit, Layer } from 'effect'
import { Config } from './config/Config.ts'
import { knownTimeZone } from './domain/timeZone.ts'
import { askEngine, registered, type Told } from './http/Control.ts'
import { Passwords } from './http/Passwords.ts'
import { type Form, Registration } from './http/Registration.ts'
import { Accounts } from './store/Accounts.ts'
import { Log } from './store/Log.ts'

const usage = `Usage: npm run account -- --email <e-mail> --login <login> [--language ru|en] [--time-zone <zone>]
The password is read from standard input.`

const sentences: Readonly<Record<string, string>> = {
  required: 'is missing',
  taken: 'is taken already',
  malformed: 'cannot be used',
  tooShort: 'is too short',
  tooLong: 'is too long',
}

const readForm = async (args: ReadonlyArray<string>): Promise<Form> => {
  const { email, login, language, password, 'time-zone': zone } = readOptions(args)
  if (email === undefined || login === undefined || password !== '-') throw new Error(usage)
  if (language !== 'ru' && language !== 'en') throw new Error(usage)
  if (knownTimeZone(zone) === null) {
    throw new Error(`There is no time zone ${zone}; one is named like Europe/Moscow.`)
  }
  return { email, login, language, timeZone: zone, password: await readPassword() }
}

const readOptions = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        email: { type: 'string' },
        login: { type: 'string' },
        password: { type: 'string', default: '-' },
        language: { type: 'string', default: 'ru' },
        'time-zone': { type: 'string', default: Intl.DateTimeFormat().resolvedOptions().timeZone },
      },
    }).values
  } catch {
    throw new Error(usage)
  }
}

const readPassword = async (): Promise<string> => {
  const terminal = process.stdin.isTTY === true
  // On a terminal what is typed is not shown.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  if (terminal) process.stderr.write('Password: ')
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal })
  for await (const line of lines) {
    lines.close()
    if (terminal) process.stderr.write('\n')
    return line
  }
  return ''
}

/** On a stopped engine's data. Fails with one sentence when another engine holds it and cannot be asked. */
const withoutEngine = (form: Form) =>
  Effect.flatMap(Registration, (registration) => registered(registration, form)).pipe(
    Effect.provide(
      Registration.layer.pipe(
        Layer.provide(Layer.mergeAll(Accounts.layer, Passwords.layer)),
        Layer.provide(
          Layer.unwrap(Effect.map(Config, ({ dataDir, synchronous }) => Log.layer({ dataDir, synchronous }))),
        ),
      ),
    ),
  )

const account = Effect.fnUntraced(function* (args: ReadonlyArray<string>) {
  const { dataDir } = yield* Config
  const form = yield* Effect.tryPromise({ try: () => readForm(args), catch: (error) => error as Error })
  const asked = yield* Effect.tryPromise({
    try: () => askEngine(dataDir, form),
    catch: (error) => error as Error,
  })
  return sentence(asked ?? (yield* withoutEngine(form)))
})

const sentence = (told: Told): { readonly text: string; readonly done: boolean } => {
  if ('login' in told) return { text: `The account ${told.login} is made.`, done: true }
  const fields = Object.entries(told.fields ?? {})
  const text =
    fields.length > 0
      ? `Not made: ${fields.map(([field, problem]) => `the ${field} ${sentences[problem] ?? problem}`).join(', ')}.`
      : 'Not made: the engine cannot do it now.'
  return { text, done: false }
}

const [command, ...args] = process.argv.slice(2)
const program = command === 'account' ? account(args) : Effect.fail(new Error(usage))
const exit = await Effect.runPromiseExit(Effect.provide(program, Config.layer))
if (Exit.isSuccess(exit) && exit.value.done) process.stdout.write(`${exit.value.text}\n`)
else {
  const error = Exit.isSuccess(exit) ? null : Cause.squash(exit.cause)
  const text = Exit.isSuccess(exit) ? exit.value.text : error instanceof Error ? error.message : String(error)
  process.stderr.write(`${text}\n`)
  process.exitCode = 1
}
