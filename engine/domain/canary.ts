/**
 * The canary's account: hidden, the engine's own, there to talk to itself and see whether messages arrive. Names
 * that no person can have (`login.ts` begins them with a letter or digit); fixed, so that the history knows what
 * to leave out; short, since they stand in every row of it.
 */
export const canary = {
  account: '~canary',
  login: '~canary',
  operator: '~operator',
  visitor: '~visitor',
  /** No hash: no password fits it. */
  password: '-',
} as const
