/** How long a sign-in lasts, ms. */
export const sessionLife = { idle: 12 * 3_600_000, absolute: 30 * 24 * 3_600_000 }

export const isOver = (
  session: { readonly createdAt: number; readonly seenAt: number },
  now: number,
): boolean => now - session.seenAt >= sessionLife.idle || now - session.createdAt >= sessionLife.absolute
