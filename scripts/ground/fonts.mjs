/** Fonts for the tests' screenshots: Cyrillic letters and emoji must not be boxes. */
import { aptInstall } from './chromium.mjs'
import { execute, isRoot, which } from './commands.mjs'

const wanted = [
  { what: 'Cyrillic', query: ':lang=ru', package: 'fonts-dejavu-core' },
  { what: 'emoji', query: ':lang=und-zsye', package: 'fonts-noto-color-emoji' },
]

/** @param {(what: string) => void} say */
export const findFonts = async (say) => {
  if (process.platform !== 'linux') return // macOS and Windows have them.
  const missing = []
  for (const font of wanted) {
    const { output } = which('fc-list') === null ? { output: '' } : await execute('fc-list', [font.query])
    if (output.trim() === '') missing.push(font)
  }
  if (missing.length === 0) return
  const packages = missing.map((font) => font.package)
  if (isRoot() && which('apt-get') !== null) {
    say(`Installing fonts with apt (${packages.join(', ')}) …`)
    if (await aptInstall(packages)) return
  }
  const lacking = missing.map(({ what }) => what).join(' and ')
  say(
    `No ${lacking} font was found: letters may be boxes in screenshots (on Debian: apt-get install ${packages.join(' ')}).`,
  )
}
