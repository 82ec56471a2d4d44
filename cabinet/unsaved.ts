/** What was typed in the cabinet and is not saved: it is asked about before it would be lost. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { confirm } from '../console/ui/dialog.ts'
import { defineTexts } from '../console/ui/i18n.ts'

const texts = defineTexts({
  ru: {
    title: 'Не сохранять изменения?',
    text: 'Введённое здесь ещё не сохранено и пропадёт.',
    verb: 'Не сохранять',
  },
  en: {
    title: 'Discard the changes?',
    text: 'What you typed here is not saved yet, and will be lost.',
    verb: 'Discard',
  },
})

const changed = new Set<Unsaved>()

/** For an element with a form: `new Unsaved(this, () => form.changed)`. */
export class Unsaved implements ReactiveController {
  readonly #is: () => boolean
  constructor(host: ReactiveControllerHost, is: () => boolean) {
    this.#is = is
    host.addController(this)
  }
  hostUpdated(): void {
    if (this.#is()) changed.add(this)
    else changed.delete(this)
  }
  hostDisconnected(): void {
    changed.delete(this)
  }
}

export const anythingUnsaved = (): boolean => changed.size > 0

export const forgetUnsaved = (): void => changed.clear()

/** Asks when there is something to lose; true: nothing is, or the person does not mind. */
export async function mayLoseUnsaved(): Promise<boolean> {
  if (!anythingUnsaved()) return true
  if (!(await confirm(texts()))) return false
  forgetUnsaved()
  return true
}
