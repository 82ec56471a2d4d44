/** The engine, wired once: every part with what it needs. `main.ts` runs it, tests run it on a folder of their own. */
import 'effect/schema/SchemaJITCompiler/enable'
import { Clock, Effect, Layer } from 'effect'
import { Actors } from './actors/Actors.ts'
import { People } from './actors/People.ts'
import { Canary, type CanaryOptions } from './canary/Canary.ts'
import { Config } from './config/Config.ts'
import { Edge } from './edge/Edge.ts'
import { Health } from './edge/Health.ts'
import { Metrics } from './edge/Metrics.ts'
import { Geo } from './geo/Geo.ts'
import { Administration } from './http/Administration.ts'
import { Condition } from './http/Condition.ts'
import { ControlLive } from './http/Control.ts'
import { Http } from './http/Http.ts'
import { Passwords } from './http/Passwords.ts'
import { Presence } from './http/Presence.ts'
import { Registration } from './http/Registration.ts'
import { SitePages } from './http/SitePages.ts'
import { Throttle } from './http/Throttle.ts'
import { Relay } from './mail/Relay.ts'
import { Sender } from './mail/Sender.ts'
import { Accounts } from './store/Accounts.ts'
import { Bans } from './store/Bans.ts'
import { Departments } from './store/Departments.ts'
import { Erasing } from './store/Erasing.ts'
import { Erasures } from './store/Erasures.ts'
import { Forgetting } from './store/Forgetting.ts'
import { History } from './store/History.ts'
import { Letters } from './store/Letters.ts'
import { Licences } from './store/Licences.ts'
import { Liveness } from './store/Liveness.ts'
import { Log } from './store/Log.ts'
import { Operators } from './store/Operators.ts'
import { PasswordResets } from './store/PasswordResets.ts'
import { Photos } from './store/Photos.ts'
import { Projection } from './store/Projection.ts'
import { Requests } from './store/Requests.ts'
import { SecondFactors } from './store/SecondFactors.ts'
import { Sessions } from './store/Sessions.ts'
import { Settings } from './store/Settings.ts'
import { SiteCalls } from './store/SiteCalls.ts'
import { Sites } from './store/Sites.ts'
import { Visitors } from './store/Visitors.ts'

const StoreLive = Layer.unwrap(
  Effect.map(Config, ({ dataDir, synchronous }) =>
    Layer.merge(Liveness.layer, Forgetting.layer).pipe(
      Layer.provideMerge(Layer.mergeAll(History.layer, Requests.layer, Visitors.layer)),
      Layer.provideMerge(Projection.layer()),
      Layer.provideMerge(Log.layer({ dataDir, synchronous })),
    ),
  ),
)
const SettingsLive = Layer.merge(Settings.layer, Erasing.layer).pipe(
  Layer.provideMerge(Erasures.layer),
  Layer.provideMerge(Sites.layer),
  Layer.provideMerge(
    Layer.mergeAll(Accounts.layer, Bans.layer, Departments.layer, Operators.layer, SecondFactors.layer),
  ),
  Layer.provideMerge(Layer.mergeAll(Letters.layer, Licences.layer, PasswordResets.layer)),
  Layer.provideMerge(Layer.mergeAll(Sessions.layer, Photos.layer, SiteCalls.layer)),
)
const MailLive = Sender.layer.pipe(Layer.provideMerge(Relay.layer))
const ActorsLive = Actors.layer.pipe(Layer.provideMerge(Layer.merge(People.layer, Geo.layer)))
const PresenceLive = Layer.effect(
  Presence,
  Effect.map(Actors, ({ board }) =>
    Presence.of({ statusOf: (account, operator) => board(account).status(operator) }),
  ),
)
const ConditionLive = Layer.effect(
  Condition,
  Effect.gen(function* () {
    const { check } = yield* Health
    return Condition.of({ startedAt: yield* Clock.currentTimeMillis, check })
  }),
)
const HttpLive = Layer.merge(Http.layer, ControlLive).pipe(
  Layer.provide(Layer.merge(Administration.layer, Registration.layer)),
  Layer.provide(
    Layer.mergeAll(Passwords.layer, SitePages.layer, Throttle.layer, PresenceLive, ConditionLive),
  ),
)

/** @param published `dist/public`: what the build made for browsers */
export const engineLayer = (published: string, canary: CanaryOptions = {}) =>
  Canary.layer(canary).pipe(
    Layer.provideMerge(Edge.layer({ published })),
    Layer.provide(Layer.mergeAll(HttpLive, Metrics.layer).pipe(Layer.provideMerge(Health.layer))),
    Layer.provideMerge(ActorsLive),
    Layer.provideMerge(MailLive),
    Layer.provideMerge(SettingsLive),
    Layer.provideMerge(StoreLive),
  )
