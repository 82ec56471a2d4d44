// @vitest-environment jsdom
import { LitElement } from 'lit'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeKeep } from '../loader/keep.ts'
import { welcome } from '../testing.ts'
import { Placement } from './placement.ts'

class Somewhere extends LitElement {}
customElements.define('test-somewhere', Somewhere)

const place = (): Somewhere => {
  const element = new Somewhere()
  new Placement(element, makeKeep('shop'), welcome().settings)
  document.body.append(element)
  return element
}
const where = ({ style }: HTMLElement) =>
  [style.left, style.top, style.width, style.height].map(Number.parseFloat)
const screen = (width: number, height: number, phone: boolean) => {
  const small = Object.assign(new EventTarget(), { matches: phone })
  vi.stubGlobal('matchMedia', () => small)
  vi.stubGlobal('innerWidth', width)
  vi.stubGlobal('innerHeight', height)
}

beforeEach(() => localStorage.clear())
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

test('on a phone it fills what the keyboard leaves free, and follows it', () => {
  screen(390, 844, true)
  const shown = Object.assign(new EventTarget(), { offsetLeft: 0, offsetTop: 0, width: 390, height: 844 })
  vi.stubGlobal('visualViewport', shown)
  const element = place()
  expect(where(element)).toEqual([0, 0, 390, 844])
  Object.assign(shown, { offsetTop: 60, height: 480 })
  shown.dispatchEvent(new Event('resize'))
  expect(where(element)).toEqual([0, 60, 390, 480])
})

test('on a desktop it stands where it was put, inside the window as that is now', () => {
  screen(1280, 800, false)
  makeKeep('shop').set('window', JSON.stringify({ left: 800, top: 100, width: 420, height: 500 }))
  const element = place()
  expect(where(element)).toEqual([800, 100, 420, 500])
  screen(700, 500, false)
  window.dispatchEvent(new Event('resize'))
  expect(where(element)).toEqual([268, 12, 420, 476])
})

test('on a tablet the keyboard does not cover it; pinching the page larger does not move it', () => {
  screen(768, 1024, false)
  const shown = Object.assign(new EventTarget(), { scale: 1, height: 1024 })
  vi.stubGlobal('visualViewport', shown)
  const element = place()
  expect(where(element)).toEqual([24, 400, 380, 600])
  Object.assign(shown, { height: 640 })
  shown.dispatchEvent(new Event('resize'))
  expect(where(element)).toEqual([24, 16, 380, 600])
  Object.assign(shown, { scale: 2, height: 512 })
  shown.dispatchEvent(new Event('resize'))
  expect(where(element)).toEqual([24, 400, 380, 600])
})

test.each(['null', '{"left":"x"}', '{', '[]'])('junk in the site’s storage is as nothing: %s', (junk) => {
  screen(1280, 800, false)
  makeKeep('shop').set('window', junk)
  expect(where(place())).toEqual([24, 176, 380, 600])
})
