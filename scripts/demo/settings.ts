/** What the owner of the example account has set, by the API. */
import { account, cookieOf, post, put } from './clients.ts'
import { people } from './people.ts'

const asOwner = async (origin: string): Promise<string> =>
  cookieOf(await post(origin, '/session', '', { login: account, password: people[0].password }))

/** Visitors are invited when they have looked around for a while. */
export const inviteByItself = async (origin: string): Promise<void> => {
  const text = 'Здравствуйте. Помочь выбрать чай с доставкой в {city|ваш город}?'
  const fields = { automatic: true, delay: 40, text, manual: null, inviter: null }
  const set = await put(origin, '/invitations/account', await asOwner(origin), fields)
  // In a tariff without them nobody is invited.
  if (!set.ok && set.status !== 403) throw new Error(`${set.url}: ${set.status} ${await set.text()}`)
}
