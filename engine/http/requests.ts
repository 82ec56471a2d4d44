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
import { History } from '../store/History.ts'
import { Operators } from '../store/Operators.ts'
import { type RequestFilter, Requests, type StoredRequest } from '../store/Requests.ts'
import { Sites } from '../store/Sites.ts'
import { Visitors } from '../store/Visitors.ts'
import { csvCells, csvHead } from './requestTable.ts'
import { orUnavailable } from './storeErrors.ts'

const pageSize = 50
const exportedAtOnce = 500
/** Of one visitor. */
const mostOthers = 20
/** Events of a dialogue that are read, the newest. */
const mostEvents = 500

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
    const history = yield* History
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
    const naming = (account: string) => {
      const names = new Map<string, string>()
      return (operator: string): string => {
        const name = names.get(operator) ?? operators.known(account, operator)?.name ?? ''
        names.set(operator, name)
        return name
      }
    }
    const shown = (account: string) => {
      const nameOf = naming(account)
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
    const sees = (sites: ReadonlySet<string> | null, { site }: StoredRequest): boolean =>
      sites === null || (site !== null && sites.has(site))
    /** One that he may see. */
    const found = Effect.fnUntraced(function* (id: string) {
      const { account, operator, sites } = yield* seen
      const request = requests.find(account, id)
      if (request === null || !sees(sites, request)) return yield* new NotFound()
      return { account, operator, sites, request }
    })
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

      read: Effect.fnUntraced(function* ({ params }) {
        const { account, sites, request } = yield* found(params.id)
        const nameOf = naming(account)
        const others = requests
          .ofVisitor(account, request.visitor, mostOthers + 1)
          .filter((other) => other.id !== request.id && sees(sites, other))
          .slice(0, mostOthers)
        const { conversations } = history.visitor(account, request.visitor)
        return {
          request: shown(account)(request),
          others: others.map(shown(account)),
          dialogues: conversations.map(({ id, openedAt, closedAt, operator, messages, last }) => ({
            ...{ id, openedAt, closedAt, messages, last },
            operator: operator === null ? null : nameOf(operator),
          })),
        }
      }),

      said: Effect.fnUntraced(function* ({ params }) {
        const { account, request } = yield* found(params.id)
        const { dialogue } = params
        const nameOf = naming(account)
        const end = { conversation: dialogue, seq: Number.MAX_SAFE_INTEGER }
        const { entries } = history.entriesBefore(account, request.visitor, end, mostEvents)
        const its = entries.filter(({ conversation }) => conversation === dialogue)
        if (its.length === 0) return yield* new NotFound()
        return {
          more: its[0]!.seq > 1,
          messages: its.flatMap(({ at, event }) =>
            event.kind === 'MessageSent'
              ? [
                  {
                    ...{ author: event.author, at, text: event.text },
                    name: event.author === 'operator' ? nameOf(event.from) : '',
                  },
                ]
              : [],
          ),
        }
      }),

      process: Effect.fnUntraced(function* ({ params, payload }) {
        const { account, operator } = yield* found(params.id)
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
