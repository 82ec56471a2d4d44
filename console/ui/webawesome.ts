/**
 * Web Awesome, set up once. Import an element through here or after this file, one by one:
 * `import '@awesome.me/webawesome/dist/components/tooltip/tooltip.js'`.
 *
 * Its own icons are `data:` addresses that it fetches, and its default icons come from a foreign server; the
 * CSP allows neither. A 'sprite sheet' library fetches nothing, and its mutator gets the <svg>: there our
 * drawings go in.
 */
// Its own words (a close button's name); each element takes the language from `lang`.
import '@awesome.me/webawesome/dist/translations/ru.js'
import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js'
import { type IconName, iconPaths } from './icon.ts'

/** Web Awesome's names for the icons inside its own elements; what is missing here stays empty. */
const ours: Record<string, IconName> = {
  xmark: 'x',
  'circle-xmark': 'x',
  check: 'check',
  'chevron-down': 'chevron-down',
  'chevron-left': 'chevron-left',
  'chevron-right': 'chevron-right',
  ellipsis: 'ellipsis',
  minus: 'minus',
  indeterminate: 'minus',
  plus: 'plus',
  eye: 'eye',
  'eye-slash': 'eye-off',
  copy: 'copy',
  user: 'user-round',
  'magnifying-glass': 'search',
  gear: 'settings',
  clock: 'clock',
}

for (const library of ['system', 'default']) {
  registerIconLibrary(library, {
    resolver: (name) => `#${name}`,
    spriteSheet: true,
    mutator: (svg, host) => draw(svg, host?.name),
  })
}

function draw(svg: SVGElement, name: string | undefined): void {
  const icon = name === undefined ? undefined : ours[name]
  if (!icon || svg.dataset.drawn === icon) return
  svg.dataset.drawn = icon
  for (const [attribute, value] of Object.entries({
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  })) {
    svg.setAttribute(attribute, value)
  }
  svg.innerHTML = iconPaths(icon)
}
