/**
 * The chat: window, messages, composer. Loaded by the loader when it is opened, when a message arrives, or when
 * there is an open conversation; at most 22 KB brotli beyond the loader.
 */
import { ChatWindow } from './chat/chat-window.ts'
import type { ChatChunk } from './host.ts'

// Lit leaves its marks on the page's global object, where nothing but our one name belongs. Our elements are
// registered by now and do not need them; a site that has Lit of its own keeps its own.
const page = globalThis as unknown as Record<string, Array<string> | undefined>
for (const name of ['litHtmlVersions', 'litElementVersions', 'reactiveElementVersions']) {
  page[name]?.pop()
  if (page[name]?.length) continue
  delete page[name]
  if (name === 'reactiveElementVersions') delete page.litPropertyMetadata
}

export const mount: ChatChunk['mount'] = (host) => {
  const element = new ChatWindow(host)
  host.root.append(element)
  return element
}
