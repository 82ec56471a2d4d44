/** Which pages the settings are for, and taking them over from other ones (C11). */
import { css, html, nothing, type TemplateResult } from 'lit'
import type { Site } from '../../console/ui/api.ts'
import { defineTexts } from '../../console/ui/i18n.ts'

const texts = defineTexts({
  ru: {
    where: 'Для каких страниц',
    everywhere: 'Для всех сайтов',
    hint: 'У отдельного сайта можно изменить любую строку, остальные он возьмёт из общих.',
    differs: 'есть свои настройки',
    copy: 'Скопировать с другого сайта',
  },
  en: {
    where: 'For which pages',
    everywhere: 'For all sites',
    hint: 'Anything here can be different for a single site; the rest is taken from what is set for all.',
    differs: 'has settings of its own',
    copy: 'Copy from another site',
  },
})

export const siteChoiceStyles = css`
  .where {
    display: grid;
    grid-template-columns: minmax(0, 26rem) auto;
    justify-content: start;
    align-items: end;
    gap: 0.375rem var(--rh-3);
  }
  .where > .hint {
    grid-column: 1 / -1;
  }
  .where .copy {
    width: auto;
    max-width: 17rem;
  }
  .where select {
    text-overflow: ellipsis;
  }
  .where .field {
    gap: 0.375rem;
  }
  @media (max-width: 40rem) {
    .where {
      grid-template-columns: minmax(0, 1fr);
    }
    .where .copy {
      max-width: none;
    }
  }
`

export const siteChoice = (of: {
  readonly sites: ReadonlyArray<Site>
  /** Null: all. */
  readonly site: string | null
  /** Ids of those that have something of their own here. */
  readonly differing: ReadonlySet<string>
  readonly choose: (event: Event) => void
  readonly copyFrom: (site: string | null) => void
}): TemplateResult => {
  const t = texts()
  const named = ({ address, description }: Site) =>
    html`${address}${description === '' ? nothing : ` · ${description}`}`
  const copy = (event: Event) => {
    const select = event.target as HTMLSelectElement
    const from = select.value
    select.value = ''
    of.copyFrom(from === 'account' ? null : from)
  }
  return html`<div class="where field">
    <div class="field">
      <label for="where">${t.where}</label>
      <select class="input" id="where" aria-describedby="where-hint" @change=${of.choose}>
        <option value="" ?selected=${of.site === null}>${t.everywhere}</option>
        ${of.sites.map(
          (site) =>
            html`<option value=${site.id} ?selected=${site.id === of.site}>${named(site)}${of.differing.has(site.id) ? ` (${t.differs})` : nothing}</option>`,
        )}
      </select>
    </div>
    <select class="input copy" aria-label=${t.copy} @change=${copy}>
      <option value="" selected disabled hidden>${t.copy}</option>
      ${of.site === null ? nothing : html`<option value="account">${t.everywhere}</option>`}
      ${of.sites
        .filter(({ id }) => id !== of.site)
        .map((site) => html`<option value=${site.id}>${named(site)}</option>`)}
    </select>
    <div class="hint" id="where-hint">${t.hint}</div>
  </div>`
}
