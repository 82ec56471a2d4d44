// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { Speech } from '../language/texts.ts'
import { MessageList } from './message-list.ts'

afterEach(() => document.body.replaceChildren())

/** Measures as a browser with a layout would have them. */
const measured = (element: Element, measures: Record<string, number>): void => {
  for (const [name, value] of Object.entries(measures)) {
    Object.defineProperty(element, name, { configurable: true, writable: true, value })
  }
}

const shown = async (element: MessageList): Promise<MessageList> => {
  element.speech = new Speech('ru', {})
  document.body.append(element)
  await element.updateComplete
  return element
}

/** Of a scroller: no further than there is something. */
const scrollable = (element: Element): void => {
  let top = 0
  Object.defineProperty(element, 'scrollTop', {
    get: () => top,
    set: (to: number) => {
      top = Math.min(to, element.scrollHeight - element.clientHeight)
    },
  })
}

test('a list at its end stays there when something grows under it before its own scrolling is told', async () => {
  const list = await shown(new MessageList())
  const scroller = list.renderRoot.querySelector('.scroller')!
  measured(scroller, { clientHeight: 400, scrollHeight: 1_000 })
  scrollable(scroller)
  const told = async () => {
    scroller.dispatchEvent(new Event('scroll'))
    list.requestUpdate()
    await list.updateComplete
  }
  list.toEnd()
  measured(scroller, { scrollHeight: 1_300 })
  await told()
  expect(scroller.scrollTop).toBe(900)

  // Who reads further up is left there.
  await told()
  scroller.scrollTop = 200
  await told()
  expect(scroller.scrollTop).toBe(200)
})
