/** Notifications of the operating system, for a window that is hidden. Plain text only: they render no markup. */

export type Permission = 'granted' | 'denied' | 'default' | 'unsupported'

export const permission = (): Permission =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.permission

export const askPermission = async (): Promise<Permission> =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.requestPermission()

export interface Notice {
  readonly title: string
  readonly body: string
  /** Windows of one browser share it, so that two consoles show one notification, not two. */
  readonly tag: string
  readonly opened: () => void
}

const longest = 160

export const showNotice = (notice: Notice): void => {
  if (permission() !== 'granted') return
  try {
    const shown = new Notification(plain(notice.title), { body: plain(notice.body), tag: notice.tag })
    shown.onclick = () => {
      window.focus()
      shown.close()
      notice.opened()
    }
  } catch {
    // Browsers of phones have the permission but want a service worker to show anything.
  }
}

/** Control and direction characters could forge the sender's line; a long text fills the screen. */
export const plain = (text: string): string => {
  const quiet = text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
  const letters = [...quiet]
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : quiet
}
