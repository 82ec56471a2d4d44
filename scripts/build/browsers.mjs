/** What browsers get: the widget's two scripts, console and cabinet, the test shop. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { build } from 'esbuild'
import { icons } from './icons.mjs'
import { root } from './root.mjs'
import { terseStyles } from './styles.mjs'

/** @typedef {import('./publication.mjs').Publication} Publication */
/** @typedef {{ quick: boolean }} Mode */

/** @param {Mode} mode @returns {import('esbuild').BuildOptions & { write: false, metafile: true }} */
const common = ({ quick }) => ({
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  minify: !quick,
  sourcemap: quick ? 'inline' : false,
  platform: 'browser',
  // Icons and styles that an element inlines are imported as text, fonts are files of their own.
  loader: {
    '.svg': 'text',
    '.woff2': 'file',
    '.png': 'file',
    '.webp': 'file',
    '.mp3': 'file',
    '.ogg': 'file',
  },
  // Addresses that the build puts in by `define` are no modules of ours.
  external: ['/service/*', '/assets/*'],
  logLevel: 'warning',
})

/** Sites of any age show the widget, so it is made for older browsers than console and cabinet (`light-dark()` in CSS). */
const siteBrowsers = ['chrome91', 'firefox90', 'safari15']
const ourBrowsers = ['es2022', 'chrome123', 'firefox120', 'safari17.5']

/** @param {string} entry */
const isThere = (entry) => existsSync(join(root, entry))

/**
 * One entry, one output file.
 * @param {string} entry
 * @param {Mode} mode
 * @param {import('esbuild').BuildOptions} options
 */
const single = async (entry, mode, options) => {
  const { outputFiles = [] } = await build({ ...common(mode), entryPoints: [entry], ...options })
  const file = outputFiles.find((output) => output.path.endsWith('.js')) ?? outputFiles[0]
  if (file === undefined) throw new Error(`${entry} gave no output`)
  return Buffer.from(file.contents)
}

/** @param {Uint8Array} bytes */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 8)

/**
 * The loader (`/service/main.js`, the address in every site's code, so it is cached briefly), the chat that it
 * loads (`__CHAT__` in the loader is its name), and the test pages.
 * @param {Publication} publication @param {Mode} mode @returns {Promise<string[]>}
 */
export const bundleWidget = async (publication, mode) => {
  const missing = ['loader', 'chat', 'invitation', 'commands', 'offers', 'forms', 'departments']
    .map((name) => `widget/${name}.ts`)
    .filter((entry) => !isThere(entry))
  let chat = 'chat-missing.js'
  if (isThere('widget/chat.ts')) {
    const bytes = await single('widget/chat.ts', mode, {
      plugins: [terseStyles()],
      // The elements' own methods; those that Lit knows keep their names.
      mangleProps: /^(render|on|make|offer|must|want)[A-Z]/,
      reserveProps: /^render(Root|Options|Before)$/,
      format: 'esm',
      target: siteBrowsers,
      // Modules are always read as UTF-8; escaped, the Russian texts would weigh three times as much.
      charset: 'utf8',
      legalComments: 'none',
      outfile: 'chat.js',
    })
    chat = `chat-${hashOf(bytes)}.js`
    await publication.add(`/service/${chat}`, bytes, { immutable: true, cors: true })
    // For pages whose loader is older than this build, or that failed to load the chat the first time.
    await publication.add('/service/chat.js', bytes, { cors: true })
  }
  // At addresses of their own, which cost the loader less than names with a hash.
  for (const name of ['invitation', 'commands', 'offers', 'forms', 'departments']) {
    if (!isThere(`widget/${name}.ts`)) continue
    const bytes = await single(`widget/${name}.ts`, mode, {
      plugins: [terseStyles()],
      format: 'esm',
      target: siteBrowsers,
      charset: 'utf8',
      legalComments: 'none',
      outfile: `${name}.js`,
    })
    await publication.add(`/service/${name}.js`, bytes, { cors: true })
  }
  if (isThere('widget/loader.ts')) {
    const bytes = await single('widget/loader.ts', mode, {
      plugins: [terseStyles()],
      format: 'iife',
      target: siteBrowsers,
      legalComments: 'none',
      define: { __CHAT__: JSON.stringify(chat) },
      outfile: 'main.js',
    })
    await publication.add('/service/main.js', bytes, { cors: true })
  }
  await publication.addFolder('/test/', join(root, 'widget/test-page'))
  await addPreview(publication, mode)
  return missing
}

/** The page that shows the real widget in the cabinet. @param {Publication} publication @param {Mode} mode */
const addPreview = async (publication, mode) => {
  const entry = 'widget/preview/preview.ts'
  if (!isThere(entry)) return
  const bytes = await single(entry, mode, { format: 'iife', target: ourBrowsers, outfile: 'preview.js' })
  await publication.add('/preview/preview.js', bytes)
  await publication.addFolder('/preview/', join(root, 'widget/preview'), { framed: true })
}

/**
 * Console and cabinet share chunks; `__TIMERS__` is the path of the console's timer worker.
 * @param {Publication} publication @param {Mode} mode @returns {Promise<string[]>}
 */
