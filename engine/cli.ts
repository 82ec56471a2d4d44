/**
 * The command line of whoever runs the instance (`npm run admin`): accounts, their licences, forgotten passwords, lost phones. The
 * engine that runs does what is asked; without one it is done here, on its data.
 */
import { Cause, Effect, Exit, Layer } from 'effect'
import { parse } from './cli/parse.ts'
import { readPassword } from './cli/password.ts'
import { say, sayRefused } from './cli/say.ts'
import { usage } from './cli/usage.ts'
import { Config } from './config/Config.ts'
import { Administration } from './http/Administration.ts'
import { askEngine } from './http/Control.ts'
import { type Command, obey, type Told } from './http/commands.ts'
import { Passwords } from './http/Passwords.ts'
import { Registration } from './http/Registration.ts'
import { Accounts } from './store/Accounts.ts'
import { Bans } from './store/Bans.ts'
import { Erasures } from './store/Erasures.ts'
import { Letters } from './store/Letters.ts'
import { Licences } from './store/Licences.ts'
import { Log } from './store/Log.ts'
import { Operators } from './store/Operators.ts'
import { Photos } from './store/Photos.ts'
import { SecondFactors } from './store/SecondFactors.ts'
import { Sessions } from './store/Sessions.ts'

/** On a stopped engine's data. Fails with one sentence when another engine holds it and cannot be asked. */
const StoppedLive = Layer.merge(Administration.layer, Registration.layer).pipe(
  Layer.provide(Erasures.layer),
  Layer.provide(
    Layer.mergeAll(
      Accounts.layer,
      Bans.layer,
      Letters.layer,
      Licences.layer,
      Operators.layer,
      Passwords.layer,
      SecondFactors.layer,
    ),
  ),
  Layer.provide(Layer.mergeAll(Photos.layer, Sessions.layer)),
  Layer.provide(
    Layer.unwrap(Effect.map(Config, ({ dataDir, synchronous }) => Log.layer({ dataDir, synchronous }))),
  ),
)

const ask = Effect.fnUntraced(function* (command: Command) {
  const { dataDir } = yield* Config
  const told = yield* Effect.tryPromise({
    try: () => askEngine(dataDir, command),
    catch: (error) => error as Error,
  })
  return told ?? (yield* Effect.provide(obey(command), StoppedLive))
})

/** All pages of a list as one. */
const askAll = Effect.fnUntraced(function* (command: Command) {
  let told: Told = yield* ask(command)
  while (command.kind === 'accounts' && told.kind === 'accounts' && told.more) {
    const next: Told = yield* ask({ ...command, before: told.accounts.at(-1)!.id })
    if (next.kind !== 'accounts') return next
    told = { ...next, accounts: [...told.accounts, ...next.accounts] }
  }
  return told
})

const program = Effect.gen(function* () {
  const command = yield* Effect.tryPromise({
    try: () => parse(process.argv.slice(2), readPassword),
    catch: (error) => error as Error,
  })
  if (command === null) return usage
  const told = yield* askAll(command)
  if (told.kind === 'refused') return yield* Effect.fail(new Error(sayRefused(told)))
  return `${say(told)}\n`
})

const exit = await Effect.runPromiseExit(Effect.provide(program, Config.layer))
if (Exit.isSuccess(exit)) process.stdout.write(exit.value)
else {
  const error = Cause.squash(exit.cause)
  process.stderr.write(`${error instanceof Error ? error.message.trimEnd() : error}\n`)
  process.exitCode = 1
}
