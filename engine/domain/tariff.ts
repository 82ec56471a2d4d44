/** Which features are on (A4): the matrix at the end of the requirements, as far as it is built. */
export const tariffs = ['personal', 'business', 'pro'] as const
export type Tariff = (typeof tariffs)[number]

export type Feature =
  /** Who is on the site, and all that is known of a visitor; without it only who chats, by number, name, page and status. */
  | 'monitoring'
  | 'invitations'
  /** Size and place of the window at its first opening. */
  | 'window'
  /** Elements of the page that open the chat. */
  | 'ownButton'
  /** Messages that ask to wait. */
  | 'holding'
  | 'leads'
  | 'theme'

const from: Readonly<Record<Feature, Tariff>> = {
  monitoring: 'business',
  invitations: 'business',
  window: 'business',
  ownButton: 'business',
  holding: 'business',
  leads: 'pro',
  theme: 'pro',
}
export const features = Object.keys(from) as ReadonlyArray<Feature>

export const includes = (tariff: Tariff, feature: Feature): boolean =>
  tariffs.indexOf(tariff) >= tariffs.indexOf(from[feature])

export const featuresOf = (tariff: Tariff): ReadonlyArray<Feature> =>
  features.filter((feature) => includes(tariff, feature))
