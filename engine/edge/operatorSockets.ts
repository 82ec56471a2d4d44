/** `/ws/operator`: consoles. The session cookie and our own Origin, or nothing. */

import type { HttpRequest, HttpResponse, us_socket_context_t, WebSocketBehavior } from 'uWebSockets.js'
import { Effect } from 'effect'
import { Actors } from '../actors/Actors.ts'
import { key } from '../actors/Parts.ts'
import { Rate } from '../actors/Rate.ts'
import { Config } from '../config/Config.ts'
import { fromOurPages } from '../domain/origin.ts'
import { closeCodes } from '../protocol/client/limits.ts'
import { decodeOperator } from '../protocol/decode.ts'
import type { OperatorFrame } from '../protocol/frames.ts'
import { Sessions } from '../store/Sessions.ts'
import { forwarded } from './Peer.ts'
import { type Connected, type Door, Line, type RestOf, Sockets, type Speaker, upgrade } from './sockets.ts'

interface Data extends Connected<Speaker<RestOf<OperatorFrame>>> {
  readonly session: string
  /** Null: not signed in. Told by a close code, since a browser cannot read why an upgrade failed. */
  readonly actor: string | null
  readonly address: string
}

export const operatorSockets = Effect.fnUntraced(function* (door: Door) {
  const { operators } = yield* Actors
  const sessions = yield* Sessions
  const { limits, publicUrl } = yield* Config

  const sockets = new Sockets<OperatorFrame, Data>({
    decode: decodeOperator,
    now: door.now,
    outboxBytes: limits.outboxBytes,
    hub: door.hub,
    defect: door.defect,
    hello: (frame, outlet, data) => {
      if (data.actor === null) return void outlet.close(closeCodes.signedOut)
      sessions.touch(data.session)
      const operator = operators.get(data.actor)
      const failed = () => outlet.close(closeCodes.failed)
      operator.tell({ kind: 'hello', socket: outlet, frame, from: data.address, refuse: failed })
      return new Line<RestOf<OperatorFrame>>(operator, outlet)
    },
    alive: (data) => sessions.touch(data.session),
  })
  sessions.onEnded((ended) => {
    const over = new Set(ended)
    for (const data of sockets.open) if (over.has(data.session)) data.outlet?.close(closeCodes.signedOut)
  })

  const behaviour: WebSocketBehavior<Data> = {
    ...door.options,
    upgrade: (res: HttpResponse, req: HttpRequest, context: us_socket_context_t) => {
      const { address, secure } = door.peerOf(forwarded(res, req))
      const host = req.getHeader('host')
      const ours = fromOurPages({
        method: 'POST',
        origin: req.getHeader('origin') || null,
        site: req.getHeader('sec-fetch-site') || null,
        cookie: true,
        own: `${secure ? 'https' : 'http'}://${host}`,
        publicUrl,
      })
      if (!ours) return void res.cork(() => res.writeStatus('403 Forbidden').end())
      const overTls = publicUrl === null ? secure : publicUrl.startsWith('https:')
      const signedIn = sessions.authenticate(req.getHeader('cookie'), overTls)
      const actor = signedIn === null || signedIn.closed ? null : key(signedIn.account, signedIn.operator)
      const data: Data = {
        outlet: undefined,
        who: actor ?? address,
        session: signedIn?.session ?? '',
        rate: new Rate(limits.framesPerSecond * 10, 10_000),
        openedAt: 0,
        heard: undefined,
        actor,
        address,
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
