/** For tests of the cabinet's pages in jsdom: an engine that answers as told, and elements in the document. */
import { vi } from 'vitest'

export type Element = HTMLElement & { updateComplete: Promise<unknown> }

/** The engine's answers, by method and path; gives what it was asked. */
export function engine(
  answers: Record<string, [number, unknown?]>,
): Array<{ request: string; body: unknown }> {
  const asked: Array<{ request: string; body: unknown }> = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const request = `${init.method} ${path.replace('/api/v1', '')}`
    asked.push({ request, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined })
    const [status, body] = answers[request] ?? [404, { _tag: 'NotFound' }]
    return new Response(status === 204 ? null : JSON.stringify(body), { status })
  })
  return asked
}

export async function settled(element: { updateComplete: Promise<unknown> }): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((done) => setTimeout(done))
    await element.updateComplete
  }
}

export async function shown<T extends Element>(tag: string, properties: object = {}): Promise<T> {
  const element = Object.assign(document.createElement(tag), properties) as T
  document.body.append(element)
  await settled(element)
  return element
}

export const textOf = (element: Element): string => element.shadowRoot!.textContent!.replace(/\s+/g, ' ')

/** The button with this label. */
export async function press(element: Element, label: string): Promise<void> {
  element.shadowRoot!.querySelector<HTMLElement>(`[aria-label="${label}"]`)!.click()
  await settled(element)
}
