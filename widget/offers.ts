/**
 * `/service/offers.js`: the line under a talk by which a visitor ends it, or has it by mail. Loaded with the chat; plain
 * elements, since what draws the window is in another bundle.
 */
import type { ReactiveController } from 'lit'
import type { ChatWindow } from './chat/chat-window.ts'
import type { Talk } from './chat/talk.ts'
import type { Host, OffersChunk } from './host.ts'
import { Ending } from './offers/Ending.ts'
import { type Stand, standOf } from './offers/stand.ts'
import { Transcript } from './offers/Transcript.ts'

const offered = new WeakMap<ChatWindow, Line>()

/** Once for a window, however often the engine welcomes it. */
export const offer: OffersChunk['offer'] = (window, host, talk, mail) => {
  const known = offered.get(window) ?? new Line(window, host, talk)
  offered.set(window, known)
  known.mail = mail === true
  window.requestUpdate()
}

/** One line for all: what is asked further takes it whole. */
class Line implements ReactiveController {
  /** Are letters sent? */
  mail = false
  private readonly line = document.createElement('div')
  private readonly ending: Ending
  private readonly transcript: Transcript
  /** What was said in it when it was drawn last. */
  private shown = ''

  constructor(
    private readonly window: ChatWindow,
    host: Host,
    private readonly talk: Talk,
  ) {
    this.line.className = 'department'
    // So that the line is as high with a field in it.
    Object.assign(this.line.style, {
      minHeight: '2.75em',
      alignItems: 'center',
      flexWrap: 'wrap',
      gap: '4px 12px',
    })
    const back = () => this.show()
    this.ending = new Ending(host, this.line, back)
    this.transcript = new Transcript(host, this.line, back)
    window.addController(this)
  }

  hostConnected(): void {}

  hostUpdated(): void {
    const stand = standOf(this.talk.items)
    const now = JSON.stringify([stand, this.mail])
    if (now === this.shown) return
    this.shown = now
    this.show(stand)
  }

  private show(stand: Stand = standOf(this.talk.items)): void {
    const links = [
      ...(this.mail && stand.answered ? [this.transcript.link(stand.answered)] : []),
      ...(stand.open ? [this.ending.link(stand.open)] : []),
    ]
    this.line.replaceChildren(...links)
    if (links.length === 0) this.line.remove()
    else if (!this.line.isConnected)
      this.window.renderRoot.querySelector('redhelper-composer')?.before(this.line)
  }
}
