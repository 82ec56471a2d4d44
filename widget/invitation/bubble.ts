import type { Invitation, WidgetSettings } from '../../engine/protocol/frames.ts'
import { initials } from '../chat/initials.ts'
import { words } from '../language/invitation.ts'
import { inWords } from '../language/inWords.ts'
import { look } from './look.ts'

export interface BubbleOptions {
  readonly invitation: Pick<Invitation, 'text' | 'name' | 'photo'>
  readonly language: WidgetSettings['language']
  /** What the account says in other words. */
  readonly texts?: WidgetSettings['texts']
  /** Where the launcher is; `still`: in its place on a page that shows what it looks like. */
  readonly side: WidgetSettings['button']['side'] | 'still'
  /** There is no launcher that it could point at. */
  readonly alone?: boolean
  /** Of the engine; photos come from there. */
  readonly origin: string
  /** The page's CSP nonce, for browsers that know no adopted style sheets. */
  readonly nonce?: string
  readonly answer: (answer: 'yes' | 'no') => unknown
}

const make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...inside: ReadonlyArray<Node | string>
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag)
  made.className = className
  made.append(...inside)
  return made
}

/** The invitation as an element of its own: who, what he says, yes and no. Text is text. */
export const makeBubble = ({
  invitation: { text, name, photo },
  language,
  texts = {},
  side,
  alone = false,
  origin,
  nonce = '',
  answer,
}: BubbleOptions): HTMLElement => {
  const said = inWords(texts, words[language], 'invitation.')
  const host = make('div')
  const root = host.attachShadow({ mode: 'open' })
  const button = (className: string, label: string, gives: 'yes' | 'no', ...inside: Array<Node>) => {
    const made = make('button', className, ...(inside.length > 0 ? inside : [label]))
    if (inside.length > 0) made.setAttribute('aria-label', label)
    made.type = 'button'
    made.onclick = () => void answer(gives)
    return made
  }
  const face = make('span', 'face', initials(name) || '•')
  face.setAttribute('aria-hidden', 'true')
  if (photo) {
    const picture = make('img')
    picture.alt = ''
    picture.src = new URL(photo, origin).href
    // A policy of the page's, or the network, may keep it away.
    picture.onerror = () => picture.remove()
    face.append(picture)
  }
  const title = make('b', '', name)
  title.title = name
  const paragraph = make('p')
  paragraph.dir = 'auto'
  paragraph.setAttribute('role', 'status')
  const section = make(
    'section',
    alone ? `${side} alone` : side,
    make('div', 'who', face, title),
    paragraph,
    make(
      'div',
      'answers',
      button('yes', said.yes, 'yes'),
      button('no', said.no, 'no'),
      button('close', said.close, 'no', cross()),
    ),
  )
  section.setAttribute('aria-label', said.label)
  section.lang = language
  section.onkeydown = (event) => {
    // What is pressed here is no shortcut of the page's.
    event.stopPropagation()
    if (event.key === 'Escape' && !event.isComposing) answer('no')
  }
  root.append(section)
  dress(root, nonce)
  // Screen readers tell what comes into a status, politely; not what it was made with.
  requestAnimationFrame(() => {
    paragraph.textContent = text
    // What has to be scrolled must be in reach of the keyboard.
    if (paragraph.scrollHeight > paragraph.clientHeight) paragraph.tabIndex = 0
  })
  return host
}

const cross = (): SVGElement => {
  const drawn = (kind: string) => document.createElementNS('http://www.w3.org/2000/svg', kind)
  const svg = drawn('svg') as SVGElement
  const path = drawn('path')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  path.setAttribute('d', 'M6 6l12 12M18 6L6 18')
  svg.append(path)
  return svg
}

const dress = (root: ShadowRoot, nonce: string): void => {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(look)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = make('style', '', look)
    style.nonce = nonce
    root.append(style)
  }
}
