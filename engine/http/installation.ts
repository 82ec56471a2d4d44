/** Handlers of the installation page: 'check my site', and when the widget last called home (B4). */
import { Clock, Effect } from 'effect'
import { HttpServerRequest } from 'effect/http'
import { HttpApiBuilder } from 'effect/http-api'
import { Rates } from '../actors/Rate.ts'
import { Api } from '../api/Api.ts'
import { Invalid, TooMany } from '../api/errors.ts'
import type { SiteCheck } from '../api/installation.ts'
import { Config } from '../config/Config.ts'
import { networkOf } from '../domain/address.ts'
import { typedPage } from '../domain/outward.ts'
import { judge, readPage } from '../domain/siteCode.ts'
import { Accounts } from '../store/Accounts.ts'
import { SiteCalls } from '../store/SiteCalls.ts'
import { Sites } from '../store/Sites.ts'
import { administrator } from './administrator.ts'
import { Caller } from './Caller.ts'
import { ownOrigin } from './publicUrl.ts'
import { type SitePage, SitePages } from './SitePages.ts'

/** Checks a minute, of one account and from one network: we ask foreign servers on their behalf. */
const most = { account: 10, network: 20 }
const minute = 60_000

export const InstallationHandlers = HttpApiBuilder.group(
  Api,
  'installation',
  Effect.fnUntraced(function* (handlers) {
    const { publicUrl } = yield* Config
    const accounts = yield* Accounts
    const sites = yield* Sites
    const calls = yield* SiteCalls
    const pages = yield* SitePages
    const ofAccount = new Rates(most.account, minute)
    const ofNetwork = new Rates(most.network, minute)

    const ownAddress = Effect.gen(function* () {
      const { secure } = yield* Caller
      return publicUrl ?? ownOrigin(yield* HttpServerRequest.HttpServerRequest, secure)
    })

    const admit = Effect.fnUntraced(function* (account: string) {
      const { address } = yield* Caller
      const now = yield* Clock.currentTimeMillis
      ofAccount.sweep(now)
      ofNetwork.sweep(now)
      const admitted = ofAccount.take(account, now) && ofNetwork.take(networkOf(address), now)
      if (!admitted) return yield* new TooMany({ retryAfter: 10 })
    })

    const read = (account: string, origin: string, { url, html, cut }: SitePage): SiteCheck => {
      const { title, codes, tagManager } = readPage(html, url)
      const verdict = judge(codes, { origin, login: accounts.find(account)?.login ?? '' })
      const found = verdict.outcome === 'found' || verdict.outcome === 'twice'
      // What we did not find may stand in what we did not read.
      if (cut && !found) return { kind: 'unread', url, why: 'tooLarge', status: null }
      return {
        kind: 'page',
        url,
        title,
        ...verdict,
        tagManager,
        covered: sites.at(account, url) !== null,
        mixed: url.startsWith('https:') && origin.startsWith('http:'),
      }
    }

    return handlers.handleAll({
      check: Effect.fnUntraced(function* ({ payload }) {
        const { account } = yield* administrator
        const url = typedPage(payload.url)
        if (url === null) return yield* new Invalid({ fields: { url: 'scheme' } })
        yield* admit(account)
        const origin = yield* ownAddress
        const page = yield* pages.read(url, origin)
        if ('html' in page) return read(account, origin, page)
        return { kind: 'unread' as const, url: page.url, why: page.unread, status: page.status }
      }),

      calls: Effect.fnUntraced(function* () {
        const { account } = yield* administrator
        const own = new URL(yield* ownAddress).host
        // Our own test page says nothing of his site.
        return calls.list(account).filter(({ host }) => host !== own)
      }),
    })
  }),
)
