import { html } from 'lit'

/** Our mark: the speech bubble of `favicon.svg`. */
export const mark = html`<svg viewBox="0 0 32 32" aria-hidden="true">
  <path
    fill="#cc1f30"
    d="M9 3h14a7 7 0 0 1 7 7v8a7 7 0 0 1-7 7h-6.2l-6.1 4.6A1.1 1.1 0 0 1 9 28.7V25A7 7 0 0 1 2 18v-8a7 7 0 0 1 7-7z"
  />
  <circle cx="10.5" cy="14" r="2" fill="#fff" />
  <circle cx="16" cy="14" r="2" fill="#fff" />
  <circle cx="21.5" cy="14" r="2" fill="#fff" opacity=".55" />
</svg>`
