/** Where more is to be had; nothing when this instance names nobody. */
import { html, nothing, type TemplateResult } from 'lit'
import { defineTexts } from '../console/ui/i18n.ts'

const texts = defineTexts({
  ru: { page: 'Тарифы и подключение', write: (address: string) => `Написать: ${address}` },
  en: { page: 'Plans and prices', write: (address: string) => `Write to ${address}` },
})

export function salesLink(sales: string | null, className = ''): TemplateResult | typeof nothing {
  if (sales === null) return nothing
  const t = texts()
  if (sales.startsWith('mailto:')) {
    return html`<a class=${className} href=${sales}>${t.write(sales.slice('mailto:'.length))}</a>`
  }
  return html`<a class=${className} href=${sales} target="_blank" rel="noopener">${t.page}</a>`
}
