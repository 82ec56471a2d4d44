// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeKeep } from '../loader/keep.ts'
import { Sound } from './sound.ts'

let tones: number
const touched = (hasBeenActive: boolean) =>
  Object.defineProperty(navigator, 'userActivation', { configurable: true, value: { hasBeenActive } })
const node = () => ({
  frequency: {},
  gain: { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} },
  connect: (next: unknown) => next,
  start: () => tones++,
  stop() {},
})

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  tones = 0
  touched(true)
  // The browser's loudspeaker.
  vi.stubGlobal(
    'AudioContext',
    class {
      currentTime = 0
      destination = {}
      resume = async () => {}
      createOscillator = node
      createGain = node
    },
  )
})
afterEach(() => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'userActivation')
  vi.useRealTimers()
})

test('two tabs of a visitor ring once for a message, and again for the next', () => {
  const tabs = [new Sound(makeKeep('shop')), new Sound(makeKeep('shop'))]
  for (const tab of tabs) tab.ring('one')
  vi.runAllTimers()
  expect(tones).toBe(2)
  for (const tab of tabs) tab.ring('two')
  vi.runAllTimers()
  expect(tones).toBe(4)
})

test('silent before the visitor has touched the page, and when muted', () => {
  const sound = new Sound(makeKeep('shop'))
  touched(false)
  sound.ring('one')
  vi.runAllTimers()
  touched(true)
  sound.muted = true
  sound.ring('two')
  vi.runAllTimers()
  expect(tones).toBe(0)
  sound.muted = false
  sound.ring('three')
  vi.runAllTimers()
  expect(tones).toBe(2)
})
