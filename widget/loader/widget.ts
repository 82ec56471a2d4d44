import { Connection } from '../../engine/protocol/client/Connection.ts'
import { noSite, unknownAccount } from '../../engine/protocol/client/closeCodes.ts'
import { protocolVersion } from '../../engine/protocol/client/limits.ts'
import type { ToVisitor, VisitorWelcome, WidgetSettings } from '../../engine/protocol/frames.ts'
import type { Chat, ChatChunk, CommandsChunk, Host, InvitationChunk } from '../host.ts'
import { makeKeep, tokenIn } from './keep.ts'
import { makeLauncher } from './launcher.ts'
import { currentPage, watchPages } from './pages.ts'
import { listen, quiet } from './quiet.ts'
import type { SiteCode } from './script.ts'

interface Hints {
  readonly platformVersion?: string
}

/** Client hints; Chromium alone has them. */
const hints = (): Promise<Hints> | undefined =>
  (
    navigator as Navigator & {
      readonly userAgentData?: { getHighEntropyValues(names: ReadonlyArray<string>): Promise<Hints> }
    }
  ).userAgentData?.getHighEntropyValues(['platformVersion'])

export interface Widget {
  start(): void
  /** What the page's own scripts want. */
  carryOut(command: string, args: ReadonlyArray<unknown>): Promise<unknown>
}

const tabOnly = 'sessionStorage'

/** In the shape of a UUID; it has to differ from the same visitor's other tabs, and from nothing else. */
const randomId = (): string => `00000000-0000-4000-8000-${Math.random().toFixed(12).slice(2)}`

