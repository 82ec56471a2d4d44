/** Which features are on (A4): the matrix at the end of the requirements. What is not in it every tariff has. */
export const tariffs = ['personal', 'business', 'pro'] as const
export type Tariff = (typeof tariffs)[number]
export const isTariff = (given: string): given is Tariff => (tariffs as ReadonlyArray<string>).includes(given)

/** From which tariff on; in the order in which the matrix names them. */
const from = {
  /** Who is on the site, and all that is known of a visitor; without it only who chats, by number, name, page and status. */
  monitoring: 'business',
  cobrowse: 'business',
  statistics: 'business',
  /** Regular, by mail (I1). */
  reports: 'business',
  invitations: 'business',
  /** Delay and text by the site's own script (C10). */
  invitationApi: 'business',
  /** Texts for single sites and pages. */
  sitewiseInvitations: 'business',
  ownButton: 'business',
  /** Size and position at the first opening, by the site's own script (C4). */
  windowPlace: 'business',
  hold: 'business',
  leads: 'pro',
  /** REST API for CRM and help desk, and webhooks (K1, K2). */
  crm: 'pro',
  /** Ties a visitor to the site's own account (K4). */
  identity: 'pro',
  /** Own theme, no vendor name, and our interface hidden (C14). */
  branding: 'pro',
  consultationCode: 'pro',
} as const satisfies Readonly<Record<string, Tariff>>

export type Feature = keyof typeof from
export const features = Object.keys(from) as ReadonlyArray<Feature>

/** The smallest tariff that has it. */
export const unlockedBy = (feature: Feature): Exclude<Tariff, 'personal'> => from[feature]

export const includes = (tariff: Tariff, feature: Feature): boolean =>
  tariffs.indexOf(tariff) >= tariffs.indexOf(from[feature])

export const featuresOf = (tariff: Tariff): ReadonlyArray<Feature> =>
  features.filter((feature) => includes(tariff, feature))
