import { css, html, LitElement, nothing } from 'lit'
import type { FormsChunk, Host, LaterChunk, Lit } from '../host.ts'
import { palette, tokens } from './tokens.ts'

const lit: Lit = { css, html, LitElement, nothing, sheets: [palette, tokens] }
const loading: Record<string, Promise<unknown>> = {}
let tries = ''

/** Code of ours, by its name. */
export const chunkOf = (host: Host, file: string): Promise<unknown> =>
  host.load?.(file) ?? import(`${host.origin}/service/${file}`)

/**
 * Elements that few visitors need, by the name of their code; the tags stand in our templates before they are known.
 * Asked for again after a failure, at another address: browsers remember a module that failed by its own.
 */
export const later = (host: Host, name: 'forms' | 'departments'): Promise<FormsChunk> => {
  return (loading[name] ??= chunkOf(host, `${name}.js?${tries}`).then(
    (chunk) => {
      ;(chunk as LaterChunk).define(lit)
      return chunk
    },
    async () => {
      tries += '.'
      await new Promise((again) => setTimeout(again, 3_000))
      delete loading[name]
      return later(host, name)
    },
  )) as Promise<FormsChunk>
}
