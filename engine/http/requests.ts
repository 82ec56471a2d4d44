/** Handlers of requests (C7–C9): operators see those of the sites they serve, the administrator all. */
import { Effect } from 'effect'
import { HttpEffect, HttpServerResponse } from 'effect/http'
import { HttpApiBuilder } from 'effect/http-api'
import { servedSites } from '../actors/sight.ts'
import { Api } from '../api/Api.ts'
import { CurrentSession } from '../api/Authorization.ts'
import { NotFound } from '../api/errors.ts'
import { VisitorRequest } from '../api/requests.ts'
import { csvLine, csvMark } from '../domain/csv.ts'
import { sought } from '../domain/requestSearch.ts'
import { Accounts } from '../store/Accounts.ts'
import { Operators } from '../store/Operators.ts'
import { type RequestFilter, Requests, type StoredRequest } from '../store/Requests.ts'
import { Sites } from '../store/Sites.ts'
import { Visitors } from '../store/Visitors.ts'
import { csvCells, csvHead } from './requestTable.ts'
import { orUnavailable } from './storeErrors.ts'

const pageSize = 50
const exportedAtOnce = 500

interface Query {
  readonly kind?: VisitorRequest['kind'] | undefined
  readonly processed?: 'yes' | 'no' | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly search?: string | undefined
}

export const RequestsHandlers = HttpApiBuilder.group(
  Api,
  'requests',
  Effect.fnUntraced(function* (handlers) {
    const accounts = yield* Accounts
    const operators = yield* Operators
    const requests = yield* Requests
    const sites = yield* Sites
    const visitors = yield* Visitors

    /** Of which sites one may see them; null: of all. */
    const seen = Effect.map(CurrentSession, ({ account, operator, administrator }) => {
      const all = administrator || accounts.routing(account).seesAll
      return { account, operator, sites: all ? null : servedSites(sites.list(account), operator) }
    })
    const filterOf = (sites: ReadonlySet<string> | null, query: Query): RequestFilter => ({
      sites: sites === null ? null : [...sites],
      kind: query.kind ?? null,
      processed: query.processed === undefined ? null : query.processed === 'yes',
      from: query.from ?? null,
      to: query.to ?? null,
      words: sought(query.search ?? ''),
    })
    const shown = (account: string) => {
      const names = new Map<string, string>()
      const nameOf = (operator: string): string => {
        const name = names.get(operator) ?? operators.known(account, operator)?.name ?? ''
        names.set(operator, name)
        return name
      }
      return (each: StoredRequest) => {
        const { id, kind, at, visitor, conversation, site, url, title, name, email, phone, message } = each
        const { consent, processedAt, processedBy } = each
        const number = visitors.find(account, visitor)?.number ?? 0
        return new VisitorRequest({
          ...{ id, kind, at, conversation, site, name, email, phone, message },
          visitor: { id: visitor, number },
          page: { url, title },
          consent: consent && {
            at: consent.at,
            version: consent.version,
            ...(consent.words ?? { text: '', link: '' }),
          },
          processed: processedAt === null ? null : { at: processedAt, by: nameOf(processedBy ?? '') },
        })
      }
    }
    const unprocessed = (account: string, sites: ReadonlySet<string> | null): number => {
      let count = 0
      for (const [site, those] of requests.unprocessed(account)) {
        if (sites === null || (site !== null && sites.has(site))) count += those
      }
      return count
    }

    return handlers.handleAll({
      list: Effect.fnUntraced(function* ({ query }) {
        const { account, sites } = yield* seen
        const page = yield* requests.page(account, filterOf(sites, query), query.before ?? null, pageSize)
        return {
          requests: page.requests.map(shown(account)),
          next: page.next,
          unprocessed: unprocessed(account, sites),
        }
      }),

      process: Effect.fnUntraced(function* ({ params, payload }) {
        const { account, operator, sites } = yield* seen
        const found = requests.find(account, params.id)
        if (found === null || (sites !== null && (found.site === null || !sites.has(found.site)))) {
          return yield* new NotFound()
        }
        const done = yield* orUnavailable(requests.process(account, params.id, operator, payload.processed))
        if (done === null) return yield* new NotFound()
        return shown(account)(done)
      }),

      export: Effect.fnUntraced(function* ({ query }) {
        const { account, sites } = yield* seen
        const { language = 'ru', timeZone = 'UTC' } = accounts.find(account) ?? {}
        const row = shown(account)
        const lines = [csvMark, csvLine(csvHead(language))]
        let before: number | null = null
        do {
          const page: { requests: ReadonlyArray<StoredRequest>; next: number | null } = yield* requests.page(
            account,
            filterOf(sites, query),
            before,
            exportedAtOnce,
          )
          for (const each of page.requests) lines.push(csvLine(csvCells(row(each), language, timeZone)))
          before = page.next
        } while (before !== null)
        yield* HttpEffect.appendPreResponseHandler((_, response) =>
          Effect.succeed(
            HttpServerResponse.setHeader(
              response,
              'content-disposition',
              'attachment; filename="requests.csv"',
            ),
          ),
        )
        return lines.join('')
      }),
    })
  }),
)
