import type { Contacts } from '../../engine/protocol/client/contacts.ts'
import type { Refused } from '../../engine/protocol/client/failures.ts'
import { uuidv7 } from '../../engine/protocol/client/uuidv7.ts'
import type { Taken } from '../../engine/protocol/frames.ts'
import type { Host } from '../host.ts'

export interface Filled {
  readonly form: 'offline' | 'lead'
  readonly conversation: string | null
  readonly contacts: Contacts
  /** Version of the words agreed to. */
  readonly consent: string | null
}

interface Pending extends Filled {
  /** Its id for ever: sent twice it is one. */
  readonly client: string
}

export type Problems = Readonly<Record<string, string>>
export type Outcome =
  | { readonly kind: 'taken'; readonly filled: Filled }
  | { readonly kind: 'problems'; readonly filled: Filled; readonly problems: Problems }
  /** Not taken, and not tried again by itself. */
  | { readonly kind: 'failed'; readonly filled: Filled; readonly rate: boolean }

const again = 1_500

/**
 * One form at a time on its way: kept in the browser until the engine has it on disk, over reloads and bad networks,
 * and sent under one id.
 */
class Sending {
  pending: Pending | null
  /** What a person has not seen, put in by a program; empty as it should be. */
  trap = ''
  private flying = false
  private listener: ((outcome: Outcome) => void) | null = null
  /** What nobody was here to hear. */
  private unheard: Outcome | null = null

  constructor(private readonly host: Host) {
    this.pending = kept(host.keep.get('request'))
  }

  send(filled: Filled, trap: string): void {
    this.trap = trap
    this.keep({ client: uuidv7(), ...filled })
    // The next page loads the chat, and that this.
    this.host.keep.set('waiting', '1')
    this.fly()
  }

  listen(listener: ((outcome: Outcome) => void) | null): void {
    this.listener = listener
    if (listener && this.unheard) listener(this.unheard)
    if (listener) this.unheard = null
  }

  /** There is a connection again. `done`: nothing waits any more. */
  resume(done: () => void): void {
    this.done = done
    this.fly()
  }

  private done = (): void => {}

  private async fly(): Promise<void> {
    const { pending, host } = this
    if (!pending || this.flying) return
    this.flying = true
    try {
      const taken = await host.connection.request<Taken>({ kind: 'request', ...pending, trap: this.trap })
      this.end(
        'taken' in taken
          ? { kind: 'taken', filled: pending }
          : { kind: 'problems', filled: pending, ...taken },
      )
    } catch (why) {
      const { code, temporary } = why as Partial<Refused>
      // Without a code the connection is gone: the next one sends it again.
      if (code && (!temporary || code === 'rate'))
        this.end({ kind: 'failed', filled: pending, rate: code === 'rate' })
      else if (code) setTimeout(() => this.fly(), again)
    }
    this.flying = false
  }

  private end(outcome: Outcome): void {
    this.trap = ''
    this.keep(null)
    this.done()
    if (this.listener) this.listener(outcome)
    else this.unheard = outcome
  }

  private keep(pending: Pending | null): void {
    this.pending = pending
    this.host.keep.set('request', pending && JSON.stringify(pending))
  }
}

/** The site's own storage may hold anything. */
const kept = (text: string | null): Pending | null => {
  try {
    const { client, form, conversation, contacts, consent } = JSON.parse(text!) as Pending
    const { name, email, phone, message } = contacts
    const words = [client, form, name, email, phone, message, consent ?? '', conversation ?? '']
    if (words.some((word) => typeof word !== 'string')) return null
    return { client, form, conversation, contacts: { name, email, phone, message }, consent }
  } catch {
    return null
  }
}

let known: readonly [Host, Sending] | undefined

/** One for the page, whoever shows it. */
export const sendingOf = (host: Host): Sending => {
  if (known?.[0] !== host) known = [host, new Sending(host)]
  return known[1]
}
