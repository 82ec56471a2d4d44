import { expect, test } from 'vitest'
import { delayOf, never } from './invitationSettings.ts'

test.each([
  [{ automatic: true, delay: 30 }, 30_000],
  [{ automatic: false, delay: 30 }, null],
  [{ automatic: true, delay: never }, null],
  [{ automatic: true, delay: never - 1 }, 999_998_000],
])('%j: after %s ms', (settings, after) => {
  expect(delayOf(settings)).toBe(after)
})
