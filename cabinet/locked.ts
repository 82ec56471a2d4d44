/** A4: what the tariff lacks is to be seen, and says what unlocks it. */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Feature, Me } from '../console/ui/api.ts'
import { defineTexts } from '../console/ui/i18n.ts'
import { icon } from '../console/ui/icon.ts'
import { unlockedBy } from '../engine/protocol/client/tariffs.ts'
import { salesLink } from './sales-link.ts'

const texts = defineTexts({
  ru: {
    part: {
      business: 'Это есть в тарифах Business и Pro. Здесь видно, что можно настроить.',
      pro: 'Это есть в тарифе Pro. Здесь видно, что можно настроить.',
    },
    compare: 'Сравнить тарифы',
  },
  en: {
    part: {
      business: 'This is part of Business and Pro. Here you can see what can be set.',
      pro: 'This is part of Pro. Here you can see what can be set.',
    },
    compare: 'Compare the plans',
  },
})

export const lockedStyles = css`
  .locked {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--rh-1) var(--rh-3);
    padding: var(--rh-3);
    border-radius: var(--rh-radius);
    background: var(--rh-hover);
    color: var(--rh-text-2);
  }
  .locked > span {
    display: flex;
    gap: var(--rh-2);
    align-items: center;
  }
`

export const locks = (me: Me, feature: Feature): boolean => !me.features.includes(feature)

/** Nothing while the tariff has it. */
export function lockedNote(me: Me, feature: Feature): TemplateResult | typeof nothing {
  if (!locks(me, feature)) return nothing
  const t = texts()
  return html`<p class="locked">
    <span>${icon('lock')}${t.part[unlockedBy(feature)]}</span> <a href="/cabinet/licence">${t.compare}</a> ${salesLink(me.sales)}
  </p>`
}
