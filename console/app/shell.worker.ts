/**
 * The console's service worker: keeps its shell (page, code, styles, fonts), so that it opens without a connection and
 * says so by itself. Nothing else: whatever is not the shell goes to the network as if this were not here, the API,
 * photos and sockets above all. A page comes from the network first, so that each start is of the newest build, and
 * all that it needs has names of its own build: an old window goes on with old code until it is reloaded.
 */

declare const __BUILD__: string
declare const __FILES__: ReadonlyArray<string>

/** What a worker of this kind has, beyond a page's names. */
interface Scope {
  readonly caches: CacheStorage
  addEventListener(kind: 'install' | 'activate', listener: (event: Lasting) => void): void
  addEventListener(kind: 'fetch', listener: (event: Asked) => void): void
  addEventListener(kind: 'message', listener: (event: MessageEvent<Said>) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}
interface Lasting {
  waitUntil(until: Promise<unknown>): void
}
interface Asked extends Lasting {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
/** `which`: the page asks for the build; `take`: it wants this one now. */
export type Said = 'which' | 'take'

const scope = self as unknown as Scope
const prefix = 'redhelper-console-'
const own = prefix + __BUILD__
const page = '/console/'
/** A network that says nothing for so long counts as none, ms. */
const patience = 4_000

scope.addEventListener('install', (event) => {
  event.waitUntil(
    scope.caches.open(own).then(async (cache) => {
      // The names change with the content, so what the browser has already is right; the page's does not.
      await cache.addAll(__FILES__.filter((file) => file !== page))
      const answer = await fetch(page, { cache: 'no-cache', credentials: 'omit' })
      // Of a build that is newer still: its own worker comes soon.
      if (!answer.ok || !(await answer.clone().text()).includes(`content="${__BUILD__}"`)) {
        throw new Error('The page is of another build')
      }
      await cache.put(page, answer)
    }),
  )
})

scope.addEventListener('activate', (event) => {
  event.waitUntil(dropOld().then(() => scope.clients.claim()))
})

/** The build before stays: its windows may still want a part that they have not loaded. */
async function dropOld(): Promise<void> {
  const names = (await scope.caches.keys()).filter((name) => name.startsWith(prefix) && name !== own)
  for (const name of names.slice(0, -1)) await scope.caches.delete(name)
}

scope.addEventListener('message', (event) => {
  if (event.data === 'which') event.ports[0]?.postMessage(__BUILD__)
  if (event.data === 'take') void scope.skipWaiting()
})

scope.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (request.mode === 'navigate') {
    if (pathname === page) event.respondWith(navigate(request))
  } else if (pathname.startsWith('/assets/') || __FILES__.includes(pathname)) {
    event.respondWith(kept(request))
  }
})

/** From the network; what was kept when nobody answers, or only a proxy does. */
async function navigate(request: Request): Promise<Response> {
  const stored = () => scope.caches.match(page, { cacheName: own })
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), patience)
  try {
    const answer = await fetch(request, { signal: late.signal })
    if (answer.status < 500) return answer
    return (await stored()) ?? answer
  } catch (error) {
    const answer = await stored()
    if (answer) return answer
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** Of this build, or of one whose window is still open. */
async function kept(request: Request): Promise<Response> {
  const how = { ignoreVary: true }
  const found =
    (await scope.caches.match(request, { ...how, cacheName: own })) ??
    (await scope.caches.match(request, how))
  return found ?? fetch(request)
}
