/** The settings of appearance and behaviour, for the engine and for the pages that show what they lead to. */
import { consentVersion } from '../../domain/request.ts'
import { inkOn } from '../../domain/settings/colour.ts'
import { phrases } from '../../domain/settings/phrases.ts'
import { properties } from '../../domain/settings/properties.ts'
import type { Language } from '../../domain/settings/setting.ts'
import type { Whole } from '../../domain/settings/table.ts'
import type { Feature } from '../../domain/tariff.ts'
import type { WidgetSettings } from '../frames.ts'

export { colour, contrast, inkOn } from '../../domain/settings/colour.ts'
export { phrases } from '../../domain/settings/phrases.ts'
export {
  lockedBy,
  type OwnValues,
  resolve,
  standard,
  type Wanted,
  wantedProblems,
} from '../../domain/settings/resolve.ts'
export type { Setting, Value } from '../../domain/settings/setting.ts'
export { type Name, settings, type Whole } from '../../domain/settings/table.ts'

/** As the widget gets them. `includes`: what the tariff has. */
export const widgetSettings = (
  whole: Whole,
  language: Language,
  anyPage: boolean,
  includes: (feature: Feature) => boolean = () => false,
): WidgetSettings => {
  const color = whole['window.color'] || whole['button.color']
  const away = whole['offline.color'] || color
  const consent = { text: whole['consent.text'], link: whole['consent.link'] }
  return {
    language,
    anyPage,
    button: {
      shown: whole['button.shown'],
      side: whole['button.side'],
      text: whole['button.text'],
      color: whole['button.color'],
      ink: inkOn(whole['button.color']),
      size: whole['button.size'],
      offset: whole['button.offset'],
    },
    window: {
      company: whole['window.company'],
      about: whole['window.about'],
      greeting: whole['window.greeting'],
      color,
      ink: inkOn(color),
      width: orNull(whole['window.width']),
      height: orNull(whole['window.height']),
      place: orNull(whole['window.place']),
      photos: whole['window.photos'],
    },
    theme: {
      scheme: whole['theme.scheme'],
      radius: orNull(whole['theme.radius']),
      font: whole['theme.font'],
      vendor: whole['theme.vendor'],
      logo: orNull(whole['theme.logo']),
      properties: properties(whole['theme.properties']) ?? {},
    },
    texts: Object.fromEntries(
      Object.entries(phrases[language])
        .map(([phrase, own]) => [phrase, whole[`texts.${language}.${phrase}`]!, own] as const)
        .filter(([, said, own]) => said !== own),
    ),
    offline: whole['offline.on']
      ? { title: whole['offline.title'], caption: whole['offline.caption'], color: away, ink: inkOn(away) }
      : null,
    fields: {
      name: whole['offline.name'],
      email: whole['offline.email'],
      phone: whole['offline.phone'],
      message: whole['offline.message'],
    },
    consent: whole['consent.on'] ? { ...consent, version: consentVersion(consent.text, consent.link) } : null,
    rating: whole['rating.on'],
    ownButton: includes('ownButton'),
    ownPlace: includes('windowPlace'),
  }
}

/** Empty is the widget's own. */
const orNull = <V>(value: V): Exclude<V, ''> | null => (value === '' ? null : (value as Exclude<V, ''>))
