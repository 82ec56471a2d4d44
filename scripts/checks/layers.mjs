/**
 * Which folder may import from which: downward only.
 */

/** @typedef {import('./sources.mjs').Import} Import */

/** Folders whose files are one layer, longest first where one lies in another. */
const layers = [
  'engine/protocol/client',
  'engine/domain',
  'engine/protocol',
  'engine/config',
  'engine/store',
  'engine/geo',
  'engine/mail',
  'engine/actors',
  'engine/edge',
  'engine/canary',
  'engine/api',
  'engine/http',
  'engine',
  'widget/language',
  'widget',
  'console/ui',
  'console',
  'cabinet',
  'scripts',
]

/** @type {Record<string, { code: string[], types?: string[] }>} besides itself, and besides types of its `code` */
const allowed = {
  'engine/protocol/client': { code: ['engine/domain'], types: ['engine/protocol'] },
  // What the widget says can be set: its phrases are the one list of them.
  'engine/domain': { code: ['widget/language'] },
  'engine/protocol': { code: ['engine/domain', 'engine/protocol/client'] },
  'engine/config': { code: ['engine/domain'] },
  'engine/store': { code: ['engine/domain', 'engine/protocol', 'engine/protocol/client', 'engine/config'] },
  'engine/geo': { code: ['engine/domain', 'engine/config'] },
  'engine/mail': { code: ['engine/domain', 'engine/config', 'engine/store'], types: ['engine/protocol'] },
  'engine/actors': {
    code: [
      'engine/domain',
      'engine/protocol',
      'engine/protocol/client',
      'engine/config',
      'engine/store',
      'engine/geo',
      'engine/mail',
    ],
  },
  'engine/edge': {
    code: [
      'engine/domain',
      'engine/protocol',
      'engine/protocol/client',
      'engine/config',
      'engine/store',
      'engine/actors',
      'engine/http',
      'engine/mail',
    ],
  },
  'engine/canary': {
    code: [
      'engine/domain',
      'engine/protocol',
      'engine/protocol/client',
      'engine/config',
      'engine/store',
      'engine/actors',
      'engine/edge',
    ],
  },
  'engine/api': { code: ['engine/domain'] },
  'engine/http': {
    code: [
      'engine/domain',
      'engine/config',
      'engine/store',
      'engine/geo',
      'engine/mail',
      'engine/actors',
      'engine/api',
    ],
    types: ['engine/protocol'],
  },
  engine: { code: layers.filter((layer) => layer.startsWith('engine/')) },
  'widget/language': { code: [] },
  widget: {
    code: ['engine/protocol/client', 'widget/language'],
    types: ['engine/protocol', 'engine/api', 'engine/domain'],
  },
  'console/ui': {
    code: ['engine/protocol/client'],
    types: ['engine/protocol', 'engine/api', 'engine/domain'],
  },
  console: {
    code: ['engine/protocol/client', 'console/ui'],
    types: ['engine/protocol', 'engine/api', 'engine/domain'],
  },
  // The cabinet shows what the widget looks like, by the widget's own code.
  cabinet: {
    code: ['engine/protocol/client', 'console/ui', 'widget', 'widget/language'],
    types: ['engine/protocol', 'engine/api', 'engine/domain'],
  },
  scripts: { code: layers },
}

/** @param {string} path */
const layerOf = (path) => layers.find((layer) => path.startsWith(`${layer}/`))

/** Imports that go upward or across. @param {Import[]} imports @returns {string[]} one line each */
export const wrongWays = (imports) =>
  imports.flatMap(({ from, to, typeOnly }) => {
    const [here, there] = [layerOf(from), layerOf(to)]
    if (here === undefined || there === undefined || here === there) return []
    const { code = [], types = [] } = allowed[here] ?? {}
    if (code.includes(there) || (typeOnly && types.includes(there))) return []
    const why = types.includes(there)
      ? `${here} may import ${there} as types only`
      : `${here} may not import ${there}`
    return [`${from} → ${to}: ${why}`]
  })

/**
 * Cycles of imports that exist at run time; those of types only are gone by then.
 * @param {Import[]} imports @returns {string[]} one line each
 */
export const cycles = (imports) => {
  /** @type {Map<string, string[]>} */
  const graph = new Map()
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly) graph.set(from, [...(graph.get(from) ?? []), to])
  }
  /** @type {string[]} */
  const found = []
  const done = new Set()
  /** @param {string} file @param {string[]} path */
  const walk = (file, path) => {
    const at = path.indexOf(file)
    if (at !== -1) found.push([...path.slice(at), file].join(' → '))
    if (at !== -1 || done.has(file)) return
    for (const next of graph.get(file) ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) walk(file, [])
  return found
}
