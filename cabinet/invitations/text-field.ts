/** A text of several lines with its label, hint and error; empty, it shows what counts instead. */
import { html, type TemplateResult } from 'lit'
import { icon } from '../../console/ui/icon.ts'
import { invitationLength } from '../../engine/protocol/client/invitations.ts'

export const textField = (of: {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly placeholder: string
  readonly error: string | undefined
}): TemplateResult => {
  const { name, label, hint, value, placeholder, error } = of
  return html`<div class="field">
    <label for="field-${name}">${label}</label>
    <textarea
      class="input"
      id="field-${name}"
      name=${name}
      rows="3"
      dir="auto"
      maxlength=${invitationLength}
      placeholder=${placeholder}
      aria-describedby="${name}-about"
      aria-invalid=${error === undefined ? 'false' : 'true'}
      .defaultValue=${value}
    ></textarea>
    ${
      error === undefined
        ? html`<div class="hint" id="${name}-about">${hint}</div>`
        : html`<div class="error" id="${name}-about" role="alert">${icon('circle-alert', { size: 14 })}<span>${error}</span></div>`
    }
  </div>`
}
