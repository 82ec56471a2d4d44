import type { Page } from '../../engine/domain/events.ts'
import { titleLength, urlLength } from '../../engine/protocol/client/limits.ts'
import { listen, quiet } from './quiet.ts'

export const currentPage = (): Page => ({
  url: location.href.slice(0, urlLength),
  title: document.title.slice(0, titleLength),
})

/** How long after an address changed its title may still follow. Later ones are blinking, not navigation. */
const titleFollows = 10_000
/** Sites set the title just after the address: waiting a moment makes one notice of two changes. */
const settles = 250

/** Tells when the tab shows another page without loading one: single-page sites, the back button, anchors. */
export const watchPages = (moved: (page: Page) => void): void => {
  let told = currentPage()
  let movedAt = Date.now()
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = () => {
    const page = currentPage()
    const sameUrl = page.url === told.url
    if (sameUrl && (page.title === told.title || Date.now() - movedAt > titleFollows)) return
    if (!sameUrl) movedAt = Date.now()
    told = page
    moved(page)
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(quiet(look), settles)
  }

  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method]
    // Same arguments, same result, same exceptions: the site must not notice that we listen.
    history[method] = function (this: History, ...args: Parameters<History['pushState']>) {
      original.apply(this, args)
      soon()
    }
  }
  listen(window, 'popstate hashchange', soon)
  new MutationObserver(soon).observe(document.head, {
    subtree: true,
    childList: true,
    characterData: true,
  })
}
