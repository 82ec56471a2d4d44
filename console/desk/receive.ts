/** How frames from the engine change what the operator's window knows. Pure: same state and frame, same result. */
import type {
  ConversationFrame,
  Dialogue,
  Entry,
  EventFrame,
  OperatorWelcome,
  ToOperator,
} from '../../engine/protocol/frames.ts'
import type { DeskState, Listed, Scene } from './DeskState.ts'

/** Frames that are news rather than answers. */
export type News = Exclude<ToOperator, { kind: 'reply' } | { kind: 'error' } | { kind: 'pong' }>

/**
 * After every `hello`: dialogues that are no longer ours go, except the one on screen and those in `needed`
 * (they hold messages that were not sent); the rest waits for its frames.
 */
export const welcome = (
  state: DeskState,
  w: OperatorWelcome,
  ourNow: number,
  needed: ReadonlySet<string> = new Set(),
): DeskState => {
  const listed = new Set(w.conversations)
  const dialogues = new Map<string, Listed>()
  for (const [id, d] of state.dialogues) {
    if (listed.has(id)) dialogues.set(id, d)
    else if (id === state.selected || needed.has(id)) dialogues.set(id, departed(d))
    else if (toRead(d)) dialogues.set(id, d)
  }
  return {
    ...state,
    me: w.me,
    epoch: w.epoch,
    skew: w.now - ourNow,
    dead: w.dead,
    licence: w.licence,
    features: w.features,
    waiting: w.waiting,
    requests: w.requests,
    requestNews: state.requestNews + 1,
    operators: new Map(w.operators.map((o) => [o.id, o])),
    departments: w.departments,
    dialogues,
    awaited: new Set(w.conversations.filter((id) => !dialogues.has(id))),
  }
}

export const receive = (state: DeskState, frame: News, scene: Scene): DeskState => {
  switch (frame.kind) {
    case 'conversation':
      return snapshot(state, frame, scene)
    case 'event':
      return happened(state, frame)
    case 'presence':
      return change(state, frame.conversation, (d) => ({ ...d, presence: frame.presence }))
    case 'preview':
      return change(state, frame.conversation, (d) => ({
        ...d,
        preview: frame.text,
        flashing: flashes(d, frame.text, scene),
      }))
    case 'removed':
      return removed(state, frame.conversation)
    case 'erased':
      return erased(state, frame.visitor)
    case 'operator': {
      const operators = new Map(state.operators).set(frame.operator.id, frame.operator)
      const me = state.me?.id === frame.operator.id ? { ...state.me, ...frame.operator } : state.me
      return { ...state, operators, me }
    }
    case 'licence':
      return licensed(state, frame)
    case 'alarm':
      return { ...state, dead: frame.dead }
    case 'departments':
      return { ...state, departments: frame.departments }
    case 'requests':
      return { ...state, requests: frame.count, requestNews: state.requestNews + 1 }
    case 'waiting':
      return { ...state, waiting: frame.count }
    case 'operatorGone': {
      const operators = new Map(state.operators)
      operators.delete(frame.id)
      return { ...state, operators }
    }
    default:
      return state
  }
}

/** What the tariff no longer has goes from the screen; what it has now comes with the next word of each visitor. */
const licensed = (state: DeskState, { licence, features }: Extract<News, { kind: 'licence' }>): DeskState => {
  if (features.includes('monitoring')) return { ...state, licence, features }
  const dialogues = new Map(
    [...state.dialogues].map(([id, d]) => [id, { ...d, visitor: { ...d.visitor, place: null } }] as const),
  )
  return { ...state, licence, features, dialogues }
}

/** The operator turns to a dialogue (or, on a phone, back to the list): the flash there goes out. */
export const select = (state: DeskState, id: string | null): DeskState => {
  const dialogues = new Map(state.dialogues)
  for (const [key, d] of dialogues) if (d.off && key !== id && !toRead(d)) dialogues.delete(key)
  const chosen = id === null ? undefined : dialogues.get(id)
  if (chosen) dialogues.set(chosen.id, chosen.off ? departed(chosen) : { ...chosen, flashing: false })
  return { ...state, dialogues, selected: chosen ? id : null }
}

/** The window came to the front while this dialogue was open in it. */
export const look = (state: DeskState, id: string): DeskState =>
  state.dialogues.get(id)?.flashing ? change(state, id, (d) => ({ ...d, flashing: false })) : state

/** What was on screen up to `seq` is read here at once; the engine's word on it follows. */
export const read = (state: DeskState, id: string, seq: number): DeskState =>
  change(state, id, (d) => {
    const unseen = d.unseen.filter((s) => s > seq)
    return unseen.length === d.unseen.length ? d : { ...d, unseen, unread: unseen.length }
  })

const snapshot = (state: DeskState, frame: ConversationFrame<Dialogue>, scene: Scene): DeskState => {
  const fresh = frame.conversation
  const known = state.dialogues.get(fresh.id)
  const listed: Listed = {
    ...fresh,
    flashing: flashes(known, fresh.preview, scene),
    turn: turnOf(known, fresh, scene),
    unseen: unseenOf(frame),
    off: false,
  }
  const awaited = new Set(state.awaited)
  awaited.delete(fresh.id)
  return { ...state, awaited, dialogues: new Map(state.dialogues).set(fresh.id, listed) }
}

