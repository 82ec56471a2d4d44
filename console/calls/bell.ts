/** The sound of a new message: two soft notes made in the browser, so that no file has to arrive first. */

const notes = [
  { hertz: 659.25, at: 0 },
  { hertz: 880, at: 0.11 },
] as const
const loudness = 0.16
const fade = 0.38
/** Many messages at once ring once. */
const atMostEvery = 1_200

let context: AudioContext | undefined
let lastRang = Number.NEGATIVE_INFINITY

/**
 * Browsers play nothing until the person has touched the page: call it with each click and key. Also at the start:
 * who has just signed in has touched it, and some browsers trust a page that often sounded.
 */
export const unlockBell = (): void => {
  if (typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume().catch(() => {})
}

export const ringBell = (now: number = performance.now()): void => {
  if (context?.state !== 'running' || now - lastRang < atMostEvery) return
  lastRang = now
  for (const note of notes) play(context, note.hertz, context.currentTime + note.at)
}

const play = (audio: AudioContext, hertz: number, from: number): void => {
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.type = 'sine'
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(0, from)
  volume.gain.linearRampToValueAtTime(loudness, from + 0.012)
  volume.gain.exponentialRampToValueAtTime(0.001, from + fade)
  tone.connect(volume).connect(audio.destination)
  tone.start(from)
  tone.stop(from + fade)
}
