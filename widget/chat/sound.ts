import type { Keep } from '../loader/keep.ts'

/** Which tab has rung for which message: tabs of one visitor ring once. */
const rangKey = 'rang'
const muteKey = 'mute'

/** A short two-note ring, made on the spot. Silent until the visitor has touched the page, and when muted. */
export class Sound {
  private readonly keep: Keep
  private context: AudioContext | undefined

  constructor(keep: Keep) {
    this.keep = keep
  }

  get muted(): boolean {
    return this.keep.get(muteKey) !== null
  }
  set muted(muted: boolean) {
    this.keep.set(muteKey, muted ? '1' : null)
  }

  /**
   * For a new message of the operator. The tab in front rings at once; the others wait a moment and find that
   * it has been done.
   */
  ring(message: string): void {
    const wait = document.hasFocus() ? 0 : document.hidden ? 600 : 250
    setTimeout(() => {
      if (this.keep.get(rangKey) === message) return
      this.keep.set(rangKey, message)
      this.play()
    }, wait)
  }

  private play(): void {
    // Browsers let a page sound only after a gesture, and complain in its console when it tries earlier.
    const touched = navigator.userActivation?.hasBeenActive ?? true
    if (this.muted || !touched || typeof AudioContext === 'undefined') return
    this.context ??= new AudioContext()
    const { currentTime, destination } = this.context
    this.context.resume().catch(() => {})
    for (const [n, pitch] of [659, 880].entries()) {
      const start = currentTime + n * 0.11
      const tone = this.context.createOscillator()
      const volume = this.context.createGain()
      tone.frequency.value = pitch
      volume.gain.setValueAtTime(0, start)
      volume.gain.linearRampToValueAtTime(0.12, start + 0.015)
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.35)
      tone.connect(volume).connect(destination)
      tone.start(start)
      tone.stop(start + 0.4)
    }
  }
}
