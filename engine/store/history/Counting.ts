/** Counters per account, operator and quarter of an hour: what every later report is summed from. */
import type { ConversationState } from '../../domain/conversation.ts'
import type { ConversationEvent } from '../../domain/events.ts'
import type { Database, Statement } from '../Database.ts'
import type { LogRow } from './position.ts'
import { quarterMillis } from './tables.ts'

export type CounterName =
  | 'messages_in' // of visitors; operator: who answers the conversation
  | 'messages_out' // of operators
  | 'conversations' // opened; operator: none yet
  | 'assigned' // given to this operator
  | 'answered' // first answer; operator: who gave it
  | 'closed'
  | 'missed' // closed without any answer to what the visitor asked
  | 'visits'
  | 'views'

const nobody = ''

export class Counting {
  private readonly add: Statement

  constructor(db: Database) {
    this.add = db.prepare(
      `INSERT INTO counters (account, operator, quarter, name, value) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET value = value + 1`,
    )
  }

  count(row: LogRow, name: CounterName, operator: string | null = null): void {
    this.add.run(row.account, operator ?? nobody, Math.floor(row.at / quarterMillis), name)
  }

  conversation(
    row: LogRow,
    event: ConversationEvent,
    before: ConversationState,
    after: ConversationState,
  ): void {
    switch (event.kind) {
      case 'ConversationOpened':
        return this.count(row, 'conversations')
      case 'OperatorAssigned':
        if (event.operator !== null) this.count(row, 'assigned', event.operator)
        return
      case 'MessageSent':
        if (event.author === 'visitor') return this.count(row, 'messages_in', after.operator)
        this.count(row, 'messages_out', event.from)
        if (before.firstAnsweredAt !== after.firstAnsweredAt) this.count(row, 'answered', event.from)
        return
      case 'ConversationClosed':
        this.count(row, 'closed', after.operator)
        if (after.firstAskedAt !== null && after.firstAnsweredAt === null)
          this.count(row, 'missed', after.operator)
    }
  }
}
