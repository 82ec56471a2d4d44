/**
 * From which hosts the widget called home, and when it last did (B4). Every visitor's socket says so, hence only the
 * last minutes are in memory, and they are written together. What is lost in a crash is called again.
 */
import { Clock, Context, Effect, Layer, Schedule } from 'effect'
import { Log } from './Log.ts'

export interface SiteCall {
  /** `shop.ru`, `localhost:3000`; as browsers write it. */
  readonly host: string
  /** ms since 1970 */
  readonly at: number
}

/** Hosts of one account; the one that was longest silent goes first. Anybody can put a code on any page. */
const most = 50
/** Accounts in memory between two writes; more wait for their next call. */
const mostAccounts = 10_000

export class SiteCalls extends Context.Service<
  SiteCalls,
  {
    /** Memory only: called for every socket that a widget opens. */
    readonly heard: (account: string, url: string) => void
    /** The last first. */
    readonly list: (account: string) => ReadonlyArray<SiteCall>
  }
>()('engine/store/SiteCalls') {
  static readonly layer = Layer.effect(
    SiteCalls,
    Effect.gen(function* () {
      const { db, transact } = yield* Log
      const clock = yield* Clock.Clock
      let heard = new Map<string, Map<string, number>>()
      const ofAccount = db.prepare<[string], SiteCall>('SELECT host, at FROM site_calls WHERE account = ?')
      const put = db.prepare<[string, string, number]>(
        `INSERT INTO site_calls VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET at = max(at, excluded.at)`,
      )
      const surplus = db.prepare<[string, string, number]>(
        `DELETE FROM site_calls WHERE account = ? AND host IN
         (SELECT host FROM site_calls WHERE account = ? ORDER BY at DESC LIMIT -1 OFFSET ?)`,
      )

      const write = Effect.suspend(() => {
        if (heard.size === 0) return Effect.void
        const due = heard
        heard = new Map()
        return transact(() => {
          for (const [account, hosts] of due) {
            for (const [host, at] of hosts) put.run(account, host, at)
            surplus.run(account, account, most)
          }
        })
      }).pipe(
        Effect.uninterruptible,
        Effect.catchCause((cause) => Effect.logWarning('Calls of the sites could not be written', cause)),
      )
      yield* Effect.forkScoped(Effect.repeat(Effect.delay(write, '5 minutes'), Schedule.forever))
      yield* Effect.addFinalizer(() => write)

      return SiteCalls.of({
        heard: (account, url) => {
          const host = hostOf(url)
          if (host === '') return
          let hosts = heard.get(account)
          if (hosts === undefined) {
            if (heard.size >= mostAccounts) return
            heard.set(account, (hosts = new Map()))
          }
          if (hosts.size < most || hosts.has(host)) hosts.set(host, clock.currentTimeMillisUnsafe())
        },
        list: (account) => {
          const all = new Map(ofAccount.all(account).map(({ host, at }) => [host, at]))
          for (const [host, at] of heard.get(account) ?? []) all.set(host, at)
          return [...all]
            .map(([host, at]) => ({ host, at }))
            .sort((a, b) => b.at - a.at)
            .slice(0, most)
        },
      })
    }),
  )
}

/** Cut out and not parsed: an address comes with every socket. */
const hostOf = (url: string): string =>
  /^https?:\/\/([^/?#@\s]{1,260})(?:[/?#]|$)/.exec(url)?.[1]?.toLowerCase() ?? ''
