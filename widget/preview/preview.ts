/**
 * `/preview/`: the page in the cabinet's frame that shows the real widget, loader and chat, with a script at the far end
 * of its socket instead of an engine. Runs before the loader, and hears nobody but its own origin's parent.
 */
import { globalFunction } from '../loader/commands.ts'
import { letDrag } from './dragging.ts'
import type { FromFrame, Shown } from './messages.ts'
import { Script } from './Script.ts'
import { ScriptedSocket } from './ScriptedSocket.ts'

const tell = (message: FromFrame): void => parent.postMessage(message, location.origin)

// Nothing is kept: each preview is a first visit, and the visits of the account's own people stay as they were.
for (const area of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, area, {
    get: () => {
      throw new DOMException('A preview keeps nothing', 'SecurityError')
    },
  })

// What is typed in the cabinet must not lose the focus to the window that opens here.
const focus = HTMLElement.prototype.focus
HTMLElement.prototype.focus = function (options) {
  if (document.hasFocus()) focus.call(this, options)
}

const script = new Script((...call) => globalFunction()!(...call))

window.WebSocket = class extends ScriptedSocket {
  constructor() {
    super(script)
  }
} as unknown as typeof WebSocket

let shown: Shown | null = null
const show = (next: Shown): void => {
  shown = next
  document.documentElement.lang = next.settings.language
  script.show(next)
}

letDrag((offset) => {
  if (!shown || shown.settings.button.offset === offset) return
  const { settings } = shown
  // At once, not after the cabinet has heard of it.
  show({ ...shown, settings: { ...settings, button: { ...settings.button, offset } } })
  tell({ kind: 'redhelper-offset', offset })
})

addEventListener('message', ({ source, origin, data }) => {
  if (source !== parent || parent === window || origin !== location.origin) return
  if (data?.kind === 'redhelper-show') show(data)
})
// The loader has run by then.
addEventListener('DOMContentLoaded', () => tell({ kind: 'redhelper-ready' }))
