/** A relay of the engine's frames, as little as can be: look up, number, pass on, acknowledge. */
import { randomUUID } from 'node:crypto'

// biome-ignore lint/suspicious/noExplicitAny: a reference trusts what comes
type Frame = any

export interface Wire {
  send(frame: object): void
  /** Where the server can fan out by itself. */
  subscribe?(topic: string): void
  publish?(topic: string, frame: object): void
}

interface Dialogue {
  readonly id: string
  readonly visitor: Peer
  seq: number
}

interface Peer {
  readonly wire: Wire
  account: string
  dialogue: Dialogue | null
}

export class Relay {
  private readonly operators = new Map<string, Set<Peer>>()
  private readonly dialogues = new Map<string, Dialogue>()

  opened(wire: Wire): Peer {
    return { wire, account: '', dialogue: null }
  }

  heard(peer: Peer, frame: Frame): void {
    switch (frame.kind) {
      case 'hello':
        return this.hello(peer, frame)
      case 'send':
        return this.send(peer, frame)
      case 'typing': {
        const { id } = peer.dialogue!
        return this.toOperators(peer.account, { kind: 'preview', conversation: id, text: frame.text })
      }
      case 'seen': {
        const dialogue = this.dialogues.get(frame.conversation)
        if (dialogue === undefined) return
        const event = { kind: 'Seen', side: 'operator', upTo: frame.seq }
        dialogue.visitor.wire.send(entry(dialogue, event))
        return
      }
    }
  }

  closed(peer: Peer): void {
    this.operators.get(peer.account)?.delete(peer)
    if (peer.dialogue !== null) this.dialogues.delete(peer.dialogue.id)
  }

  private hello(peer: Peer, { ref, account, console }: Frame): void {
    peer.account = account
    if (console === undefined) {
      peer.dialogue = { id: randomUUID(), visitor: peer, seq: 0 }
      this.dialogues.set(peer.dialogue.id, peer.dialogue)
    } else {
      const set = this.operators.get(account) ?? new Set()
      this.operators.set(account, set.add(peer))
      peer.wire.subscribe?.(account)
    }
    peer.wire.send({ kind: 'reply', ref, result: { now: Date.now() } })
  }

  private send(peer: Peer, { ref, client, text }: Frame): void {
    const dialogue = peer.dialogue!
    const event = { kind: 'MessageSent', author: 'visitor', from: dialogue.id, client, text }
    const frame = entry(dialogue, event)
    this.toOperators(peer.account, frame)
    const { conversation, seq, at } = frame
    peer.wire.send({ kind: 'reply', ref, result: { conversation, seq, at, client } })
  }

  private toOperators(account: string, frame: object): void {
    const operators = this.operators.get(account)
    if (operators === undefined) return
    const [first] = operators
    // One is told directly, which is cheaper; many by the server's own fan-out, where it has one.
    if (operators.size > 1 && first?.wire.publish !== undefined) first.wire.publish(account, frame)
    else for (const { wire } of operators) wire.send(frame)
  }
}

const entry = (dialogue: Dialogue, event: object) => ({
  kind: 'event',
  conversation: dialogue.id,
  seq: ++dialogue.seq,
  at: Date.now(),
  event,
})
