import type { Host } from '../host.ts'
import { words } from '../language/ending.ts'
import { inWords } from '../language/inWords.ts'
import { button, escapes } from './button.ts'

/** The visitor ends his dialogue; asked twice, since he who answers hears of it at once. */
export class Ending {
  constructor(
    private readonly host: Host,
    private readonly line: HTMLElement,
    private readonly back: () => void,
  ) {}

  private get words() {
    const { language, texts } = this.host.settings
    return inWords(texts, words[language], 'ending.')
  }

  link(conversation: string): HTMLElement {
    return button(this.words.ask, () => this.ask(conversation))
  }

  private ask(conversation: string): void {
    const { words, line } = this
    const asked = document.createElement('div')
    const status = document.createElement('span')
    const yes = button(words.yes, () => void this.end(conversation, yes, status))
    const leave = () => {
      this.back()
      // The link he came by is the last one.
      line.querySelector<HTMLElement>('button:last-child')?.focus()
    }
    asked.setAttribute('role', 'group')
    asked.setAttribute('aria-label', words.sure)
    status.textContent = words.sure
    status.setAttribute('role', 'status')
    Object.assign(asked.style, {
      display: 'flex',
      flexWrap: 'wrap',
      gap: '4px 16px',
      width: '100%',
    })
    Object.assign(status.style, { flex: '1', whiteSpace: 'normal' })
    escapes(asked, leave)
    asked.append(status, yes, button(words.cancel, leave))
    line.replaceChildren(asked)
    yes.focus()
  }

  private async end(conversation: string, yes: HTMLButtonElement, status: HTMLElement): Promise<void> {
    if (yes.disabled) return
    yes.disabled = true
    const box = (this.line.getRootNode() as ShadowRoot).querySelector<HTMLElement>('.window')
    try {
      await this.host.connection.request({ kind: 'end', conversation })
      box?.focus()
      this.back()
    } catch {
      yes.disabled = false
      status.textContent = this.words.failed
      status.style.color = 'var(--alarm)'
    }
  }
}
