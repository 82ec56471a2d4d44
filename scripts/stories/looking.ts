/**
 * Headless windows are always in front. Somebody who turns to another window is played by what the page can
 * notice of it: visibility, focus, and their events.
 */
import type { Page } from 'playwright-core'

const look = (page: Page, there: boolean): Promise<void> =>
  page.evaluate((there) => {
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (there ? 'visible' : 'hidden'),
    })
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => !there })
    document.hasFocus = () => there
    document.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event(there ? 'focus' : 'blur'))
  }, there)

export const looksAway = (page: Page): Promise<void> => look(page, false)
export const looksBack = (page: Page): Promise<void> => look(page, true)
