/** For the forms in which invitations are written; apart, since a widget needs nothing of it. */
export { invitationLength, never } from '../../domain/invitationSettings.ts'
export { filled } from '../../domain/placeholders.ts'
