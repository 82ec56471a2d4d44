/** How an operator invites a visitor of the table (H5): whether he may, the dialog, and what came of it. */
import { peace } from '../../engine/protocol/client/invitations.ts'
import type { Refusal, VisitorRow } from '../../engine/protocol/frames.ts'
import type { Desk } from '../desk/Desk.ts'
import { toast } from '../ui/toast.ts'
import { type WhyNot, whyNotInvite } from '../visitors/invitable.ts'
import { visitorName } from './dialogue-row.ts'
import { inviteRefusalWord } from './invite-words.ts'
import { visitorsTexts as texts } from './visitors-texts.ts'

export interface InvitingOptions {
  readonly desk: Desk
  /** The operator's own id. */
  readonly me: string
  readonly changed: () => void
}

export class Inviting {
  /** Whom the dialog is about. */
  guest: VisitorRow | null = null
  personal = false
  busy = false
  refused: Refusal | 'lost' | null = null
  readonly #options: InvitingOptions
  #peace: ReturnType<typeof setTimeout> | undefined

  constructor(options: InvitingOptions) {
    this.#options = options
  }

  stop(): void {
    clearTimeout(this.#peace)
  }

  whyNot(row: VisitorRow): WhyNot | null {
    const { desk, me } = this.#options
    const inviter = {
      operator: me,
      online: desk.state.me?.status !== 'offline',
      allowed: desk.state.features.includes('invitations'),
    }
    const why = whyNotInvite(row, inviter, desk.now)
    if (why === 'declined') this.#lookAgain(row.answeredAt + peace - desk.now)
    return why
  }

  /** Nothing comes from the engine when a no is old enough. */
  #lookAgain(after: number): void {
    clearTimeout(this.#peace)
    this.#peace = setTimeout(this.#options.changed, after)
  }

  begin(row: VisitorRow, personal = false): void {
    const why = this.whyNot(row)
    if (why !== null) return toast(inviteRefusalWord(why), 'plain')
    this.personal = personal
    this.#become({ guest: row, refused: null })
  }

  /** `text` null: the standard one. */
  async send(text: string | null): Promise<void> {
    const { guest } = this
    if (guest === null || this.busy) return
    this.#become({ busy: true, refused: null })
    const refused = await this.#options.desk.invite(guest.id, text)
    this.#become({ busy: false, refused, guest: refused === null ? null : guest })
    if (refused === null) toast(texts().invitationSent(visitorName(guest)))
  }

  forget(text: string): void {
    this.#options.desk.inviteTexts.remove(text)
    this.#options.changed()
  }

  close(): void {
    if (!this.busy) this.#become({ guest: null })
  }

  #become(change: Partial<Pick<Inviting, 'guest' | 'busy' | 'refused'>>): void {
    Object.assign(this, change)
    this.#options.changed()
  }
}
