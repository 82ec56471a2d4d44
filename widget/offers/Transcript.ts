import type { Host } from '../host.ts'
import { inWords } from '../language/inWords.ts'
import { words } from '../language/transcript.ts'
import { button, escapes } from './button.ts'

/** A dialogue by mail, to where its visitor wants it. */
export class Transcript {
  constructor(
    private readonly host: Host,
    private readonly line: HTMLElement,
    private readonly back: () => void,
  ) {}

  private get words() {
    const { language, texts } = this.host.settings
    return inWords(texts, words[language], 'transcript.')
  }

  link(conversation: string): HTMLElement {
    return button(this.words.ask, () => this.showForm(conversation))
  }

  private showForm(conversation: string): void {
    const { words, line } = this
    const form = document.createElement('form')
    const input = document.createElement('input')
    const status = document.createElement('span')
    const post = button(words.send, () => {})
    const leave = () => {
      this.back()
      line.querySelector('button')?.focus()
    }
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
      // The composer lies over what touches it.
      paddingBottom: '8px',
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
    form.append(input, post, button(words.cancel, leave))
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const email = input.value.trim()
      if (email && !post.disabled) void this.send({ conversation, email }, post, status, form)
    })
    escapes(form, leave)
    line.replaceChildren(form)
    input.focus()
  }

  private async send(
    wanted: { readonly conversation: string; readonly email: string },
    post: HTMLButtonElement,
    status: Element,
    form: Element,
  ): Promise<void> {
    const { words } = this
    post.disabled = true
    try {
      await this.host.connection.request({ kind: 'transcript', ...wanted })
      const told = document.createElement('span')
      told.setAttribute('role', 'status')
      told.textContent = words.sent.replace('{email}', () => wanted.email)
      this.back()
      this.line.firstChild?.replaceWith(told)
    } catch (why) {
      const { code } = why as { readonly code?: string }
      status.textContent = code === 'invalid' || code === 'rate' ? words[code] : words.failed
      form.append(status)
      post.disabled = false
    }
  }
}
