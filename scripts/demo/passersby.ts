/**
 * Visitors of the demo who come and go by themselves: they look at pages, some open the chat, some ask and answer. About
 * so many are there at any moment as were wanted.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '../../engine/protocol/client/index.ts'
import type { ToVisitor } from '../../engine/protocol/frames.ts'
import { Random } from '../faults/Random.ts'
import { openConsole, openWidget, pageOf, type Widget } from './clients.ts'
import { people } from './people.ts'
import { inviteByItself } from './settings.ts'
import { addresses, agents, answers, pages, questions, replies, ways } from './streets.ts'

/** Ms over which they come at first, so that it does not look like an attack. */
const arriving = 20_000
/** Ms on a page. */
const stay = { least: 4_000, most: 60_000 }

/** Ms in which somebody makes up his mind about an invitation. */
const considers = { least: 3_000, most: 12_000 }

/** Those who left, and may come back: where they are at home, and their browser's token. */
interface Home {
  readonly address: string
  readonly userAgent: string
  readonly token: string | null
}

/** Never ends. Who has been there for a while is invited; a colleague answers about half of those who ask. */
export const walkIn = async (origin: string, count: number, seed = Date.now()): Promise<void> => {
  const random = new Random(seed)
  await inviteByItself(origin)
  await answer(origin, random)
  const homes: Array<Home> = []
  for (let i = 0; i < count; i++) {
    const place = async () => {
      await sleep(random.between(0, arriving))
      for (;;) {
        try {
          await passBy(origin, random, homes)
        } catch {
          // The engine is stopping, or restarts.
          await sleep(5_000)
        }
        await sleep(random.between(0, 3_000))
      }
    }
    void place()
  }
}

const passBy = async (origin: string, random: Random, homes: Array<Home>): Promise<void> => {
  const returns = homes.length > 20 && random.chance(0.3)
  const home = returns
    ? homes.splice(random.below(homes.length), 1)[0]!
    : { address: nearby(random), userAgent: random.pick(agents), token: null }
  const talkative = random.chance(0.12)
  const heard: Array<ToVisitor> = []
  /** Of an invitation that he cares about. */
  let accepted = ''
  const widget = await openWidget(
    origin,
    {
      page: random.pick(pages),
      from: { ...home, ...random.pick(ways) },
      open: false,
      frame: (frame, connection) => {
        heard.push(frame)
        if (frame.kind !== 'invitation' || frame.invitation === null) return
        const { id } = frame.invitation
        void decide(connection, id, random).then((yes) => yes && (accepted = id))
      },
    },
    home.token,
  )
  const { connection } = widget
  try {
    for (let left = 1 + random.below(7); left > 0; left--) {
      await sleep(random.between(stay.least, random.chance(0.5) ? stay.most / 4 : stay.most))
      if (accepted !== '' || (talkative && random.chance(0.5))) await talk(widget, heard, random)
      accepted = ''
      connection.notify({ kind: 'page', page: pageOf(random.pick(pages)) })
    }
  } finally {
    connection.stop()
  }
  if (homes.length < 2_000) homes.push({ ...home, token: widget.token })
}

/** A third says yes, a third no, the rest goes on as if nothing were there. */
const decide = async (connection: Widget['connection'], id: string, random: Random): Promise<boolean> => {
  connection.notify({ kind: 'invitation', id, did: 'seen' })
  await sleep(random.between(considers.least, considers.most))
  const mood = random.next()
  if (mood < 1 / 3) connection.notify({ kind: 'invitation', id, did: 'declined' })
  else if (mood < 2 / 3) connection.notify({ kind: 'open', open: true })
  return mood >= 1 / 3 && mood < 2 / 3
}

const talk = async ({ connection }: Widget, heard: Array<ToVisitor>, random: Random): Promise<void> => {
  connection.notify({ kind: 'open', open: true })
  await sleep(random.between(1_000, 6_000))
  if (random.chance(0.6)) {
    await write(connection, random.pick(questions), random)
    heard.length = 0
    for (let patience = 12; patience > 0; patience--) {
      await sleep(5_000)
      const answer = heard.findLast(
        (frame) =>
          frame.kind === 'event' && frame.event.kind === 'MessageSent' && frame.event.author === 'operator',
      )
      if (answer?.kind !== 'event') continue
      connection.notify({ kind: 'seen', conversation: answer.conversation, seq: answer.seq })
      await write(connection, random.pick(replies), random)
      heard.length = 0
    }
  }
  connection.notify({ kind: 'open', open: false })
}

const write = async (connection: Widget['connection'], text: string, random: Random): Promise<void> => {
  for (let length = 2; length < text.length; length += 2 + random.below(4)) {
    connection.notify({ kind: 'typing', text: text.slice(0, length) })
    await sleep(350)
  }
  await connection.request({ kind: 'send', client: uuidv7(), text })
}

const answer = async (origin: string, random: Random): Promise<void> => {
  const [, { login }] = people
  const { connection } = await openConsole(origin, login, (frame) => {
    if (frame.kind !== 'event' || frame.event.kind !== 'MessageSent' || frame.event.author !== 'visitor')
      return
    const { conversation, seq } = frame
    connection.notify({ kind: 'seen', conversation, seq })
    connection.notify({ kind: 'typing', conversation, typing: true })
    const say = () =>
      connection.request({ kind: 'send', conversation, client: uuidv7(), text: random.pick(answers) })
    // It may have been closed or taken over meanwhile.
    setTimeout(() => say().catch(() => {}), random.between(4_000, 15_000))
  })
}

/** The first of the list are the big cities; of each address some neighbours. */
const nearby = (random: Random): string => {
  const at = Math.floor(addresses.length * random.next() ** 1.6)
  return addresses[at]!.replace(/\d+$/, () => String(1 + random.below(250)))
}
