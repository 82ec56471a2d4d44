/** For those who invite, and the forms in which it is written; apart, since a widget needs nothing of it. */
export { type Hindrance, hindrance, type InvitationState, peace } from '../../domain/invitation.ts'
export { invitationLength, never } from '../../domain/invitationSettings.ts'
export { filled } from '../../domain/placeholders.ts'
