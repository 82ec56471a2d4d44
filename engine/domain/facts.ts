/** What is known of a visit from its beginning: logged with it, so that nothing has to be asked twice. */
import { type Agent, agentOf, type Device, unknownDevice } from './agent.ts'
import { type Campaign, campaignOf, type Source, sourceOf } from './source.ts'

/** Where an address is; names in English, and in Russian where we know one. */
export interface Place {
  /** ISO 3166, two letters. */
  readonly country: string
  readonly city: string | null
  readonly cityRu: string | null
}

export interface VisitFacts extends Agent {
  /** The IP address. */
  readonly address: string
  readonly place: Place | null
  readonly source: Source
  readonly campaign: Campaign
}

export interface Arrival {
  readonly userAgent: string
  readonly device?: Device | undefined
  readonly referrer: string
  /** Of the first page, with all that stands in it. */
  readonly url: string
  readonly address: string
  readonly place: Place | null
}

export const factsOf = ({ userAgent, device, referrer, url, address, place }: Arrival): VisitFacts => ({
  address,
  place,
  source: sourceOf(referrer, url),
  campaign: campaignOf(url),
  ...agentOf(userAgent, device ?? unknownDevice),
})
