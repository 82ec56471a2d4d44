import type { WidgetSettings } from '../../engine/protocol/frames.ts'
import { inkOn, safeColour } from './colour.ts'
import { listen } from './quiet.ts'

/**
 * Everything is fixed or absolute and the host takes no room, so that painting the launcher moves nothing on
 * the page (layout shift 0). `all: initial` keeps the site's inherited type and colours out. Written tersely:
 * the build does not minify styles inside scripts.
 */
const look = (
  colour: string,
  ink: string,
): string => `:host{all:initial!important;color-scheme:inherit!important;position:fixed!important;z-index:2147483000!important;--colour:${colour};--ink:${ink}}
:host([open]){z-index:2147483647!important}
[hidden],svg{display:none!important}
button{all:unset;position:fixed;top:50%;max-width:80vw;max-height:80vh;padding:18px 11px;cursor:pointer;background:var(--colour);color:var(--ink);font:500 15px system-ui,sans-serif;box-shadow:0 2px 12px #0003}
button:focus-visible{outline:3px solid var(--ink);outline-offset:-5px}
button[aria-busy]{animation:a 1s infinite alternate}
@keyframes a{to{opacity:.4}}
i{display:block;overflow:hidden;font-style:normal;text-overflow:ellipsis;white-space:nowrap;unicode-bidi:isolate}
b{position:absolute;top:-9px;left:-9px;min-width:12px;padding:0 5px;border:2px solid #fff;border-radius:12px;background:#111;color:#fff;font:600 12px/18px system-ui,sans-serif;text-align:center;writing-mode:horizontal-tb}
.left,.right{right:0;writing-mode:vertical-rl;transform:translateY(-50%);border-radius:10px 0 0 10px}
.left{left:0;right:auto;transform:translateY(-50%) rotate(180deg)}
.left b{top:auto;bottom:-9px;transform:rotate(180deg)}
.bottom{top:auto;bottom:0;right:32px;padding:12px 20px;border-radius:10px 10px 0 0}
@media(max-width:480px){button[class]{writing-mode:unset;inset:auto 16px calc(16px + env(safe-area-inset-bottom)) auto;padding:14px;border-radius:50%;transform:none}
button.left{right:auto;left:16px}
svg{display:block!important;width:24px;height:24px;fill:none;stroke:var(--ink);stroke-width:2}
button[class] b{inset:-6px -6px auto auto;transform:none}
i{position:absolute;clip-path:inset(50%)}}
@media(forced-colors:active){button{border:1px solid}}
@media print{button{display:none}}`

/** The widget's button and the one element of ours in the page (C1). */
export interface Launcher {
  readonly root: ShadowRoot
  /** Puts the element into the page, again if a framework has thrown it out. */
  attach(): void
  paint(settings: WidgetSettings): void
  unread(count: number): void
  busy(busy: boolean): void
  /** While the window is open it does the launcher's job. */
  hide(hidden: boolean): void
  focus(): void
  remove(): void
}

export const makeLauncher = (nonce: string, pressed: () => unknown): Launcher => {
  const make = <K extends keyof HTMLElementTagNameMap>(tag: K) => document.createElement(tag)
  const host = document.createElement('redhelper-widget')
  const root = host.attachShadow({ mode: 'open' })
  const button = make('button')
  const text = make('i')
  const badge = make('b')
  const picture = (kind: string) => document.createElementNS('http://www.w3.org/2000/svg', kind)
  const svg = picture('svg')
  const path = picture('path')
  svg.setAttribute('viewBox', '0 0 24 24')
  path.setAttribute('d', 'M3 21l2-5a8 8 0 1 1 4 3z')
  svg.append(path)
  badge.hidden = true
  button.append(svg, text, badge)
  root.append(button)
  listen(button, 'click', pressed)

  let style: CSSStyleSheet | HTMLStyleElement
  const attach = () => {
    if (!host.isConnected) document.documentElement.append(host)
  }
  return {
    root,
    attach,
    paint({ button: { side, text: words, color } }) {
      const css = look(safeColour(color), inkOn(color))
      try {
        root.adoptedStyleSheets = [(style = new CSSStyleSheet())]
        style.replaceSync(css)
      } catch {
        // Browsers before 2023: a style element with the page's nonce.
        root.append((style = make('style')))
        style.nonce = nonce
        style.textContent = css
      }
      text.textContent = words
      button.className = side
      attach()
    },
    unread(count) {
      badge.hidden = !(count > 0)
      badge.textContent = count > 99 ? '99+' : `${count || ''}`
    },
    busy: (busy) => button.toggleAttribute('aria-busy', busy),
    hide(hidden) {
      button.hidden = hidden
      host.toggleAttribute('open', hidden)
    },
    focus: () => button.focus(),
    remove: () => host.remove(),
  }
}
