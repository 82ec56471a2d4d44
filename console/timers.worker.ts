/**
 * The console's clock. Browsers wake a hidden tab's timers once a minute; a worker's they leave alone, and
 * without them heartbeats would stop and the operator would silently drop out of the net.
 */
import type { Order, Rang } from './timers.ts'

const running = new Map<number, ReturnType<typeof setTimeout>>()

self.onmessage = ({ data }: MessageEvent<Order>): void => {
  clearTimeout(running.get(data.id))
  running.delete(data.id)
  if (data.after === null) return
  const ring = (): void => {
    running.delete(data.id)
    self.postMessage(data.id satisfies Rang)
  }
  running.set(data.id, setTimeout(ring, data.after))
}
