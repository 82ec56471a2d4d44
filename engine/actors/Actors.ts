/** The four kinds of actors, wired to each other and to the store. */
import { Clock, Context, Effect, Layer } from 'effect'
import { Config } from '../config/Config.ts'
import { Geo } from '../geo/Geo.ts'
import { Bans } from '../store/Bans.ts'
import { Departments } from '../store/Departments.ts'
import { Erasures } from '../store/Erasures.ts'
import { History } from '../store/History.ts'
import { Letters } from '../store/Letters.ts'
import { Log } from '../store/Log.ts'
import { Projection } from '../store/Projection.ts'
import { Requests } from '../store/Requests.ts'
import { Settings } from '../store/Settings.ts'
import { Sites } from '../store/Sites.ts'
import { Visitors } from '../store/Visitors.ts'
import { Alarm } from './Alarm.ts'
import { Board } from './Board.ts'
import { conversationKind } from './Conversation.ts'
import { deskKind } from './Desk.ts'
import { directory } from './Mailbox.ts'
import { awayFor, operatorKind } from './Operator.ts'
import { key, type Parts } from './Parts.ts'
import { People } from './People.ts'
import { Transcripts } from './Transcripts.ts'
import { visitorKind } from './Visitor.ts'
import { Written } from './Written.ts'

export class Actors extends Context.Service<
  Actors,
  Pick<Parts, 'visitors' | 'operators' | 'conversations' | 'desks' | 'board' | 'counted' | 'alarm'>
>()('engine/actors/Actors') {
  static readonly layer = Layer.effect(
    Actors,
    Effect.gen(function* () {
      const history = yield* History
      const clock = yield* Clock.Clock
      const expectedUntil = clock.currentTimeMillisUnsafe() + awayFor
      const boards = new Map<string, Board>()
      const board = (account: string): Board => {
        let found = boards.get(account)
        if (found === undefined) {
          const wake = () => void parts.desks.get(account).tell({ kind: 'showTable' })
          const rules = parts.people.routing(account)
          boards.set(account, (found = new Board(history.leftBehind(account), expectedUntil, rules, wake)))
          for (const { id, operator } of history.loadsOf(account)) found.setLoad(id, operator)
        }
        return found
      }
      const projection = yield* Projection
      const log = yield* Log
      const people = yield* People
      const config = yield* Config
      const letters = yield* Letters
      const parts = {
        log,
        history,
        projection,
        written: new Written(projection),
        counted: { messages: { visitor: 0, operator: 0 }, reconnects: { visitor: 0, operator: 0 } },
        alarm: new Alarm(() => {
          for (const operator of parts.operators.all()) operator.tell({ kind: 'alarm' })
        }),
        visitorRows: yield* Visitors,
        people,
        sites: yield* Sites,
        bans: yield* Bans,
        settings: yield* Settings,
        departments: yield* Departments,
        requests: yield* Requests,
        letters: yield* Letters,
        erasures: yield* Erasures,
        geo: yield* Geo,
        config,
        transcripts: new Transcripts({ config, history, projection, log, letters, people }),
        board,
      } as Parts
      // Nobody is to be built of what the history forgets in a moment.
      if (parts.erasures.again) yield* Effect.ignore(projection.caughtUp)
      parts.desks = yield* directory(deskKind(parts))
      parts.conversations = yield* directory(conversationKind(parts))
      parts.operators = yield* directory(operatorKind(parts))
      parts.visitors = yield* directory(visitorKind(parts))
      parts.people.onChanged((account, operator) => {
        parts.desks.get(account).tell({ kind: 'operatorChanged', operator })
      })
      parts.sites.onChanged((account, before) => {
        parts.desks.get(account).tell({ kind: 'sitesChanged', before })
      })
      parts.bans.onAdded((account, ban) => {
        parts.desks.get(account).tell({ kind: 'banned', ban })
      })
      parts.settings.onChanged((account, changed) => {
        for (const visitor of board(account).visitors.keys()) {
          parts.visitors.find(key(account, visitor))?.tell({ kind: 'settingsChanged', changed })
        }
      })
      parts.people.onLicenceChanged((account) => {
        // Where nobody is there is no desk, and nobody to tell.
        parts.desks.find(account)?.tell({ kind: 'licenceChanged' })
        for (const { id } of parts.people.list(account)) {
          parts.operators.find(key(account, id))?.tell({ kind: 'licence' })
        }
      })
      parts.people.onBlocked((account, blocked) => {
        if (blocked) parts.desks.find(account)?.tell({ kind: 'blocked' })
      })
      parts.erasures.onVisitor((account, visitor) => {
        const conversation = history.openConversationOf(account, visitor)
        return (row) => {
          parts.desks.get(account).tell({ kind: 'erased', visitor, conversation, row })
          for (const { id } of parts.people.list(account)) {
            parts.operators.find(key(account, id))?.tell({ kind: 'erased', visitor })
          }
        }
      })
      parts.people.onRoutingChanged((account) => parts.desks.get(account).tell({ kind: 'rulesChanged' }))
      // What became quiet while the engine was down ends without anybody coming.
      yield* Effect.forkScoped(
        Effect.andThen(
          projection.caughtUp,
          Effect.sync(() => {
            for (const account of history.talking()) parts.desks.get(account).tell({ kind: 'sweep' })
          }),
        ).pipe(Effect.ignore),
      )
      parts.departments.onChanged((account) => {
        for (const { id } of parts.people.list(account)) {
          parts.operators.find(key(account, id))?.tell({ kind: 'departments' })
        }
      })
      parts.requests.onChanged((account) => {
        for (const { id } of parts.people.list(account)) {
          parts.operators.find(key(account, id))?.tell({ kind: 'requests' })
        }
      })
      // Before the directories end: close the intervals that must not stay open.
      yield* Effect.addFinalizer(() => shutDown(parts))
      return parts
    }),
  )
}

/** Until everybody has said what must not stay unsaid, and that is on disk. */
const shutDown = (parts: Parts): Effect.Effect<void> => {
  const told = Effect.callback<void>((resume) => {
    let left = parts.operators.size + parts.visitors.size
    const done = () => {
      if (--left <= 0) resume(Effect.void)
    }
    if (left === 0) return done()
    const farewell = { kind: 'shutdown', done, refuse: done } as const
    for (const operator of parts.operators.all()) operator.tell(farewell)
    for (const visitor of parts.visitors.all()) visitor.tell(farewell)
  })
  // An actor that waits for history says nothing; nobody waits for it for long.
  return Effect.andThen(Effect.timeoutOption(told, '2 seconds'), Effect.asVoid(parts.log.settled))
}
