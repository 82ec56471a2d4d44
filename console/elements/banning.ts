/** How an operator bans a visitor (H6), or the administrator erases one: he is asked, and told what came of it. */
import type { BanReach } from '../../engine/protocol/frames.ts'
import type { Desk, WantedBan } from '../desk/Desk.ts'
import { confirm } from '../ui/dialog.ts'
import { toast } from '../ui/toast.ts'
import { visitorName } from './dialogue-row.ts'
import type { Encounters } from './encounters.ts'
import { notDone } from './not-done.ts'
import type { Subject } from './visitor-card.ts'
import type { Answered } from './visitor-comments.ts'
import { workplaceTexts as texts } from './workplace-texts.ts'

export interface BanningOptions {
  readonly desk: Desk
  readonly encounters: Encounters
  readonly changed: () => void
  /** Is a dialogue on screen, whose last line tells of it? */
  readonly told: () => boolean
}

export class Banning {
  /** Who is about to be banned. */
  subject: Subject | null = null
  readonly #options: BanningOptions

  constructor(options: BanningOptions) {
    this.#options = options
  }

  readonly reach = (visitor: string): Promise<BanReach | null> => this.#options.desk.reach(visitor)

  begin(subject: Subject): void {
    this.#become(subject)
  }

  close(): void {
    this.#become(null)
  }

  async ban({ what, done }: Answered<WantedBan>): Promise<void> {
    const { subject } = this
    const { desk, told } = this.#options
    if (subject === null) return
    const why = await desk.ban(subject.visitor.id, what)
    done(why === null)
    // What was written into the dialog stays there.
    if (why !== null) return notDone(why)
    if (this.subject === subject) this.close()
    // He is in no table any more.
    this.#unpick(subject)
    const { conversation } = subject
    // Nobody is left to send it to.
    if (conversation !== null) desk.drafts.set(conversation, '')
    if (!told()) toast(texts().banned, 'plain')
  }

  async erase(subject: Subject): Promise<void> {
    const t = texts()
    const { visitor } = subject
    const sure = { title: t.eraseTitle(visitorName(visitor)), text: t.eraseText, verb: t.eraseVerb }
    if (!(await confirm(sure))) return
    const why = await this.#options.desk.erase(visitor.id)
    if (why !== null) return notDone(why)
    this.#options.encounters.look(null)
    this.#unpick(subject)
    toast(t.erased, 'plain')
  }

  #unpick({ visitor }: Subject): void {
    const { encounters } = this.#options
    if (encounters.picked?.id === visitor.id) encounters.pick(null)
  }

  #become(subject: Subject | null): void {
    this.subject = subject
    this.#options.changed()
  }
}
