/**
 * `/service/main.js?c=LOGIN`: the only code of ours that every page of a site carries. It paints the launcher,
 * holds the connection, and loads the chat (`chat.ts`) when there is a reason to. At most 4 KB brotli.
 */
import { globalFunction, offer } from './loader/commands.ts'
import { listen, quiet } from './loader/quiet.ts'
import { findCode } from './loader/script.ts'
import { makeWidget } from './loader/widget.ts'

/** Name of the chat's code on the engine, put in by the build. */
declare const __CHAT__: string

/** Runs at once in a page that is looked at; later, or never, in one that was rendered ahead. */
const whenLookedAt = (run: () => void): void => {
  let waiting = true
  const look = quiet(() => {
    if (!waiting || document.hidden) return
    waiting = false
    run()
  })
  listen(document, 'visibilitychange prerenderingchange', look)
  look()
}

quiet(() => {
  const code = globalFunction()?.loaded ? null : findCode(document)
  if (!code) return
  const widget = makeWidget(code, (name) => import(`${code.origin}/service/${name || __CHAT__}`))
  whenLookedAt(widget.start)
  offer(widget.carryOut)
})()