export const bundleApps = async (publication, mode) => {
  const apps = ['console', 'cabinet'].filter((app) => isThere(`${app}/main.ts`))
  const missing = ['console', 'cabinet'].filter((app) => !apps.includes(app)).map((app) => `${app}/main.ts`)
  let timers = '/assets/timers-missing.js'
  if (isThere('console/timers.worker.ts')) {
    const bytes = await single('console/timers.worker.ts', mode, {
      format: 'esm',
      target: ourBrowsers,
      outfile: 'timers.js',
    })
    timers = `/assets/timers-${hashOf(bytes)}.js`
    await publication.add(timers, bytes, { immutable: true })
  }
  for (const app of ['console', 'cabinet']) {
    await publication.addFolder(app === 'console' ? '/console/' : '/', join(root, app, 'public'))
  }
  for (const [name, bytes] of Object.entries(icons())) await publication.add(`/console/${name}`, bytes)
  if (apps.length === 0) return missing
  const outdir = join(root, 'assets')
  const { outputFiles, metafile } = await build({
    ...common(mode),
    entryPoints: Object.fromEntries(apps.map((app) => [app, `${app}/main.ts`])),
    outdir,
    entryNames: '[name]-[hash]',
    chunkNames: 'shared-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    format: 'esm',
    splitting: true,
    target: ourBrowsers,
    legalComments: 'linked',
    define: { __TIMERS__: JSON.stringify(timers) },
  })
  for (const file of outputFiles) {
    await publication.add(`/assets/${relative(outdir, file.path)}`, file.contents, { immutable: true })
  }
  for (const app of apps) {
    const page = await pageOf(app, metafile)
    if (page === null) continue
    const files = [...neededBy(app, metafile).map((path) => `/${path}`), timers, '/favicon.svg']
    const mark = hashOf(Buffer.from(page + files.join()))
    const bytes = Buffer.from(page.replaceAll('%BUILD%', mark))
    await publication.addPage(addresses[app] ?? [], `${app}.html`, bytes)
    if (app === 'console') await addShell(publication, mode, mark, files)
  }
  return missing
}

/**
 * Every file that an application may load, at once or later, but for what a browser shows to nobody.
 * @param {string} app @param {import('esbuild').Metafile} metafile
 */
const neededBy = (app, { outputs }) => {
  const needed = new Set(
    Object.keys(outputs).filter((path) => outputs[path]?.entryPoint === `${app}/main.ts`),
  )
  for (const path of needed) {
    const { imports = [], cssBundle } = outputs[path] ?? {}
    if (cssBundle !== undefined) needed.add(cssBundle)
    for (const { path: next, external } of imports) if (external !== true) needed.add(next)
  }
  return [...needed].filter((path) => path in outputs && !path.endsWith('.txt')).sort()
}

/**
 * The console's service worker: which build it is of, and what it keeps.
 * @param {Publication} publication @param {Mode} mode @param {string} mark @param {string[]} files
 */
const addShell = async (publication, mode, mark, files) => {
  const bytes = await single('console/app/shell.worker.ts', mode, {
    format: 'iife',
    target: ourBrowsers,
    define: { __BUILD__: JSON.stringify(mark), __FILES__: JSON.stringify(['/console/', ...files]) },
    outfile: 'shell.js',
  })
  await publication.add('/console/shell.js', bytes)
}

/** Addresses under which each application's page is served; `*` stands for anything that follows. */
const addresses = /** @type {Record<string, string[]>} */ ({
  console: ['/console/'],
  cabinet: ['/', '/signin', '/register', '/forgot', '/reset', '/cabinet', '/cabinet/*'],
})

/** @param {string} app @param {import('esbuild').Metafile} metafile @returns {Promise<string | null>} */
const pageOf = async (app, metafile) => {
  const source = join(root, app, 'index.html')
  if (!existsSync(source)) return null
  const [script, output] =
    Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === `${app}/main.ts`) ?? []
  if (script === undefined || output === undefined) throw new Error(`${app}/main.ts gave no output`)
  const chunks = output.imports.filter(
    ({ kind, external }) => kind === 'import-statement' && external !== true,
  )
  const values = {
    SCRIPT: { url: `/${script}`, tag: `<script type="module" src="/${script}"></script>` },
    STYLE:
      output.cssBundle === undefined
        ? { url: undefined, tag: '' }
        : { url: `/${output.cssBundle}`, tag: `<link rel="stylesheet" href="/${output.cssBundle}">` },
    PRELOAD: {
      url: undefined,
      tag: chunks.map(({ path }) => `<link rel="modulepreload" href="/${path}">`).join('\n    '),
    },
  }
  let page = await readFile(source, 'utf8')
  for (const [name, { url, tag }] of Object.entries(values)) {
    // Inside an attribute the placeholder is the address, elsewhere the whole tag.
    if (page.includes(`"%${name}%"`)) {
      if (url === undefined)
        throw new Error(`${app}/index.html wants the address of a ${name} that ${app} lacks`)
      page = page.replaceAll(`"%${name}%"`, `"${url}"`)
    }
    page = page.replaceAll(`%${name}%`, tag)
  }
  return page
}
