/**
 * The invitation: a bubble beside the launcher that asks whether the visitor wants to talk (G4). Loaded when one
 * comes; at most 3 KB brotli. It takes no focus and makes no sound.
 *
 * The engine knows what became of it: yes opens the chat, which is the answer; no and the cross are told.
 */
import { dress } from './chat/theme.ts'
import type { Host, InvitationChunk } from './host.ts'
import { makeBubble } from './invitation/bubble.ts'

interface Shown {
  readonly id: string
  readonly element: HTMLElement
  readonly remove: () => void
}

let shown: Shown | null = null
/** What was refused here, should it come once more before the engine has heard of that. */
let refused = ''

export const show: InvitationChunk['show'] = (host, invitation) => {
  const tell = (did: 'seen' | 'declined') =>
    void host.connection.notify({ kind: 'invitation', id: invitation?.id, did })
  if (!invitation || shown?.id !== invitation.id || !shown.element.isConnected) shown?.remove()
  if (!invitation || host.root.host.hasAttribute('open')) return
  if (invitation.id === refused) return tell('declined')
  const { settings } = host
  shown ??= put(host, invitation.id, (answered) =>
    makeBubble({
      invitation: settings.window.photos ? invitation : { ...invitation, photo: null },
      language: settings.language,
      texts: settings.texts,
      side: settings.button.side,
      alone: !settings.button.shown,
      origin: host.origin,
      nonce: host.root.querySelector('style')?.nonce ?? '',
      answer: (answer) => {
        answered()
        if (answer === 'yes') return host.open()
        refused = invitation.id
        tell('declined')
      },
    }),
  )
  if (!document.hidden) tell('seen')
}

const put = (host: Host, id: string, make: (answered: () => void) => HTMLElement): Shown => {
  const { root } = host
  const remove = () => {
    element.remove()
    watch.disconnect()
    removeEventListener('pagehide', remove)
    if (shown?.id === id) shown = null
  }
  const element = make(() => {
    // Whoever came here by the keyboard goes back to where he came from.
    const focused = element.matches(':focus-within')
    remove()
    if (focused) root.querySelector<HTMLElement>('button')?.focus()
  })
  // The window has opened, whoever wanted it.
  const watch = new MutationObserver(() => {
    if (root.host.hasAttribute('open')) remove()
  })
  watch.observe(root.host, { attributes: true, attributeFilter: ['open'] })
  // A page that is kept for the back button asks anew when it is shown again.
  addEventListener('pagehide', remove)
  dress(element, host.settings)
  element.style.setProperty('--gap', `${beside(root, host.settings.button.side)}px`)
  root.append(element)
  return { id, element, remove }
}

/** Room for the launcher, when it is there. */
const beside = (root: ShadowRoot, side: 'left' | 'right' | 'bottom'): number => {
  const { offsetWidth, offsetHeight } = root.querySelector('button')!
  const room = side === 'bottom' ? offsetHeight : offsetWidth
  return room ? room + 18 : 24
}
