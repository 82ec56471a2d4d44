export const usage = `Usage: npm run admin -- <command>

  accounts [TEXT]                        all accounts, or those with TEXT in login or e-mail
  account add --email E-MAIL --login LOGIN [--language ru|en] [--time-zone ZONE]
                                         makes one; its password is read from standard input
  account delete LOGIN --confirm LOGIN   closes it for a week, then erases all its data for ever
  account keep LOGIN                     takes that back
  licence set LOGIN TARIFF --until DATE  TARIFF: business or pro; DATE: its last day, like 2027-01-01
  licence set LOGIN TARIFF --for-ever    TARIFF: personal, business or pro
  password reset LOGIN                   a new password, for an administrator or an operator
  second-factor reset LOGIN              he signs in with his password alone; his sessions end
  block LOGIN                            nobody signs in, and its sites have no chat; all it stored stays
  unblock LOGIN

It works beside a running engine and without one; DATA_DIR says whose data.
`

/** The command was not understood. */
export class Misused extends Error {
  constructor(why: string) {
    super(`${why}\n\n${usage}`)
  }
}
