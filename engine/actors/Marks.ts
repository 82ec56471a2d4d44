/**
 * How far one side says it has got, held back so that it becomes an event at most once a second. Says when to
 * flush; who flushes is the conversation.
 */
const every = 1_000

export class Marks {
  private delivered = 0
  private seen = 0
  private flushedAt = 0
  private armed = false

  /**
   * A client says it has got up to `upTo`. `seq`: of the conversation's last event; `reached`: what is on disk.
   * @returns ms to wait before flushing, 0 to flush now, null when nothing is to be done for this
   */
  want(
    mark: 'delivered' | 'seen',
    upTo: number,
    { seq, reached, now }: { readonly seq: number; readonly reached: number; readonly now: number },
  ): number | null {
    // A mark beyond what exists is a lie or another epoch's; it must not hide later messages.
    if (upTo > seq || upTo <= Math.max(this[mark], reached)) return null
    this[mark] = upTo
    // Never longer, also when the clock was set back.
    const rest = Math.min(every, this.flushedAt + every - now)
    if (rest <= 0) return 0
    return this.armed ? null : this.arm(rest)
  }

  /** What is to be written now. */
  flush(now: number): { readonly delivered: number; readonly seen: number } {
    this.flushedAt = now
    this.armed = false
    return { delivered: this.delivered, seen: this.seen }
  }

  /** What was flushed could not be written. @returns ms until the next try */
  again(): number {
    return this.arm(every)
  }

  private arm(millis: number): number {
    this.armed = true
    return millis
  }
}
