/** What the owner of the example account has set, by the API. */
import { account, cookieOf, patch, post } from './clients.ts'
import { people } from './people.ts'

const asOwner = async (origin: string): Promise<string> =>
  cookieOf(await post(origin, '/session', '', { login: account, password: people[0].password }))

/** Visitors are invited when they have looked around for a while. */
export const inviteByItself = async (origin: string): Promise<void> => {
  const text = 'Здравствуйте. Помочь выбрать чай с доставкой в {city|ваш город}?'
  const values = { 'invitation.automatic': true, 'invitation.delay': 40, 'invitation.text': text }
  const wanted = { version: Number.MAX_SAFE_INTEGER, values }
  const set = await patch(origin, '/settings/account', await asOwner(origin), wanted)
  // In a tariff without them nobody is invited.
  if (!set.ok && set.status !== 403) throw new Error(`${set.url}: ${set.status} ${await set.text()}`)
}
