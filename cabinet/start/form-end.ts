import { html, nothing, type TemplateResult } from 'lit'
import type { FormState } from '../../console/ui/form.ts'
import { icon } from '../../console/ui/icon.ts'
import { notice } from '../../console/ui/states.ts'

/** How registration and sign-in end: what was refused as a whole, and the button with these words. */
export const formEnd = (form: FormState, words: string): TemplateResult => html`
  ${form.message === undefined ? nothing : notice('bad', form.message)}
  <button class="button primary wide" type="submit" aria-busy=${form.busy} aria-disabled=${form.busy}>
    ${form.busy ? html`<span class="spin">${icon('loader-circle')}</span>` : nothing}${words}
  </button>
`
