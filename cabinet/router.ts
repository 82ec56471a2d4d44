/** Where in the cabinet the person is: the address is the only state. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { anythingUnsaved, mayLoseUnsaved } from './unsaved.ts'

class Router {
  readonly #hosts = new Set<ReactiveControllerHost>()
  #shown = location.pathname + location.search

  get path(): string {
    return location.pathname.replace(/(?<=.)\/+$/, '')
  }

  get query(): URLSearchParams {
    return new URLSearchParams(location.search)
  }

  async go(to: string, { replace = false } = {}): Promise<void> {
    if (!(await mayLoseUnsaved())) return
    history[replace ? 'replaceState' : 'pushState'](null, '', to)
    this.#moved()
    if (!replace) scrollTo(0, 0)
  }

  /** Follows links of ours without loading the page again. */
  listen(): void {
    addEventListener('click', (event) => {
      const to = linkOf(event)
      if (to === undefined) return
      event.preventDefault()
      void this.go(to)
    })
    addEventListener('popstate', () => void this.#back())
    addEventListener('beforeunload', (event) => {
      if (anythingUnsaved()) event.preventDefault()
    })
  }

  watch(host: ReactiveControllerHost): ReactiveController {
    const controller = {
      hostConnected: () => void this.#hosts.add(host),
      hostDisconnected: () => void this.#hosts.delete(host),
    }
    host.addController(controller)
    return controller
  }

  // The browser has moved already: whoever wants to stay is put back where they were.
  async #back(): Promise<void> {
    const to = location.pathname + location.search
    if (anythingUnsaved()) {
      history.pushState(null, '', this.#shown)
      await this.go(to)
    } else {
      this.#moved()
    }
  }

  #moved(): void {
    this.#shown = location.pathname + location.search
    for (const host of this.#hosts) host.requestUpdate()
  }
}

/** The address a click leads to, when it is a page of this program and the person did not ask for a new tab. */
export function linkOf(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined
  const link = event
    .composedPath()
    .find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement && node.href !== '')
  if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin)
    return undefined
  return isOurs(link.pathname) ? link.pathname + link.search : undefined
}

/** Pages of this program; everything else on this server (console, test shop) is another document. */
export const isOurs = (path: string): boolean =>
  /^\/(signin|register|forgot|reset|cabinet(\/.*)?)?$/.test(path)

/** Where to go after signing in: only to pages of this server, whatever the address bar says. */
export function afterSignIn(next: string | null): string {
  if (next === null) return '/cabinet'
  return /^\/(cabinet|console)(\/[\w./-]*)?$/.test(next) && !next.includes('..') ? next : '/cabinet'
}

export const router = new Router()