/**
 * Places of the visitor's messages that nobody has seen. Those that the frame does not carry are only known to be
 * newer than what was seen; none may stand behind the last message, or reading that would not be enough.
 */
const unseenOf = ({ conversation, entries }: ConversationFrame<Dialogue>): ReadonlyArray<number> => {
  const { unread, seen } = conversation
  const here = entries.flatMap(({ seq, event }) =>
    seq > seen.operator && event.kind === 'MessageSent' && event.author === 'visitor' ? [seq] : [],
  )
  const earlier = new Array<number>(Math.max(0, unread - here.length)).fill(seen.operator + 1)
  return [...earlier, ...here].slice(earlier.length + here.length - unread)
}

const happened = (state: DeskState, frame: EventFrame): DeskState =>
  change(state, frame.conversation, (d) => (frame.seq <= d.seq ? d : after(d, frame)))

const after = (d: Listed, entry: Entry): Listed => {
  const { event, seq, at } = entry
  const next = { ...d, seq }
  switch (event.kind) {
    case 'ConversationOpened':
      return { ...next, state: 'open' }
    case 'MessageSent': {
      const last = { author: event.author, text: event.text, at }
      if (event.author === 'operator') return { ...next, state: 'open', last, transfer: null }
      // A further message of the same turn does not move the row again.
      const turn = d.last?.author === 'visitor' ? d.turn : Math.max(at, d.turn)
      const unseen = [...d.unseen, seq]
      return {
        ...next,
        state: 'open',
        last,
        turn,
        preview: '',
        flashing: false,
        unseen,
        unread: unseen.length,
      }
    }
    case 'OperatorAssigned': {
      const { by: from, comment = '' } = event
      return { ...next, transfer: from === undefined ? null : { from, comment } }
    }
    case 'TransferAccepted':
      return { ...next, transfer: null }
    case 'Delivered':
      return { ...next, delivered: { ...d.delivered, [event.side]: event.upTo } }
    case 'Seen': {
      const delivered = { ...d.delivered, [event.side]: Math.max(d.delivered[event.side], event.upTo) }
      const seen = { ...d.seen, [event.side]: event.upTo }
      const unseen = event.side === 'operator' ? d.unseen.filter((s) => s > event.upTo) : d.unseen
      return { ...next, delivered, seen, unseen, unread: unseen.length }
    }
    case 'VisitorMoved':
      return { ...next, presence: { ...d.presence, page: event.page } }
    case 'VisitorLeft':
      return { ...next, preview: '', flashing: false, presence: { ...d.presence, online: false } }
    case 'VisitorReturned':
      return { ...next, presence: { ...d.presence, online: true, page: event.page ?? d.presence.page } }
    case 'ConversationClosed':
      // Who is banned has no chat on any page.
      return {
        ...next,
        state: 'closed',
        preview: '',
        flashing: false,
        // Who closes it knows what is in it; its visitor may have said something last.
        ...(event.reason !== 'visitor' && { unseen: [], unread: 0 }),
        ...(event.reason === 'ban' && { presence: { ...d.presence, online: false, open: false } }),
      }
    default:
      return next
  }
}

/** H7: flashes from the first letter until the message goes or somebody looks. */
const flashes = (known: Listed | undefined, preview: string, scene: Scene): boolean => {
  if (preview === '' || (known && scene.watched === known.id)) return false
  return known !== undefined && known.preview !== '' ? known.flashing : true
}

const turnOf = (known: Listed | undefined, fresh: Dialogue, scene: Scene): number => {
  if (!known) return fresh.last?.at ?? scene.now
  const asked = fresh.last?.author === 'visitor' && known.last?.author !== 'visitor'
  return asked && fresh.last ? Math.max(fresh.last.at, known.turn) : known.turn
}

const removed = (state: DeskState, id: string): DeskState => {
  if (id === state.selected) return change(state, id, departed)
  const d = state.dialogues.get(id)
  if (!d) return state
  if (d.state === 'closed' && d.unread > 0) return change(state, id, (d) => ({ ...d, off: true }))
  const dialogues = new Map(state.dialogues)
  dialogues.delete(id)
  return { ...state, dialogues }
}

/** Its visitor ended it before anybody had read it all: it stays until somebody has. */
const toRead = (d: Listed): boolean => d.off && d.unread > 0

/** Also off the screen: nothing of him is to be seen. */
const erased = (state: DeskState, visitor: string): DeskState => {
  const dialogues = new Map([...state.dialogues].filter(([, d]) => d.visitor.id !== visitor))
  const selected = state.selected !== null && dialogues.has(state.selected) ? state.selected : null
  return { ...state, dialogues, selected }
}

const departed = (d: Listed): Listed => ({
  ...d,
  off: true,
  preview: '',
  flashing: false,
  unseen: [],
  unread: 0,
})

const change = (state: DeskState, id: string, how: (d: Listed) => Listed): DeskState => {
  const d = state.dialogues.get(id)
  if (!d) return state
  const changed = how(d)
  return changed === d ? state : { ...state, dialogues: new Map(state.dialogues).set(id, changed) }
}
