/** How an operator ends dialogues: where somebody still waits for an answer, he is asked first. */
import type { Desk } from '../desk/Desk.ts'
import { moodOf } from '../desk/mood.ts'
import { confirm } from '../ui/dialog.ts'
import { notDone } from './not-done.ts'
import { workplaceTexts as texts } from './workplace-texts.ts'

/** The one on screen. */
export const closeSelected = async (desk: Desk): Promise<void> => {
  const d = desk.selected
  if (!d) return
  const t = texts()
  const begun = desk.drafts.of(d.id).trim() !== '' && moodOf(d) !== 'closed'
  if (begun || (desk.waits(d) && d.presence.online)) {
    const text = begun ? t.closeDraft : t.closeText
    if (!(await confirm({ title: t.closeTitle, text, verb: t.closeVerb }))) return
  }
  if (!(await desk.close(d.id))) notDone()
}

/** H7: those of everybody who has gone. */
export const closeGone = async (desk: Desk): Promise<void> => {
  const t = texts()
  const unanswered = [...desk.state.dialogues.values()].filter((d) => !d.presence.online && desk.waits(d))
  if (unanswered.length > 0) {
    const text = t.closeGoneText(unanswered.length)
    if (!(await confirm({ title: t.closeGoneTitle, text, verb: t.closeGoneVerb }))) return
  }
  if (!(await desk.closeGone())) notDone()
}
