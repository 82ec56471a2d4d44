/**
 * The console as an installable app (B5): starts the service worker, says when a newer build waits, and when the
 * browser would install it. Where service workers are missing (http without localhost) all of it is just not there.
 */
import { language } from '../ui/i18n.ts'
import type { Said } from './shell.worker.ts'

/** Asked whether there is a newer build, ms. A restarted engine is asked at once. */
const lookEvery = 30 * 60_000

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
}

export class Shell {
  /** A newer build waits to be taken. */
  newer = false
  /** The browser offers to install the console. */
  installable = false
  #registration: ServiceWorkerRegistration | undefined
  #prompt: InstallPrompt | undefined
  #taking = false
  readonly #watchers = new Set<() => void>()

  /** Once a page: after it has all that it needs itself. */
  start(): void {
    this.#manifest()
    window.addEventListener('beforeinstallprompt', (event) => {
      // Ours stands in the menu, where it is found again.
      event.preventDefault()
      this.#prompt = event as InstallPrompt
      this.installable = true
      this.#changed()
    })
    window.addEventListener('appinstalled', () => {
      this.installable = false
      this.#changed()
    })
    if (!('serviceWorker' in navigator)) return
    if (document.readyState === 'complete') void this.#register()
    else window.addEventListener('load', () => void this.#register(), { once: true })
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** The connection is back: the engine may have been upgraded. */
  look(): void {
    this.#registration?.update().catch(() => {})
  }

  /** Takes the newer build, and opens it in this window. */
  take(): void {
    this.#taking = true
    const waiting = this.#registration?.waiting
    if (waiting) waiting.postMessage('take' satisfies Said)
    else location.reload()
  }

  async install(): Promise<void> {
    await this.#prompt?.prompt()
    // It serves once; the browser sends another if it was declined.
    this.#prompt = undefined
    this.installable = false
    this.#changed()
  }

  async #register(): Promise<void> {
    try {
      const options = { scope: '/console/', updateViaCache: 'none' } as const
      this.#registration = await navigator.serviceWorker.register('/console/shell.js', options)
    } catch {
      // Blocked by the browser's settings: then the console is a page like any other.
      return
    }
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (this.#taking) location.reload()
    })
    this.#registration.addEventListener('updatefound', () => this.#coming())
    this.#coming()
    void this.#waits(this.#registration.waiting)
    setInterval(() => this.look(), lookEvery)
  }

  #coming(): void {
    const worker = this.#registration?.installing
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') void this.#waits(worker)
    })
  }

  /** A worker of this page's own build has nothing new for it, and takes over in silence. */
  async #waits(worker: ServiceWorker | null): Promise<void> {
    // The first one waits for nobody.
    if (!worker || !navigator.serviceWorker.controller) return
    if ((await buildOf(worker)) === ownBuild()) return worker.postMessage('take' satisfies Said)
    this.newer = true
    this.#changed()
  }

  /** The manifest has one language; it is read when the browser offers to install. */
  #manifest(): void {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')
    if (link) link.href = `/console/app.${language()}.webmanifest`
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher()
  }
}

const ownBuild = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="redhelper-build"]')?.content ?? ''

const buildOf = (worker: ServiceWorker): Promise<string> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(String(data))
    worker.postMessage('which' satisfies Said, [port2])
  })

export const shell = new Shell()
