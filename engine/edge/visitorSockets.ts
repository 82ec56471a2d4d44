/** `/ws/visitor`: widgets on the sites. */

import type { HttpRequest, HttpResponse, us_socket_context_t, WebSocketBehavior } from 'uWebSockets.js'
import { Effect } from 'effect'
import { Actors } from '../actors/Actors.ts'
import { key } from '../actors/Parts.ts'
import { Rate } from '../actors/Rate.ts'
import type { Admits } from '../actors/Tab.ts'
import { Config } from '../config/Config.ts'
import { isRobot } from '../domain/agent.ts'
import { canary } from '../domain/canary.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import { decodeVisitor } from '../protocol/decode.ts'
import type { VisitorFrame } from '../protocol/frames.ts'
import { Accounts } from '../store/Accounts.ts'
import { Bans } from '../store/Bans.ts'
import { Erasures } from '../store/Erasures.ts'
import { SiteCalls } from '../store/SiteCalls.ts'
import { Sites } from '../store/Sites.ts'
import { Visitors } from '../store/Visitors.ts'
import { forwarded } from './Peer.ts'
import { type Connected, type Door, Line, type RestOf, Sockets, type Speaker, upgrade } from './sockets.ts'

interface Data extends Connected<Speaker<RestOf<VisitorFrame>>> {
  /** Until `hello`. */
  userAgent: string
}

export const visitorSockets = Effect.fnUntraced(function* (door: Door) {
  const { visitors } = yield* Actors
  const accounts = yield* Accounts
  const rows = yield* Visitors
  const sites = yield* Sites
  const bans = yield* Bans
  const calls = yield* SiteCalls
  const erasures = yield* Erasures
  const { limits } = yield* Config

  const admits: Admits = (from, what) =>
    what === 'request'
      ? door.doorkeeper.admitsRequest(from, door.now())
      : door.doorkeeper.admitsNewConversation(from, door.now())

  const sockets = new Sockets<VisitorFrame, Data>({
    decode: decodeVisitor,
    now: door.now,
    outboxBytes: limits.outboxBytes,
    hub: door.hub,
    defect: door.defect,
    hello: (frame, outlet, data) => {
      const account = accounts.findByLogin(frame.account.toLowerCase())
      // Of one that is blocked or closed the pages know as little as of none.
      if (account === null || account.blocked || account.eraseAt !== null)
        return void outlet.close(closeCodes.unknownAccount)
      if (account.id !== canary.account && isRobot(data.userAgent)) {
        return void outlet.close(closeCodes.noSite)
      }
      const { id, token, known } = rows.recognize(account.id, frame.token, erasures.erased)
      // For everybody but the canary itself its account does not exist.
      if (!known && account.id === canary.account) return void outlet.close(closeCodes.unknownAccount)
      if (sites.at(account.id, frame.page.url) === null) return void outlet.close(closeCodes.noSite)
      // He hears what he would hear on a page without a chat, and nothing of a ban.
      if (bans.barring(account.id, id, data.who) !== null) return void outlet.close(closeCodes.noSite)
      if (!known && !door.doorkeeper.admitsNewVisitor(data.who, door.now())) {
        return void outlet.close(closeCodes.rate)
      }
      const created = known ? null : { number: rows.nextNumber(account.id), token }
      if (account.id !== canary.account) calls.heard(account.id, frame.page.url)
      const visitor = visitors.get(key(account.id, id))
      visitor.tell({
        kind: 'hello',
        socket: outlet,
        frame,
        userAgent: data.userAgent,
        from: data.who,
        admits,
        created,
        renewed: token === frame.token ? null : token,
        refuse: () => outlet.close(closeCodes.failed),
      })
      data.userAgent = ''
      return new Line<RestOf<VisitorFrame>>(visitor, outlet)
    },
  })

  const behaviour: WebSocketBehavior<Data> = {
    ...door.options,
    upgrade: (res: HttpResponse, req: HttpRequest, context: us_socket_context_t) => {
      const { address } = door.peerOf(forwarded(res, req))
      const userAgent = req.getHeader('user-agent').slice(0, 400)
      const rate = new Rate(limits.framesPerSecond * 10, 10_000)
      const data: Data = {
        outlet: undefined,
        who: address,
        rate,
        openedAt: 0,
        heard: undefined,
        userAgent,
      }
      upgrade(res, req, context, data, door)
    },
    ...sockets.behaviour(door.doorkeeper),
  }
  return {
    behaviour,
    size: () => sockets.open.size,
    sweep: (now: number) => sockets.sweep(now),
    closeAll: (code: number) => sockets.closeAll(code),
  }
})
