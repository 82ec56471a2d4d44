/** `npm run faults`: a chat that is hurt, and an audit of what came through. See docs/decisions/0015. */

import { join } from 'node:path'
import { run as orRefused } from '../ground/refusal.mjs'
import { compareAcks, compareOrder, compareViews, readLog } from './audit.ts'
import { furnish } from './browser.ts'
import { asOwner, wear } from './clock.ts'
import { durability } from './durability.ts'
import { Engine } from './Engine.ts'
import { compareErased, finishErasing, readErased } from './erasing.ts'
import { Harmer } from './Harmer.ts'
import { compareHistory, historyAgain } from './history.ts'
import { Ledger } from './Ledger.ts'
import { Operator } from './Operator.ts'
import { type Options, parse } from './options.ts'
import { Random } from './Random.ts'
import { faultsByKind, print, type Result, write } from './report.ts'
import { look, rest } from './rest.ts'
import { schedule } from './schedule.ts'
import { register, setUp } from './setting.ts'
import { Visitor } from './Visitor.ts'
import { Wire } from './Wire.ts'
import { sleep, type World } from './world.ts'

/** One visitor in so many is of an account that is closed in mid-run. */
const leavers = 10
const walLimit = 256 * 1024 * 1024

const run = async (options: Options): Promise<Result> => {
  const began = performance.now()
  const random = new Random(options.seed)
  const ledger = new Ledger()
  const engine = new Engine(options.engine)
  const wire = new Wire(() => engine.port)
  process.on('uncaughtException', (error) => ledger.fault('client', String(error.stack ?? error)))
  process.on('unhandledRejection', (error) => ledger.fault('client', String((error as Error).stack ?? error)))
  // Who does not want to wait leaves nothing behind.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      engine.abandon()
      process.exit(130)
    })
  }
  await engine.start()
  await wire.open()
  const { accounts, employees } = await setUp(engine.origin, 2, options.operators)
  const leaving = await register(engine.origin, accounts.length)
  const world: World = {
    wire,
    ledger,
    pace: options.pace,
    left: options.messages,
    due: Number.POSITIVE_INFINITY,
    // After the last harm there is still something to say.
    slack: options.messages * 0.03,
    talking: true,
  }
  const operators = [...employees, leaving].map(
    ({ account, id, cookie }, n) =>
      new Operator(world, account, n, id, cookie, random.apart(`operator ${n}`)),
  )
  const visitors = Array.from({ length: options.visitors }, (_, n) => {
    const account = n % leavers === leavers - 1 ? leaving.account : accounts[n % accounts.length]!
    return new Visitor(world, account, n, random.apart(`visitor ${n}`))
  })
  const harmer = new Harmer(world, engine, visitors, operators)

  let wal = 0
  const watch = setInterval(() => {
    wal = Math.max(wal, engine.walBytes())
  }, 200)
  const progress = setInterval(() => {
    const { written, acknowledged, counts, faults } = ledger
    const minutes = Math.round((performance.now() - began) / 60_000)
    const so = `${written.length} written, ${acknowledged.size} acknowledged, ${counts.kills ?? 0} kills`
    console.log(`  ${minutes} min: ${so}, ${faults.length} faults`)
  }, 60_000)
  const lives = [...operators, ...visitors].map((person) => asOwner(person.clock, () => person.live()))
  const harming = harmer.run(schedule(options, random.apart('harm')))
  await Promise.all([talked(world), harming])
  world.talking = false
  await Promise.all(lives)
  for (const operator of operators) operator.finish()
  const talkedFor = performance.now() - began
  for (const person of [...visitors, ...operators]) person.nudge()
  const here = {
    visitors: visitors.filter(({ gone }) => !gone),
    operators: operators.filter(({ gone }) => !gone),
  }
  await rest(world, here.visitors, here.operators)
  const views = await look(world, here.visitors, here.operators)
  const epoch = visitors.flatMap(({ tabs }) => tabs.map(({ welcome }) => welcome?.epoch ?? ''))[0] ?? ''
  for (const visitor of visitors) for (const tab of [...visitor.tabs]) visitor.closeTab(tab)
  for (const { consoles } of operators) for (const { desk } of consoles) desk.stop()
  await engine.end('SIGTERM')
  await finishErasing(engine, ledger)
  clearInterval(watch)
  clearInterval(progress)
  await wire.close()

  const stored = readLog(engine.dataDir, [...accounts, leaving.account], ledger)
  const erased = readErased(engine.dataDir)
  const outcome = compareAcks(stored, ledger, epoch, erased)
  compareViews(stored, ledger, epoch, views, erased)
  compareOrder(stored, ledger)
  compareHistory(engine.dataDir, engine.folder, ledger)
  const gone = compareErased([engine.dataDir, join(engine.folder, historyAgain)], ledger, erased)
  if (engine.crashes > 0) ledger.fault('engine', `it ended by itself ${engine.crashes} times`)
  if (wal > walLimit) ledger.fault('engine', `its WAL grew to ${wal} bytes`)
  if (ledger.faults.some(({ kind }) => kind === 'engine')) console.error(engine.output.slice(-10_000))
  if (options.keep) console.log(`  data: ${engine.dataDir}`)
  else engine.remove()

  const kinds = faultsByKind(ledger)
  const { kills = 0, cuts = 0, ...counts } = ledger.counts
  return {
    messages: ledger.written.length,
    acknowledged: ledger.acknowledged.size,
    stored: outcome.stored,
    lost: kinds.lost ?? 0,
    doubled: kinds.doubled ?? 0,
    reordered: kinds.reordered ?? 0,
    leaked: kinds.leaked ?? 0,
    kills,
    cuts,
    seed: options.seed,
    'given up by their authors': ledger.givenUp.size,
    'handed back after a restore': outcome.handedBack,
    'messages of erased visitors': gone,
    'visitors erased': erased.visitors.size,
    conversations: stored.conversations.size,
    views: views.length,
    ...Object.fromEntries(Object.entries(counts).sort()),
    'most WAL, MB': Math.ceil(wal / 1024 / 1024),
    'seconds talked': Math.round(talkedFor / 1000),
    seconds: Math.round((performance.now() - began) / 1000),
    faults: ledger.faults,
  }
}

