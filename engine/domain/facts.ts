/** What is known of a visit from its beginning: logged with it, so that nothing has to be asked twice. */
import { type Agent, agentOf, type Device, unknownDevice } from './agent.ts'
import { alike } from './alike.ts'
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

// Visitors are many, and what they come with and from is mostly the same.
const agents = alike<Agent>(1_000)
const sources = alike<Source>(5_000)
const noCampaign: Campaign = {}

export const factsOf = ({ userAgent, device, referrer, url, address, place }: Arrival): VisitFacts => {
  const { touch, platformVersion } = device ?? unknownDevice
  const { browser, os } = agents(`${touch} ${platformVersion} ${userAgent}`, () =>
    agentOf(userAgent, device ?? unknownDevice),
  )
  const source = sourceOf(referrer, url)
  const campaign = campaignOf(url)
  return {
    address,
    place,
    source: sources(`${source.kind} ${source.name} ${source.phrase}`, () => source),
    campaign: Object.keys(campaign).length === 0 ? noCampaign : campaign,
    browser,
    os,
  }
}
