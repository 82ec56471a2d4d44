/**
 * What an operator does with visitors: whose card is open over the table, which conversation he looks at, whose
 * dialogue he opens or takes over.
 */
import type { Refusal, VisitorRow } from '../../engine/protocol/frames.ts'
import type { Desk } from '../desk/Desk.ts'
import { toast } from '../ui/toast.ts'
import { takeable, type Way, wayTo } from '../visitors/ways.ts'
import { visitorName } from './dialogue-row.ts'
import { isLive, type LiveTalk, type OpenTalk } from './earlier-dialog.ts'
import { refusalWord } from './line-words.ts'
import { visitorsTexts as texts } from './visitors-texts.ts'
import { workplaceTexts } from './workplace-texts.ts'

export interface EncountersOptions {
  readonly desk: Desk
  /** The operator's own id. */
  readonly me: string
  readonly changed: () => void
  /** A dialogue that is on the list already is wanted. */
  readonly select: (dialogue: string) => void
  /** A dialogue comes on screen. */
  readonly entered: () => void
  /** The operator may write: nothing lies over the dialogue. */
  readonly write: () => void
}

type Why = Refusal | 'lost' | null

export class Encounters {
  /** The visitor of the table whose card is open. */
  picked: VisitorRow | null = null
  /** The conversation that is looked at. */
  talk: OpenTalk | null = null
  readonly #options: EncountersOptions
  /** When the dialog that is looked at has gone, the operator writes. */
  #writesNext = false

  constructor(options: EncountersOptions) {
    this.#options = options
  }

  pick(number: number | null): void {
    this.picked = number === null ? null : (this.row(number) ?? null)
    this.#options.changed()
  }

  look(talk: OpenTalk | null): void {
    this.talk = talk
    this.#options.changed()
  }

  /** The dialog of what was looked at is off the screen. */
  hidden(): void {
    if (this.#writesNext) this.#options.write()
    this.#writesNext = false
  }

  /** The table has changed. Who is not in it any more keeps his card, as he was last. */
  follow(): void {
    const { picked, talk } = this
    const { erased } = this.#options.desk
    if (picked) this.picked = erased.has(picked.id) ? null : (this.row(picked.number) ?? picked)
    if (talk && isLive(talk)) this.talk = this.#still(talk)
    if (picked !== this.picked || talk !== this.talk) this.#options.changed()
  }

  wayTo(row: VisitorRow): Way {
    return wayTo(row, this.#options.me, this.#listed(row.id) !== null)
  }

  enter(number: number): void {
    const row = this.row(number)
    if (!row) return toast(texts().notThere, 'plain')
    const way = this.wayTo(row)
    const { desk, select } = this.#options
    if (way === 'select') select(this.#listed(row.id)!)
    else if (way === 'open') void this.#entered(desk.open(row.id))
    else if (way === 'look') this.look(this.#live(row))
    else this.pick(number)
  }

  /** As after having looked. */
  takeOver(row: VisitorRow): void {
    void this.take(this.#live(row))
  }

  takeable(row: VisitorRow): boolean {
    return takeable(row, this.#options.me)
  }

  async take(talk: LiveTalk): Promise<void> {
    const why = await this.#entered(this.#options.desk.take(talk.visitor, talk.from))
    // Who was faster is told by the table; nobody else can take whom nobody can.
    if (why !== null && why !== 'taken' && why !== 'lost') this.look(null)
  }

  async #entered(entering: Promise<Why>): Promise<Why> {
    const why = await entering
    if (why !== null) {
      toast(notEntered(why), 'bad')
      return why
    }
    this.#options.entered()
    // While a dialog lies over it nothing else takes the focus.
    if (this.talk === null) this.#options.write()
    else this.#writesNext = true
    this.look(null)
    return null
  }

  /** As he is in the table now. */
  row(number: number): VisitorRow | undefined {
    return this.#options.desk.visitors.shown.table.entry(number)?.row
  }

  #listed(visitor: string): string | null {
    for (const d of this.#options.desk.state.dialogues.values()) {
      if (d.visitor.id === visitor && !d.off) return d.id
    }
    return null
  }

  #live(row: VisitorRow): LiveTalk {
    return {
      number: row.number,
      visitor: row.id,
      name: visitorName(row),
      conversation: row.conversation === null ? null : { id: row.conversation, seq: null },
      from: row.operator,
      takeable: takeable(row, this.#options.me),
    }
  }

  #still(talk: LiveTalk): LiveTalk {
    const row = this.row(talk.number)
    const now = row ? this.#live(row) : { ...talk, takeable: false }
    const same =
      now.from === talk.from &&
      now.takeable === talk.takeable &&
      now.conversation?.id === talk.conversation?.id
    return same ? talk : now
  }
}

/** Why a dialogue did not open, in words. */
const notEntered = (why: Refusal | 'lost'): string => {
  const t = texts()
  if (why === 'lost') return workplaceTexts().notDone
  if (why === 'unknown') return t.notThere
  return why === 'taken' || why === 'away' ? t[why] : refusalWord(why)
}
