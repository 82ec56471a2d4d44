/** C15: what the owner saves shows at once in the pages that are open, without touching them. */
import { Effect } from 'effect'
import { expect } from 'vitest'
import { Sites } from '../store/Sites.ts'
import { it } from '../testing.ts'
import { account, onNewYear as on, set, settle, visit } from './testing.ts'

const page = (url: string) => ({ page: { url: `https://${url}`, title: url } })

/** Everything is the account's first site, but coffee.ru. */
const shop = Effect.gen(function* () {
  const { id } = yield* account()
  const sites = yield* Sites
  const fields = { description: '', everybody: true, operators: [], departments: [] }
  const added = yield* sites.add(id, { ...fields, address: 'coffee.ru', language: 'en' })
  if (added.kind !== 'changed') return yield* Effect.die(added)
  return { id, coffee: added.site.id }
})

it.effect('tabs where it is different hear of it, and only those', () =>
  on(
    Effect.gen(function* () {
      const { id, coffee } = yield* shop
      const tea = yield* visit(id, null, page('tea.ru'))
      const cup = yield* visit(id, null, page('coffee.ru'))
      const stranger = yield* visit((yield* account()).id)
      yield* settle
      expect(cup.socket.heard[0].result.settings.button).toMatchObject({
        side: 'left',
        text: 'Ask a question',
      })
      yield* set(id, { 'button.side': 'right' }, coffee)
      yield* settle
      expect(cup.socket.last('settings').settings.button).toMatchObject({ side: 'right' })
      expect(tea.socket.of('settings')).toEqual([])
      yield* set(id, { 'button.side': 'bottom', 'button.text': 'Спросить' })
      yield* settle
      expect(tea.socket.last('settings').settings.button).toMatchObject({ side: 'bottom', text: 'Спросить' })
      expect(cup.socket.last('settings').settings.button).toMatchObject({ side: 'right', text: 'Спросить' })
      // How visitors are invited is nothing that a page shows.
      yield* set(id, { 'invitation.delay': 10 })
      yield* settle
      expect([tea.socket.of('settings'), cup.socket.of('settings')].map(({ length }) => length)).toEqual([
        1, 2,
      ])
      expect(stranger.socket.of('settings')).toEqual([])
    }),
  ),
)

it.effect('who goes to a page of another site gets what counts there', () =>
  on(
    Effect.gen(function* () {
      const { id, coffee } = yield* shop
      yield* set(id, { 'texts.en.greeting': 'Good morning' }, coffee)
      const guest = yield* visit(id, null, page('tea.ru'))
      yield* settle
      expect(guest.socket.heard[0].result.settings.texts).toEqual({})
      guest.say({ kind: 'page', ...page('coffee.ru') })
      yield* settle
      expect(guest.socket.last('settings').settings.texts).toEqual({ greeting: 'Good morning' })
    }),
  ),
)

it.effect('what the tariff lacks is kept from the widget', () =>
  on(
    Effect.gen(function* () {
      const { id } = yield* account()
      yield* set(id, { 'theme.vendor': false, 'theme.properties': '--a: 1px', 'button.size': 'large' })
      const guest = yield* visit(id)
      const { button, theme } = guest.socket.heard[0].result.settings
      expect([button.size, theme.vendor, theme.properties]).toEqual(['large', true, {}])
    }),
    { TARIFF: 'business' },
  ),
)
