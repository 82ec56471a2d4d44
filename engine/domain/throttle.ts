/** How wrong passwords and registrations are slowed and refused. Times in ms. */
const minute = 60_000

/** Of one login from one address: slowed, then refused for a quarter of an hour. */
export const ofPair = { most: 10, for: 15 * minute }
/** Of one address, whatever the login. */
export const ofAddress = { most: 200, for: 60 * minute }
/** Of one login from everywhere: slowed, never refused, so that nobody can lock an operator out. */
export const ofLogin = { for: 15 * minute }

/** One address has so many tries in an hour for each account it may register: they tell which e-mails are known here. */
export const ofRegistration = { triesEach: 6, for: 60 * minute }

/** Of one address: letters with a link to a new password, and tries of such links. */
export const ofReset = { most: 10, for: 60 * minute }
/** To one e-mail: what is asked for beyond that is answered alike, and sends nothing. */
export const ofResetLetter = { most: 3, for: 60 * minute }
export const ofTestLetter = { most: 10, for: 60 * minute }

/** How long the next try waits after so many wrong ones. */
export const slowness = (pair: number, login: number): number =>
  Math.max(
    pair < 3 ? 0 : Math.min(8_000, 1_000 * 2 ** (pair - 3)),
    login < 20 ? 0 : Math.min(4_000, 1_000 * 2 ** Math.floor((login - 20) / 20)),
  )
