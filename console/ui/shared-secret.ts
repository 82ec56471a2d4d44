/** How a secret gets into an authenticator app: a picture to scan, or letters to type. */
import { css, html, type TemplateResult } from 'lit'
import type { SharedSecret } from './api.ts'
import { defineTexts } from './i18n.ts'

const texts = defineTexts({
  ru: {
    scan: 'Отсканируйте код приложением для одноразовых кодов: Google Authenticator, Яндекс Ключ, 1Password или другим.',
    alt: 'QR-код для приложения',
    type: 'Не сканируется? Введите ключ вручную:',
    open: 'Открыть в приложении на этом устройстве',
  },
  en: {
    scan: 'Scan this with an app for one-time codes: Google Authenticator, 1Password, Aegis, or another.',
    alt: 'QR code for the app',
    type: 'It does not scan? Type the key:',
    open: 'Open in the app on this device',
  },
})

export const sharedSecretStyles = css`
  .shared-secret { display: grid; gap: var(--rh-3); justify-items: start; }
  .shared-secret p { color: var(--rh-text-2); text-wrap: pretty; }
  .shared-secret img { width: 12rem; height: 12rem; border-radius: var(--rh-radius); background: #fff; }
  .shared-secret code { font: 500 var(--rh-text-m) / 1.6 var(--rh-font-mono); overflow-wrap: anywhere; }
`
if (sharedSecretStyles.styleSheet) {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sharedSecretStyles.styleSheet]
}

export function sharedSecret({ secret, uri, qr }: SharedSecret): TemplateResult {
  const t = texts()
  return html`<div class="shared-secret">
    <p>${t.scan}</p>
    <img alt=${t.alt} src="data:image/svg+xml,${encodeURIComponent(qr)}" />
    <p>${t.type}<br /><code>${secret.replace(/.{4}(?=.)/g, '$& ')}</code></p>
    <a href=${uri}>${t.open}</a>
  </div>`
}
