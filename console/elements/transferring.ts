/** How an operator gives a dialogue away (F4), or answers whoever gives one to him: the dialog, and what came of it. */
import type { Colleague } from '../../engine/protocol/frames.ts'
import type { Desk } from '../desk/Desk.ts'
import { toast } from '../ui/toast.ts'
import { notDone } from './not-done.ts'
import type { Transfer } from './transfer-dialog.ts'
import { workplaceTexts as texts } from './workplace-texts.ts'

export interface TransferringOptions {
  readonly desk: Desk
  /** The operator's own id. */
  readonly me: string
  readonly changed: () => void
  /** The operator may write: nothing lies over the dialogue. */
  readonly write: () => void
}

export class Transferring {
  /** The dialogue whose receiver is being chosen. */
  dialogue: string | null = null
  readonly #options: TransferringOptions

  constructor(options: TransferringOptions) {
    this.#options = options
  }

  get receivers(): ReadonlyArray<Colleague> {
    if (this.dialogue === null) return []
    const { desk, me } = this.#options
    return [...desk.state.operators.values()].filter(({ id }) => id !== me)
  }

  /** The dialogue on screen, if it can be given away. */
  beginHere(): void {
    const d = this.#options.desk.selected
    if (d?.state === 'open' && !d.off) this.begin(d.id)
  }

  begin(dialogue: string): void {
    this.#become(dialogue)
  }

  close(): void {
    this.#become(null)
  }

  async send({ comment, name, ...to }: Transfer): Promise<void> {
    const { dialogue } = this
    this.close()
    if (dialogue === null) return
    const why = await this.#options.desk.transfer(dialogue, to, comment)
    if (why === null) toast(texts().transferred(name), 'plain')
    else notDone(why)
    this.#options.write()
  }

  async answer(dialogue: string, accept: boolean): Promise<void> {
    const why = await this.#options.desk.answerTransfer(dialogue, accept)
    if (why !== null) notDone(why)
    this.#options.write()
  }

  #become(dialogue: string | null): void {
    this.dialogue = dialogue
    this.#options.changed()
  }
}
