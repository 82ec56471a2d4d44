/** Stands where the browser's WebSocket does, with a script at its far end: no engine hears of a preview. */
export interface FarEnd {
  connected(socket: ScriptedSocket): void
  heard(frame: { readonly kind: string; readonly ref?: number } & Record<string, unknown>): void
}

export class ScriptedSocket {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  private readonly far: FarEnd

  constructor(far: FarEnd) {
    this.far = far
    queueMicrotask(() => {
      far.connected(this)
      this.onopen?.()
    })
  }

  send(text: string): void {
    this.far.heard(JSON.parse(text))
  }
  close(): void {}

  // ── the far end's side ────────────────────────────────────────────────────────────────────────────────
  tell(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) })
  }
  hangUp(code: number): void {
    this.onclose?.({ code })
  }
}
