import type { Lit } from '../host.ts'

type Make = (lit: Lit) => CustomElementConstructor

/**
 * Elements that were not there when the chat came. Lit looks for a mark of its own on the page's global object, where
 * the chat has left none (see `chat.ts`): it is there as long as they are made known.
 */
export const register = (lit: Lit, elements: Readonly<Record<string, Make>>): void => {
  const page = globalThis as { litPropertyMetadata?: unknown }
  const marked = page.litPropertyMetadata !== undefined
  page.litPropertyMetadata ??= new WeakMap()
  for (const [name, make] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, make(lit))
  }
  if (!marked) delete page.litPropertyMetadata
}