/** The widget of one page: one connection, one launcher, and the chat once there is a reason to load it. */
export const makeWidget = (
  { account, origin, nonce }: SiteCode,
  /** By its name; without one the chat. */
  loadChunk: (name: string) => Promise<unknown>,
): Widget => {
  const keep = makeKeep(account)
  let settings: WidgetSettings | null = null
  /** The engine's word, before the page has changed anything in it. */
  let given: string | null = null
  let change = (settings: WidgetSettings): WidgetSettings => settings
  /** Loaded when the page wants more than open and close. */
  let commands: Promise<CommandsChunk> | undefined
  let last: VisitorWelcome | null = null
  /** What came since the welcome while the chat was not here to hear it. */
  let early: Array<ToVisitor> = []
  let chat: Chat | null = null
  let loading: Promise<Chat> | null = null
  let failed = 0
  /** What the user agent does not say: an iPad calls itself a Mac; Windows 11 calls itself 10 but to Chromium. */
  let device: Hints & { readonly touch?: number } = { touch: navigator.maxTouchPoints }
  // Asked early: it is there before the socket is.
  void hints()?.then((told) => {
    device = told
  }, quiet)
  // On a phone the window is the whole screen: who goes to another page wants to see that.
  /** There is no chat on this page; on the next one of this tab there may be. */
  let hidden = false
  let isOpen = keep.get('open', tabOnly) !== null && innerWidth > 480
  // Taken while the page lives and put back when it is left: a duplicated tab must not get the same id.
  const tab = keep.get('tab', tabOnly) ?? randomId()
  keep.set('tab', null, tabOnly)

  const paint = (text: string | null) => {
    if (!text || text === given) return
    const first = !settings
    given = text
    settings = change(JSON.parse(text))
    keep.set('settings', settings.anyPage && text)
    launcher.paint(settings)
    chat?.settings(settings)
    if (first) say('ready')
  }

  /** For the page's own scripts: `redhelper:open` and its like. */
  const say = (kind: string, detail?: unknown) =>
    dispatchEvent(new CustomEvent(`redhelper:${kind}`, { detail }))

  const setOpen = (open: boolean) => {
    if (isOpen === open) return
    connection.notify({ kind: 'open', open })
    isOpen = open
    keep.set('open', open, tabOnly)
    say(open ? 'open' : 'close')
  }

  const mounted = (chunk: unknown): Chat => {
    chat = (chunk as ChatChunk).mount(host)
    chat.state(connection.state)
    if (last) chat.welcome(last)
    for (const frame of early) chat.frame(frame)
    return chat
  }

  const busy = () => button.toggleAttribute('aria-busy', isOpen && !chat)

  /** One attempt at a time; after a failure (network, an upgrade of the engine) again and again, ever more rarely. */
  const load = async (focus?: boolean): Promise<void> => {
    // Without settings there is nothing to show yet: the welcome comes here again.
    if (!settings) return
    busy()
    try {
      // Browsers remember a module that failed, by its address.
      loading ??= loadChunk(failed ? `chat.js?${failed}` : '').then(mounted)
      const loaded = await loading
      if (isOpen) {
        loaded.show(!!focus)
        element.toggleAttribute('open', true)
      }
    } catch (error) {
      loading = chat = null
      setTimeout(loadSoon, 2_000 * ++failed)
      throw error
    } finally {
      busy()
    }
  }
  const loadSoon = quiet(load)

  const open = () => {
    setOpen(true)
    return load(true)
  }

  const close = () => {
    if (!isOpen) return
    // Closed by the site's own script, the keyboard is elsewhere and stays there.
    const focused = root.activeElement
    setOpen(false)
    chat?.hide()
    element.toggleAttribute('open', false)
    if (focused) button.focus()
  }

  const launcher = makeLauncher(nonce, open)
  const { host: element, root, button } = launcher

  const connection = new Connection({
    url: `${origin.replace('http', 'ws')}/ws/visitor`,
    hello: () => ({
      kind: 'hello',
      version: protocolVersion,
      account,
      token: tokenIn(keep),
      tab,
      page: currentPage(),
      referrer: document.referrer.slice(0, 2000),
      language: navigator.language.slice(0, 35),
      device,
      visible: !document.hidden,
      open: isOpen,
      epoch: last?.epoch ?? null,
      position: chat?.position() ?? null,
    }),
    welcome: quiet((welcome: VisitorWelcome) => {
      // What stood there was none.
      if (welcome.token) keep.set('', welcome.token)
      paint(JSON.stringify(welcome.settings))
      last = welcome
      early = []
      hidden = false
      launcher.attach()
      if (chat) chat.welcome(welcome)
      else if (isOpen || welcome.conversation) loadSoon()
    }),
    frame: quiet((frame: ToVisitor) => {
      if (frame.kind === 'settings') paint(JSON.stringify(frame.settings))
      else if (frame.kind === 'invitation')
        return loadChunk('invitation.js').then((chunk) =>
          (chunk as InvitationChunk).show(host, frame.invitation),
        )
      else if (chat) chat.frame(frame)
      else {
        early.push(frame)
        if (/^(event|conversation)/.test(frame.kind)) loadSoon()
      }
    }),
    state: quiet((state, code) => {
      if (code === noSite || code === unknownAccount) {
        // Nothing of ours stays in the page.
        console.info(`RedHelper: no "${account}" on this page`)
        hidden = true
        keep.set('settings', null)
        element.remove()
      }
      chat?.state(state, code)
    }),
  })

  const host: Host = {
    account,
    origin,
    load: loadChunk,
    root,
    keep,
    connection,
    get settings() {
      return settings!
    },
    open,
    close,
    say,
    change(by) {
      const text = given
      change = by
      given = null
      paint(text)
    },
    unread(count) {
      keep.set('unread', count)
      launcher.unread(count)
      say('unread', count)
    },
  }

  return {
    async carryOut(command, args) {
      const known = /^(open|close)$/.test(command)
      // In order: what was said before the window opens is heard before it does, if it can be.
      if (known) await commands?.catch(quiet)
      else commands ??= loadChunk('commands.js') as Promise<CommandsChunk>
      return known ? host[command as 'open' | 'close']() : (await commands!).carryOut(host, command, args)
    },
    start() {
      // The site's own storage may hold anything.
      quiet(paint)(keep.get('settings'))
      launcher.unread(+keep.get('unread')!)
      if (isOpen || keep.get('waiting')) loadSoon()
      watchPages((page) => {
        if (settings && !hidden) launcher.attach()
        connection.notify({ kind: 'page', page })
        if (hidden) connection.start()
      })
      listen(document, 'visibilitychange', () => {
        const visible = !document.hidden
        connection.notify({ kind: 'visible', visible })
        if (visible) connection.nudge()
      })
      // C2: any element of the page, whenever it came into it.
      listen(document, 'click keydown', (event) => {
        const { target, key = ' ' } = event as KeyboardEvent
        const pressed = settings?.ownButton && !hidden && /^( |Enter)$/.test(key)
        if (pressed && (target as Partial<Element>).closest?.('[data-redhelper-open]')) {
          event.preventDefault()
          return open()
        }
      })
      listen(window, 'online offline', () => connection.nudge())
      // A page with an open socket is not kept for the back button.
      listen(window, 'pagehide', () => {
        keep.set('tab', tab, tabOnly)
        connection.stop()
      })
      listen(window, 'pageshow', (event) => {
        if ((event as PageTransitionEvent).persisted) {
          keep.set('tab', null, tabOnly)
          connection.start()
        }
      })
      connection.start()
    },
  }
}
