/** H5, C10: how visitors were invited, and what became of it. */
import type { InvitationState } from '../../domain/invitation.ts'
import type { Database, Statement } from '../Database.ts'
import type { LogRow } from './position.ts'

interface Body {
  readonly invitation: string
  readonly operator: string
  readonly automatic: boolean
  readonly text: string
}

export class Invitations {
  private readonly sent: Statement
  private readonly became: Statement

  constructor(db: Database) {
    this.sent = db.prepare(`INSERT OR REPLACE INTO invitations VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'sent', NULL)`)
    this.became = db.prepare(
      'UPDATE invitations SET state = ?, answered_at = ? WHERE visitor = ? AND invitation = ?',
    )
  }

  apply(row: LogRow): void {
    // Blanked: forgotten, as the pages of a visitor who never spoke are.
    if (row.body === null) return
    const { invitation, operator, automatic, text } = JSON.parse(row.body) as Body
    const { id, account, stream: visitor, at } = row
    switch (row.kind) {
      case 'InvitationSent':
        return void this.sent.run(id, account, visitor, invitation, at, operator, Number(automatic), text)
      case 'InvitationSeen':
        return this.become('seen', null, visitor, invitation)
      case 'InvitationAccepted':
        return this.become('accepted', at, visitor, invitation)
      case 'InvitationDeclined':
        return this.become('declined', at, visitor, invitation)
      case 'InvitationIgnored':
        return this.become('ignored', at, visitor, invitation)
    }
  }

  private become(state: InvitationState, at: number | null, visitor: string, invitation: string): void {
    this.became.run(state, at, visitor, invitation)
  }
}
