/** After the harm: everything must come to rest by itself, and everybody look back at all of it. */
import type { Operator } from './Operator.ts'
import type { Visitor } from './Visitor.ts'
import { sleep, type World } from './world.ts'

/** Milliseconds for back-off, heartbeat and resending, on a busy machine. */
const patience = 60_000

/** One message as somebody has it before his eyes. */
export interface Seen {
  readonly conversation: string
  readonly seq: number
  readonly text: string
}

export interface View {
  readonly who: string
  readonly visitor: string
  readonly seen: ReadonlyArray<Seen>
}

/** Waits until nobody waits any more. */
export const rest = async (
  { ledger }: World,
  visitors: ReadonlyArray<Visitor>,
  operators: ReadonlyArray<Operator>,
): Promise<void> => {
  const until = performance.now() + patience
  for (;;) {
    const unquiet: Array<string> = []
    for (const visitor of visitors) {
      for (const tab of visitor.tabs) {
        visitor.own(() => visitor.tryAgain(tab))
        if (tab.connection.state !== 'online')
          unquiet.push(`visitor ${visitor.index} is ${tab.connection.state}`)
        if (tab.link.dead) unquiet.push(`visitor ${visitor.index} sits on a dead line`)
        if (tab.talk.typing) unquiet.push(`visitor ${visitor.index} is told that the operator types`)
      }
      for (const { text, state } of visitor.waiting)
        unquiet.push(`visitor ${visitor.index}: ${state} ${text}`)
    }
    for (const operator of operators) {
      for (const console of operator.consoles) {
        operator.own(() => operator.tryAgain(console))
        if (console.link.dead) unquiet.push(`operator ${operator.index} sits on a dead line`)
        if (console.desk.link !== 'online') unquiet.push(`operator ${operator.index} is ${console.desk.link}`)
      }
      for (const { text, state } of operator.waiting)
        unquiet.push(`operator ${operator.index}: ${state} ${text}`)
    }
    if (unquiet.length === 0) break
    if (performance.now() > until) {
      for (const what of unquiet) ledger.fault('stuck', what.slice(0, 120))
      break
    }
    await sleep(100)
  }
  // Marks are counted at most once a second.
  await sleep(1_500)
}

/** What each has before his eyes when he has scrolled to the very beginning. */
export const look = async (
  { ledger }: World,
  visitors: ReadonlyArray<Visitor>,
  operators: ReadonlyArray<Operator>,
): Promise<ReadonlyArray<View>> => {
  const views: Array<View> = []
  for (const visitor of visitors) {
    for (const { talk, welcome, number } of visitor.tabs) {
      for (let n = 0; talk.earlier !== 'none' && n < 2_000; n++) {
        if (talk.earlier === 'failed') await sleep(100)
        await visitor.own(() => talk.loadEarlier())
      }
      const who = `visitor ${visitor.index}, tab ${number}`
      const seen = talk.items.flatMap(({ entry, pending }) => {
        if (pending) ledger.fault('stuck', `${who} still shows '${pending.text}' as ${pending.state}`)
        return entry?.event.kind === 'MessageSent' ? [{ ...entry, text: entry.event.text }] : []
      })
      views.push({ who, visitor: welcome?.visitor ?? '', seen })
    }
  }
  for (const operator of operators) {
    for (const { desk, number } of operator.consoles) {
      for (const dialogue of desk.state.dialogues.values()) {
        if (ledger.erased.has(dialogue.visitor.id)) {
          ledger.fault('kept', `operator ${operator.index} still has the dialogue of ${dialogue.visitor.id}`)
        }
        if (dialogue.off) continue
        const who = `operator ${operator.index}, console ${number}`
        for (let n = 0; desk.transcripts.earlier(dialogue.id) !== 'none' && n < 2_000; n++) {
          if (desk.transcripts.earlier(dialogue.id) === 'failed') await sleep(100)
          await operator.own(() => desk.transcripts.older(dialogue.id))
        }
        if (dialogue.preview !== '') ledger.fault('lingering', `${who} still shows '${dialogue.preview}'`)
        const seen = desk.transcripts
          .entries(dialogue.id)
          .flatMap((e) => (e.event.kind === 'MessageSent' ? [{ ...e, text: e.event.text }] : []))
        views.push({ who, visitor: dialogue.visitor.id, seen })
      }
    }
  }
  return views
}
