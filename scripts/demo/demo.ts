/** Fills the example account through the real API and the real sockets, and keeps its visitors there. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Connection, uuidv7 } from '../../engine/protocol/client/index.ts'
import type { Sent } from '../../engine/protocol/frames.ts'
import { account, cookieOf, openConsole, openWidget, post, TurnedAway, type Widget } from './clients.ts'
import { departments, people } from './people.ts'
import { leaveRequests } from './requests.ts'
import { type Talk, talks } from './talks.ts'

export { walkIn } from './passersby.ts'
export { people } from './people.ts'

/**
 * Makes account, operators and history unless they are there; then lets the visitors of the moment in. At the
 * next start the same people come back, and go on where they were.
 */
export const fill = async (origin: string, dataDir: string): Promise<void> => {
  const made = await register(origin)
  const past = talks.filter(({ end }) => end !== 'stays')
  const present = talks.filter(({ end }) => end === 'stays')
  if (made) {
    for (const talk of past) await hold(origin, talk, await openWidget(origin, { ...talk, open: true }, null))
    await leaveRequests(origin)
  }
  const tokens = Tokens(join(dataDir, 'demo-visitors.json'))
  for (const talk of present) {
    const visitor = await comeIn(origin, talk, tokens.of(talk))
    if (visitor === null) {
      console.log(`Nobody comes to ${talk.page.path}: its address is banned, or no site covers the page.`)
      continue
    }
    tokens.keep(talk, visitor.token)
    if (!visitor.talks) await hold(origin, talk, visitor)
    if (talk.typing !== undefined) keepTyping(visitor.connection, talk.typing)
  }
  // Who opens the test page finds somebody there.
  const owner = await openConsole(origin, account)
  await owner.connection.request({ kind: 'status', status: 'online' })
}

/** Who was banned comes as somebody else; null: nobody is let in from there. */
const comeIn = async (origin: string, talk: Talk, token: string | null): Promise<Widget | null> => {
  for (const known of new Set([token, null])) {
    try {
      return await openWidget(origin, { ...talk, open: true }, known)
    } catch (error) {
      if (!(error instanceof TurnedAway)) throw error
    }
  }
  return null
}

/** As the visitors' browsers keep them. */
const Tokens = (path: string) => {
  const kept: Record<string, string> = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  return {
    of: ({ page }: Talk) => kept[page.path] ?? null,
    keep: ({ page }: Talk, token: string | null) => {
      if (token !== null) kept[page.path] = token
      writeFileSync(path, JSON.stringify(kept), { mode: 0o600 })
    },
  }
}

/** False when the account is there from an earlier run. */
const register = async (origin: string): Promise<boolean> => {
  const [owner, ...others] = people
  const response = await post(origin, '/registration', '', {
    email: 'demo@example.com',
    login: owner.login,
    password: owner.password,
    language: 'ru',
    timeZone: 'Europe/Moscow',
  })
  if (response.status === 422) return false
  const cookie = await cookieOf(response)
  const ids: Array<string> = [(await response.json()).operator]
  for (const operator of others) {
    const added = await post(origin, '/operators', cookie, operator)
    await cookieOf(added)
    ids.push((await added.json()).id)
  }
  for (const { members, ...department } of departments) {
    const operators = members.map((login) => ids[people.findIndex((person) => person.login === login)]!)
    await cookieOf(await post(origin, '/departments', cookie, { ...department, operators }))
  }
  return true
}

/** One conversation, with only its operator online, so that it is his. */
const hold = async (origin: string, talk: Talk, { connection: visitor }: Widget): Promise<void> => {
  const operator = await openConsole(origin, talk.operator)
  const heard = operator.nextConversation()
  let conversation = ''
  for (const line of talk.lines) {
    const [from, text] = [line[0], line.slice(2)]
    if (from === '?') {
      const sent = await visitor.request<Sent>({ kind: 'send', client: uuidv7(), text })
      conversation = sent.conversation
      await heard
      operator.connection.notify({ kind: 'seen', conversation, seq: sent.seq })
    } else {
      const sent = await operator.connection.request<Sent>({
        kind: 'send',
        conversation,
        client: uuidv7(),
        text,
      })
      visitor.notify({ kind: 'seen', conversation, seq: sent.seq })
    }
  }
  if (talk.end === 'closed') await operator.connection.request({ kind: 'close', conversation })
  if (talk.end !== 'stays') visitor.stop()
  // Not offline, or whoever still waits for an answer would go to the next.
  await operator.connection.request({ kind: 'status', status: 'break' })
  operator.connection.stop()
}

/** Letter by letter, again and again, as someone who cannot decide how to put it. */
const keepTyping = (visitor: Connection, text: string): void => {
  let length = 0
  setInterval(() => {
    length = length >= text.length + 12 ? 8 : length + 1
    visitor.notify({ kind: 'typing', text: text.slice(0, length) })
  }, 400).unref()
}
