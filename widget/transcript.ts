/**
 * `/service/transcript.js`: the line under a talk by which a visitor asks for it by mail. Loaded only where letters are
 * sent; plain elements, since what draws the window is in another bundle.
 */
import type { ReactiveController } from 'lit'
import type { ChatWindow } from './chat/chat-window.ts'
import type { Talk } from './chat/talk.ts'
import type { Host, TranscriptChunk } from './host.ts'
import { inWords } from './language/inWords.ts'
import { words } from './language/transcript.ts'

const offered = new WeakSet<ChatWindow>()

/** Once for a window, however often the engine welcomes it. */
export const offer: TranscriptChunk['offer'] = (window, host, talk) => {
  if (offered.has(window)) return
  offered.add(window)
  window.addController(new Offer(window, host, talk))
  window.requestUpdate()
}

class Offer implements ReactiveController {
  private readonly line = document.createElement('div')
  /** The talk that it is shown under. */
  private conversation = ''

  constructor(
    private readonly window: ChatWindow,
    private readonly host: Host,
    private readonly talk: Talk,
  ) {
    this.line.className = 'department'
    // So that the line is as high with a field in it.
    Object.assign(this.line.style, { minHeight: '2.75em', alignItems: 'center' })
  }

  private get words() {
    const { language, texts } = this.host.settings
    return inWords(texts, words[language], 'transcript.')
  }

  hostConnected(): void {}

  /** A talk in which somebody has answered may be had. */
  hostUpdated(): void {
    const answer = this.talk.items
      .map(({ entry }) => entry)
      .filter((entry) => entry?.event.kind === 'MessageSent' && entry.event.author === 'operator')
      .pop()
    if (!answer || answer.conversation === this.conversation) return
    this.conversation = answer.conversation
    this.showLink()
    this.window.renderRoot.querySelector('redhelper-composer')?.before(this.line)
  }

  private showLink(): HTMLButtonElement {
    const link = button(this.words.ask, () => this.showForm())
    this.line.replaceChildren(link)
    return link
  }

  private showForm(): void {
    const { words, line } = this
    const form = document.createElement('form')
    const input = document.createElement('input')
    const status = document.createElement('span')
    const post = button(words.send, () => {})
    post.type = 'submit'
    form.noValidate = true
    status.setAttribute('role', 'status')
    Object.assign(input, { type: 'email', autocomplete: 'email', placeholder: words.email, maxLength: 254 })
    input.setAttribute('aria-label', words.email)
    Object.assign(form.style, {
      display: 'flex',
      flexWrap: 'wrap',
      gap: '4px 12px',
      width: '100%',
      alignItems: 'center',
    })
    Object.assign(input.style, {
      flex: '1 1 9em',
      minWidth: '0',
      padding: '6px 10px',
      font: 'inherit',
      // Below 16 px a phone zooms in on what is typed.
      fontSize: '16px',
      color: 'var(--text)',
      background: 'var(--paper)',
      border: '1px solid var(--quiet)',
      borderRadius: '8px',
    })
    Object.assign(status.style, { flexBasis: '100%', color: 'var(--alarm)', whiteSpace: 'normal' })
    form.append(
      input,
      post,
      button(words.cancel, () => this.showLink().focus()),
    )
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      if (input.value.trim() && !post.disabled) void this.send(input.value.trim(), post, status, form)
    })
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      // The window stays.
      event.stopPropagation()
      this.showLink().focus()
    })
    line.replaceChildren(form)
    input.focus()
  }

  private async send(email: string, post: HTMLButtonElement, status: Element, form: Element): Promise<void> {
    const { words, conversation } = this
    post.disabled = true
    try {
      await this.host.connection.request({ kind: 'transcript', conversation, email })
      const told = document.createElement('span')
      told.setAttribute('role', 'status')
      told.textContent = words.sent.replace('{email}', () => email)
      this.line.replaceChildren(told)
    } catch (why) {
      const { code } = why as { readonly code?: string }
      status.textContent = code === 'invalid' || code === 'rate' ? words[code] : words.failed
      form.append(status)
      post.disabled = false
    }
  }
}

const button = (text: string, act: () => void): HTMLButtonElement => {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'link'
  made.textContent = text
  made.addEventListener('click', act)
  return made
}
