import { html, type TemplateResult } from 'lit'
import { defineTexts } from '../../console/ui/i18n.ts'
import '../photo/photo-field.ts'
import { origin } from '../settings/setting-field.ts'
import { SettingsPage } from '../settings/settings-page.ts'
import { wordsOf } from '../settings/words.ts'

const texts = defineTexts({
  ru: {
    title: 'Тема',
    lead: 'Чтобы виджет выглядел частью вашего сайта.',
    looks: 'Вид',
    brand: 'Бренд',
    properties: 'Для тех, кто верстает',
  },
  en: {
    title: 'Theme',
    lead: 'To make the widget look like a part of your site.',
    looks: 'Looks',
    brand: 'Brand',
    properties: 'For those who write CSS',
  },
})

/** C14: a site's own theme. */
export class ThemePage extends SettingsPage {
  protected override readonly about = ['theme.']

  protected override get words() {
    return texts()
  }

  protected override sections(): TemplateResult {
    const t = texts()
    return html`${this.section({ title: t.looks, names: ['theme.scheme', 'theme.radius', 'theme.font'] })}
    ${this.section({
      title: t.brand,
      names: ['theme.logo', 'theme.vendor'],
      content: html`${this.#logo()} ${this.setting('theme.vendor')}`,
    })}
    ${this.section({ title: t.properties, names: ['theme.properties'] })}`
  }

  #logo(): TemplateResult {
    const { label, hint = '' } = wordsOf('theme.logo')
    return html`<div class="setting">
      <rh-photo-field
        whole
        .label=${label}
        .hint=${hint}
        .place=${this.pictureOf('theme.logo')}
        .photo=${this.draft.value('theme.logo') || null}
      ></rh-photo-field>
      ${origin(this, 'theme.logo', label)}
    </div>`
  }
}

customElements.define('rh-theme-page', ThemePage)