const hurt = async (options: Options): Promise<number> => {
  wear()
  furnish()
  const { messages, visitors, operators, kills, seed } = options
  console.log(
    `${messages} messages, ${visitors} visitors, ${operators} operators, ${kills} kills, seed ${seed}`,
  )
  const { faults, ...result } = await run(options)
  print(result)
  write(options.out, { ...result, faults })
  console.log(faults.length === 0 ? 'No fault.' : `${faults.length} faults.`)
  return faults.length === 0 ? 0 : 1
}

const proveDurability = async ({ engine, out }: Options): Promise<number> => {
  const found = await durability(engine)
  for (const [name, { told, early, syncs }] of Object.entries({ FULL: found.full, OFF: found.off })) {
    console.log(`  SYNCHRONOUS=${name}: ${told} messages told of, ${early} before their sync, ${syncs} syncs`)
  }
  write(out, found)
  console.log(found.proven ? 'No ack before its fdatasync.' : 'Not proven.')
  return found.proven ? 0 : 1
}

/** Until everything is written, or nothing moves any more. */
const talked = async (world: World): Promise<void> => {
  const { ledger } = world
  let moved = performance.now()
  for (let before = -1; world.left > 0; ) {
    const now = ledger.written.length + ledger.acknowledged.size
    if (now !== before) moved = performance.now()
    before = now
    if (performance.now() - moved > 90_000) {
      ledger.fault('stuck', `nothing moved for 90 s, with ${world.left} messages left`)
      world.left = 0
    }
    await sleep(100)
  }
}

await orRefused(async () => {
  const options = parse(process.argv.slice(2))
  process.exit(options.durability ? await proveDurability(options) : await hurt(options))
})
