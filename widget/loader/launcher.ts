import type { WidgetSettings } from '../../engine/protocol/frames.ts'
import { listen } from './quiet.ts'

/**
 * Everything is fixed or absolute and the host takes no room, so that painting the launcher moves nothing on the page
 * (layout shift 0). `all: initial` keeps the site's inherited type and colours out; what is set by the owner comes as
 * custom properties, which a policy that forbids inline styles lets pass when they are set by script.
 */
const look = /* css */ `
:host { all: initial!important; color-scheme: inherit!important; position: fixed!important; z-index: 2147483000!important }
:host([open]) { z-index: 2147483647!important }
[hidden], b:empty, :host([open]) button { display: none!important }
button { all: unset; position: fixed; max-width: 80vw; max-height: 80vh; padding: 1.2em .73em; cursor: pointer; background: var(--colour); color: var(--ink); font: 500 15px var(--font); box-shadow: 0 2px 12px #0003 }
.small { font-size: 13px }
.large { font-size: 18px }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: -5px }
button[aria-busy] { animation: a 1s infinite alternate }
@keyframes a { to { opacity: .4 } }
bdi { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
b { position: absolute; top: -9px; left: -9px; min-width: 12px; padding: 0 5px; border: 2px solid #fff; border-radius: 12px; background: #111; color: #fff; font: 600 12px/18px var(--font); text-align: center; writing-mode: horizontal-tb }
.left, .right { top: calc(100%*var(--at)); right: 0; writing-mode: vertical-rl; transform: translateY(calc(-100%*var(--at))); border-radius: var(--round) 0 0 var(--round) }
.left { left: 0; right: auto; border-radius: 0 var(--round) var(--round) 0 }
.left bdi { transform: rotate(180deg) }
.left b { left: auto; right: -9px }
.bottom { bottom: 0; left: calc(100%*var(--at)); padding: .8em 1.3em; transform: translateX(calc(-100%*var(--at))); border-radius: var(--round) var(--round) 0 0 }
@media (max-width: 480px) {
  button[class] { writing-mode: unset; inset: auto 16px calc(16px + env(safe-area-inset-bottom)) auto; padding: .9em; border-radius: 50%; transform: none }
  button.left { right: auto; left: 16px }
  button::before { content: ''; display: block; width: 24px; height: 24px; background: var(--ink); clip-path: path('M3 21l2-5a8 8 0 1 1 4 3z') }
  button[class] b { inset: -6px -6px auto auto }
  bdi { position: absolute; clip-path: inset(50%) }
}
@media (forced-colors: active) { button { border: 1px solid } button::before { background: ButtonText } }
@media print { button { display: none } }`

/** The widget's button and the one element of ours in the page (C1). */
export interface Launcher {
  /** The attribute `open`: the window does the launcher's job. */
  readonly host: HTMLElement
  readonly root: ShadowRoot
  /** `aria-busy`: the window is on its way. */
  readonly button: HTMLElement
  /** Puts the element into the page, again if a framework has thrown it out. */
  attach(): void
  paint(settings: WidgetSettings): void
  unread(count: number): void
}

export const makeLauncher = (nonce: string, pressed: () => unknown): Launcher => {
  const make = <K extends keyof HTMLElementTagNameMap>(tag: K) => document.createElement(tag)
  const host = document.createElement('redhelper-widget')
  const root = host.attachShadow({ mode: 'open' })
  const button = make('button')
  const text = make('bdi')
  const badge = make('b')
  let style: CSSStyleSheet | HTMLStyleElement
  button.append(text, badge)
  root.append(button)
  listen(button, 'click', pressed)
  try {
    root.adoptedStyleSheets = [(style = new CSSStyleSheet())]
    style.replaceSync(look)
  } catch {
    // Browsers before 2023: a style element with the page's nonce.
    root.append((style = make('style')))
    style.nonce = nonce
    style.textContent = look
  }

  const attach = () => {
    if (!host.isConnected) document.documentElement.append(host)
  }
  return {
    host,
    root,
    button,
    attach,
    /** Not quite into the corners, where the badge would be cut off. */
    paint({ button: { shown, side, size, offset, text: words, color, ink }, theme: { radius, font } }) {
      host.style.cssText = `--colour:${color};--ink:${ink};--at:${offset / 104 + 0.02};--round:${radius ?? 10}px;--font:${font || 'system-ui'},sans-serif`
      text.textContent = words
      button.className = `${side} ${size}`
      button.hidden = !shown
      attach()
    },
    unread(count) {
      badge.textContent = count > 99 ? '99+' : `${count || ''}`
    },
  }
}
