import type { WidgetSettings } from '../../engine/protocol/frames.ts'

/** What the account has set, over the widget's own: by the object model, since a site's policy may forbid the rest. */
export const dress = (
  { style }: HTMLElement,
  { window: { color, ink }, theme: { scheme, radius, font, properties } }: WidgetSettings,
): void => {
  for (const name of Array.from(style)) if (name.startsWith('--')) style.removeProperty(name)
  style.colorScheme = scheme === 'page' ? '' : scheme
  const rounded = radius === null ? {} : { '--radius': `${radius}px`, '--bubble': `${radius}px` }
  const worn = {
    '--accent': color,
    '--on-accent': ink,
    ...rounded,
    ...(font && { '--font': font }),
    ...properties,
  }
  for (const [name, value] of Object.entries(worn)) style.setProperty(name, value)
}
