/** A visitor asks for what was said in a dialogue, by mail. Its rates are counted here and not by each visitor's actor. */
import { Effect } from 'effect'
import type { Config } from '../config/Config.ts'
import { email } from '../domain/email.ts'
import { mailbox } from '../domain/letter.ts'
import { type Dialogue, transcript } from '../mail/letters/transcript.ts'
import type { Entry, Refusal } from '../protocol/frames.ts'
import type { History } from '../store/History.ts'
import type { Letters } from '../store/Letters.ts'
import type { Log } from '../store/Log.ts'
import type { Projection } from '../store/Projection.ts'
import type { People } from './People.ts'
import { Rates } from './Rate.ts'

const hour = 3_600_000
/** Our server must not be the one that sends what a stranger wrote to whom he likes. */
const most = { ofVisitor: 3, fromAddress: 10, toRecipient: 3 }
/** UTF-16 units of what was said, the newest first; and events of one dialogue that are looked at. */
const longest = 100_000
const mostEvents = 5_000

export interface Wanted {
  readonly account: string
  readonly visitor: string
  readonly conversation: string
  /** As he typed it. */
  readonly email: string
  /** Of the page that he looks at. */
  readonly language: 'ru' | 'en'
  /** The address that he comes from. */
  readonly from: string
  readonly now: number
}

export class Transcripts {
  private readonly visitors = new Rates(most.ofVisitor, hour)
  private readonly addresses = new Rates(most.fromAddress, hour)
  private readonly recipients = new Rates(most.toRecipient, 24 * hour)
  private sweptAt = 0

  constructor(
    private readonly parts: {
      readonly config: Config['Service']
      readonly history: History['Service']
      readonly projection: Projection['Service']
      readonly log: Log['Service']
      readonly letters: Letters['Service']
      readonly people: People['Service']
    },
  ) {}

  /** Null: the letter is written. */
  send(wanted: Wanted): Effect.Effect<Refusal | null> {
    const { config, letters, log, projection } = this.parts
    if (config.relay === null) return Effect.succeed('noMail')
    const to = mailbox(email(wanted.email))
    if (to === null) return Effect.succeed('invalid')
    return projection.caughtUp.pipe(
      Effect.flatMap(() => {
        const found = this.dialogue(wanted)
        if (typeof found === 'string') return Effect.succeed(found)
        if (!this.admits(wanted, to.address)) return Effect.succeed('rate' as const)
        return Effect.as(
          log.transact(() => letters.put(transcript(to, found), undefined, wanted.visitor)),
          null,
        )
      }),
      Effect.catch(() => Effect.succeed('busy' as const)),
    )
  }

  private dialogue({ account, visitor, conversation, language }: Wanted): Dialogue | Refusal {
    const { history, people } = this.parts
    if (history.conversation(account, conversation)?.visitor !== visitor) return 'unknown'
    const entries = history.entriesAfter(account, conversation, 0, mostEvents)
    const spoken = entries.flatMap(({ at, event }) => {
      if (event.kind !== 'MessageSent') return []
      const who = event.author === 'visitor' ? null : (people.person(account, event.from)?.name ?? '')
      return [{ who, at, text: event.text }]
    })
    // Words that nobody of the account has answered are a stranger's alone.
    if (spoken.every(({ who }) => who === null)) return 'empty'
    const said = newest(spoken)
    return {
      account,
      language,
      timeZone: people.timeZone(account),
      page: beginning(entries),
      said,
      cut: said.length < spoken.length || entries.length === mostEvents,
    }
  }

  private admits({ account, visitor, from, now }: Wanted, to: string): boolean {
    if (now - this.sweptAt > hour) {
      this.sweptAt = now
      for (const rates of [this.visitors, this.addresses, this.recipients]) rates.sweep(now)
    }
    return (
      this.visitors.take(`${account}/${visitor}`, now) &&
      this.addresses.take(from, now) &&
      this.recipients.take(to, now)
    )
  }
}

const newest = (spoken: Dialogue['said']): Dialogue['said'] => {
  let length = 0
  const at = spoken.findLastIndex(({ text }) => {
    length += text.length
    return length > longest
  })
  return spoken.slice(at + 1)
}

const beginning = (entries: ReadonlyArray<Entry>): string | null => {
  const first = entries[0]?.event
  return first?.kind === 'ConversationOpened' ? (first.page?.url ?? null) : null
}
