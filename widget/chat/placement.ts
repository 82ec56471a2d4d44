import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { WidgetSettings } from '../../engine/protocol/frames.ts'
import type { Keep } from '../loader/keep.ts'
import { type Box, drag, type Edges, firstBox, type Wish, within } from './geometry.ts'

/** Phones, and windows too low for anything but the whole screen. */
const smallScreen = '(max-width: 480px), (max-height: 420px)'

const isBox = (box: Partial<Box> | null): box is Box =>
  !!box && [box.left, box.top, box.width, box.height].every(Number.isFinite)

/** On the button's side, when nothing else is said. */
const wishOf = ({ button: { side, offset }, window: { place, width, height } }: WidgetSettings): Wish => {
  const near = side === 'bottom' ? (offset < 50 ? 'left' : 'right') : side
  return { side: place ?? near, width, height }
}

/**
 * Where the window is: on a desktop movable and resizable, remembered, always inside the viewport; on a phone
 * exactly the part of the screen that the keyboard leaves free.
 */
export class Placement implements ReactiveController {
  private readonly host: ReactiveControllerHost & HTMLElement
  private readonly keep: Keep
  private wish: Wish
  private readonly small = window.matchMedia?.(smallScreen)
  /** Null until the visitor has moved or resized it. */
  private chosen: Box | null

  constructor(host: ReactiveControllerHost & HTMLElement, keep: Keep, settings: WidgetSettings) {
    this.host = host
    this.keep = keep
    this.wish = wishOf(settings)
    this.chosen = this.kept()
    host.addController(this)
  }

  /** It goes there at once, unless the visitor has put it elsewhere. */
  settings(settings: WidgetSettings): void {
    this.wish = wishOf(settings)
    this.apply()
  }

  get fullScreen(): boolean {
    return this.small?.matches ?? false
  }

  hostConnected(): void {
    window.addEventListener('resize', this.apply)
    window.visualViewport?.addEventListener('resize', this.apply)
    window.visualViewport?.addEventListener('scroll', this.apply)
    this.small?.addEventListener('change', this.changed)
    this.apply()
  }
  hostDisconnected(): void {
    window.removeEventListener('resize', this.apply)
    window.visualViewport?.removeEventListener('resize', this.apply)
    window.visualViewport?.removeEventListener('scroll', this.apply)
    this.small?.removeEventListener('change', this.changed)
  }

  /** A press on the header (no edges) or on an edge; follows the pointer until it is released. */
  readonly grab = (edges: Edges) => (event: PointerEvent) => {
    const pressed = event.target as Element
    if (this.fullScreen || event.button !== 0 || pressed.closest('button')) return
    const handle = event.currentTarget as HTMLElement
    const start = this.box
    handle.setPointerCapture(event.pointerId)
    const move = (now: PointerEvent) => {
      this.chosen = drag(start, edges, now.clientX - event.clientX, now.clientY - event.clientY, this.view)
      this.apply()
    }
    const stop = () => {
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('lostpointercapture', stop)
      this.keep.set('window', this.chosen && JSON.stringify(this.chosen))
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('lostpointercapture', stop)
  }

  /** Back to where it was at first. */
  readonly reset = (): void => {
    this.chosen = null
    this.keep.set('window', null)
    this.apply()
  }

  private readonly changed = (): void => {
    this.apply()
    this.host.requestUpdate()
  }

  private readonly apply = (): void => {
    const shown = window.visualViewport
    const { left, top, width, height } = !this.fullScreen
      ? this.box
      : shown
        ? { left: shown.offsetLeft, top: shown.offsetTop, width: shown.width, height: shown.height }
        : { left: 0, top: 0, width: window.innerWidth, height: window.innerHeight }
    // By the object model: a style attribute in a template would fall to the site's CSP.
    Object.assign(this.host.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    })
  }

  private get box(): Box {
    return this.chosen ? within(this.chosen, this.view) : firstBox(this.wish, this.view)
  }
  private get view() {
    const { clientWidth, clientHeight } = document.documentElement
    const shown = window.visualViewport
    // A tablet's keyboard takes from what is shown, not from the window. On a page that is pinched larger little
    // is shown too, and the window stays.
    const free = shown?.scale === 1 ? shown.height : Infinity
    return {
      width: clientWidth || window.innerWidth,
      height: Math.min(clientHeight || Infinity, window.innerHeight, free),
    }
  }

  private kept(): Box | null {
    try {
      const box = JSON.parse(this.keep.get('window')!)
      return isBox(box) ? box : null
    } catch {
      return null
    }
  }
}
