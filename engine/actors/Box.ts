/** The messages that wait for an actor, first in, first out. */
export class Box<T> {
  private items: Array<T> = []
  private head = 0

  get size(): number {
    return this.items.length - this.head
  }

  push(item: T): void {
    this.items.push(item)
  }

  /** Only when it is not empty. */
  take(): T {
    const item = this.items[this.head]!
    this.items[this.head++] = undefined as never
    if (this.head === this.items.length) this.compact()
    return item
  }

  /** Gives back the room of what was taken. To be called now and then while the box does not get empty. */
  compact(): void {
    if (this.head === this.items.length) this.items.length = 0
    else this.items.splice(0, this.head)
    this.head = 0
  }

  /** Takes everything. */
  empty(): Array<T> {
    const items = this.items.slice(this.head)
    this.items = []
    this.head = 0
    return items
  }
}
