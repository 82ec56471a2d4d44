import { expect, it } from 'vitest'
import { bones, isQuiet, keptOf, patienceMillis } from './erasure.ts'
import { ConversationEvent } from './events.ts'

const page = { url: 'https://shop.example/secret', title: 'secret' }

it.each([
  [
    'ConversationOpened',
    { visitor: 'v', page, department: { id: 'd', name: 'secret' } },
    { visitor: 'v', page: null },
  ],
  [
    'OperatorAssigned',
    {
      operator: 'o',
      reason: 'transfer',
      by: 'p',
      comment: 'secret',
      department: { id: 'd', name: 'secret' },
    },
    { operator: 'o', reason: 'transfer', by: 'p' },
  ],
  ['TransferAccepted', { operator: 'o' }, { operator: 'o' }],
  [
    'MessageSent',
    { author: 'visitor', from: 'v', client: 'secret', text: 'secret' },
    { author: 'visitor', from: 'v', text: '' },
  ],
  ['Delivered', { side: 'visitor', upTo: 3 }, { side: 'visitor', upTo: 3 }],
  ['Seen', { side: 'operator', upTo: 3 }, { side: 'operator', upTo: 3 }],
  ['VisitorMoved', { page }, { page: { url: '', title: '' } }],
  ['VisitorLeft', {}, {}],
  ['VisitorReturned', { page }, { page: null }],
  ['ConversationClosed', { operator: null, reason: 'ban' }, { operator: null, reason: 'ban' }],
  ['VisitStarted', { visit: 't', page, facts: { address: 'secret' } }, null],
  ['PageViewed', { visit: 't', page }, null],
  ['InvitationSent', { invitation: 'i', text: 'secret' }, null],
  ['VisitorCommented', { comment: 'c', text: 'secret' }, null],
  ['SomethingNew', { text: 'secret' }, null],
])('of %s no word is left', (kind, body, left) => {
  const once = bones(kind, JSON.stringify(body))
  expect(once === null ? null : JSON.parse(once)).toEqual(left)
  expect(once ?? '').not.toContain('secret')
  // Whoever was interrupted begins anew.
  expect(bones(kind, once)).toBe(once)
})

it.each([
  [{ hour: 14, present: true, waited: 0 }, false],
  [{ hour: 14, present: true, waited: patienceMillis }, true],
  [{ hour: 14, present: false, waited: 0 }, true],
  [{ hour: 2, present: true, waited: 0 }, true],
  [{ hour: 5, present: true, waited: 0 }, false],
])('quiet: %j is %s', (now, quiet) => {
  expect(isQuiet(now)).toBe(quiet)
})

it('of every kind of event of a conversation it was thought what stays', () => {
  const kinds = ConversationEvent.members.map(({ fields }) => fields.kind.literal)
  for (const kind of kinds) expect(kind in keptOf, kind).toBe(true)
})
