/** Accounts and operators as actors need them: read once, forgotten when one changes. */
import { Context, Effect, Layer } from 'effect'
import { photoPath } from '../domain/photo.ts'
import type { RoutingRules } from '../domain/routingRules.ts'
import type { Feature } from '../domain/tariff.ts'
import type { Entry, Person } from '../protocol/frames.ts'
import { Accounts } from '../store/Accounts.ts'
import { Licences, type Standing } from '../store/Licences.ts'
import { type Operator, Operators } from '../store/Operators.ts'

export interface OperatorCard extends Person {
  readonly login: string
  readonly administrator: boolean
  /** The account's login. */
  readonly account: string
}

export interface Owner {
  readonly id: string
  readonly login: string
  readonly language: 'ru' | 'en'
  readonly timeZone: string
  readonly formEmail: string
}

export class People extends Context.Service<
  People,
  {
    /** An operator of this account who has not been deleted. */
    readonly find: (account: string, operator: string) => OperatorCard | null
    readonly list: (account: string) => ReadonlyArray<OperatorCard>
    /** As the other side sees him; deleted operators keep their name in old conversations. */
    readonly person: (account: string, operator: string) => Person | null
    /** Every operator who speaks in these entries, and `also` one more. */
    readonly speakers: (
      account: string,
      entries: ReadonlyArray<Entry>,
      also?: string | null,
    ) => ReadonlyArray<Person>
    /** Of the account: what the widget speaks until a site says otherwise. */
    readonly language: (account: string) => 'ru' | 'en'
    /** A6: whose days are the account's. */
    readonly timeZone: (account: string) => string
    /** For letters to whoever runs the account; `formEmail`: where he wants what clients leave (C9). */
    readonly owner: (account: string) => Owner | null
    /** F2: how long a client comes back to the same operator. */
    readonly clientDays: (account: string) => number
    /** A4: may this account use it? */
    readonly includes: (account: string, feature: Feature) => boolean
    readonly licence: (account: string) => Standing
    /** Given another licence, or fallen to Personal. */
    readonly onLicenceChanged: (listener: (account: string) => void) => void
    /** Nobody is let in. */
    readonly blocked: (account: string) => boolean
    readonly onBlocked: (listener: (account: string, blocked: boolean) => void) => void
    /** Do operators see the visitors of all sites? Administrators do anyway. */
    readonly seesAll: (account: string) => boolean
    readonly routing: (account: string) => RoutingRules
    readonly onRoutingChanged: (listener: (account: string) => void) => void
    readonly onChanged: (listener: (account: string, operator: string) => void) => void
  }
>()('engine/actors/People') {
  static readonly layer = Layer.effect(
    People,
    Effect.gen(function* () {
      const accounts = yield* Accounts
      const operators = yield* Operators
      const licences = yield* Licences
      const lists = new Map<string, ReadonlyArray<OperatorCard>>()
      operators.onChanged((account) => lists.delete(account))

      const list = (account: string): ReadonlyArray<OperatorCard> => {
        let known = lists.get(account)
        if (known === undefined) {
          const login = accounts.find(account)?.login ?? ''
          known = operators.list(account).map((operator) => ({
            ...person(operator),
            login: operator.login,
            administrator: operator.administrator,
            account: login,
          }))
          lists.set(account, known)
        }
        return known
      }
      const find = (account: string, operator: string) =>
        list(account).find(({ id }) => id === operator) ?? null
      const asPerson = (account: string, operator: string): Person | null => {
        const found = find(account, operator)
        if (found !== null) return { id: found.id, name: found.name, photo: found.photo }
        const former = operators.known(account, operator)
        return former === null ? null : person(former)
      }
      return People.of({
        find,
        list,
        person: asPerson,
        speakers: (account, entries, also = null) => {
          const ids = new Set<string>(also === null ? [] : [also])
          for (const { event } of entries) {
            if (event.kind === 'MessageSent' && event.author === 'operator') ids.add(event.from)
            if (event.kind === 'OperatorAssigned' && event.operator !== null) ids.add(event.operator)
          }
          return [...ids].map((id) => asPerson(account, id)).filter((one) => one !== null)
        },
        language: (account) => accounts.find(account)?.language ?? 'ru',
        timeZone: (account) => accounts.find(account)?.timeZone ?? 'UTC',
        includes: licences.includes,
        licence: licences.of,
        onLicenceChanged: licences.onChanged,
        blocked: (account) => {
          const found = accounts.find(account)
          return found !== null && (found.blocked || found.eraseAt !== null)
        },
        onBlocked: accounts.onBlocked,
        owner: (account) => {
          const found = accounts.find(account)
          if (found === null) return null
          const { id, login, language, timeZone, email, formEmail } = found
          return { id, login, language, timeZone, formEmail: formEmail ?? email }
        },
        clientDays: (account) => accounts.routing(account).clientDays,
        seesAll: (account) => accounts.routing(account).seesAll,
        routing: accounts.routing,
        onRoutingChanged: accounts.onRoutingChanged,
        onChanged: operators.onChanged,
      })
    }),
  )
}

const person = ({ id, name, photo }: Operator): Person => ({
  id,
  name,
  photo: photoPath(id, photo),
})
